import type { SerializedOrigin } from './origin.ts';

/**
 * A part of what a server answers. `preflight`: that a preflight is answered at all, with an ok
 * status.
 */
export type AnswerPart = 'origins' | 'credentials' | 'methods' | 'headers' | 'expose' | 'preflight';

/**
 * What a server must answer so that the browser lets the page read. It knows no stack: causes
 * produce it, and every stack turns it into its own settings.
 */
export type AnswerRequirement = {
  /** The server that must send it. */
  readonly server: SerializedOrigin;
  /** The request that the proof replays. */
  readonly url: string;
  readonly method: string;
  /** The origin that `Access-Control-Allow-Origin` must contain. Never `null`'s serialization. */
  readonly origin: SerializedOrigin;
  /**
   * The origins of pages that asked this server: `origin` first, then the newest. The list is
   * limited. No origin in it is opaque.
   */
  readonly origins: readonly SerializedOrigin[];
  /** How many of the newest 200 origins are not in `origins`. Absent if none. */
  readonly more?: number;
  /** Whether `Access-Control-Allow-Credentials: true` is needed. */
  readonly credentials: boolean;
  /** Methods that `Access-Control-Allow-Methods` must list, in the page's own case. */
  readonly methods: readonly string[];
  /** Header names, lower-case and sorted, that `Access-Control-Allow-Headers` must list. */
  readonly headers: readonly string[];
  /** Response-header names, lower-case and sorted, that `Access-Control-Expose-Headers` must list. */
  readonly expose: readonly string[];
  /** Whether an OPTIONS without credentials must be answered with an ok status. */
  readonly preflight: boolean;
  /**
   * What the refused answer lacked. A fix marks the lines for it, also if the server answers other
   * URLs better. Absent: nothing is known to lack.
   */
  readonly refused?: readonly AnswerPart[];
};

/** What to do about the answering server instead of header lines. Its room has the words. */
export type OwnPlace = {
  readonly kind: 'own-place';
  /** The id of an `Instead` (`servers/kit/stack.ts`). */
  readonly place: string;
  readonly url: string;
  readonly origin: SerializedOrigin;
  readonly method: string;
  /** The ones that the server does not allow. */
  readonly headers: readonly string[];
};

/** What must change outside the server's CORS settings. */
export type Elsewhere =
  /** The page must ask for another URL: the one that the server redirects to. */
  | { readonly kind: 'client-url'; readonly from: string; readonly to: string }
  /** The page must spell the method in upper case. */
  | { readonly kind: 'client-method-case'; readonly sent: string; readonly use: string }
  /** The page must not send this request header: it is a response header, or an SDK adds it. */
  | { readonly kind: 'client-header'; readonly header: string }
  /** The page must not use `same-origin`, or `no-cors` with a redirect. */
  | { readonly kind: 'client-mode'; readonly mode: 'same-origin' | 'no-cors' }
  /** The resource must be served over `http` or `https`. */
  | { readonly kind: 'client-scheme'; readonly url: string }
  /** The redirect target must answer with CORS headers, or the redirect must go. */
  | { readonly kind: 'redirect-target'; readonly from: string; readonly to: string }
  /** The server must redirect to a URL without user name and password. */
  | { readonly kind: 'redirect-credentials'; readonly from: string }
  /** A redirect chain has turned the origin into `null`: call the final URL directly. */
  | { readonly kind: 'null-origin-after-redirect'; readonly url: string }
  /** The page itself has an opaque origin (sandbox, `data:`, `file:`): serve it from a server. */
  | { readonly kind: 'opaque-page' }
  /** The server redirects requests without a login to a login page. No script can log in there. */
  | { readonly kind: 'login-redirect'; readonly from: string; readonly to: string }
  /** The page must ask for its manifest with cookies: without them it is redirected to a login. */
  | { readonly kind: 'manifest-credentials' }
  /** The browser asks this host over https, as it once required, and must forget that (HSTS). */
  | { readonly kind: 'forget-https'; readonly host: string }
  | OwnPlace
  /** The server failed before CORS was checked: fix this response first. */
  | { readonly kind: 'server-error'; readonly status: number; readonly preflight?: true }
  /** Two layers add the header. One must stop. `via`: the outer one, if the response shows it. */
  | { readonly kind: 'one-layer'; readonly received: readonly string[]; readonly via?: string }
  /** The same for `Access-Control-Allow-Credentials`. */
  | { readonly kind: 'one-credentials-layer'; readonly received: string }
  /** One layer sends a list. It must send only the origin that asks. */
  | { readonly kind: 'one-origin'; readonly origin: string; readonly received: string }
  /** The browser's local-network protection decides, not a header. */
  | { readonly kind: 'local-network'; readonly secure: boolean }
  /** The network failed; no header can help. `failure` is a failure id. */
  | { readonly kind: 'network'; readonly failure: string };

/** What one observed request needs from the server's responses. */
export type CoveredRequest = {
  readonly method: string;
  readonly url: string;
  readonly origin: SerializedOrigin;
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
};

/** Everything that the exchange needs to pass. Both empty: nothing is needed. */
export type Requirement = {
  readonly answer: AnswerRequirement | null;
  /** If the server can allow nothing: what the page's own server should ask in its place. */
  readonly forward?: AnswerRequirement;
  readonly elsewhere: readonly Elsewhere[];
  /** The requests that `answer` combines: this request first, then by page, the newest first. */
  readonly covers: readonly CoveredRequest[];
};
