import type { SyntaxNode } from '@lezer/common';
import type { Span } from './file.ts';

/** What a value depends on that the files do not settle. */
export type Reason =
  /** An environment variable. `given`: the handed-over file that sets it, if one does. */
  | { readonly kind: 'variable'; readonly variable: string; readonly given: string | null }
  /** A branch that runs only under a condition. */
  | { readonly kind: 'condition'; readonly text: string }
  /** A module of the project that was not handed over. */
  | { readonly kind: 'module'; readonly module: string }
  /** Code that cannot be read without running it. */
  | { readonly kind: 'code'; readonly text: string };

/** How a program reads an environment variable. */
export type VariableRead = {
  readonly variable: string;
  /** The whole expression. */
  readonly at: Span;
  /** The default as written; null if there is none. */
  readonly fallback: Value | null;
  /** The value in a handed-over file; null if none sets it. */
  readonly given: Variable | null;
};

/** An environment variable in a file. `at` is its value, without quotes. */
export type Variable = { readonly text: string; readonly at: Span };

/** A list as written, to which an element can be added. */
export type ListLiteral = {
  readonly at: Span;
  /** What opens it; empty for a tuple without parentheses. */
  readonly open: '[' | '(' | '{' | '';
  readonly elements: readonly Span[];
  /** The only quotes that its language has. */
  readonly quote?: '"';
};

/** One argument of a call, or one property of an object, as written. */
export type Argument = {
  /** Null for one without a name. */
  readonly name: string | null;
  /** All of it, and its part that makes the value. */
  readonly at: Span;
  readonly valueAt: Span;
  readonly value: Value;
};

/** A dictionary or object as written. */
export type DictLiteral = { readonly at: Span; readonly properties: readonly Argument[] };

type Common = {
  /** The expression, or the value in the file that gives it. */
  readonly at: Span;
  /** Empty: nothing. */
  readonly because: readonly Reason[];
  /** The property that gives it, which each object of the class works out anew. */
  readonly property?: Value;
};

/** Text, with where it comes from. */
export type StringValue = Common & {
  readonly kind: 'string';
  readonly text: string;
  /** Literals side by side, which become one text. */
  readonly pieces: readonly (Common & { readonly text: string })[];
  readonly read: VariableRead | null;
};

/** A list, tuple, set or generator. */
export type ListValue = Common & {
  readonly kind: 'list';
  readonly form: 'list' | 'tuple' | 'set' | 'generator';
  readonly items: readonly Value[];
  readonly literals: readonly ListLiteral[];
  /** The text that was split into this list. */
  readonly split: { readonly text: StringValue; readonly separator: string } | null;
  /** How it is read, if one call reads the whole list. */
  readonly read: VariableRead | null;
};

/** What the library gives under this name: its items stand at the head of a list. */
export type LibraryItem = Common & {
  readonly kind: 'library';
  readonly name: string;
};

/** A value as far as it can be told without running anything. */
export type Value =
  | StringValue
  | ListValue
  | LibraryItem
  | (Common & { readonly kind: 'number'; readonly value: number })
  | (Common & { readonly kind: 'boolean'; readonly value: boolean })
  | (Common & { readonly kind: 'none' })
  | (Common & {
      readonly kind: 'dict';
      readonly entries: readonly (readonly [Value, Value])[];
      /** As written, to which a property can be added; null if it was not written as one. */
      readonly written: DictLiteral | null;
    })
  /** A regular expression. */
  | (Common & { readonly kind: 'pattern'; readonly source: string; readonly flags: string })
  /** Something imported, by its dotted path: `decouple.config`. */
  | (Common & { readonly kind: 'name'; readonly path: string })
  /** An object made by calling something imported. */
  | (Common & {
      readonly kind: 'object';
      readonly path: string;
      readonly values: readonly Value[];
      readonly named: ReadonlyMap<string, Value>;
    })
  | (Common & { readonly kind: 'function'; readonly code: Code })
  /** A class or a module, with its own names and those of its bases. */
  | (Common & {
      readonly kind: 'namespace';
      readonly name: string;
      readonly scope: Scope;
      readonly bases: readonly Value[];
    })
  /**
   * A name that only a branch sets which probably does not run; or one with nothing but its type,
   * as written.
   */
  | (Common & { readonly kind: 'unset'; readonly type?: string })
  | (Common & { readonly kind: 'unknown' });

/** A function as written, with the names around it. */
export type Code = { readonly node: SyntaxNode; readonly file: string; readonly scope: Scope };

/** What the names of a module, class or function mean. */
export type Scope = {
  readonly names: Map<string, Value>;
  readonly outer: Scope | null;
  /** Modules whose names all come in, but that were not handed over. */
  readonly missing: string[];
};

/** A scope without names. */
export const scopeIn = (outer: Scope | null): Scope => ({ names: new Map(), outer, missing: [] });

/** The reasons of several values, each once. */
export function reasons(...lists: readonly (readonly Reason[])[]): readonly Reason[] {
  const first = lists.findIndex((list) => list.length > 0);
  const own = lists[first] ?? NO_REASONS;
  const isAlone = lists.findLastIndex((list) => list.length > 0) === first;
  if (isAlone || own.length >= MOST_REASONS) return own;
  const all = new Map(own.map((one) => [keyOf(one), one]));
  for (const more of lists.slice(first + 1)) for (const one of more) all.set(keyOf(one), one);
  return [...all.values()].slice(0, MOST_REASONS);
}

const NO_REASONS: readonly Reason[] = [];
/** Nobody reads more. */
const MOST_REASONS = 20;

function keyOf(reason: Reason): string {
  if (reason.kind === 'variable') return `variable ${reason.variable}`;
  if (reason.kind === 'module') return `module ${reason.module}`;
  return `${reason.kind} ${reason.text}`;
}

/** The value, depending on more. */
export function depending<One extends Value>(value: One, because: readonly Reason[]): One {
  return because.length === 0 ? value : { ...value, because: reasons(value.because, because) };
}

/** Everything that a value or a part of it depends on. */
export function allReasons(value: Value): readonly Reason[] {
  return value.kind === 'list'
    ? reasons(value.because, ...value.items.map(allReasons))
    : value.because;
}
