import type { BrowserName } from '../model/exchange.ts';

/**
 * One check on the response to a preflight. `cors-preflight-fetch.ts` has one function for each.
 */
export type PreflightCheck =
  | 'redirect'
  | 'cors-check'
  | 'ok-status'
  | 'methods-syntax'
  | 'headers-syntax'
  | 'method'
  | 'headers';

/** Where a browser differs from the standard, or where the standard leaves the choice to it. */
export type BrowserRules = {
  /** The order of the checks on the response to a preflight. The first to fail is reported. */
  readonly preflightChecks: readonly PreflightCheck[];
  /** Whether `*` in `Access-Control-Allow-Headers` also stands for `Authorization`. */
  readonly wildcardCoversAuthorization: boolean;
  /** The imposed limit on max-age, in seconds. */
  readonly maxAgeLimit: number;
  /** The origin that a preflight carries after redirects have tainted the request's own. */
  readonly preflightOriginAfterRedirect: 'tainted' | 'page';
  /** Whether a 303 that turns another method into `GET` causes a preflight. */
  readonly preflightsAfter303: boolean;
  /** Whether a preflight carries `Sec-Fetch-Storage-Access` when its request would. */
  readonly preflightShowsStorageAccess: boolean;
  /**
   * Whether the user's cookie settings can keep `Sec-Fetch-Storage-Access` from requests with
   * credentials. The header counts as sent until a request is seen without it.
   */
  readonly storageAccessDependsOnSettings: boolean;
  /**
   * Whether `Sec-Fetch-Site` is correct on a request that was redirected to another origin.
   * Otherwise it is always `cross-site`.
   */
  readonly redirectedRequestsShowSite: boolean;
  /** Whether requests of workers carry `Sec-Fetch-Storage-Access`. No document makes them. */
  readonly workersShowStorageAccess: boolean;
  /**
   * What a complete response shows about CORS. `passed`: the page got it. `nothing`: blocked
   * responses end like this too, so their headers decide.
   */
  readonly completionMeans: 'passed' | 'nothing';
  /** The same for the response to a preflight. */
  readonly preflightCompletionMeans: 'passed' | 'nothing';
  /** The error that stands for a request refused by CORS. */
  readonly blockedError: string;
  /** Special errors of a redirect that CORS or the page's content security policy refused. */
  readonly refusedRedirectErrors: readonly string[];
  /** The special error of a redirect that the page's code did not want followed. */
  readonly forbiddenRedirectError: string | null;
  /**
   * Which redirects of a preflight are reported as redirects: those to any URL, or only those to
   * HTTP(S) URLs. The others are network errors.
   */
  readonly preflightRedirects: 'to-any-url' | 'to-http';
  /** Whether a redirect is reported before or after CORS checks its headers. */
  readonly redirectsTold: 'unchecked' | 'checked';
  /** Errors of a response that is discarded before CORS checks its headers. */
  readonly unreadErrors: readonly string[];
  /** Whether a beacon in an endless redirect loop is reported as aborted. */
  readonly endlessBeaconIsAborted: boolean;
  /** The errors that local network access ends with. */
  readonly localNetworkErrors: readonly string[];
  /** Whether local network access gives no special error when it stops a preflight. */
  readonly localNetworkHidesInPreflight: boolean;
  /** Whether an insecure page gets an error of its own, instead of a permission prompt. */
  readonly localNetworkNeedsSecurePage: boolean;
  /** Schemes besides HTTP(S) that cross-origin requests may use. */
  readonly otherCorsSchemes: readonly string[];
  /** Whether a request that was asked about once is asked about again after each redirect. */
  readonly asksAgainAfterRedirect: boolean;
  /** Whether a redirect's preflight still asks for an `Authorization` that is left behind. */
  readonly asksForDroppedAuthorization: boolean;
  /**
   * Whether a redirect of another server is judged as if the request had credentials, when the page
   * first asked its own server in mode `same-origin`.
   */
  readonly onwardRedirectNeedsCredentials: boolean;
  /** Whether fonts are requested with CORS. */
  readonly checksFonts: boolean;
  /** Whether a secure page may not request `http:` URLs of the same machine. */
  readonly loopbackIsMixedContent: boolean;
  /** Headers that a page may set without a preflight although they are not safelisted, lower-case. */
  readonly unaskedHeaders: readonly string[];
  /** Ports of the standard's list that it connects to all the same. */
  readonly openBadPorts: readonly string[];
};

/**
 * Measured on Chromium 156 and Firefox ESR 153. Beside each value stands what shows it: a test, or
 * a scenario of `e2e/scenarios`, played in both browsers. Often its events are kept as a fixture.
 * Where a browser differs, the comment quotes the standard.
 */
export const BROWSERS: Readonly<Record<BrowserName, BrowserRules>> = {
  chromium: {
    // The standard: CORS check, ok status, both syntaxes, method, headers.
    // Shown by preflight-redirect-login, ambiguous-any-404, ambiguous-any-invalid-methods.
    preflightChecks: [
      // Reported as a redirect although it has no CORS headers.
      'redirect',
      // A 404 without Access-Control-Allow-Credentials is reported as that, not as a bad status.
      'cors-check',
      'ok-status',
      // Bad syntax in either list comes before a method that is missing from the other list.
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
    // Sent even where third-party cookies are blocked. Shown by simple-cookies-blocked.
    storageAccessDependsOnSettings: false,
    // localhost, redirected to another port of localhost: same-site. Shown by
    // redirect-own-same-site.
    redirectedRequestsShowSite: true,
    // Sent as from pages. Shown by worker-get.
    workersShowStorageAccess: true,
    // A blocked response never started in any of 194 scenarios. Shown by simple-missing.
    completionMeans: 'passed',
    // 49 refused preflights completed, as did every other one with a response. Shown by
    // preflight-status-404.
    preflightCompletionMeans: 'nothing',
    // Shown by simple-missing.
    blockedError: 'net::ERR_FAILED',
    // A redirect refused by CORS ends like any other refusal. Shown by redirect-without-headers.
    refusedRedirectErrors: [],
    // net::ERR_ABORTED, as for everything else that the page aborts. Shown by
    // redirect-forbidden-by-page.
    forbiddenRedirectError: null,
    // The browser reports no CORS error. Shown by preflight-redirect-no-url.
    preflightRedirects: 'to-any-url',
    // Shown by redirect-app-scheme, redirect-app-scheme-refused.
    redirectsTold: 'checked',
    // Shown by redirect-data.
    unreadErrors: [],
    // net::ERR_ABORTED for a beacon; fetch() gets the real name. Shown by beacon-redirect-loop,
    // redirect-loop.
    endlessBeaconIsAborted: true,
    // The second is the name from the time of private network access. Shown by local-network-get.
    localNetworkErrors: [
      'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
      'net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS',
    ],
    // A preflight to loopback ended in net::ERR_FAILED, and so did its request. Every other network
    // failure of a preflight gives the request its real name. Shown by local-network-put.
    localNetworkHidesInPreflight: true,
    // Public http page to loopback: InsecureLocalNetwork, and the user cannot allow it. Shown by
    // local-network-insecure.
    localNetworkNeedsSecurePage: true,
    // The list in its own message: "only supported for protocol schemes: chrome, …". Shown by
    // redirect-app-scheme, redirect-data.
    otherCorsSchemes: [
      'chrome:',
      'chrome-extension:',
      'chrome-untrusted:',
      'data:',
      'isolated-app:',
    ],
    // TODO
    asksAgainAfterRedirect: false,
    asksForDroppedAuthorization: false,
    onwardRedirectNeedsCredentials: false,
    checksFonts: true,
    loopbackIsMixedContent: false,
    unaskedHeaders: [
      'device-memory',
      'downlink',
      'dpr',
      'ect',
      'rtt',
      'save-data',
      'user-agent',
      'viewport-width',
      'width',
    ],
    openBadPorts: ['4190', '6679'],
  },
  firefox: {
    // Shown by preflight-redirect-login, and by
    // firefox.test.ts: a bad token among the headers, PUT not allowed.
    preflightChecks: [
      // Missing headers are reported before the redirect.
      'cors-check',
      'redirect',
      'ok-status',
      // The methods are checked before the headers: an unlisted method is reported although
      // Access-Control-Allow-Headers does not parse.
      'methods-syntax',
      'method',
      'headers-syntax',
      'headers',
    ],
    // Only a deprecation warning, with the default of the preference
    // network.cors_preflight.authorization_covered_by_wildcard. Shown by
    // preflight-ok-authorization-wildcard.
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
    // network.cookie.cookieBehavior 4 and 5 (the default): sent; 0 and 1: never. Shown by
    // firefox.test.ts: it is known, unless settings withhold the sign.
    storageAccessDependsOnSettings: true,
    // The same redirect: cross-site, and never with Sec-Fetch-Storage-Access. The preflight there
    // had the correct values. Shown by redirect-own-same-site.
    redirectedRequestsShowSite: false,
    // fetch and XMLHttpRequest with include, cross-site: with it from a page, without from a worker.
    // Shown by firefox.test.ts: a worker’s request shows neither mode.
    workersShowStorageAccess: false,
    // A blocked response with a small body completes. Only a large one, or a worker's, ends in an
    // error. Shown by firefox.test.ts: a completed request is undetermined.
    completionMeans: 'nothing',
    // Each refused preflight ended in an error, and each that passed completed. If the connection
    // then broke, a worker's request ended like a refused one. Shown by firefox.test.ts: a worker’s
    // request whose connection broke after its preflight.
    preflightCompletionMeans: 'passed',
    // Shown by simple-missing.
    blockedError: 'NS_ERROR_DOM_BAD_URI',
    // Without Access-Control-Allow-Origin, to a URL with a password, or outside connect-src: 40
    // runs each. On a busy machine 6 to 9 ended in the second error, the others in the first. Shown
    // by redirect-without-headers, redirect-userinfo.
    refusedRedirectErrors: ['NS_ERROR_UNEXPECTED', 'NS_ERROR_NET_ON_RECEIVING_FROM'],
    // For a service worker's fetch with `redirect: 'error'`; a document's completes. Shown by
    // firefox.test.ts: one that a service worker forbids.
    forbiddenRedirectError: 'NS_BINDING_FAILED',
    // To `http://`: NS_ERROR_CORRUPTED_CONTENT. To `myapp:x`: NS_ERROR_UNEXPECTED, without a
    // category. Shown by preflight-redirect-app-scheme.
    preflightRedirects: 'to-http',
    // Shown by redirect-app-scheme, redirect-app-scheme-refused.
    redirectsTold: 'unchecked',
    // A redirect to no URL, to `data:` or `javascript:`, and a module that is not JavaScript. The
    // console does not say which of their headers are missing. Shown by redirect-script-refused,
    // module-mime.
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
    // TODO
    asksAgainAfterRedirect: true,
    asksForDroppedAuthorization: false,
    onwardRedirectNeedsCredentials: false,
    checksFonts: true,
    loopbackIsMixedContent: false,
    unaskedHeaders: [],
    openBadPorts: [],
  },
  webkit: {
    preflightChecks: [
      'redirect',
      'ok-status',
      'cors-check',
      'methods-syntax',
      'headers-syntax',
      'method',
      'headers',
    ],
    wildcardCoversAuthorization: true,
    maxAgeLimit: 600,
    preflightOriginAfterRedirect: 'tainted',
    preflightsAfter303: true,
    preflightShowsStorageAccess: false,
    storageAccessDependsOnSettings: true,
    redirectedRequestsShowSite: false,
    workersShowStorageAccess: false,
    completionMeans: 'passed',
    preflightCompletionMeans: 'nothing',
    blockedError: 'access control checks',
    refusedRedirectErrors: [],
    forbiddenRedirectError: null,
    preflightRedirects: 'to-any-url',
    redirectsTold: 'checked',
    unreadErrors: [],
    endlessBeaconIsAborted: false,
    localNetworkErrors: [],
    localNetworkHidesInPreflight: false,
    localNetworkNeedsSecurePage: false,
    otherCorsSchemes: [],
    asksAgainAfterRedirect: true,
    asksForDroppedAuthorization: true,
    onwardRedirectNeedsCredentials: true,
    checksFonts: false,
    loopbackIsMixedContent: true,
    unaskedHeaders: [],
    openBadPorts: [],
  },
};
