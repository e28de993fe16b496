import { getAll } from '../../../model/header-list.ts';
import type { Prose } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import type { Span } from '../../../settings/file.ts';
import type { Reason } from '../../../settings/value.ts';
import type { FaultId } from '../../kit/settings-reader.ts';
import type { Application } from '../../kit/stack.ts';
import type { Configuration, Level } from './configuration.ts';
import type { HeaderLine, Trace } from './trace.ts';

/** A line without which the request would pass, or come further. */
export type Problem = {
  readonly id: FaultId;
  readonly at: Span;
  readonly text: Prose;
  /** What it depends on that the files do not tell. */
  readonly because: readonly Reason[];
  /** Changes that may repair it, the best first. The caller tries each of them. */
  readonly ways: readonly (readonly TextEdit[])[];
  /** What is lacking, to see whether a change repaired it. */
  readonly key: string;
};

export type Subject = {
  readonly configuration: Configuration;
  readonly requirement: AnswerRequirement;
  readonly behind: Application;
  /** Whether the request itself was answered. Else nobody knows what is sent from behind nginx. */
  readonly isSeen: boolean;
};

/** What one request of a page meets. */
export type View = Subject & {
  readonly trace: Trace;
  readonly phase: 'preflight' | 'actual';
  readonly origin: string;
};

export const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
export const ALLOW_CREDENTIALS = 'Access-Control-Allow-Credentials';
export const ALLOW_METHODS = 'Access-Control-Allow-Methods';
export const ALLOW_HEADERS = 'Access-Control-Allow-Headers';
export const EXPOSE_HEADERS = 'Access-Control-Expose-Headers';

export const isNamed = (name: string, other: string): boolean =>
  name.toLowerCase() === other.toLowerCase();

/** The lines of the configuration for one header that count for this request. */
export const linesFor = ({ trace }: View, name: string): readonly HeaderLine[] =>
  trace.headers.filter((one) => isNamed(one.name, name));

export const valuesOf = ({ trace }: View, name: string): readonly string[] =>
  getAll(trace.answer.headers, name);

export const isOk = ({ trace }: View): boolean =>
  trace.answer.status >= 200 && trace.answer.status < 300;

/** What a problem of this request has beside its words. */
export function problem(
  { trace, phase, origin }: View,
  id: FaultId,
  name: string,
  at: Span,
  text: Prose,
  ways: readonly (readonly TextEdit[])[],
): Problem {
  return {
    id,
    at,
    text,
    because: trace.because,
    ways: ways.filter((edits) => edits.length > 0),
    key: `${phase} ${origin} ${name} ${id}`,
  };
}

/** Where a block starts, or its file. */
export const placeOf = ({ main }: Configuration, { directive }: Level): Span =>
  directive === null ? { file: main.name, from: 0, to: 0 } : directive.name.at;

/** What opens a block: `location /api/`, `if ($request_method = OPTIONS)`, `server`. */
export function headOf({ kind, directive }: Level): string {
  const words = directive?.words.map(({ text, quote }) => `${quote}${text}${quote}`) ?? [];
  return [directive?.name.text ?? kind, ...words].join(' ').replace(/ \)$/, ')');
}
