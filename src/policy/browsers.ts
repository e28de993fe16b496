import type { BrowserName } from '../model/exchange.ts';

/** One check on a preflight's answer; `cors-preflight-fetch.ts` has one function for each. */
export type PreflightCheck =
  | 'cors-check'
  | 'ok-status'
  | 'methods-syntax'
  | 'headers-syntax'
  | 'method'
  | 'headers';

/** Where a browser leaves the standard, or where the standard leaves the choice to it. */
export type BrowserRules = {
  /**
   * The order in which the checks on a preflight's answer are made: the first to fail is reported.
   * Both call a 3xx with Location a redirect before anything else, even one without CORS headers.
   */
  readonly preflightChecks: readonly PreflightCheck[];
  /** Whether `*` in `Access-Control-Allow-Headers` also stands for `Authorization`. */
  readonly wildcardCoversAuthorization: boolean;
  /** The imposed limit on max-age, in seconds. */
  readonly maxAgeLimit: number;
  /** The origin that a preflight carries once redirects have tainted the request's own. */
  readonly preflightOriginAfterRedirect: 'tainted' | 'page';
  /** Whether a preflight carries `Sec-Fetch-Storage-Access` when its request would. */
  readonly preflightShowsStorageAccess: boolean;
  /**
   * What a response that came whole says about CORS. `passed`: it was let through. `nothing`:
   * blocked responses end like this too, so their headers must be judged.
   */
  readonly completionMeans: 'passed' | 'nothing';
  /** The error that stands for a request refused by CORS. */
  readonly blockedError: string;
  /** The error that stands for a redirect refused by CORS, where it has one of its own. */
  readonly blockedRedirectError: string;
  /**
   * What becomes of a preflight that is redirected to what is no URL (`http://`): a network error,
   * or a block like that of any other redirect.
   */
  readonly preflightRedirectToNoUrl: 'failed' | 'blocked';
  /** Whether a beacon that is redirected on and on is said to be aborted. */
  readonly endlessBeaconIsAborted: boolean;
  /** The errors that local network access ends with. */
  readonly localNetworkErrors: readonly string[];
  /** Whether local network access gives no error of its own when it stops a preflight. */
  readonly localNetworkHidesInPreflight: boolean;
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
    // 3 pages × 3 servers × 3 modes: no preflight carried any sign of the credentials mode.
    preflightShowsStorageAccess: false,
    // A blocked response never started, in all of 194 scenarios.
    completionMeans: 'passed',
    blockedError: 'net::ERR_FAILED',
    blockedRedirectError: 'net::ERR_FAILED',
    // preflight-redirect-no-url: the browser names no CORS error.
    preflightRedirectToNoUrl: 'failed',
    // beacon-redirect-loop: net::ERR_ABORTED; redirect-loop, by fetch(), has its real name.
    endlessBeaconIsAborted: true,
    // The second is what it was called while private network access was tried.
    localNetworkErrors: [
      'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
      'net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS',
    ],
    // A preflight to loopback ended in net::ERR_FAILED, and so did its request; every other
    // network failure of a preflight gives the request its real name.
    localNetworkHidesInPreflight: true,
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
    // Cross-site PUT to https with include: the preflight carried it, with same-origin it did not.
    preflightShowsStorageAccess: true,
    // A blocked response with a small body completes; only a big one, or a worker's, errs.
    completionMeans: 'nothing',
    blockedError: 'NS_ERROR_DOM_BAD_URI',
    // A redirect without Access-Control-Allow-Origin, or to a URL with a password.
    blockedRedirectError: 'NS_ERROR_UNEXPECTED',
    // Not measured.
    preflightRedirectToNoUrl: 'blocked',
    // Not measured.
    endlessBeaconIsAborted: false,
    // On both the preflight and its request.
    localNetworkErrors: ['NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED'],
    localNetworkHidesInPreflight: false,
    localNetworkNeedsSecurePage: false,
    otherCorsSchemes: ['data:', 'moz-extension:'],
  },
};
