import type { Prose } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import type { SettingsFile, Span } from '../../../settings/file.ts';
import type { Quote } from '../../../settings/style.ts';
import { type Argument, allReasons, type Reason, type Value } from '../../../settings/value.ts';
import { without } from '../lists.ts';
import type { FaultId, PlainValue } from '../settings-reader.ts';
import type { Application } from '../stack.ts';
import type { Matches } from './entries.ts';

/** A line that makes the server refuse, without what every fault has. */
export type Found = { readonly id: FaultId; readonly at: Span; readonly text: Prose };

/** How a library names its options, and how its language writes them. */
export type Dialect = {
  readonly names: Readonly<Record<OptionKind, string>>;
  /** An option beside `origins` whose regular expression lets origins in. */
  readonly pattern?: string;
  /** What calls the options: `CORSMiddleware`. */
  readonly library: string;
  readonly defaults: Readonly<Partial<Record<OptionKind, PlainValue>>>;
  readonly string: (quote: Quote, value: string) => string;
  readonly isOn: string;
  readonly option: (name: string, value: string) => string;
  readonly split: (separator: string) => string;
  readonly matches: Matches;
  /** What reads a regular expression: `which only … reads`. */
  readonly patterns: Prose;
};

export type OptionKind = 'origins' | 'credentials' | 'methods' | 'headers' | 'expose';

/** The call that sets the options of a CORS library. */
export type OptionsCall = {
  readonly at: Span;
  /** No library is called: code of the program’s own searches the list of this name. */
  readonly byHand?: string;
  readonly options: ReadonlyMap<string, Argument>;
  /** What its existence depends on. */
  readonly because: readonly Reason[];
  /** Writes more options; empty if there is no place for them. */
  readonly withOptions: (writes: readonly ((quote: Quote) => string)[]) => readonly TextEdit[];
};

/** What the options let through. */
export type Policy = {
  /** Null: the files do not tell. */
  readonly allows: (origin: string) => boolean | null;
  /** Every origin is let in. */
  readonly isAll: boolean;
  readonly credentials: boolean;
  readonly methods: readonly string[] | 'any';
  readonly headers: readonly string[] | 'any';
  readonly expose: readonly string[] | 'any';
  /** Refuses every preflight whose method is not listed, GET and POST too. */
  readonly refusesOthers?: true;
};

/** A fault of the program around the options, and the change that repairs it. */
export type Problem = Found & {
  readonly edits: readonly TextEdit[];
  readonly because: readonly Reason[];
};

/** One reading of the developer’s files, under one guess about what they leave open. */
export type OptionsFile = {
  readonly files: readonly SettingsFile[];
  readonly main: SettingsFile;
  /** Null if no call sets options. */
  readonly call: OptionsCall | null;
  readonly policy: Policy | null;
  /** Where the origins stand: the option, or the list that its function searches. */
  readonly origins: Value | null;
  readonly problems: readonly Problem[];
  /** The model of the program; null if the files tell too little. */
  readonly application: Application | null;
  readonly notes: readonly (Omit<Found, 'id'> & { readonly id: FaultId | null })[];
  /** Modules that were not handed over. */
  readonly missing: readonly string[];
};

/** What the request still lacks, each part for itself. */
export type Lacks = {
  readonly origins: readonly string[];
  /** Every origin is let in, which no request with credentials may use. */
  readonly allowAll: boolean;
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
};

const NOTHING: Lacks = {
  origins: [],
  allowAll: false,
  credentials: false,
  methods: [],
  headers: [],
  expose: [],
};

/** What the options lack so that the request passes. */
export function lacksOf({ policy }: OptionsFile, requirement: AnswerRequirement): Lacks {
  if (policy === null) return NOTHING;
  const { credentials, origins, headers, expose, preflight, method } = requirement;
  const asked = preflight && policy.refusesOthers ? [method] : [];
  const lower = (names: readonly string[] | 'any'): readonly string[] | 'any' =>
    names === 'any' ? names : names.map((name) => name.toLowerCase());
  return {
    origins: origins.filter((origin) => policy.allows(origin) !== true),
    allowAll: credentials && policy.isAll,
    credentials: credentials && !policy.credentials,
    methods: missing(union(asked, requirement.methods), policy.methods, credentials),
    headers: missing(headers, lower(policy.headers), credentials),
    expose: missing(expose, lower(policy.expose), credentials),
  };
}

const union = (some: readonly string[], more: readonly string[]): readonly string[] => [
  ...new Set([...some, ...more]),
];

/** A `*` in a list counts as a name if cookies are sent, and never covers `authorization`. */
function missing(
  wanted: readonly string[],
  present: readonly string[] | 'any',
  credentials: boolean,
): readonly string[] {
  if (present === 'any') return [];
  const rest = without(wanted, [...present]);
  if (credentials || !present.includes('*')) return rest;
  return rest.filter((name) => name === 'authorization');
}

export const isNothing = ({ allowAll, credentials, ...lists }: Lacks): boolean =>
  !allowAll && !credentials && Object.values(lists).every((list) => list.length === 0);

/** What an option depends on. */
export const reasonsOf = (file: OptionsFile, name: string): readonly Reason[] => {
  const value = file.call?.options.get(name)?.value;
  return value === undefined ? [] : allReasons(value);
};
