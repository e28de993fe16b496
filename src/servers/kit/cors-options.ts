import { extractTokens, get, type HeaderList, has } from '../../model/header-list.ts';
import { nameableOrigin } from '../../model/origin.ts';
import type { AnswerPart, AnswerRequirement } from '../../model/requirement.ts';
import { requestOrigin, type SeenAnswer } from '../../model/seen-server.ts';
import { containsAll } from './lists.ts';

/**
 * The options that most CORS libraries have, as far as a server's answers show them. Null: not
 * seen.
 */
export type PresentOptions = {
  /** Whether any answer had CORS headers: something is set already. */
  readonly seen: boolean;
  /** Origins that were allowed by name, and not refused since. Seen does not mean trusted. */
  readonly allowed: readonly string[];
  /** Origins that were refused, and not allowed since. */
  readonly refused: readonly string[];
  /** Whether every origin is allowed: the newest answer with an origin has `*`. */
  readonly wildcard: boolean;
  readonly credentials: boolean | null;
  readonly methods: readonly string[] | null;
  /** Lower-case. */
  readonly headers: readonly string[] | null;
  /** Lower-case. */
  readonly expose: readonly string[] | null;
  readonly maxAge: number | null;
};

/**
 * Reads the present options from a server's answers, oldest first; the newest wins. Pass only
 * answers that the stack's own CORS code can have made.
 */
export function presentOptions(answers: readonly SeenAnswer[]): PresentOptions {
  const known = read.get(answers) ?? readOptions(answers);
  read.set(answers, known);
  return known;
}

/** All stacks and all requests of one server read the same list of answers. */
const read = new WeakMap<readonly SeenAnswer[], PresentOptions>();

function readOptions(answers: readonly SeenAnswer[]): PresentOptions {
  const origins = verdictsByOrigin(answers);
  const origin = newestWith(answers, 'access-control-allow-origin');
  return {
    seen: answers.some(({ headers }) => headers.some(([name]) => CORS_HEADER.test(name))),
    allowed: origins.filter(([, allowed]) => allowed).map(([one]) => one),
    refused: origins.filter(([, allowed]) => !allowed).map(([one]) => one),
    wildcard: origin !== null && get(origin, 'access-control-allow-origin') === '*',
    credentials: credentialsOf(answers),
    methods: listOf(answers, 'access-control-allow-methods'),
    headers: lowerCase(listOf(answers, 'access-control-allow-headers')),
    expose: lowerCase(listOf(answers, 'access-control-expose-headers')),
    maxAge: secondsOf(answers),
  };
}

const CORS_HEADER = /^access-control-/i;

/**
 * An origin in an answer is allowed, no matter who asked. A valid origin without one is refused.
 */
function verdictsByOrigin(answers: readonly SeenAnswer[]): readonly [string, boolean][] {
  const verdicts = new Map<string, boolean>();
  for (const one of answers) {
    const allowed = get(one.headers, 'access-control-allow-origin');
    const asked = requestOrigin(one);
    if (asked !== null && nameableOrigin(asked) !== null && allowed !== '*') {
      verdicts.set(asked, false);
    }
    if (allowed !== null && nameableOrigin(allowed) !== null) verdicts.set(allowed, true);
  }
  return [...verdicts];
}

function credentialsOf(answers: readonly SeenAnswer[]): boolean | null {
  const last = answers.findLast(
    ({ headers }) =>
      has(headers, 'access-control-allow-origin') ||
      has(headers, 'access-control-allow-credentials'),
  );
  return last === undefined
    ? null
    : get(last.headers, 'access-control-allow-credentials') === 'true';
}

function newestWith(answers: readonly SeenAnswer[], name: string): HeaderList | null {
  return answers.findLast(({ headers }) => has(headers, name))?.headers ?? null;
}

function listOf(answers: readonly SeenAnswer[], name: string): readonly string[] | null {
  const newest = newestWith(answers, name);
  const tokens = newest && extractTokens(newest, name);
  return tokens === null || tokens === 'failure' ? null : [...new Set(tokens)];
}

const lowerCase = (names: readonly string[] | null): readonly string[] | null =>
  names && [...new Set(names.map((name) => name.toLowerCase()))];

function secondsOf(answers: readonly SeenAnswer[]): number | null {
  const newest = newestWith(answers, 'access-control-max-age');
  const text = newest === null ? null : get(newest, 'access-control-max-age');
  return text !== null && /^\d{1,8}$/.test(text) ? Number(text) : null;
}

/** An option’s new value, and whether it changes; `context`: it is set already. */
export type Option<Value> = {
  readonly value: Value;
  readonly mark: 'context' | 'added' | 'changed';
};

/** The options to write. Null: omit it, the library's default is enough. */
export type CorsOptions = {
  readonly origins: Option<readonly string[]>;
  readonly credentials: Option<true> | null;
  readonly methods: Option<readonly string[]> | null;
  readonly headers: Option<readonly string[]> | null;
  readonly expose: Option<readonly string[]> | null;
  readonly maxAge: Option<number> | null;
};

/** How a library names its options. */
export type OptionNames = Readonly<Record<keyof CorsOptions, string>>;

type Named<Names extends OptionNames> = {
  readonly [Key in 'origins' as Names[Key]]: NonNullable<CorsOptions[Key]>['value'];
} & {
  readonly [Key in Exclude<keyof CorsOptions, 'origins'> as Names[Key]]?: NonNullable<
    CorsOptions[Key]
  >['value'];
};

/** The options under the library's own names: its settings as it reads them. */
export function namedOptions<const Names extends OptionNames>(
  options: CorsOptions,
  names: Names,
): Named<Names> {
  const keys = Object.keys(names) as (keyof CorsOptions)[];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const option = options[key];
      return option === null ? [] : [[names[key], option.value]];
    }),
  ) as Named<Names>;
}

/** The library's behavior if an option is left out. */
export type OptionDefaults = {
  /** `any`: whatever the preflight requests. */
  readonly methods: readonly string[] | 'any';
  /** Lower-case; `any`: whatever the preflight requests. */
  readonly headers: readonly string[] | 'any';
  /** Seconds; null: no `Access-Control-Max-Age`. */
  readonly maxAge: number | null;
};

/** For a library that allows only what is listed. */
export const NO_DEFAULTS = {
  methods: [],
  headers: [],
  maxAge: null,
} as const satisfies OptionDefaults;

/**
 * The smallest options that meet the requirement and remove no method, header or credentials. They
 * list only the required origins. These replace a `*`, and an origin from an answer, which may
 * belong to anyone.
 */
export function extendedOptions(
  requirement: AnswerRequirement,
  present: PresentOptions,
  defaults: OptionDefaults,
): CorsOptions {
  const own = new Set<string>(requirement.origins);
  const allowed = present.allowed.filter((one) => own.has(one));
  const origins = union(allowed, requirement.origins);
  const credentials = requirement.credentials || present.credentials === true;
  return {
    origins: option(origins, present.wildcard ? null : present.allowed, present.seen),
    credentials: credentials ? option(true, present.credentials || null, present.seen) : null,
    methods: extendedList(requirement.methods, present.methods, defaults.methods),
    headers: extendedList(requirement.headers, present.headers, defaults.headers),
    expose: extendedList(requirement.expose, present.expose, []),
    maxAge:
      present.maxAge === null || present.maxAge === defaults.maxAge
        ? null
        : { value: present.maxAge, mark: 'context' },
  };
}

/**
 * The same options. Those that the refused answer lacked change, whatever other answers show. If
 * none of them is written, the origins do: with them, the server answers at all.
 */
export function withRefused(options: CorsOptions, refused: readonly AnswerPart[]): CorsOptions {
  if (refused.length === 0) return options;
  const marked = markedParts(options, refused);
  return areUnchanged(marked) ? markedParts(options, ['origins']) : marked;
}

function markedParts(
  { origins, credentials, methods, headers, expose, maxAge }: CorsOptions,
  parts: readonly AnswerPart[],
): CorsOptions {
  const marked = <Value>(part: AnswerPart, { value, mark }: Option<Value>): Option<Value> => ({
    value,
    mark: mark === 'context' && parts.includes(part) ? 'changed' : mark,
  });
  return {
    origins: marked('origins', origins),
    credentials: credentials && marked('credentials', credentials),
    methods: methods && marked('methods', methods),
    headers: headers && marked('headers', headers),
    expose: expose && marked('expose', expose),
    maxAge,
  };
}

/** Whether the options are set already. Then they must be in the wrong place. */
export function areUnchanged(options: CorsOptions): boolean {
  return Object.values(options).every((one) => one === null || one.mark === 'context');
}

function extendedList(
  needed: readonly string[],
  present: readonly string[] | null,
  defaults: readonly string[] | 'any',
): Option<readonly string[]> | null {
  // With credentials `*` is a literal name, and no page asks for that name.
  const kept = present?.filter((name) => name !== '*') ?? null;
  const usual = defaults === 'any' ? [] : defaults;
  const isUsual = kept === null || (kept.length > 0 && sameSet(kept, usual));
  if (isUsual) {
    const covered = defaults === 'any' || containsAll(usual, needed);
    return covered ? null : option(union(usual, needed), present && usual, present !== null);
  }
  const all = union(kept.length === 0 ? usual : kept, needed);
  // Most servers list nothing by default, and some refuse an empty list.
  return all.length === 0 && defaults !== 'any' ? null : option(all, present, true);
}

function option<Value>(value: Value, present: Value | null, seen: boolean): Option<Value> {
  if (JSON.stringify(value) === JSON.stringify(present)) return { value, mark: 'context' };
  return { value, mark: seen && present !== null ? 'changed' : 'added' };
}

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && containsAll(b, a);
