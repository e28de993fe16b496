import type { SerializedOrigin } from './origin.ts';

/**
 * What a server must answer so that the browser lets the page read: the stack-neutral middle
 * between causes and settings. Every stack renders it in its own idiom.
 */
export type AnswerRequirement = {
  /** The server that must answer so. */
  readonly server: SerializedOrigin;
  /** The request that the proof replays. */
  readonly url: string;
  readonly method: string;
  /** The origin that `Access-Control-Allow-Origin` must name. `null`'s serialization never. */
  readonly origin: SerializedOrigin;
  /**
   * The origins whose pages were seen to ask this server, `origin` first, then the newest; of many,
   * not all. None is opaque.
   */
  readonly origins: readonly SerializedOrigin[];
  /** How many more of the newest 200 origins there were; absent if none. */
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
};

/** A product, or a part of one, that allows pages in a place of its own. */
export type PlaceId =
  | 'apps-script-error'
  | 'apps-script-options'
  | 'fastmcp'
  | 'firebase-option'
  | 'keycloak'
  | 'lambda-url'
  | 'llama-server'
  | 'minio-console'
  | 'ollama-headers'
  | 'ollama-origins'
  | 'r2'
  | 'supabase-gateway';

/** What must change somewhere else than in the server's CORS settings. */
export type Elsewhere =
  /** The page must ask for another URL: the one that the server redirects to. */
  | { readonly kind: 'client-url'; readonly from: string; readonly to: string }
  /** The page must spell the method in upper case. */
  | { readonly kind: 'client-method-case'; readonly sent: string; readonly use: string }
  /** The page must not send this request header (it is a response header, or an SDK's). */
  | { readonly kind: 'client-header'; readonly header: string }
  /** The page must not ask for this with `same-origin` or, where a redirect comes, `no-cors`. */
  | { readonly kind: 'client-mode'; readonly mode: 'same-origin' | 'no-cors' }
  /** What the page asks for must be served over `http` or `https`. */
  | { readonly kind: 'client-scheme'; readonly url: string }
  /** The server that a redirect leads to must answer CORS, or not be redirected to. */
  | { readonly kind: 'redirect-target'; readonly from: string; readonly to: string }
  /** The server must redirect to a URL without user name and password. */
  | { readonly kind: 'redirect-credentials'; readonly from: string }
  /** A redirect chain has turned the origin into `null`: call the final URL directly. */
  | { readonly kind: 'null-origin-after-redirect'; readonly url: string }
  /** The page itself has an opaque origin (sandbox, `data:`, `file:`): serve it from a server. */
  | { readonly kind: 'opaque-page' }
  /** The server sends whoever is not logged in to a login, where no script can log in. */
  | { readonly kind: 'login-redirect'; readonly from: string; readonly to: string }
  /** The page must ask for its manifest with cookies: it is redirected to a login without them. */
  | { readonly kind: 'manifest-credentials' }
  /** A product answers that has its own place for this, where no header lines can be pasted. */
  | {
      readonly kind: 'own-place';
      readonly place: PlaceId;
      readonly origin: SerializedOrigin;
      readonly method: string;
      /** Those that the product does not allow. */
      readonly headers: readonly string[];
    }
  /** The server failed before CORS mattered: fix this answer first. */
  | { readonly kind: 'server-error'; readonly status: number; readonly preflight?: true }
  /** Two layers answer; one of them must stop. `via`: the outer one, where the answer names it. */
  | { readonly kind: 'one-layer'; readonly received: readonly string[]; readonly via?: string }
  /** The same of `Access-Control-Allow-Credentials`. */
  | { readonly kind: 'one-credentials-layer'; readonly received: string }
  /** One layer sends a list, which must become the one origin that asks. */
  | { readonly kind: 'one-origin'; readonly origin: string; readonly received: string }
  /** The browser's local-network protection, not a header, decides. */
  | { readonly kind: 'local-network'; readonly secure: boolean }
  /** The network failed; no header can help. `failure` is a failure id. */
  | { readonly kind: 'network'; readonly failure: string };

/** What one observed request needs of the server's answers. */
export type CoveredRequest = {
  readonly method: string;
  readonly url: string;
  readonly origin: SerializedOrigin;
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
};

/** All that is needed for the exchange to pass. Both empty: nothing is needed. */
export type Requirement = {
  readonly answer: AnswerRequirement | null;
  readonly elsewhere: readonly Elsewhere[];
  /** What `answer` was put together from: this request first, then by page, the newest first. */
  readonly covers: readonly CoveredRequest[];
};
