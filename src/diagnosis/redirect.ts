import { originParts, parseUrl } from '../model/origin.ts';
import type { Elsewhere } from '../model/requirement.ts';

/** What a redirect asks for: the page calls the preferred spelling, or the server stays put. */
export function redirectAdvice(from: string, to: string): Elsewhere {
  return isOtherSpelling(from, to)
    ? { kind: 'client-url', from, to }
    : { kind: 'redirect-target', from, to };
}

/**
 * Whether `to` is the same resource as `from` in the spelling that the server prefers: `https`
 * for `http`, a trailing slash more or less, a prefix such as a language before the same path.
 */
export function isOtherSpelling(from: string, to: string): boolean {
  if (!isSameHost(from, to)) return false;
  const [asked, target] = [spelling(from), spelling(to)];
  return target === asked || (asked !== '' && target.endsWith(asked));
}

/** Whether both URLs name one host, whatever scheme or port. */
function isSameHost(a: string, b: string): boolean {
  const host = originParts(a)?.host;
  return host !== undefined && host === originParts(b)?.host;
}

/** The path without what servers normalise: repeated and trailing slashes, upper case. */
function spelling(url: string): string {
  const path = parseUrl(url)?.pathname ?? '';
  return path.replace(/\/+/g, '/').replace(/\/$/, '').toLowerCase();
}
