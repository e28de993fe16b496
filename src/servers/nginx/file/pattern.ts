import { isCostly } from '../../kit/own-file/pattern.ts';

/** What PCRE reads otherwise than JavaScript, or JavaScript not at all. */
const OTHERWISE = /\(\?[^:=!<P]|\(\?P[^<]|\(\?<[=!]|\\[AZzGKQEhHRXNgk]|\[\[:|[+*?}]\+|\(\*/;

/**
 * A regular expression of nginx as one of JavaScript. Null if JavaScript reads it otherwise, or if
 * trying it might take very long.
 */
export function regexOf(pattern: string, ignoresCase: boolean): RegExp | null {
  const start = /^\(\?i\)/.exec(pattern)?.[0] ?? '';
  const source = pattern.slice(start.length).replaceAll('(?P<', '(?<');
  if (isCostly(source) || OTHERWISE.test(source)) return null;
  try {
    return new RegExp(source, ignoresCase || start !== '' ? 'i' : '');
  } catch {
    return null;
  }
}

/** Whether a pattern names the whole text: it matches no longer one. */
export const hasAnchors = (pattern: string): boolean =>
  /^\(?(?:\?:)?\^/.test(pattern) && /(?:\$|\\z)\)?$/.test(pattern);
