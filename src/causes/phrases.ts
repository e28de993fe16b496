import { isToken, listElements } from '../model/header-list.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import type { Phase } from '../policy/finding.ts';

type Place = { readonly phase: Phase; readonly hop: number };

/**
 * Which response a finding is about: `the response to the preflight request`, perhaps after a
 * redirect.
 */
export function theResponse({ phase, hop }: Place): string {
  const what = phase === 'preflight' ? 'the preflight request' : 'the request';
  return `the response to ${what}${afterRedirect(hop)}`;
}

/** ` after the redirect` for every request but the first. */
export const afterRedirect = (hop: number): string => (hop === 0 ? '' : ' after the redirect');

/** The subject of a sentence: the page by its origin, or the request when that origin is `null`. */
export const thePage = (origin: string): Prose =>
  origin === 'null'
    ? prose`The origin of the request is ${shown(origin)}`
    : prose`The page is ${shown(origin)}`;

/** The same for a page whose request has credentials. */
export const thePageWithCredentials = (origin: string): Prose =>
  prose`${thePage(origin)} and its request has credentials (cookies or a login)`;

/** What the response says: no such header, or only some names in it. */
export const allowsOnly = (header: string, received: string | null): Prose =>
  received === null
    ? prose`has no ${code(header)} header.`
    : prose`allows only ${shown(received)} in ${code(header)}.`;

/**
 * Why a header is not a list of names: its first invalid character, or else what a list looks like.
 */
export function whyNoList(received: string, example: string): Prose {
  const stray = listElements(received)
    .find((element) => !isToken(element))
    ?.match(/[^!#$%&'*+\-.^_`|~0-9A-Za-z]/u)?.[0];
  const rule = prose`Write the names with commas between them, as in ${code(example)}.`;
  if (stray === undefined) return rule;
  return /\s/.test(stray)
    ? prose`A space stands between two names. ${rule}`
    : prose`${shown(stray)} has no place in this list. ${rule}`;
}

/** A title within a sentence. */
export const lowerFirst = (text: string): string =>
  `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
