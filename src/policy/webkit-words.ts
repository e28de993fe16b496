import type { Failure, Finding, Phase } from './finding.ts';

/** A request that WebKit refused, and where. */
export type RefusedInWebkit = {
  readonly url: string;
  readonly origin: string;
  /** Which response WebKit refused, if its words do not say: it may be either if a preflight was needed. */
  readonly phase: Phase;
};

/** What WebKit's sentence says of a request: a finding, only that CORS refused it, or another failure. */
export type WebkitWords =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly failure: Failure };

type Read = (value: string, refused: RefusedInWebkit) => WebkitWords;

const found = (finding: Finding): WebkitWords => ({ kind: 'finding', finding });

const REFUSED: WebkitWords = { kind: 'refused' };

/**
 * WebKit's sentences, each from the recorded console of a scenario. The first group of a pattern is
 * the value in it. Values that the sentence does not name are marked as unseen.
 */
const SENTENCES: readonly (readonly [sentence: RegExp, read: Read])[] = [
  [
    /^Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true\./,
    (_, { origin, phase }) =>
      found({ cause: 'wildcard-with-credentials', phase, hop: 0, evidence: { origin } }),
  ],
  [
    /^Access-Control-Allow-Origin cannot contain more than one origin\./,
    (_, { origin, phase }) =>
      found({
        cause: 'multiple-allow-origin-values',
        phase,
        hop: 0,
        evidence: { origin, received: [], unseen: true },
      }),
  ],
  [
    /^Credentials flag is true, but Access-Control-Allow-Credentials is not "true"\./,
    (_, { origin, phase }) =>
      found({
        cause: 'credentials-not-allowed',
        phase,
        hop: 0,
        evidence: { origin, received: null, unseen: true },
      }),
  ],
  [
    /^Header Access-Control-Allow-Methods has an invalid value: (.*)$/s,
    (received) =>
      found({ cause: 'invalid-allow-methods', phase: 'preflight', hop: 0, evidence: { received } }),
  ],
  [
    /^Header Access-Control-Allow-Headers has an invalid value: (.*)$/s,
    (received) =>
      found({ cause: 'invalid-allow-headers', phase: 'preflight', hop: 0, evidence: { received } }),
  ],
  [
    /^Method (\S+) is not allowed by Access-Control-Allow-Methods\./,
    (method) =>
      found({
        cause: 'method-not-allowed',
        phase: 'preflight',
        hop: 0,
        evidence: { method, received: null, unseen: true },
      }),
  ],
  [
    /^Request header field (\S+) is not allowed by Access-Control-Allow-Headers\./,
    (name) =>
      found({
        cause: 'header-not-allowed',
        phase: 'preflight',
        hop: 0,
        evidence: { headers: [name.toLowerCase()], received: null, unseen: true },
      }),
  ],
  // A redirect, unless the response has no `Location`: then a bad status.
  [/^Preflight response is not successful\. Status code: (?:301|302|303|307|308)$/, () => REFUSED],
  [
    /^Preflight response is not successful\. Status code: (\d{3})$/,
    (status) =>
      found({
        cause: 'preflight-status',
        phase: 'preflight',
        hop: 0,
        evidence: { status: Number(status) },
      }),
  ],
  [
    /^redirection URL (\S+) has credentials$/,
    (location) =>
      found({
        cause: 'redirect-with-credentials',
        phase: 'actual',
        hop: 0,
        evidence: { location },
      }),
  ],
  [
    /^(?:Preflight response is not successful|Origin \S+ is not allowed by Access-Control-Allow-Origin\.|CORS-preflight request was blocked|Preflight response was blocked)/,
    () => REFUSED,
  ],
  [
    /not allowed to follow a cross-origin CORS redirection with non CORS scheme|^Not allowed to redirect due to its scheme|^FTP URLs are disabled/,
    () => REFUSED,
  ],
  [/^Unsafe attempt to load URL /, () => REFUSED],
  [/^Not allowed to use restricted network port/, () => failed('unsafe-port')],
  [/^Not allowed to follow a redirection while loading /, () => failed('aborted')],
  [/^Load cannot follow more than 20 redirections/, () => failed('too-many-redirects')],
  [/^Blocked by Content Security Policy\./, () => failed('csp')],
  [/violates the resource's Cross-Origin-Resource-Policy response header\./, () => failed('corp')],
  [/^Could not connect to /, () => failed('connection-refused')],
  [/^(?:Error resolving |A server with the specified hostname)/, () => failed('dns')],
  [/TLS|certificate/i, () => failed('tls')],
  [
    /^(?:Connection terminated unexpectedly|The network connection was lost)/,
    () => failed('reset'),
  ],
  [/^The request timed out/, () => failed('timeout')],
  [/^(?:Load request cancelled|cancelled)/, () => failed('aborted')],
];

const failed = (failure: Failure): WebkitWords => ({ kind: 'failed', failure });

const REDIRECTED =
  /^Cross-origin redirection to (\S+) denied by Cross-Origin Resource Sharing policy: /;

/**
 * What WebKit's sentence about a request says. A redirect's own response was refused if it says so;
 * then nothing names the URL that redirected. Never throws.
 */
export function readWebkitWords(sentence: string, refused: RefusedInWebkit): WebkitWords {
  const bare = sentence.replace(REDIRECTED, '');
  const isRedirect = bare !== sentence;
  const place: RefusedInWebkit = isRedirect ? { ...refused, phase: 'actual' } : refused;
  for (const [pattern, read] of SENTENCES) {
    const match = pattern.exec(bare);
    if (match !== null) return read(match[1] ?? '', place);
  }
  return failed('other');
}
