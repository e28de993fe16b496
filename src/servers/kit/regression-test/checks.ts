import { parseUrl } from '../../../model/origin.ts';
import { code, type Prose, prose } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import { context } from '../snippet-lines.ts';
import type { Snippet } from '../stack.ts';

/** What a regression test asks of a server, in any language. */
export type Checks = Pick<AnswerRequirement, 'url' | 'method' | 'origin' | 'credentials'> & {
  /** Path and query. */
  readonly path: string;
  readonly secure: boolean;
  /** The methods to send a preflight for; empty if the request needs none. */
  readonly preflightMethods: readonly string[];
  /** Whether the preflight's answer must list them. */
  readonly listsMethods: boolean;
  readonly headers: readonly string[];
  readonly expose: readonly string[];
};

/** Reduces a requirement to what a test can check. */
export function checksOf(requirement: AnswerRequirement): Checks {
  const { url, method, origin, credentials, methods, headers, expose, preflight } = requirement;
  const parsed = parseUrl(url);
  return {
    url,
    method,
    origin,
    credentials,
    path: parsed === null ? '/' : `${parsed.pathname}${parsed.search}`,
    secure: parsed?.protocol === 'https:',
    preflightMethods: preflight ? (methods.length > 0 ? methods : [method]) : [],
    listsMethods: methods.length > 0,
    headers,
    expose,
  };
}

/** The lines, if the condition holds; else none. */
export const when = (condition: boolean, lines: readonly string[]): readonly string[] =>
  condition ? lines : [];

/** A test as a snippet. Its place says how to run it, and that it sends real requests. */
export function testSnippet(
  { method }: Checks,
  how: Pick<Snippet, 'file' | 'language' | 'place'>,
  lines: readonly string[],
): Snippet {
  const { place, ...kind } = how;
  return { ...kind, place: prose`${place}${caution(method)}`, lines: lines.map(context) };
}

/** GET and HEAD change nothing. */
function caution(method: string): Prose {
  if (method === 'GET' || method === 'HEAD') return [];
  return say` It sends a real ${code(method)} request: run it on test data.`.fr` Il envoie une vraie
    requête ${code(method)} : lancez-le sur des données de test.`;
}
