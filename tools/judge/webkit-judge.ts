import type { CauseId } from '../../src/policy/finding.ts';
import type { Judgement } from './judge.ts';

/** What WebKit said of a request. `reason`: its own sentence; null if nobody heard one. */
export type SaidInWebkit = {
  readonly outcome: 'allowed' | 'refused' | 'pending';
  readonly reason: string | null;
};

/** What follows for Safari from what another browser captured. */
export type OurDecision = {
  readonly verdict: string;
  /** Of each reading that is left, the first cause. */
  readonly causes: readonly string[];
};

/** The part of a report or of a diagnosis that says it. */
type Reported = {
  readonly verdict: string;
  readonly findings: readonly { readonly cause: string }[];
  readonly alternatives: readonly { readonly findings: readonly { readonly cause: string }[] }[];
  readonly otherBrowsers?:
    | readonly {
        readonly browser: string;
        readonly verdict: string;
        readonly cause: string | null;
      }[]
    | undefined;
};

/** What is not said to differ is the same as in the browser that captured it. */
export function ourDecision({
  verdict,
  findings,
  alternatives,
  otherBrowsers = [],
}: Reported): OurDecision {
  const other = otherBrowsers.find(({ browser }) => browser === 'webkit');
  if (other !== undefined) {
    return { verdict: other.verdict, causes: other.cause === null ? [] : [other.cause] };
  }
  const readings = [findings, ...alternatives.map((one) => one.findings)];
  return {
    verdict,
    causes: readings.flatMap(([first]) => (first === undefined ? [] : [first.cause])),
  };
}

/** Compares what follows from another browser's capture with what WebKit did. */
export function judgeWebkit(ours: OurDecision, { outcome, reason }: SaidInWebkit): Judgement {
  const problem = (wanted: string): Judgement => ({
    problems: [`WebKit ${wanted}; we say ${ours.verdict} ${ours.causes.join(' or ')}`.trim()],
    secondGuess: false,
  });
  const fine: Judgement = { problems: [], secondGuess: false };
  if (outcome === 'allowed') return ours.verdict === 'allowed' ? fine : problem('lets it through');
  if (reason === null) return ours.verdict === 'allowed' ? problem('refuses it') : fine;
  const causes: readonly string[] = causesOfWebkit(reason);
  if (causes.length === 0) return ours.verdict === 'failed' ? fine : problem(`says: ${reason}`);
  const at = ours.verdict === 'blocked' ? ours.causes.findIndex((one) => causes.includes(one)) : -1;
  return at < 0 ? problem(`says: ${reason}`) : { problems: [], secondGuess: at > 0 };
}

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
