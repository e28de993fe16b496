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
 * Measured on Chromium 156, Firefox ESR 153 and WebKitGTK 2.50. Beside each value stands what shows it: a test, or
 * a scenario of `e2e/scenarios`, played in the browsers. Often its events are kept as a fixture.
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
    // A PUT that a 303 turns into a GET: no preflight at the target. Shown by safari-get-after-put.
    asksAgainAfterRedirect: false,
    // A token that is left behind is not asked for. Shown by safari-dropped-authorization.
    asksForDroppedAuthorization: false,
    // Shown by safari-onward-redirect.
    onwardRedirectNeedsCredentials: false,
    // Shown by safari-font.
    checksFonts: true,
    // Shown by webkit.test.ts: a secure page asks a server of the same machine over http.
    loopbackIsMixedContent: false,
    // The standard: a preflight for each. A page's `User-Agent` is not sent at all. Shown by
    // safari-client-hint.
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
    // Both are in the standard's list. Shown by webkit.test.ts: a port that Chromium alone connects to.
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
    // Shown by safari-get-after-put.
    asksAgainAfterRedirect: true,
    // Shown by safari-dropped-authorization.
    asksForDroppedAuthorization: false,
    // Shown by safari-onward-redirect.
    onwardRedirectNeedsCredentials: false,
    // Shown by safari-font.
    checksFonts: true,
    // Shown by webkit.test.ts: a secure page asks a server of the same machine over http.
    loopbackIsMixedContent: false,
    // Shown by safari-client-hint.
    unaskedHeaders: [],
    // Not measured. Shown by webkit.test.ts: a port that Chromium alone connects to.
    openBadPorts: [],
  },
  // Safari's engine, measured as WebKitGTK 2.50.6. What only WebKit for Linux does is not here: its
  // network library follows redirects in its own way. What WebKit does not tell anybody has the
  // value under which nothing is concluded.
  webkit: {
    // Shown by preflight-redirect-login, safari-status-first, safari-methods-before-headers.
    preflightChecks: [
      // A redirect is a status that is not ok; its words do not tell the two apart.
      'redirect',
      // A 404 without CORS headers is reported as a bad status.
      'ok-status',
      'cors-check',
      'methods-syntax',
      'headers-syntax',
      'method',
      'headers',
    ],
    // Without a warning. Shown by preflight-ok-authorization-wildcard.
    wildcardCoversAuthorization: true,
    // Ten minutes: kept at 590 s, asked anew at 610 s. Shown by preflight-cache.test.ts: is %i s in
    // Safari.
    maxAgeLimit: 600,
    // Shown by redirect-second-preflight.
    preflightOriginAfterRedirect: 'tainted',
    // Shown by safari-get-after-put.
    preflightsAfter303: true,
    // It never sends the header. Shown by simple-wildcard-credentials.
    preflightShowsStorageAccess: false,
    // Shown by simple-wildcard-credentials.
    storageAccessDependsOnSettings: true,
    // No `Sec-Fetch-*` at all. Shown by redirect-null-origin.
    redirectedRequestsShowSite: false,
    // Shown by worker-get.
    workersShowStorageAccess: false,
    // In a file of its Web Inspector, a status means that the page got the response. Shown by
    // simple-allowed-any.
    completionMeans: 'passed',
    // No file has a preflight. Shown by preflight-ok-204.
    preflightCompletionMeans: 'nothing',
    // What stands for WebKit's own sentences where the headers decide. Shown by simple-missing.
    blockedError: 'access control checks',
    // Shown by redirect-without-headers.
    refusedRedirectErrors: [],
    // It has a sentence of its own. Shown by redirect-forbidden-by-page.
    forbiddenRedirectError: null,
    // Shown by preflight-redirect-slash.
    preflightRedirects: 'to-any-url',
    // Except `ftp:`, which is refused unchecked. Shown by redirect-app-scheme.
    redirectsTold: 'checked',
    // Shown by redirect-data.
    unreadErrors: [],
    // Shown by beacon-redirect-loop.
    endlessBeaconIsAborted: false,
    // No guard of the local network in this version. Shown by local-network-get.
    localNetworkErrors: [],
    // Shown by local-network-put.
    localNetworkHidesInPreflight: false,
    // Shown by local-network-insecure.
    localNetworkNeedsSecurePage: false,
    // Shown by redirect-app-scheme.
    otherCorsSchemes: [],
    // After one preflight each later hop gets one, also the GET that a 303 made. Shown by
    // safari-get-after-put.
    asksAgainAfterRedirect: true,
    // Not sent, and yet it must be listed. Shown by safari-dropped-authorization.
    asksForDroppedAuthorization: true,
    // `*` is refused there, and Access-Control-Allow-Credentials is wanted. Shown by
    // safari-onward-redirect, safari-onward-redirect-allowed.
    onwardRedirectNeedsCredentials: true,
    // No `Origin`, and no header is needed. Shown by safari-font.
    checksFonts: false,
    // Also `localhost` and `127.0.0.1`; only images and media load. Shown by webkit.test.ts: a secure
    // page asks a server of the same machine over http.
    loopbackIsMixedContent: true,
    // Shown by safari-client-hint.
    unaskedHeaders: [],
    // Shown by webkit.test.ts: a port that Chromium alone connects to.
    openBadPorts: [],
  },
};
