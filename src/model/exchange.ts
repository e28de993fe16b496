import type { Checked } from './checked.ts';
import type { Declared } from './declared.ts';
import type { HeaderList } from './header-list.ts';
import type { SerializedOrigin } from './origin.ts';

/** Which browser saw the traffic: it decides which measured quirks apply (policy/browsers.ts). */
export type BrowserName = 'chromium' | 'firefox' | 'webkit';

/**
 * The request's credentials mode. Between two origins `omit` and `same-origin` behave alike.
 * @see https://fetch.spec.whatwg.org/#concept-request-credentials-mode
 */
export type CredentialsMode = Declared['credentials'];

/** A request as it left the browser. Secrets are already redacted (model/redact.ts). */
export type RequestFacts = {
  readonly method: string;
  readonly headers: HeaderList;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

/** A response as the server sent it. Secrets are already redacted (model/redact.ts). */
export type ResponseFacts = {
  readonly status: number;
  readonly headers: HeaderList;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /**
   * The headers that the browser judged. Present only if another extension changed the server's
   * headers.
   */
  readonly modifiedHeaders?: HeaderList;
  /** True when the browser answered from its HTTP cache; absent when unknown. */
  readonly fromCache?: boolean;
};

/** How a request ended, as the browser's own events told it. */
export type Ending =
  | { readonly kind: 'pending' }
  /** Finished without an error. Firefox also reports this for some blocked responses. */
  | { readonly kind: 'completed'; readonly at: number }
  /** `net::ERR_…` in Chromium, `NS_…` or a sentence in Firefox. */
  | { readonly kind: 'error'; readonly error: string; readonly at: number }
  /** No end was seen within the time limit, or the browser forgot the request. */
  | { readonly kind: 'lost'; readonly at: number };

/**
 * A CORS-preflight fetch. @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 *
 * `request.headers` carries `Origin` and `Access-Control-Request-*`.
 */
export type PreflightFacts = {
  readonly requestId: string;
  readonly request: RequestFacts;
  readonly response: ResponseFacts | null;
  readonly ending: Ending;
};

/** One URL of an exchange: the first URL, or the target of a redirect. */
export type Hop = {
  readonly url: string;
  readonly method: string;
  readonly at: number;
  /** Null when no preflight was seen: none was needed, or the preflight cache had the answer. */
  readonly preflight: PreflightFacts | null;
  /**
   * Null when the request never left the browser, or when its sending was not seen. Chromium never
   * shows the headers of a request that its preflight refused. Firefox shows what it would send.
   */
  readonly request: RequestFacts | null;
  readonly response: ResponseFacts | null;
  /** True when the browser began to hand the response to the page (Chromium: CORS passed). */
  readonly started: boolean;
  /** Where the response redirected to, if the browser followed it. */
  readonly redirectedTo: string | null;
};

/**
 * What the browser reported about one request of a page, from its first event to its last: facts
 * only. Redirects are hops of one exchange. A preflight belongs to its hop.
 */
export type Exchange = {
  /** The browser's request id: unique within a browser run. */
  readonly id: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId: string | null;
  /**
   * The origin that made the request, as the browser reports it. For sandboxed frames it is
   * `null`'s serialization. If the `Origin` header was seen, trust that instead.
   */
  readonly initiator: SerializedOrigin | null;
  /** The browser's name for the kind: xmlhttprequest, image, script, font, stylesheet, ping … */
  readonly resourceType: string;
  /** At least one. The exchange stopped at the last one. */
  readonly hops: readonly [Hop, ...Hop[]];
  readonly ending: Ending;
  /** Present when an event is missing that must have happened. */
  readonly incomplete?: true;
  /** What the page's own code asked for. Absent unless the observer was in the page. */
  readonly declared?: Declared;
  /**
   * Whether the page received a response that it may read, by its own resource timing. Absent when
   * the timing was not read. The page may have forged it, so it only decides between two readings.
   */
  readonly handedOver?: boolean;
  /**
   * Present if “Try it” applied to the request, so its responses show nothing about the server.
   */
  readonly tried?: true;
  /** Present when Crosscheck itself asked, not the page. */
  readonly checked?: Checked;
  /** Present if only DevTools' own recorder saw it: the user has not granted its hosts. */
  readonly recordedOnly?: true;
};

/** A hop with nothing known except the request. */
export const unseenHop = ({ url, method, at }: Pick<Hop, 'url' | 'method' | 'at'>): Hop => ({
  url,
  method,
  at,
  preflight: null,
  request: null,
  response: null,
  started: false,
  redirectedTo: null,
});

/** The hop at which the exchange stopped, or is now. */
export function lastHop(exchange: Exchange): Hop {
  return exchange.hops[exchange.hops.length - 1] ?? exchange.hops[0];
}
