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
   * Whether `Sec-Fetch-Site` of a request that was redirected to another origin is true. Where not,
   * it is `cross-site` always.
   */
  readonly redirectedRequestsShowSite: boolean;
  /** Whether requests of workers, which no document makes, carry `Sec-Fetch-Storage-Access`. */
  readonly workersShowStorageAccess: boolean;
  /**
   * What a response that came whole says about CORS. `passed`: it was let through. `nothing`:
   * blocked responses end like this too, so their headers must be judged.
   */
  readonly completionMeans: 'passed' | 'nothing';
  /** The same of a preflight's answer. */
  readonly preflightCompletionMeans: 'passed' | 'nothing';
  /** The error that stands for a request refused by CORS. */
  readonly blockedError: string;
  /**
   * Errors of their own that a redirect ends with which is not followed: CORS refused it, or the
   * page's content security policy.
   */
  readonly refusedRedirectErrors: readonly string[];
  /** An error of its own that a redirect ends with which the page's code does not want followed. */
  readonly forbiddenRedirectError: string | null;
  /**
   * Which redirects of a preflight are called redirects: those to any URL, or to HTTP(S) ones only.
   * The others are network errors.
   */
  readonly preflightRedirects: 'to-any-url' | 'to-http';
  /** Whether a redirect is told of before CORS has looked at its headers, or once it has. */
  readonly redirectsTold: 'unchecked' | 'checked';
  /** Errors of an answer that is thrown away before CORS looks at its headers. */
  readonly unreadErrors: readonly string[];
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
 * Measured on Chromium 156 and Firefox ESR 153. What shows a value stands beside it: a scenario of
 * `e2e/scenarios`, which is played in both browsers (its events are often kept as a fixture), or a
 * test; what stands in the standard is named where a browser does otherwise.
 */
export const BROWSERS: Readonly<Record<BrowserName, BrowserRules>> = {
  chromium: {
    // The standard: CORS check, ok status, both syntaxes, method, headers.
    // Shown by preflight-redirect-login, ambiguous-any-404, ambiguous-any-invalid-methods.
    preflightChecks: [
      // Called a redirect although it has no CORS headers.
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
    // Shown by preflight-ok-authorization-wildcard.
    wildcardCoversAuthorization: true,
    // Two hours. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Max-Age
    // Shown by preflight-cache.test.ts: is %i s in Chromium.
    maxAgeLimit: 7200,
    // PUT, cross-origin 307 to a third origin: the second preflight carried `Origin: null`.
    // Shown by redirect-second-preflight.
    preflightOriginAfterRedirect: 'tainted',
    // No preflight at the second server. Shown by redirect-303.
    preflightsAfter303: false,
    // 3 pages × 3 servers × 3 modes: no preflight carried any sign of the credentials mode.
    // Shown by preflight-then-credentials.
    preflightShowsStorageAccess: false,
    // Sent also where third-party cookies are blocked. Shown by simple-cookies-blocked.
    storageAccessDependsOnSettings: false,
    // localhost, sent on to another port of localhost: same-site.
    // Shown by redirect-own-same-site.
    redirectedRequestsShowSite: true,
    // Sent as by their pages. Shown by worker-get.
    workersShowStorageAccess: true,
    // A blocked response never started, in all of 194 scenarios. Shown by simple-missing.
    completionMeans: 'passed',
    // 49 refused ones completed, as all that were answered did. Shown by preflight-status-404.
    preflightCompletionMeans: 'nothing',
    // Shown by simple-missing.
    blockedError: 'net::ERR_FAILED',
    // A redirect refused by CORS ends like everything else that is.
    // Shown by redirect-without-headers.
    refusedRedirectErrors: [],
    // net::ERR_ABORTED, as for all else that the page gives up. Shown by redirect-forbidden-by-page.
    forbiddenRedirectError: null,
    // The browser names no CORS error. Shown by preflight-redirect-no-url.
    preflightRedirects: 'to-any-url',
    // Shown by redirect-app-scheme, redirect-app-scheme-refused.
    redirectsTold: 'checked',
    // Shown by redirect-data.
    unreadErrors: [],
    // net::ERR_ABORTED; by fetch(), it has its real name. Shown by beacon-redirect-loop, redirect-loop.
    endlessBeaconIsAborted: true,
    // The second is what it was called while private network access was tried.
    // Shown by local-network-get.
    localNetworkErrors: [
      'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
      'net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS',
    ],
    // A preflight to loopback ended in net::ERR_FAILED, and so did its request; every other
    // network failure of a preflight gives the request its real name. Shown by local-network-put.
    localNetworkHidesInPreflight: true,
    // Public http page to loopback: InsecureLocalNetwork, and no permission can be given.
    // Shown by local-network-insecure.
    localNetworkNeedsSecurePage: true,
    // As its own message lists them: "only supported for protocol schemes: chrome, …".
    // Shown by redirect-app-scheme, redirect-data.
    otherCorsSchemes: [
      'chrome:',
      'chrome-extension:',
      'chrome-untrusted:',
      'data:',
      'isolated-app:',
    ],
  },
  firefox: {
    // Shown by preflight-redirect-login, and by
    // firefox.test.ts: a bad token among the headers, PUT not allowed.
    preflightChecks: [
      // The headers are missed before the redirect is.
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
    // Shown by preflight-ok-authorization-wildcard.
    wildcardCoversAuthorization: true,
    // One day; same page. Shown by preflight-cache.test.ts: is %i s in Chromium, %i s in Firefox.
    maxAgeLimit: 86400,
    // PUT, cross-origin 307 to a third origin: the second preflight carried the page's origin
    // and was judged by it, while the request itself carried `Origin: null`.
    // Shown by redirect-second-preflight-then-null.
    preflightOriginAfterRedirect: 'page',
    // OPTIONS, Access-Control-Request-Method: GET. Shown by redirect-303.
    preflightsAfter303: true,
    // Cross-site PUT to https with include: the preflight carried it, with same-origin it did not.
    // Shown by firefox.test.ts: credentials show on the preflight itself.
    preflightShowsStorageAccess: true,
    // network.cookie.cookieBehavior 4 and 5 (as delivered): sent; 0 and 1: never.
    // Shown by firefox.test.ts: it is known, unless settings withhold the sign.
    storageAccessDependsOnSettings: true,
    // The same: cross-site, and never with Sec-Fetch-Storage-Access; the preflight there had it right.
    // Shown by redirect-own-same-site.
    redirectedRequestsShowSite: false,
    // fetch and XMLHttpRequest with include, cross-site: with it from a page, without from a worker.
    // Shown by firefox.test.ts: a worker’s request shows neither mode.
    workersShowStorageAccess: false,
    // A blocked response with a small body completes; only a big one, or a worker's, errs.
    // Shown by firefox.test.ts: a completed request is undetermined.
    completionMeans: 'nothing',
    // Each refused one erred, each that passed completed. Where the connection then broke, the request
    // of a worker erred like a refused one. Shown by firefox.test.ts: a worker’s request whose
    // connection broke after its preflight.
    preflightCompletionMeans: 'passed',
    // Shown by simple-missing.
    blockedError: 'NS_ERROR_DOM_BAD_URI',
    // Without Access-Control-Allow-Origin, to a URL with a password, or outside connect-src: of 40
    // each, 6 to 9 ended in the second on a busy machine, the others in the first.
    // Shown by redirect-without-headers, redirect-userinfo.
    refusedRedirectErrors: ['NS_ERROR_UNEXPECTED', 'NS_ERROR_NET_ON_RECEIVING_FROM'],
    // Of a service worker's fetch with `redirect: 'error'`; a document's completes.
    // Shown by firefox.test.ts: one that a service worker forbids.
    forbiddenRedirectError: 'NS_BINDING_FAILED',
    // To `http://`: NS_ERROR_CORRUPTED_CONTENT; to `myapp:x`: NS_ERROR_UNEXPECTED; no category.
    // Shown by preflight-redirect-app-scheme.
    preflightRedirects: 'to-http',
    // Shown by redirect-app-scheme, redirect-app-scheme-refused.
    redirectsTold: 'unchecked',
    // A redirect to no URL, to `data:` or `javascript:`, and a module that is no JavaScript: what
    // their headers lack, the console does not say. Shown by redirect-script-refused, module-mime.
    unreadErrors: ['NS_ERROR_CORRUPTED_CONTENT'],
    // Shown by beacon-redirect-loop.
    endlessBeaconIsAborted: false,
    // On both the preflight and its request.
    // Shown by firefox.test.ts: a preflight and its request.
    localNetworkErrors: ['NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED'],
    // Shown by firefox.test.ts: a preflight that alone says so.
    localNetworkHidesInPreflight: false,
    // Shown by firefox.test.ts: local network access.
    localNetworkNeedsSecurePage: false,
    // Shown by redirect-app-scheme, redirect-data.
    otherCorsSchemes: ['data:', 'moz-extension:'],
  },
};
