import { type Fields, fields, list, positive, text } from '../model/fields.ts';
import { ownOrigin, parseUrl } from '../model/origin.ts';
import { isRedirectStatus } from '../model/redirect-target.ts';
import { resolved, withoutFragment } from '../model/url.ts';
import { headerValue, type Signals, signalsOf } from './headers.ts';

/**
 * One entry of a HAR: one request and its answer. Redirects and preflights have their own entries.
 */
export type Entry = {
  /** Its place in the file, counted from 1. */
  readonly number: number;
  /** Milliseconds since the epoch; if the file has no time, the time of the entry before. */
  readonly at: number;
  /** When it ended; null if the file does not say how long it took. */
  readonly end: number | null;
  readonly method: string;
  /** Without fragment. Secrets are still in it. */
  readonly url: string;
  /** In the words of the extension API: `xmlhttprequest`, `image` … */
  readonly resourceType: string;
  readonly signals: Signals;
  /** Zero if no answer came or none was recorded. */
  readonly status: number;
  /** The browser's own name of the error. */
  readonly error: string | null;
  /** Whether an error occurred for which Chromium's DevTools have no name. */
  readonly failedUnnamed: boolean;
  /** The URL that the answer redirects to. */
  readonly redirectUrl: string | null;
  /** Whether the recorder itself reports the redirect, not only the answer's header. */
  readonly redirectIsTold: boolean;
  /** Whether the recorder calls it a preflight. */
  readonly isCalledPreflight: boolean;
  /** Whether the page got the answer; only our own export says so. */
  readonly handedOver: boolean | null;
  /** Whether “Try it” applied a fix to it; only our own export says so. */
  readonly tried: boolean;
  readonly pageref: string | null;
  readonly fromCache: boolean | null;
  readonly requestHeaders: unknown;
  readonly responseHeaders: unknown;
};

const RESOURCE_TYPES: ReadonlyMap<string, string> = new Map([
  // As Chromium's DevTools and Playwright call them.
  ['xhr', 'xmlhttprequest'],
  ['fetch', 'xmlhttprequest'],
  ['eventsource', 'xmlhttprequest'],
  ['preflight', 'xmlhttprequest'],
  ['document', 'main_frame'],
  ['image', 'image'],
  ['media', 'media'],
  ['font', 'font'],
  ['script', 'script'],
  ['stylesheet', 'stylesheet'],
  ['ping', 'ping'],
  ['websocket', 'websocket'],
  ['csp-violation-report', 'csp_report'],
] as const);

/** @see https://fetch.spec.whatwg.org/#concept-request-destination */
const DESTINATIONS: ReadonlyMap<string, string> = new Map([
  ['empty', 'xmlhttprequest'],
  ['document', 'main_frame'],
  ['iframe', 'main_frame'],
  ['frame', 'main_frame'],
  ['image', 'image'],
  ['audio', 'media'],
  ['video', 'media'],
  ['track', 'media'],
  ['font', 'font'],
  ['script', 'script'],
  ['style', 'stylesheet'],
] as const);

/** What browsers accept only when they navigate. */
const NAVIGATION_ACCEPT = 'text/html,application/xhtml+xml';

/**
 * Reads an entry of a HAR. Null without a method or URL. `before` is the time of the entry before
 * it.
 */
export function readEntry(raw: Fields, number: number, before: number): Entry | null {
  const request = fields(raw['request']);
  const response = fields(raw['response']);
  const method = text(request['method']);
  const url = withoutFragment(text(request['url']));
  if (method === '' || url === '') return null;
  const at = timeOf(text(raw['startedDateTime'])) ?? before;
  const took = positive(raw['time']);
  const signals = signalsOf(request['headers']);
  const status = positive(response['status']);
  const { _fromCache: cached, _handedOver: handedOver } = raw;
  return {
    number,
    at,
    end: took === 0 ? null : at + took,
    method,
    url,
    resourceType: resourceTypeOf(text(raw['_resourceType']), signals),
    signals,
    status,
    error: errorOf(raw, response),
    failedUnnamed: response['_error'] === '' || isBrokenSocket(raw),
    redirectUrl: isRedirectStatus(status) ? redirectUrlOf(response, url) : null,
    redirectIsTold: text(response['redirectURL']) !== '',
    isCalledPreflight: raw['_resourceType'] === 'preflight',
    handedOver: typeof handedOver === 'boolean' ? handedOver : null,
    tried: raw['_tried'] === true,
    pageref: text(raw['pageref']) || null,
    fromCache: cached === undefined ? null : cached !== false,
    requestHeaders: request['headers'],
    responseHeaders: response['headers'],
  };
}

function timeOf(date: string): number | null {
  const at = Date.parse(date);
  return Number.isNaN(at) ? null : at;
}

/** `_error` by Chromium's DevTools and Safari, `_failureText` by Playwright. */
function errorOf(raw: Fields, response: Fields): string | null {
  return (
    text(response['_error']) || text(response['_failureText']) || text(raw['_failureText']) || null
  );
}

/** A WebSocket has its error in its messages. */
export const isBrokenSocket = (raw: Fields): boolean =>
  list(raw['_webSocketMessages']).some((message) => fields(message)['type'] === 'error');

function resourceTypeOf(named: string, { destination, accept }: Signals): string {
  const known = RESOURCE_TYPES.get(named);
  if (known !== undefined) return known;
  const told = DESTINATIONS.get(destination ?? '');
  if (told !== undefined) return told;
  return accept?.startsWith(NAVIGATION_ACCEPT) ? 'main_frame' : 'other';
}

/** Some recorders leave `redirectURL` empty. It may be relative, like the header. */
function redirectUrlOf(response: Fields, base: string): string | null {
  const target = text(response['redirectURL']) || headerValue(response['headers'], 'location');
  return target === '' ? null : (resolved(target, base) ?? target);
}

/** Whether the entry is a preflight, answered or not. */
export const isPreflightEntry = ({ method, signals, isCalledPreflight }: Entry): boolean =>
  method === 'OPTIONS' && (signals.asked !== null || isCalledPreflight);

/** Whether the entry loads a document itself. */
export const isNavigation = ({ resourceType }: Entry): boolean => resourceType === 'main_frame';

/** The URL of a document that may ask other servers, or null. */
export const documentUrl = (url: string): string | null =>
  ownOrigin(url) !== null || /^(https?|data):$/.test(parseUrl(url)?.protocol ?? '') ? url : null;
