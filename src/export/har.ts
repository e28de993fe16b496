import { BROWSER_LABELS } from '../causes/other-browser.ts';
import {
  type BrowserName,
  type Ending,
  type Exchange,
  type Hop,
  lastHop,
  type ResponseFacts,
} from '../model/exchange.ts';
import { get, type HeaderList } from '../model/header-list.ts';
import { OPAQUE_ORIGIN, parseUrl } from '../model/origin.ts';
import { redactExchange } from './redact.ts';
import type { ExportOptions } from './report.ts';

/** The part of HAR 1.2 that is written. @see http://www.softwareishard.com/blog/har-12-spec/ */
export type Har = {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: 'Crosscheck'; readonly version: string };
    readonly browser: { readonly name: string; readonly version: string };
    readonly pages: readonly HarPage[];
    readonly entries: readonly HarEntry[];
  };
};

type HarPage = {
  readonly startedDateTime: string;
  readonly id: string;
  readonly title: string;
  readonly pageTimings: { readonly onContentLoad: -1; readonly onLoad: -1 };
};

type Pair = { readonly name: string; readonly value: string };

/** Fields with an underscore are those of Chromium's DevTools. */
type HarEntry = {
  readonly startedDateTime: string;
  readonly time: number;
  readonly pageref?: string;
  readonly _resourceType: string;
  readonly _fromCache?: 'disk';
  /** Our own: whether the page got the answer. */
  readonly _handedOver?: boolean;
  /** Our own: whether “Try it” applied a fix to it. */
  readonly _tried?: true;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly cookies: readonly [];
    readonly headers: readonly Pair[];
    readonly queryString: readonly Pair[];
    readonly headersSize: -1;
    readonly bodySize: -1;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly cookies: readonly [];
    readonly headers: readonly Pair[];
    readonly content: { readonly size: 0; readonly mimeType: string };
    readonly redirectURL: string;
    readonly headersSize: -1;
    readonly bodySize: -1;
    readonly _error?: string;
  };
  readonly cache: Record<string, never>;
  readonly timings: { readonly send: 0; readonly wait: number; readonly receive: 0 };
};

/** Kinds of requests: the extension API's names, and DevTools' names. */
const RESOURCE_TYPES: ReadonlyMap<string, string> = new Map([
  ['xmlhttprequest', 'fetch'],
  ['main_frame', 'document'],
  ['sub_frame', 'document'],
  ['csp_report', 'csp-violation-report'],
]);

/**
 * The given exchanges as a HAR, for DevTools or for this tool. Each request, preflight and redirect
 * is an entry. Bodies and cookies were never seen; secrets are removed.
 */
export function toHar(
  exchanges: readonly Exchange[],
  browser: BrowserName,
  { version }: Pick<ExportOptions, 'version'>,
): Har {
  // What Crosscheck asked is no traffic of the page.
  const clean = exchanges.filter(({ checked }) => checked === undefined).map(redactExchange);
  return {
    log: {
      version: '1.2',
      creator: { name: 'Crosscheck', version },
      browser: { name: BROWSER_LABELS[browser], version: '' },
      pages: pagesOf(clean),
      entries: clean.flatMap(entriesOf).toSorted((a, b) => compare(a, b)),
    },
  };
}

const compare = (a: HarEntry, b: HarEntry): number =>
  a.startedDateTime < b.startedDateTime ? -1 : a.startedDateTime > b.startedDateTime ? 1 : 0;

/** The URL of a document with an opaque origin, such as a sandboxed frame. */
const OPAQUE_DOCUMENT = 'data:,';

/** The origin that asked. Firefox names none for a frame with an opaque origin. */
const pageOf = ({ initiator, frameId, documentId }: Exchange): string | null =>
  initiator ?? (frameId > 0 && documentId !== null ? OPAQUE_ORIGIN : null);

/** A page for each origin that asked; nothing else about it is known. */
function pagesOf(exchanges: readonly Exchange[]): readonly HarPage[] {
  const first = new Map<string, number>();
  for (const exchange of exchanges) {
    const page = pageOf(exchange);
    if (page !== null && !first.has(page)) first.set(page, exchange.hops[0].at);
  }
  return [...first].map(([origin, at]) => ({
    startedDateTime: new Date(at).toISOString(),
    id: origin,
    title: origin === OPAQUE_ORIGIN ? OPAQUE_DOCUMENT : `${origin}/`,
    pageTimings: { onContentLoad: -1, onLoad: -1 },
  }));
}

function entriesOf(exchange: Exchange): readonly HarEntry[] {
  return exchange.hops.flatMap((hop) => {
    const { preflight } = hop;
    const own = entryOf(exchange, hop, hop === lastHop(exchange) ? exchange.ending : NEXT);
    if (preflight === null) return [own];
    const asked: Hop = { ...hop, ...preflight, method: 'OPTIONS', redirectedTo: null };
    return [
      entryOf(
        { ...exchange, resourceType: 'preflight' },
        { ...asked, at: preflight.request.at },
        preflight.ending,
      ),
      own,
    ];
  });
}

/** The end of a hop that is followed by another. */
const NEXT: Ending = { kind: 'pending' };

function entryOf(exchange: Exchange, hop: Hop, ending: Ending): HarEntry {
  const { resourceType, handedOver, tried } = exchange;
  const page = pageOf(exchange);
  const { url, method, at, request, response } = hop;
  const end = ending.kind === 'pending' ? (response?.at ?? at) : ending.at;
  const time = Math.max(0, end - at);
  return {
    startedDateTime: new Date(at).toISOString(),
    time,
    ...(page === null ? {} : { pageref: page }),
    _resourceType: RESOURCE_TYPES.get(resourceType) ?? resourceType,
    ...(response?.fromCache ? { _fromCache: 'disk' } : {}),
    ...(handedOver === undefined ? {} : { _handedOver: handedOver }),
    ...(tried ? { _tried: true } : {}),
    request: {
      method,
      url,
      httpVersion: '',
      cookies: [],
      headers: pairs(request?.headers ?? []),
      queryString: queryOf(url),
      headersSize: -1,
      bodySize: -1,
    },
    response: responseOf(hop, ending),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}

function responseOf({ response, redirectedTo }: Hop, ending: Ending): HarEntry['response'] {
  const headers = judgedHeaders(response);
  return {
    status: response?.status ?? 0,
    statusText: '',
    httpVersion: '',
    cookies: [],
    headers: pairs(headers),
    content: { size: 0, mimeType: get(headers, 'content-type') ?? '' },
    // If the redirect was not followed, only the header shows it.
    redirectURL: redirectedTo ?? '',
    headersSize: -1,
    bodySize: -1,
    ...(ending.kind === 'error' ? { _error: ending.error } : {}),
  };
}

/** If another extension changed them, the verdict depends on the changed headers. */
const judgedHeaders = (response: ResponseFacts | null): HeaderList =>
  response?.modifiedHeaders ?? response?.headers ?? [];

const pairs = (list: HeaderList): readonly Pair[] => list.map(([name, value]) => ({ name, value }));

function queryOf(url: string): readonly Pair[] {
  const query = parseUrl(url)?.search.slice(1) ?? '';
  return query
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: value.join('=') };
    });
}
