import { isToken } from '../model/header-list.ts';
import { code, type Prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import type { Phase } from '../policy/finding.ts';

type Place = { readonly phase: Phase; readonly hop: number };

/** Which answer a finding is about: `the answer to the OPTIONS preflight`, after a redirect or not. */
export function theAnswer({ phase, hop }: Place): string {
  const what = phase === 'preflight' ? 'the OPTIONS preflight' : 'the request';
  return `the answer to ${what}${afterRedirect(hop)}`;
}

/** ` after the redirect` for every leg but the first. */
export function afterRedirect(hop: number): string {
  return hop === 0 ? '' : ' after the redirect';
}

/** The subject of a sentence: the page by its origin, or the request when that origin is `null`. */
export function thePage(origin: string): Prose {
  return [origin === 'null' ? 'The origin of the request is ' : 'The page is ', shown(origin)];
}

/** The elements of a list-valued header, trimmed, without empty ones. */
export function elements(value: string): readonly string[] {
  return value
    .split(',')
    .map((element) => element.trim())
    .filter((element) => element !== '');
}

/** Why a header is no list of names: its first stray character, or else what a list looks like. */
export function whyNoList(received: string, example: string): Prose {
  const stray = elements(received)
    .find((element) => !isToken(element))
    ?.match(/[^!#$%&'*+\-.^_`|~0-9A-Za-z]/u)?.[0];
  const rule: Prose = [
    'names are separated by commas and by nothing else, as in ',
    code(example),
    '.',
  ];
  if (stray === undefined) return ['In this list ', ...rule];
  const what = /\s/.test(stray) ? 'A space between two names' : shown(stray);
  return [what, ' has no place in this list: ', ...rule];
}
