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
  /**
   * The order in which the checks on a preflight's answer are made: the first to fail is reported.
   */
  readonly preflightChecks: readonly PreflightCheck[];
  /** Whether `*` in `Access-Control-Allow-Headers` also stands for `Authorization`. */
  readonly wildcardCoversAuthorization: boolean;
  /** The imposed limit on max-age, in seconds. */
  readonly maxAgeLimit: number;
  /** The origin that a preflight carries once redirects have tainted the request's own. */
  readonly preflightOriginAfterRedirect: 'tainted' | 'page';
  /** Whether the `GET` that a 303 makes of another method is asked about first. */
  readonly preflightsAfter303: boolean;
  /** Whether a preflight carries `Sec-Fetch-Storage-Access` when its request would. */
  readonly preflightShowsStorageAccess: boolean;
  /**
   * Whether the user's cookie settings can keep `Sec-Fetch-Storage-Access` from requests with
   * credentials. It is taken to be sent until one is seen without it.
   */
  readonly storageAccessDependsOnSettings: boolean;
  /**
   * What a response that came whole says about CORS. `passed`: it was let through. `nothing`:
   * blocked responses end like this too, so their headers must be judged.
   */
  readonly completionMeans: 'passed' | 'nothing';
  /** The error that stands for a request refused by CORS. */
  readonly blockedError: string;
  /**
   * Errors of their own that a redirect ends with which is not followed: CORS refused it, or the
   * page's content security policy.
   */
  readonly refusedRedirectErrors: readonly string[];
  /**
   * Which redirects of a preflight are called redirects: those to any URL, or to HTTP(S) ones only.
   * The others are network errors.
   */
  readonly preflightRedirects: 'to-any-url' | 'to-http';
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
      // preflight-redirect-login: called a redirect although it has no CORS headers.
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
    // redirect-303: no preflight at the second server.
    preflightsAfter303: false,
    // 3 pages × 3 servers × 3 modes: no preflight carried any sign of the credentials mode.
    preflightShowsStorageAccess: false,
    // simple-cookies-blocked: sent also where third-party cookies are blocked.
    storageAccessDependsOnSettings: false,
    // A blocked response never started, in all of 194 scenarios.
    completionMeans: 'passed',
    blockedError: 'net::ERR_FAILED',
    // A redirect refused by CORS ends like everything else that is.
    refusedRedirectErrors: [],
    // preflight-redirect-no-url: the browser names no CORS error.
    preflightRedirects: 'to-any-url',
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
      // preflight-redirect-login: the headers are missed before the redirect is.
      'cors-check',
      'redirect',
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
    // redirect-303: OPTIONS, Access-Control-Request-Method: GET.
    preflightsAfter303: true,
    // Cross-site PUT to https with include: the preflight carried it, with same-origin it did not.
    preflightShowsStorageAccess: true,
    // network.cookie.cookieBehavior 4 and 5 (as delivered): sent; 0 and 1: never.
    storageAccessDependsOnSettings: true,
    // A blocked response with a small body completes; only a big one, or a worker's, errs.
    completionMeans: 'nothing',
    blockedError: 'NS_ERROR_DOM_BAD_URI',
    // Without Access-Control-Allow-Origin, to a URL with a password, or outside connect-src: of 40
    // each, 6 to 9 ended in the second on a busy machine, the others in the first.
    refusedRedirectErrors: ['NS_ERROR_UNEXPECTED', 'NS_ERROR_NET_ON_RECEIVING_FROM'],
    // To `http://`: NS_ERROR_CORRUPTED_CONTENT; to `myapp:x`: NS_ERROR_UNEXPECTED; no category.
    preflightRedirects: 'to-http',
    // Not measured.
    endlessBeaconIsAborted: false,
    // On both the preflight and its request.
    localNetworkErrors: ['NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED'],
    localNetworkHidesInPreflight: false,
    localNetworkNeedsSecurePage: false,
    otherCorsSchemes: ['data:', 'moz-extension:'],
  },
};
