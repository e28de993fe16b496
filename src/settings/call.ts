import { placeOf, type Span } from './file.ts';
import type { Argument, Value } from './value.ts';

/** A call that a room asked for, in the order in which the calls run. */
export type Call = {
  /** Dotted path of what is called: `fastapi.FastAPI().add_middleware`. */
  readonly path: string;
  /** The object whose method is called; null for a plain function. */
  readonly receiver: Value | null;
  readonly at: Span;
  /** The brackets with the arguments. */
  readonly brackets: Span;
  /** The whole statement around it, with a decorator's function. */
  readonly statement: Span;
  readonly given: readonly Argument[];
  /** False in a branch that was not taken. */
  readonly ran: boolean;
  /** Of the innermost branch around it, as written; null at the top. */
  readonly condition: string | null;
  /** What the call depends on. */
  readonly because: Value['because'];
  /** What the call gives. */
  readonly value: Value;
};

/** The calls of a program by their places, in the order of running. */
export type CallLog = Map<string, Call>;

/** A call that runs again stays what it was at first, but a loop calls methods of many objects. */
export function logCall(log: CallLog, call: Call): void {
  const { receiver } = call;
  const place = placeOf(call.at) + (receiver?.kind === 'object' ? placeOf(receiver.at) : '');
  if (!log.has(place)) log.set(place, call);
}
