import type { CauseId, Phase } from '../policy/finding.ts';

/**
 * Chromium's names of the reasons, in its DevTools protocol, without the word that names the phase.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CorsError
 */
const CAUSES: Readonly<Record<string, CauseId>> = {
  MissingAllowOriginHeader: 'missing-allow-origin',
  MultipleAllowOriginValues: 'multiple-allow-origin-values',
  InvalidAllowOriginValue: 'invalid-allow-origin-value',
  AllowOriginMismatch: 'allow-origin-mismatch',
  WildcardOriginNotAllowed: 'wildcard-with-credentials',
  InvalidAllowCredentials: 'credentials-not-allowed',
  InvalidStatus: 'preflight-status',
  DisallowedRedirect: 'preflight-redirect',
  InvalidResponse: 'preflight-network-error',
  InvalidAllowMethodsPreflightResponse: 'invalid-allow-methods',
  InvalidAllowHeadersPreflightResponse: 'invalid-allow-headers',
  MethodDisallowedByPreflightResponse: 'method-not-allowed',
  HeaderDisallowedByPreflightResponse: 'header-not-allowed',
  RedirectContainsCredentials: 'redirect-with-credentials',
  CorsDisabledScheme: 'scheme-not-http',
  DisallowedByMode: 'same-origin-mode',
  NoCorsRedirectModeNotFollow: 'no-cors-redirect-mode',
  LocalNetworkAccessPermissionDenied: 'local-network-access-denied',
  InvalidLocalNetworkAccess: 'local-network-access-denied',
  InsecureLocalNetwork: 'local-network-access-insecure',
};

/** Every cause id that Chromium has a name for. */
export const causesOfChromium: readonly CauseId[] = [...new Set(Object.values(CAUSES))];

/** The cause and the phase that Chromium's `corsError` stands for; a null cause is not known. */
export function reasonOfCorsError(corsError: string): {
  readonly cause: CauseId | null;
  readonly phase: Phase;
} {
  const bare = corsError.replace(/^Preflight/, '');
  const inPreflight = corsError !== bare || corsError.endsWith('PreflightResponse');
  const cause = Object.hasOwn(CAUSES, bare) ? (CAUSES[bare] ?? null) : null;
  return { cause, phase: inPreflight ? 'preflight' : 'actual' };
}
