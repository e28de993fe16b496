import type { BrowserName, CredentialsMode, Exchange } from '../model/exchange.ts';
import { parseUrl } from '../model/origin.ts';
import { REDACTED } from '../model/redact.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Failure } from '../policy/finding.ts';
import { mayBeCors } from '../policy/request-mode.ts';

/** Why a request cannot be checked. */
export const WHY_NOT = [
  /** It is no longer in the list. */
  'gone',
  /** A WebSocket, a `file:` URL, or a request without CORS. */
  'not-cors',
  /** Its URL contains a secret, which was never kept. */
  'secret-url',
  /** The browser itself did not send it: the local network, mixed content, a forbidden port. */
  'not-sent',
  /** The user has not granted the server's host. */
  'not-granted',
  /** The extension cannot use an exception that the user made for a certificate. */
  'certificate',
  /** No answer came in time. */
  'no-answer',
  /** The browser stopped the extension's background meanwhile. */
  'interrupted',
] as const;
export type WhyNot = (typeof WHY_NOT)[number];

/** Failures on the way to the server: the browser did try. */
const TRIED: ReadonlySet<Failure> = new Set([
  'connection-refused',
  'proxy',
  'dns',
  'tls',
  'timeout',
  'reset',
]);

/**
 * Why an exchange cannot be checked; null if it can. Crosscheck asks only what the browser has sent
 * for the page: a page could otherwise use it to reach what the browser keeps it from.
 */
export function whyNotChecked(
  exchange: Exchange,
  browser: BrowserName,
): Extract<WhyNot, 'not-cors' | 'secret-url' | 'not-sent' | 'not-granted'> | null {
  const { hops, checked } = exchange;
  const [{ url }] = hops;
  const parsed = parseUrl(url);
  if (exchange.recordedOnly) return 'not-granted';
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return 'not-cors';
  const { mode, failure } = evaluate(exchange, browser);
  if (!mayBeCors(mode) || checked !== undefined) return 'not-cors';
  if (isRedacted(url)) return 'secret-url';
  const wasAnswered = hops.some(({ preflight, response }) => response ?? preflight?.response);
  return wasAnswered || (failure !== null && TRIED.has(failure)) ? null : 'not-sent';
}

/** Whether a part of the text was removed as a secret, also if a URL parser encoded the brackets. */
export const isRedacted = (text: string): boolean =>
  text.includes(REDACTED) ||
  text.toLowerCase().includes(encodeURIComponent(REDACTED).toLowerCase());

/** The credentials mode of a page's request, if anything shows it. */
export function credentialsOf(exchange: Exchange, browser: BrowserName): CredentialsMode | null {
  const { credentials } = evaluate(exchange, browser);
  return credentials.known ? credentials.value : null;
}
