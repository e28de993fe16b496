import { rememberedHttps } from '../evidence/remembered-https.ts';
import type { Hop } from '../model/exchange.ts';
import { originParts, parseUrl } from '../model/origin.ts';
import type { Elsewhere } from '../model/requirement.ts';

/**
 * What the redirect of a hop requires: the page requests the preferred URL, the server does not
 * redirect, or the browser, whose own redirect it was, forgets the reason.
 */
export function redirectAdvice(hop: Hop, to: string): Elsewhere {
  const host = rememberedHttps(hop);
  if (host !== null) return { kind: 'forget-https', host };
  const from = hop.url;
  return isOtherSpelling(from, to)
    ? { kind: 'client-url', from, to }
    : { kind: 'redirect-target', from, to };
}

/**
 * Whether `to` is the same resource as `from`, as the server prefers to write it: `https` for
 * `http`, with or without a trailing slash, with a prefix such as a language, or without one that it
 * had before.
 */
export function isOtherSpelling(from: string, to: string): boolean {
  if (!isSameHost(from, to)) return false;
  const [asked, target] = [spelling(from), spelling(to)];
  if (target === asked || (asked !== '' && target.endsWith(asked))) return true;
  // One part alone, such as `/login`, may stand at the end of any path.
  return target.split('/').length > 2 && asked.endsWith(target);
}

/** Whether both URLs have the same host, whatever the scheme or port. */
function isSameHost(a: string, b: string): boolean {
  const host = originParts(a)?.host;
  return host !== undefined && host === originParts(b)?.host;
}

/** The path without what servers normalize: repeated and trailing slashes, upper case. */
function spelling(url: string): string {
  const path = parseUrl(url)?.pathname ?? '';
  return path.replace(/\/+/g, '/').replace(/\/$/, '').toLowerCase();
}
