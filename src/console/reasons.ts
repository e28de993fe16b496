import type { CauseId, Phase } from '../policy/finding.ts';
import type { Instead, Reason } from './claim.ts';

/**
 * The beginning of a reason, and what it means. `phase`: where the text says or implies it. The
 * groups `named`, `origin`, `status` and `url` are values in the text.
 */
export type Pattern = readonly [
  pattern: RegExp,
  causes: readonly CauseId[],
  phase: Phase | null,
  instead?: Instead,
];

export const one = (pattern: RegExp, cause: CauseId, phase: Phase | null = null): Pattern => [
  pattern,
  [cause],
  phase,
];

/** Chrome, Edge and other Chromium browsers since 2015. @see blink's cors_error_string.cc */
export const CHROMIUM: readonly Pattern[] = [
  one(
    /^No 'Access-Control-Allow-Origin' header is present on the requested resource/,
    'missing-allow-origin',
  ),
  one(
    /^The 'Access-Control-Allow-Origin' header has a value '(?<named>[^']*)' that is not equal to the supplied origin\./,
    'allow-origin-mismatch',
  ),
  one(
    /^The 'Access-Control-Allow-Origin' header contains multiple values '(?<named>[^']*)', but only one is allowed\./,
    'multiple-allow-origin-values',
  ),
  one(
    /^The 'Access-Control-Allow-Origin' header contains the invalid value '(?<named>[^']*)'\./,
    'invalid-allow-origin-value',
  ),
  one(
    /^The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '\*' when the request's credentials mode is 'include'\./,
    'wildcard-with-credentials',
  ),
  one(
    /^A wildcard '\*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true\./,
    'wildcard-with-credentials',
  ),
  one(
    /^The value of the 'Access-Control-Allow-Credentials' header in the response is '(?<named>[^']*)' which must be 'true' when the request's credentials mode is 'include'\./,
    'credentials-not-allowed',
  ),
  one(
    /^Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '(?<named>[^']*)'\./,
    'credentials-not-allowed',
  ),
  one(
    /^Method (?<named>[^\s]+) is not allowed by Access-Control-Allow-Methods in preflight response/,
    'method-not-allowed',
    'preflight',
  ),
  one(
    /^Request header field (?<named>[^\s]+) is not allowed by Access-Control-Allow-Headers in preflight response/,
    'header-not-allowed',
    'preflight',
  ),
  one(
    /^Cannot parse Access-Control-Allow-Methods response header field in preflight response\./,
    'invalid-allow-methods',
    'preflight',
  ),
  one(
    /^Cannot parse Access-Control-Allow-Headers response header field in preflight response\./,
    'invalid-allow-headers',
    'preflight',
  ),
  one(/^It does not have HTTP ok status\./, 'preflight-status', 'preflight'),
  one(/^Response for preflight does not have HTTP ok status\./, 'preflight-status', 'preflight'),
  one(
    /^Response for preflight has invalid HTTP status code (?<status>\d{3})/,
    'preflight-status',
    'preflight',
  ),
  one(/^Redirect is not allowed for a preflight request\./, 'preflight-redirect', 'preflight'),
  one(/^Response for preflight is invalid \(redirect\)/, 'preflight-redirect', 'preflight'),
  one(
    /^Redirect location '[^']*' contains a username and password, which is disallowed for cross-origin requests\./,
    'redirect-with-credentials',
    'actual',
  ),
  one(/^Cross origin requests are only supported for (?:protocol schemes|HTTP)/, 'scheme-not-http'),
  one(
    /^The request was redirected to a URL \('[^']*'\) which has a disallowed scheme for cross-origin requests/,
    'scheme-not-http',
    'actual',
  ),
  one(
    /^The request was redirected to a URL \('[^']*'\) containing userinfo, which is disallowed for cross-origin requests/,
    'redirect-with-credentials',
    'actual',
  ),
  // Until 2017, the standard forbade it.
  [
    /^The request was redirected to '[^']*', which is disallowed for cross-origin requests that require preflight/,
    [],
    'actual',
    'redirect-after-preflight',
  ],
  one(/^Cross origin requests are not allowed by request mode\./, 'same-origin-mode'),
  one(
    /^Permission was denied for this request to access the `?[\w-]+`? address space\./,
    'local-network-access-denied',
  ),
  one(
    /^The request client is not a secure context and the resource is in more-private address space/,
    'local-network-access-insecure',
  ),
];

/** Safari. @see WebCore's CrossOriginAccessControl.cpp */
export const SAFARI: readonly Pattern[] = [
  one(
    /^Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true\./,
    'wildcard-with-credentials',
  ),
  one(
    /^Access-Control-Allow-Origin cannot contain more than one origin\./,
    'multiple-allow-origin-values',
  ),
  one(
    /^Credentials flag is true, but Access-Control-Allow-Credentials is not "true"\./,
    'credentials-not-allowed',
  ),
  one(
    /^Method (?<named>\S+) is not allowed by Access-Control-Allow-Methods(?! in preflight)/,
    'method-not-allowed',
    'preflight',
  ),
  one(
    /^Request header field (?<named>\S+) is not allowed by Access-Control-Allow-Headers(?! in preflight)/,
    'header-not-allowed',
    'preflight',
  ),
  one(
    /^Header Access-Control-Allow-Methods has an invalid value:/,
    'invalid-allow-methods',
    'preflight',
  ),
  one(
    /^Header Access-Control-Allow-Headers has an invalid value:/,
    'invalid-allow-headers',
    'preflight',
  ),
  one(/^redirection URL \S+ has credentials/, 'redirect-with-credentials', 'actual'),
  one(
    /^(?:not allowed to follow a cross-origin CORS redirection with non CORS scheme|Not allowed to redirect due to its scheme|Cross origin requests are only supported for HTTP\.)/,
    'scheme-not-http',
  ),
  one(
    /^Unsafe attempt to load URL \S+ from origin (?<origin>\S+?)\. Domains, protocols and ports must match\./,
    'same-origin-mode',
  ),
  one(
    /^(?:CORS-preflight request was blocked|Preflight response was blocked)/,
    'preflight-network-error',
    'preflight',
  ),
  // A redirect without `Location` has the same words.
  [
    /^Preflight response is not successful\. Status code: (?<status>30[12378])\b/,
    ['preflight-redirect', 'preflight-status'],
    'preflight',
  ],
  // Older versions do not say the status.
  [
    /^Preflight response is not successful(?!\. Status code)/,
    ['preflight-redirect', 'preflight-status'],
    'preflight',
  ],
  one(
    /^Preflight response is not successful\. Status code: (?<status>\d{3})/,
    'preflight-status',
    'preflight',
  ),
  [
    /^Origin (?<origin>\S+) is not allowed by Access-Control-Allow-Origin(?:\. Status code: (?<status>\d{3}))?/,
    ['missing-allow-origin', 'allow-origin-mismatch', 'invalid-allow-origin-value'],
    null,
  ],
];

/** What the reason at the start of the text means; null if it is none of these. */
export function reasonAt(text: string, patterns: readonly Pattern[]): Reason | null {
  for (const [pattern, causes, phase, instead] of patterns) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const { named = null, origin, status, url } = match.groups ?? {};
    return {
      causes,
      phase,
      named,
      length: match[0].length,
      ...(instead === undefined ? {} : { instead }),
      ...(origin === undefined ? {} : { origin }),
      ...(status === undefined ? {} : { status: Number(status) }),
      ...(url === undefined ? {} : { url }),
    };
  }
  return null;
}

/** Where any of these reasons begins, as the source of a pattern without groups. */
export const anyOf = (patterns: readonly Pattern[]): string =>
  patterns.map(([{ source }]) => source.slice(1).replace(/\(\?<\w+>/g, '(?:')).join('|');
