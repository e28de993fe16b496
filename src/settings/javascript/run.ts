import type { SyntaxNode } from '@lezer/common';
import type { CallLog } from '../call.ts';
import type { Environment } from '../environment.ts';
import type { SettingsFile, Span } from '../file.ts';
import type { ListValue, Reason, Scope, Value } from '../value.ts';

/** What a program meets that only its server has: a request, a response, a callback. */
export type Native = {
  /** The value of a path that starts with `@`; null if there is none. */
  readonly get: (path: string, at: Span) => Value | null;
  /** A call of such a path. */
  readonly call: (path: string, values: readonly Value[], at: Span) => Value | null;
};

/** One reading of a program. */
export type Run = {
  readonly files: readonly SettingsFile[];
  /** The files before an edit; empty if there was none. */
  readonly before: readonly SettingsFile[];
  readonly environment: Environment;
  readonly decide: (condition: string, guess: boolean | null) => boolean;
  readonly calls: CallLog;
  /** Whether the calls of functions and methods of this name go into the log. */
  readonly isCall: (name: string) => boolean;
  /** The functions and classes that were called. */
  readonly called: Set<SyntaxNode['from']>;
  /** The lists that were searched. */
  readonly searched: ListValue[];
  /** The names that branches change which do not run; null while they run. */
  aside: Set<string> | null;
  native: Native | null;
  /** Work that may still be done, so that no program keeps the reader busy. */
  readonly budget: { left: number; depth: number };
  readonly modules: Map<string, Module>;
  /** Modules that the program names and that were not handed over. */
  readonly missing: Set<string>;
  readonly evaluate: (node: SyntaxNode, frame: Frame) => Value;
  readonly call: (callee: Value, values: readonly Value[], frame: Frame, at: Span) => Value;
  readonly make: (callee: Value, values: readonly Value[], frame: Frame, at: Span) => Value;
  readonly execute: (body: SyntaxNode, frame: Frame) => Completion;
  readonly load: (path: string, frame: Frame) => Module | null;
};

export type Module = Value & { readonly kind: 'namespace' };

/** What ends a body; null: its end. */
export type Completion = { readonly kind: 'return' | 'throw'; readonly value: Value } | null;

/** Where in a program the reading is. */
export type Frame = {
  readonly file: string;
  readonly source: string;
  readonly scope: Scope;
  readonly conditions: readonly Reason[];
  readonly condition: string | null;
  readonly ran: boolean;
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

const LONGEST_WORDS = 60;

/** The words of code, short enough for a sentence. */
export function wordsOf({ source }: Frame, { from, to }: { from: number; to: number }): string {
  const text = source.slice(from, Math.min(to, from + LONGEST_WORDS)).replace(/\s+/g, ' ');
  return to - from > LONGEST_WORDS ? `${text}…` : text;
}

/** A value that only running the code would give. */
export const unreadable = (frame: Frame, node: { from: number; to: number }): Value => ({
  kind: 'unknown',
  at: spanOf(frame, node),
  because: [{ kind: 'code', text: wordsOf(frame, node) }],
});

export const textOf = ({ source }: Frame, { from, to }: SyntaxNode): string =>
  source.slice(from, to);

/** The value of a name, and the scope that has it. */
export function find(scope: Scope | null, name: string): readonly [Value, Scope] | null {
  for (let one = scope; one !== null; one = one.outer) {
    const value = one.names.get(name);
    if (value !== undefined) return [value, one];
  }
  return null;
}

export const undefinedAt = (at: Span, because: readonly Reason[] = []): Value => ({
  kind: 'none',
  at,
  because,
});

export const booleanAt = (at: Span, value: boolean, because: readonly Reason[] = []): Value => ({
  kind: 'boolean',
  value,
  at,
  because,
});

export const stringAt = (at: Span, text: string, because: readonly Reason[] = []): Value => ({
  kind: 'string',
  text,
  at,
  because,
  pieces: [],
  read: null,
});

export const listAt = (at: Span, items: readonly Value[]): ListValue => ({
  kind: 'list',
  form: 'list',
  items,
  at,
  because: [],
  literals: [],
  split: null,
  read: null,
});

/** Whether a path begins with what only a server has, as `@req`; `@nestjs/config` is a package. */
export const isNative = (path: string): boolean => /^@\w+(?![\w/-])/.test(path);
