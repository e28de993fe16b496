import type { Span } from './file.ts';
import type { Places } from './places.ts';
import type { Argument, Value } from './value.ts';

/** A call that a room asked for, in the order in which the calls run. */
export type Call = {
  /** Dotted path of what is called: `fastapi.FastAPI().add_middleware`. */
  readonly path: string;
  /** Its last part: `add_middleware`. */
  readonly name: string;
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
export type CallLog = Places<Call>;

/** A call that runs again stays what it was at first, but a loop calls methods of many objects. */
export function logCall(log: CallLog, call: Call): void {
  const isSame = ({ at, receiver }: Call): boolean =>
    isAt(at, call.at) && isAt(objectOf(receiver), objectOf(call.receiver));
  const before = log.get(call.at);
  const isKnown = before !== undefined && (isSame(before) || log.all.some(isSame));
  if (!isKnown) log.set(call.at, call);
}

const objectOf = (receiver: Value | null): Span | null =>
  receiver?.kind === 'object' ? receiver.at : null;

/** Compared without their names as texts: a program may call a function any number of times. */
const isAt = (one: Span | null, other: Span | null): boolean =>
  one?.from === other?.from && one?.to === other?.to && one?.file === other?.file;
