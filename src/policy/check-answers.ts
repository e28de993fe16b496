import type { BrowserName, CredentialsMode } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { BROWSERS } from './browsers.ts';
import { corsCheck } from './cors-check.ts';
import { corsPreflightFetch } from './cors-preflight-fetch.ts';
import type { Finding } from './finding.ts';

/** A cross-origin request as the standard sees it. */
export type CorsRequest = {
  readonly origin: string;
  readonly method: string;
  /** The CORS-unsafe request-header names, lower-case. */
  readonly unsafeNames: readonly string[];
  readonly credentials: CredentialsMode;
};

/** An answer to judge. */
export type Answer = { readonly status: number; readonly headers: HeaderList };

/**
 * Everything for which a browser would refuse these answers, judged by their headers alone;
 * `[]` when they pass. Where `evaluate` explains what a browser did, this says what it would do:
 * the proof of a fix. `preflight`: null when none is needed.
 * @see https://fetch.spec.whatwg.org/#http-fetch
 */
export function checkAnswers(
  request: CorsRequest,
  answers: { readonly preflight: Answer | null; readonly actual: Answer },
  browser: BrowserName,
): readonly Finding[] {
  const { preflight, actual } = answers;
  const asked =
    preflight === null
      ? []
      : corsPreflightFetch({ ...request, ...preflight, hop: 0 }, BROWSERS[browser]);
  return [...asked, ...corsCheck({ ...request, ...actual, phase: 'actual', hop: 0 })];
}
