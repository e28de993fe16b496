import { isToken, listElements } from '../model/header-list.ts';
import { code, type Prose } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import type { Phase } from '../policy/finding.ts';

type Place = { readonly phase: Phase; readonly hop: number };

/**
 * Which response a finding is about: `the response to the preflight request`, perhaps after a
 * redirect.
 */
export function theResponse({ phase, hop }: Place): string {
  const after = afterRedirect(hop);
  return phase === 'preflight'
    ? phrase`the response to the preflight request${after}`
        .fr`la réponse à la requête préliminaire${after}`
    : phrase`the response to the request${after}`.fr`la réponse à la requête${after}`;
}

/** ` after the redirect` for every request but the first. */
export const afterRedirect = (hop: number): string =>
  hop === 0 ? '' : phrase` after the redirect`.fr` après la redirection`;

/** The subject of a sentence: the page by its origin, or the request when that origin is `null`. */
export const thePage = (origin: string): Prose =>
  origin === 'null'
    ? say`The origin of the request is ${shown(origin)}`
        .fr`L’origine de la requête est ${shown(origin)}`
    : say`The page is ${shown(origin)}`.fr`L’origine de la page est ${shown(origin)}`;

/** The same for a page whose request has credentials. */
export const thePageWithCredentials = (origin: string): Prose =>
  say`${thePage(origin)} and its request has credentials (cookies or a login)`
    .fr`${thePage(origin)} et la requête a des informations d’identification (cookies ou session)`;

/** What the response says: no such header, or only some names in it. */
export const allowsOnly = (header: string, received: string | null): Prose =>
  received === null
    ? say`has no ${code(header)} header.`.fr`n’a pas d’en-tête ${code(header)}.`
    : say`allows only ${shown(received)} in ${code(header)}.`
        .fr`n’autorise que ${shown(received)} dans ${code(header)}.`;

/**
 * Why a header is not a list of names: its first invalid character, or else what a list looks like.
 */
export function whyNoList(received: string, example: string): Prose {
  const stray = listElements(received)
    .find((element) => !isToken(element))
    ?.match(/[^!#$%&'*+\-.^_`|~0-9A-Za-z]/u)?.[0];
  const rule = say`Write the names with commas between them, as in ${code(example)}.`
    .fr`Séparez les noms par des virgules, comme dans ${code(example)}.`;
  if (stray === undefined) return rule;
  return /\s/.test(stray)
    ? say`A space stands between two names. ${rule}`
        .fr`Une espace se trouve entre deux noms. ${rule}`
    : say`${shown(stray)} has no place in this list. ${rule}`
        .fr`${shown(stray)} n’a pas sa place dans cette liste. ${rule}`;
}

/** A title within a sentence. A name such as CORS or JSON keeps its capitals. */
export const lowerFirst = (text: string): string =>
  /^\p{Lu}{2}/u.test(text) ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
