import type { BrowserName } from '../model/exchange.ts';

/** One check on a preflight's answer; `cors-preflight-fetch.ts` has one function for each. */
export type PreflightCheck =
  | 'redirect'
  | 'cors-check'
  | 'ok-status'
  | 'methods-syntax'
  | 'headers-syntax'
  | 'method'
  | 'headers';

/** Where a browser leaves the standard, or where the standard leaves the choice to it. */
export type BrowserRules = {
  /** The order in which the checks on a preflight's answer are made: the first to fail is reported. */
  readonly preflightChecks: readonly PreflightCheck[];
  /** Whether `*` in `Access-Control-Allow-Headers` also stands for `Authorization`. */
  readonly wildcardCoversAuthorization: boolean;
  /** The imposed limit on max-age, in seconds. */
  readonly maxAgeLimit: number;
  /** The origin that a preflight carries once redirects have tainted the request's own. */
  readonly preflightOriginAfterRedirect: 'tainted' | 'page';
  /**
   * What a response that came whole says about CORS. `passed`: it was let through. `nothing`:
   * blocked responses end like this too, so their headers must be judged.
   */
  readonly completionMeans: 'passed' | 'nothing';
  /** The error that stands for a request refused by CORS. */
  readonly blockedError: string;
  /** The error that stands for a redirect refused by CORS, where it has one of its own. */
  readonly blockedRedirectError: string;
  /** The error that local network access ends with. */
  readonly localNetworkError: string;
  /** Whether a page that is not secure is told so, instead of being asked for the permission. */
  readonly localNetworkNeedsSecurePage: boolean;
  /** Schemes beside HTTP(S) that may be asked across origins. */
  readonly otherCorsSchemes: readonly string[];
};

/**
 * Measured on Chromium 156 and Firefox ESR 153. The scenario that showed a value stands beside
 * it; what stands in the standard is named where a browser does otherwise.
 */
export const BROWSERS: Readonly<Record<BrowserName, BrowserRules>> = {
  chromium: {
    // The standard: CORS check, ok status, both syntaxes, method, headers.
    preflightChecks: [
      // A 302 without any CORS header is called a redirect, not a missing header.
      'redirect',
      // A 404 without Access-Control-Allow-Credentials is called so, not a bad status.
      'cors-check',
      'ok-status',
      // Bad syntax in either list comes before a method that is missing from the other.
      'methods-syntax',
      'headers-syntax',
      'method',
      'headers',
    ],
    // The standard: Authorization must be listed by name. Chromium lets it pass and deprecates it.
    wildcardCoversAuthorization: true,
    // Two hours. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Max-Age
    maxAgeLimit: 7200,
    // PUT, cross-origin 307 to a third origin: the second preflight carried `Origin: null`.
    preflightOriginAfterRedirect: 'tainted',
    // A blocked response never started, in all of 194 scenarios.
    completionMeans: 'passed',
    blockedError: 'net::ERR_FAILED',
    blockedRedirectError: 'net::ERR_FAILED',
    localNetworkError: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
    // Public http page to loopback: InsecureLocalNetwork, and no permission can be given.
    localNetworkNeedsSecurePage: true,
    // As its own message lists them: "only supported for protocol schemes: chrome, …".
    otherCorsSchemes: [
      'chrome:',
      'chrome-extension:',
      'chrome-untrusted:',
      'data:',
      'isolated-app:',
    ],
  },
  firefox: {
    preflightChecks: [
      // 301 with Location and no CORS header: CORSExternalRedirectNotAllowed comes first.
      'redirect',
      'cors-check',
      'ok-status',
      // The methods are done with before the headers are looked at: an unlisted method is
      // reported although Access-Control-Allow-Headers does not parse.
      'methods-syntax',
      'method',
      'headers-syntax',
      'headers',
    ],
    // Only a deprecation warning, as long as the preference
    // network.cors_preflight.authorization_covered_by_wildcard stands as delivered.
    wildcardCoversAuthorization: true,
    // One day; same page.
    maxAgeLimit: 86400,
    // PUT, cross-origin 307 to a third origin: the second preflight carried the page's origin
    // and was judged by it, while the request itself carried `Origin: null`.
    preflightOriginAfterRedirect: 'page',
    // A blocked response with a small body completes; only a big one, or a worker's, errs.
    completionMeans: 'nothing',
    blockedError: 'NS_ERROR_DOM_BAD_URI',
    // A redirect without Access-Control-Allow-Origin, or to a URL with a password.
    blockedRedirectError: 'NS_ERROR_UNEXPECTED',
    localNetworkError: 'NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED',
    localNetworkNeedsSecurePage: false,
    otherCorsSchemes: ['data:', 'moz-extension:'],
  },
};
