import type { CredentialsMode } from '../model/exchange.ts';
import type { Known } from '../model/known.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import type { Leg } from './legs.ts';
import type { RequestMode } from './request-mode.ts';

/** Which response failed: the preflight's or the request's own. */
export type Phase = 'preflight' | 'actual';

/** Set if the browser said what it refused, and nobody recorded the response. */
type Unseen = { readonly unseen?: true };

/** The evidence of each cause. The keys are the cause ids: stable, also outside this repository. */
export type Evidence = {
  'missing-allow-origin': { readonly origin: string; readonly status: number };
  /** `received`: one entry per header line. */
  'multiple-allow-origin-values': {
    readonly origin: string;
    readonly received: readonly string[];
  } & Unseen;
  'invalid-allow-origin-value': { readonly origin: string; readonly received: string };
  'allow-origin-mismatch': { readonly origin: string; readonly received: string };
  'wildcard-with-credentials': { readonly origin: string };
  /** `received`: null when the header is absent. */
  'credentials-not-allowed': { readonly origin: string; readonly received: string | null } & Unseen;
  'preflight-status': { readonly status: number };
  'preflight-redirect': { readonly status: number; readonly location: string };
  /** `error`: the browser's own name of the network error. */
  'preflight-network-error': { readonly error: string };
  'invalid-allow-methods': { readonly received: string };
  'invalid-allow-headers': { readonly received: string };
  'method-not-allowed': { readonly method: string; readonly received: string | null } & Unseen;
  /** `headers`: all that are refused, lower-case, in the order of the request. */
  'header-not-allowed': {
    readonly headers: readonly string[];
    readonly received: string | null;
  } & Unseen;
  'redirect-with-credentials': { readonly location: string };
  'scheme-not-http': { readonly url: string };
  'same-origin-mode': { readonly url: string };
  'no-cors-redirect-mode': { readonly url: string };
  'local-network-access-denied': { readonly url: string };
  'local-network-access-insecure': { readonly url: string };
};

export type CauseId = keyof Evidence;

/** One reason why the browser refuses, as data: which step failed, where, and the proof. */
export type FindingOf<Id extends CauseId> = {
  readonly cause: Id;
  readonly phase: Phase;
  /** Index into the exchange's hops. */
  readonly hop: number;
  readonly evidence: Evidence[Id];
};

export type Finding = { readonly [Id in CauseId]: FindingOf<Id> }[CauseId];

/** What became of an exchange. `blocked` is by CORS, `failed` is by anything else. */
export type Verdict = 'allowed' | 'blocked' | 'failed' | 'undetermined' | 'pending';

/** Why an exchange failed that was not blocked by CORS. */
export const FAILURES = [
  'connection-refused',
  'proxy',
  'dns',
  'tls',
  'timeout',
  'reset',
  'aborted',
  'mixed-content',
  'file',
  'unsafe-port',
  'web-socket',
  'csp',
  'blocked-by-client',
  'orb',
  'corp',
  'unsafe-redirect',
  'too-many-redirects',
  'http-cache-miss',
  'other',
] as const;
export type Failure = (typeof FAILURES)[number];

/**
 * One step of the standard as it went for this exchange, for readers who want to follow it.
 *
 * Only steps that concerned a hop are listed. `same-origin`: no CORS check was made (`passed`: same
 * origin; `not-needed`: another mode than `cors`). `preflight-cache`: it answered (`passed`), may
 * have answered (`unknown`), or has now been filled (`not-needed`, with the number of seconds).
 * `preflight-cors-check` is `not-needed` if an origin got a preflight in its own name.
 * `not-reached`: the browser did not check it. A check after the first failure that would fail too
 * is `failed`.
 */
export type Step = {
  readonly id:
    | 'same-origin'
    | 'needs-preflight'
    | 'preflight-cache'
    | 'cors-preflight-fetch'
    | 'preflight-cors-check'
    | 'preflight-ok-status'
    | 'preflight-methods'
    | 'preflight-headers'
    | 'http-redirect-fetch'
    | 'cors-check';
  readonly hop: number;
  readonly result: 'passed' | 'failed' | 'not-reached' | 'not-needed' | 'unknown';
  /** Values that the step looked at, e.g. why a preflight was needed. */
  readonly values: readonly string[];
};

/** Why the browser must send a preflight. @see https://fetch.spec.whatwg.org/#main-fetch */
export type PreflightReason =
  | { readonly kind: 'method'; readonly method: string }
  | { readonly kind: 'headers'; readonly names: readonly string[] }
  /** An upload listener or a stream body: no method or header requires it. */
  | { readonly kind: 'unseen' };

/** Why a verdict stays open, and so what would decide it. */
export type Undetermined =
  /** The headers pass, but the browser refused. */
  | 'headers-pass'
  /** Refused before any response. */
  | 'vetoed'
  /** The same on the way from an internet page into the local network. */
  | 'local-network'
  /** No response and no end was seen. */
  | 'no-end'
  /** The browser did not report everything that happened. */
  | 'incomplete'
  /** Blocked with credentials, let through without. */
  | 'needs-credentials'
  /** The same for a redirect: without credentials CORS passes, and something else refuses. */
  | 'needs-credentials-to-follow'
  /** The same for a redirect that nobody followed: without credentials, the page forbade it. */
  | 'needs-credentials-to-leave'
  /** Blocked, unless the request was made with `no-cors`. */
  | 'needs-mode'
  /** Crosscheck asked only by a preflight, and that passes. */
  | 'preflight-only'
  /** Crosscheck did not follow a redirect that passes. */
  | 'redirect-not-followed'
  /** The server refuses what Crosscheck asked without the page's cookies or secret headers. */
  | 'withheld';

/** Why the credentials mode of a request is not known. */
export type UnknownCredentials =
  /** No cross-origin request was made. */
  | 'not-checked'
  /** Only preflights were seen. They carry no sign of it. */
  | 'request-unseen'
  /** The request carries no sign of it. */
  | 'no-sign';

/** The conclusions about one exchange. Data only; words are in causes/ and hints/. */
export type Evaluation = {
  readonly verdict: Verdict;
  /** Set exactly when the verdict is `failed`. */
  readonly failure: Failure | null;
  /** The origin that the verdict is about: the request's, as the server first saw it. */
  readonly origin: SerializedOrigin;
  readonly credentials: Known<CredentialsMode, UnknownCredentials>;
  readonly mode: RequestMode;
  /** The exchange's hops, each with the state that the request is in there. */
  readonly legs: readonly Leg[];
  /**
   * Everything that fails or would fail next, in the browser's order of checks. The browser itself
   * reports the first.
   */
  readonly findings: readonly Finding[];
  /** Other readings of the same facts, each under its condition. Empty when the facts decide. */
  readonly alternatives: readonly {
    readonly if: { readonly credentials: CredentialsMode };
    readonly findings: readonly Finding[];
  }[];
  /** Non-null exactly when the verdict is `undetermined`. */
  readonly undetermined: Undetermined | null;
  readonly preflightReasons: readonly PreflightReason[];
  /** True when a preflight was needed and the preflight cache answered instead of the server. */
  readonly preflightCached: boolean;
  /** Passes in this browser, with a reservation: e.g. `*` covering `Authorization`. */
  readonly warnings: readonly Warning[];
  readonly steps: readonly Step[];
};

export type Warning = { readonly id: 'authorization-covered-by-wildcard'; readonly hop: number };
