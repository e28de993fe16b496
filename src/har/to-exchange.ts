import { LONGEST_VALUE } from '../capture/cut.ts';
import {
  type BrowserName,
  type Ending,
  type Exchange,
  type Hop,
  type PreflightFacts,
  type RequestFacts,
  type ResponseFacts,
  unseenHop,
} from '../model/exchange.ts';
import { originOf, ownOrigin, type SerializedOrigin, serializedOrigin } from '../model/origin.ts';
import { redactOrigin, redactText, redactUrl } from '../model/redact.ts';
import { stoppedBy } from '../model/stopped.ts';
import type { Entry } from './entry.ts';
import type { HeaderReader } from './headers.ts';
import type { Chain } from './join-redirects.ts';
import type { Recorder } from './recorder.ts';

/** What is the same for all exchanges of a file. */
export type Making = {
  readonly recorder: Recorder;
  readonly headers: HeaderReader;
  readonly preflightOf: ReadonlyMap<Entry, Entry>;
  /** The URL of each page, by its id. */
  readonly pages: ReadonlyMap<string, string>;
  /** Whether an entry without a page comes from a worker. */
  readonly namesPages: boolean;
};

/** A file has no tab. */
const NO_TAB = -1;
/** Some document. The file does not say which. */
const SOME_DOCUMENT = '';

/** The browser's name for the end of a request that CORS refused. */
const BLOCKED: Readonly<Record<BrowserName, string>> = {
  chromium: 'net::ERR_FAILED',
  firefox: 'NS_ERROR_DOM_BAD_URI',
  webkit: 'access control checks',
};

/** The error of a failed request, if the recorder does not name one. */
const UNNAMED = '';

/** The entries of one request as an exchange: what the browser reported, without secrets. */
export function toExchange(chain: Chain, making: Making): Exchange {
  const [first, ...rest] = chain;
  const last = rest.at(-1) ?? first;
  const hopOf = (entry: Entry): Hop => toHop(entry, making, entry === last);
  return {
    ...contextOf(first, making),
    resourceType: first.resourceType,
    hops: [hopOf(first), ...rest.map(hopOf)],
    ending: endingOf(last, making),
    ...(last.handedOver === null ? {} : { handedOver: last.handedOver }),
    ...(chain.some(({ tried }) => tried) ? { tried: true } : {}),
  };
}

/** A preflight without its request in the file, as an exchange without an end. */
export function orphanExchange(preflight: Entry, making: Making): Exchange {
  const { at, signals } = preflight;
  const method = signals.asked ?? preflight.method;
  const hop = unseenHop({ url: cleanUrl(preflight.url), method, at });
  return {
    ...contextOf(preflight, making),
    resourceType: 'xmlhttprequest',
    hops: [{ ...hop, preflight: toPreflight(preflight, making) }],
    ending: { kind: 'lost', at: endOf(preflight) },
    ...(preflight.tried ? { tried: true } : {}),
  };
}

function contextOf(
  first: Entry,
  making: Making,
): Pick<Exchange, 'id' | 'tabId' | 'frameId' | 'documentId' | 'initiator'> {
  return {
    id: idOf(first),
    tabId: NO_TAB,
    frameId: 0,
    documentId:
      first.pageref === null
        ? making.namesPages
          ? null
          : SOME_DOCUMENT
        : redactText(first.pageref),
    initiator: initiatorOf(first, making),
  };
}

const idOf = ({ number }: Entry): string => `entry-${number}`;

/** The origin that asked: from the request's own headers, else from the page in the file. */
export function initiatorOf(
  { signals: { origin, referer }, pageref }: Entry,
  { pages }: Making,
): SerializedOrigin | null {
  if (origin !== null && origin !== '') return serializedOrigin(cut(redactOrigin(origin)));
  const page = referer || pages.get(pageref ?? '');
  return page === undefined ? null : (ownOrigin(page) ?? originOf(page));
}

function toHop(entry: Entry, making: Making, isLast: boolean): Hop {
  const preflight = making.preflightOf.get(entry);
  const ending = endingOf(entry, making);
  const isTold = entry.redirectIsTold && making.recorder.endings === 'named';
  const followed = !isLast || (entry.error === null && isTold);
  return {
    url: cleanUrl(entry.url),
    method: entry.method,
    at: entry.at,
    preflight: preflight === undefined ? null : toPreflight(preflight, making),
    request: isSeen(entry) ? toRequest(entry, making) : null,
    response: toResponse(entry, making),
    started: ending.kind === 'completed' && making.recorder.endings === 'named',
    redirectedTo: followed && entry.redirectUrl !== null ? cleanUrl(entry.redirectUrl) : null,
  };
}

/**
 * Whether an entry's request headers were really sent. For unsent requests Chromium lists
 * provisional ones. There, a missing `Origin` or `Cookie` means nothing.
 */
const isSeen = ({ status, signals }: Entry): boolean =>
  status > 0 || signals.sent || signals.origin !== null;

function toPreflight(entry: Entry, making: Making): PreflightFacts {
  return {
    requestId: idOf(entry),
    request: toRequest(entry, making),
    response: toResponse(entry, making),
    ending: preflightEnding(entry, making),
  };
}

function toRequest(
  { method, at, requestHeaders }: Entry,
  { headers, recorder }: Making,
): RequestFacts {
  const sent = headers(requestHeaders);
  if (recorder.sendsStorageAccess) return { method, headers: sent, at };
  // With it, a missing `Sec-Fetch-Storage-Access` would mean a request without credentials.
  return { method, headers: sent.filter(([name]) => !SITE.test(name)), at };
}

const SITE = /^sec-fetch-site$/i;

function toResponse(entry: Entry, { headers }: Making): ResponseFacts | null {
  const { status, fromCache, responseHeaders } = entry;
  if (status === 0) return null;
  return {
    status,
    headers: headers(responseHeaders),
    at: endOf(entry),
    ...(fromCache === null ? {} : { fromCache }),
  };
}

function preflightEnding(entry: Entry, { recorder }: Making): Ending {
  const { status, error } = entry;
  const at = endOf(entry);
  if (error !== null) return { kind: 'error', error: cleanError(error), at };
  const isNamed = recorder.endings === 'named';
  if (status > 0) return { kind: isNamed ? 'completed' : 'lost', at };
  return isNamed ? { kind: 'lost', at } : { kind: 'error', error: UNNAMED, at };
}

/** How the request ended. If the recorder names no errors, nobody saw the browser's decision. */
function endingOf(entry: Entry, making: Making): Ending {
  const { browser, endings } = making.recorder;
  const { status, error } = entry;
  const at = endOf(entry);
  if (endings === 'named') {
    const known = error ?? stoppedError(entry, making);
    if (known !== null) return { kind: 'error', error: cleanError(known), at };
    return { kind: status > 0 ? 'completed' : 'lost', at };
  }
  if (status > 0) return { kind: 'lost', at };
  const refused = saysCors(error) || isAnswered(making.preflightOf.get(entry));
  return { kind: 'error', error: refused ? BLOCKED[browser] : cleanError(error ?? UNNAMED), at };
}

/** For a request that never left the page, the addresses show why. */
function stoppedError(entry: Entry, making: Making): string | null {
  const isStopped = entry.status === 0 && entry.failedUnnamed;
  return isStopped ? stoppedBy(entry.url, initiatorOf(entry, making) ?? '') : null;
}

/** Safari describes what happened in sentences. */
const saysCors = (error: string | null): boolean =>
  error !== null && /access[- ]control|cross-origin|preflight/i.test(error);

const isAnswered = (preflight: Entry | undefined): boolean =>
  preflight !== undefined && preflight.status > 0;

const endOf = ({ at, end }: Entry): number => end ?? at;

const cut = (value: string): string => value.slice(0, LONGEST_VALUE);

/** Redact first: half a secret may look like a word. */
const cleanUrl = (url: string): string => cut(redactUrl(url));

const cleanError = (error: string): string => cut(redactText(error));
