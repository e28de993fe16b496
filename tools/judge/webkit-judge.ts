import type { CauseId } from '../../src/policy/finding.ts';

/** What the sentence means: one of these causes, as WebKit has one sentence for several. */
type Meaning = readonly [sentence: RegExp, ...causes: CauseId[]];

/** WebKit's sentences for what CORS refuses. None of them says which response it is about. */
const MEANINGS: readonly Meaning[] = [
  [/^Cannot use wildcard in Access-Control-Allow-Origin /, 'wildcard-with-credentials'],
  [
    /^Access-Control-Allow-Origin cannot contain more than one origin\.$/,
    'multiple-allow-origin-values',
  ],
  [
    /^Credentials flag is true, but Access-Control-Allow-Credentials is not "true"\.$/,
    'credentials-not-allowed',
  ],
  [/^Header Access-Control-Allow-Methods has an invalid value: /, 'invalid-allow-methods'],
  [/^Header Access-Control-Allow-Headers has an invalid value: /, 'invalid-allow-headers'],
  [/^Method \S+ is not allowed by Access-Control-Allow-Methods\.$/, 'method-not-allowed'],
  [
    /^Request header field \S+ is not allowed by Access-Control-Allow-Headers\.$/,
    'header-not-allowed',
  ],
  [
    /^Preflight response is not successful\. Status code: (301|302|303|307|308)$/,
    'preflight-redirect',
    'preflight-status',
  ],
  [/^Preflight response is not successful/, 'preflight-status'],
  [/^redirection URL .* has credentials$/s, 'redirect-with-credentials'],
  [
    /not allowed to follow a cross-origin CORS redirection with non CORS scheme|^Not allowed to redirect due to its scheme|^FTP URLs are disabled|^Cross origin requests are only supported for HTTP\./,
    'scheme-not-http',
  ],
  [/^Unsafe attempt to load URL .* Domains, protocols and ports must match\./s, 'same-origin-mode'],
  [
    /^Origin \S+ is not allowed by Access-Control-Allow-Origin\./,
    'missing-allow-origin',
    'allow-origin-mismatch',
    'invalid-allow-origin-value',
    // Two origins in one value, with a blank between them and no comma.
    'multiple-allow-origin-values',
  ],
];

/** Of a redirect's own response. */
const REDIRECTED =
  /^Cross-origin redirection to .* denied by Cross-Origin Resource Sharing policy: /s;

/** The causes that WebKit's sentence may stand for; none if it is not about CORS. */
export function causesOfWebkit(sentence: string): readonly CauseId[] {
  const bare = sentence.replace(REDIRECTED, '');
  const [, ...causes] = MEANINGS.find(([pattern]) => pattern.test(bare)) ?? [];
  return causes;
}
