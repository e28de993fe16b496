import type { WebRequest } from 'webextension-polyfill';
import type { RawEvent, RequestEvent } from '../capture/raw-event.ts';
import type { BrowserName } from '../model/exchange.ts';
import { get, type Header, type HeaderList } from '../model/header-list.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';
import { redactHeaders, redactText, redactUrl } from '../model/redact.ts';
import { browser } from './browser.ts';

/** What both browsers' details have, and the fields that only one of them has. */
type Details = {
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly type: string;
  readonly timeStamp: number;
  readonly documentId?: string;
  /** Chromium: the serialized origin of the initiator. */
  readonly initiator?: string;
  /** Firefox: the URL of the document or worker that asked; absent for opaque origins. */
  readonly originUrl?: string;
  readonly documentLifecycle?: string;
  /** Firefox: whose cookies are sent; each container has its own. */
  readonly cookieStoreId?: string;
  /** Firefox: whether a private window asks. */
  readonly incognito?: boolean;
  /** Chromium: `outermost_frame`, `sub_frame` or `fenced_frame`. */
  readonly frameType?: string;
};

/** Browsers report only what the user has granted, so the filter need not repeat it. */
const FILTER: WebRequest.RequestFilter = { urls: ['*://*/*', 'ws://*/*', 'wss://*/*'] };

/**
 * Whether `option` may be given to a listener. The browsers list their options in an enumeration
 * that the typings lack: keys differ between them, values do not.
 */
function offers(enumeration: string, option: string): boolean {
  const offered: unknown = Reflect.get(browser.webRequest, enumeration);
  return typeof offered === 'object' && offered !== null && Object.values(offered).includes(option);
}

/** The options that the browser knows, for a listener that needs headers. */
export const extra = (enumeration: string, ...options: string[]) =>
  [...options, 'extraHeaders'].filter((option) => offers(enumeration, option)) as never[];

/**
 * Which browser's rules apply. Only Chromium hides CORS traffic behind `extraHeaders`, so the
 * presence of this option is a reliable sign.
 */
export function browserName(): BrowserName {
  return offers('OnHeadersReceivedOptions', 'extraHeaders') ? 'chromium' : 'firefox';
}

/**
 * Listens to the browser's requests, normalized and redacted. Must be called synchronously when the
 * background starts, so that requests wake it again. Listeners are registered in life-cycle order:
 * Firefox replays in this order what happened while the background slept. Firefox does not stop the
 * background before the result of `listener` has resolved. Chromium ignores it.
 */
export function listenToRequests(listener: (event: RawEvent) => Promise<void>): void {
  const { webRequest } = browser;
  // In the typings, a listener returns what happens to the request: here, nothing.
  const told = (details: Details, event: RawEvent) =>
    (isOfNoTab(details) ? undefined : listener(event)) as Promise<never>;
  const workers = serviceWorkers();

  webRequest.onBeforeRequest.addListener(
    (details) => told(details, { ...common(details), type: 'before-request' }),
    FILTER,
  );
  webRequest.onSendHeaders.addListener(
    (details) => {
      const requestHeaders = toHeaderList(details.requestHeaders);
      if (!isApart(details)) workers.see(details, requestHeaders);
      return told(details, { ...common(details), type: 'send-headers', requestHeaders });
    },
    FILTER,
    extra('OnSendHeadersOptions', 'requestHeaders'),
  );
  webRequest.onHeadersReceived.addListener(
    (details) => {
      const responseHeaders = toHeaderList(details.responseHeaders);
      const status = details.statusCode;
      return told(details, {
        ...common(details),
        type: 'headers-received',
        status,
        responseHeaders,
      });
    },
    FILTER,
    extra('OnHeadersReceivedOptions', 'responseHeaders'),
  );
  webRequest.onBeforeRedirect.addListener((details) => {
    const redirectUrl = redactUrl(details.redirectUrl);
    const status = details.statusCode;
    return told(details, { ...common(details), type: 'before-redirect', status, redirectUrl });
  }, FILTER);
  webRequest.onResponseStarted.addListener((details) => {
    if (isNavigation(details)) {
      void listener({ type: 'navigated', tabId: details.tabId, timeStamp: details.timeStamp });
    }
    return told(details, { ...common(details), type: 'response-started' });
  }, FILTER);
  webRequest.onCompleted.addListener(
    (details) => {
      const responseHeaders = details.responseHeaders
        ? toHeaderList(details.responseHeaders)
        : null;
      const { statusCode: status, fromCache } = details;
      const { requestId: id, tabId, timeStamp } = details;
      const completed = told(details, {
        ...common(details),
        type: 'completed',
        status,
        fromCache,
        responseHeaders,
      });
      if (!workers.hasAsked(details)) return completed;
      const got = told(details, { type: 'handed-over', tabId, timeStamp, id, handedOver: true });
      return Promise.all([completed, got]) as Promise<never>;
    },
    FILTER,
    extra('OnCompletedOptions', 'responseHeaders'),
  );
  webRequest.onErrorOccurred.addListener(
    (details) =>
      told(details, { ...common(details), type: 'error', error: redactText(details.error) }),
    FILTER,
  );
}

const MOST_WORKERS = 500;

/**
 * Firefox: which requests are of service workers. A worker's fetch completes only if its code gets
 * the response; its XMLHttpRequest always does. Service workers have only fetch. Their scripts are
 * requested again with most page loads, so nothing is stored: after a restart, verdicts are only
 * less sure.
 */
function serviceWorkers() {
  const scripts = new Set<string>();
  return {
    see: ({ url, type }: Details, headers: HeaderList): void => {
      if (type !== 'script') return;
      // Any other kind of worker may run the same script.
      scripts.delete(url);
      if (get(headers, 'service-worker') !== 'script') return;
      scripts.add(url);
      const [oldest] = scripts;
      if (scripts.size > MOST_WORKERS && oldest !== undefined) scripts.delete(oldest);
    },
    hasAsked: ({ tabId, type, method, originUrl }: Details): boolean =>
      tabId < 0 &&
      type === 'xmlhttprequest' &&
      // It may be a preflight.
      method !== 'OPTIONS' &&
      originUrl !== undefined &&
      scripts.has(originUrl),
  };
}

/** Firefox: the cookies of a window that is not private, outside all containers. */
const DEFAULT_STORE = 'firefox-default';

/** Firefox: whether a private window or a container asks. It has one background for all of them. */
const isApart = ({ incognito, cookieStoreId = DEFAULT_STORE }: Details): boolean =>
  incognito === true || cookieStoreId !== DEFAULT_STORE;

/**
 * Whether a worker of a private window or of a container asks. Such requests would be listed in tabs
 * of other windows, and no closing tab would remove them.
 */
const isOfNoTab = (details: Details): boolean => details.tabId < 0 && isApart(details);

type Common = Omit<Extract<RequestEvent, { type: 'before-request' }>, 'type'>;

function common(details: Details): Common {
  return {
    requestId: details.requestId,
    url: redactUrl(details.url),
    method: details.method,
    tabId: details.tabId,
    frameId: frameIdOf(details),
    documentId: details.documentId ?? null,
    initiator: initiatorOf(details),
    resourceType: details.type,
    timeStamp: details.timeStamp,
    ...(isApart(details) && { apart: true as const }),
  };
}

/**
 * Zero for the tab's own document. Chromium uses another number until it knows that the document is
 * committed or shown. A page's first requests then have that number, but their preflights, a little
 * later, do not.
 */
const frameIdOf = ({ frameId, frameType }: Details): number =>
  frameId > 0 && frameType === 'outermost_frame' ? 0 : frameId;

function initiatorOf({ initiator, originUrl }: Details): SerializedOrigin | null {
  if (initiator !== undefined) return initiator as SerializedOrigin;
  return originUrl === undefined ? null : originOf(originUrl);
}

/** A document that the tab now shows. Prerendered ones are not shown yet. */
function isNavigation({ type, tabId, documentLifecycle }: Details): boolean {
  return type === 'main_frame' && tabId >= 0 && documentLifecycle !== 'prerender';
}

/** Names and values, redacted. */
export function toHeaderList(headers: WebRequest.HttpHeaders | undefined): HeaderList {
  return redactHeaders((headers ?? []).map((header): Header => [header.name, headerValue(header)]));
}

/**
 * Values that are not UTF-8 arrive as bytes. Decoded as browsers decode them, `\ufffd` for invalid
 * ones.
 */
function headerValue({ value, binaryValue }: WebRequest.HttpHeadersItemType): string {
  if (value !== undefined) return value;
  const bytes: unknown = binaryValue;
  return Array.isArray(bytes) ? new TextDecoder().decode(Uint8Array.from(bytes, Number)) : '';
}
