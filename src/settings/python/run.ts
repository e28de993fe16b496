import type { SyntaxNode } from '@lezer/common';
import type { CallLog } from '../call.ts';
import type { Environment } from '../environment.ts';
import type { SettingsFile, Span } from '../file.ts';
import type { Reason, Scope, Value } from '../value.ts';

/** One statement that gives a name a value, in the order in which the statements stand. */
export type Assignment = {
  readonly name: string;
  /** The whole value afterwards. */
  readonly value: Value;
  /** The statement, and its part that makes the value. */
  readonly at: Span;
  readonly valueAt: Span;
  /** `item`: `app.config['NAME'] = …`, which sets no name of the program. */
  readonly how: 'set' | 'add' | 'item';
  /** False in a branch that was not taken. */
  readonly ran: boolean;
  /** Of the innermost branch around it, as written; null at the top. */
  readonly condition: string | null;
  /** The whole `if` or other statement around it; null at the top. */
  readonly branch: Span | null;
  readonly scope: Scope;
};

/** Whether an open condition holds. `guess`: with the defaults; null if even they do not tell. */
export type Decide = (condition: string, guess: boolean | null) => boolean;

/** Dotted paths under which a library gives lists: the rooms know them. */
export type LibraryNames = ReadonlySet<string>;

/** One reading of a program. */
export type Run = {
  readonly files: readonly SettingsFile[];
  /** The files before an edit; empty if there was none. */
  readonly before: readonly SettingsFile[];
  readonly environment: Environment;
  readonly library: LibraryNames;
  readonly decide: Decide;
  readonly log: Assignment[];
  /** Whether the statements about a name go into the log. */
  readonly isLogged: (name: string) => boolean;
  /** The calls that the room asked for: `isCall` tells them by the last name of their path. */
  readonly calls: CallLog;
  readonly isCall: (name: string) => boolean;
  /** The functions that were called. */
  readonly called: Set<SyntaxNode['from']>;
  /** The names that branches set which do not run. */
  readonly aside: string[];
  /** Work that may still be done, so that no program keeps the reader busy. */
  readonly budget: { left: number; depth: number };
  readonly modules: Map<string, Value & { readonly kind: 'namespace' }>;
  /** Modules that the program names and that were not handed over. */
  readonly missing: Set<string>;
  readonly evaluate: (node: SyntaxNode, frame: Frame) => Value;
  readonly call: (callee: Value, given: Arguments, frame: Frame, at: Span) => Value;
  readonly execute: (body: SyntaxNode, frame: Frame) => Value | null;
};

/** Where in a program the reading is. */
export type Frame = {
  readonly file: string;
  readonly source: string;
  readonly scope: Scope;
  /** The scope whose names are the module's or class's own, whatever branch is read. */
  readonly home: Scope;
  readonly conditions: readonly Reason[];
  readonly condition: string | null;
  readonly branch: Span | null;
  readonly ran: boolean;
  /** The name that gets the value. */
  readonly target: string | null;
};

/** The arguments of a call. */
export type Arguments = {
  readonly values: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
};

/** Code that people write is not nested deeper. */
const DEEPEST = 120;

/** Counts work. False: give up here. */
export function mayGoOn({ budget }: Run, cost = 1): boolean {
  budget.left -= cost;
  return budget.left > 0 && budget.depth < DEEPEST;
}

/** Does a part of the program one level deeper. A closure for each would double the work. */
export function deeper<Result>(
  run: Run,
  work: (run: Run, node: SyntaxNode, frame: Frame) => Result,
  node: SyntaxNode,
  frame: Frame,
): Result {
  run.budget.depth += 1;
  const result = work(run, node, frame);
  run.budget.depth -= 1;
  return result;
}

export const spanOf = ({ file }: Frame, { from, to }: { from: number; to: number }): Span => ({
  file,
  from,
  to,
});

/** The words of code, short enough for a sentence. */
export function wordsOf({ source }: Frame, { from, to }: { from: number; to: number }): string {
  const text = source.slice(from, Math.min(to, from + LONGEST_WORDS)).replace(/\s+/g, ' ');
  return to - from > LONGEST_WORDS ? `${text}…` : text;
}

const LONGEST_WORDS = 60;

/** A value that only running the code would give. */
export const unreadable = (frame: Frame, node: { from: number; to: number }): Value => ({
  kind: 'unknown',
  at: spanOf(frame, node),
  because: [{ kind: 'code', text: wordsOf(frame, node) }],
});
