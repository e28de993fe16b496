import { explain } from '../causes/index.ts';
import {
  type BrowserName,
  type CredentialsMode,
  type Exchange,
  lastHop,
} from '../model/exchange.ts';
import { isPotentiallyTrustworthy, OPAQUE_ORIGIN, type SerializedOrigin } from '../model/origin.ts';
import { code, type Prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { BROWSERS, type BrowserRules } from '../policy/browsers.ts';
import { asksItself } from '../policy/cors-preflight-fetch.ts';
import type { Evaluation, Finding } from '../policy/finding.ts';
import { type Leg, legsOf, pageOrigin } from '../policy/legs.ts';
import { preflightQuestion } from '../policy/needs-preflight.ts';
import { judgeAnswers } from '../policy/reading.ts';
import { mayBeCors, requestMode } from '../policy/request-mode.ts';

/** What the other browser would decide, where that differs. */
export type OtherBrowser = {
  readonly browser: BrowserName;
  /** `undetermined`: it would ask the server, or the user, for what was not asked here. */
  readonly verdict: 'allowed' | 'blocked' | 'undetermined';
  /** The reason that it would report. */
  readonly finding: Finding | null;
  /** One or two sentences: what it would decide, and why. */
  readonly text: Prose;
};

export const BROWSER_LABELS: Readonly<Record<BrowserName, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
};

/** What both browsers agree on, reduced to what is compared. */
type Decision = Pick<OtherBrowser, 'verdict' | 'finding'>;

/** Everything that the decision depends on besides the rules. */
type Case = {
  readonly exchange: Exchange;
  readonly evaluation: Evaluation;
  /** The page's. */
  readonly origin: SerializedOrigin;
  readonly credentials: CredentialsMode;
  readonly legs: readonly Leg[];
};

/**
 * Holds the same exchange against the other browser's rules: what it would decide differently of
 * what was asked and answered here, and by which of its rules. Null where it would decide alike, or
 * where this browser's own decision was not about CORS or is not known.
 */
export function otherBrowser(
  exchange: Exchange,
  evaluation: Evaluation,
  browser: BrowserName,
): OtherBrowser | null {
  const isDecided = evaluation.verdict === 'allowed' || evaluation.verdict === 'blocked';
  const origin = pageOrigin(exchange);
  const mode = requestMode(exchange, origin);
  if (!isDecided || !mayBeCors(mode)) return null;
  const other = browser === 'chromium' ? 'firefox' : 'chromium';
  const legs = legsOf(exchange, mode, origin, BROWSERS[browser]);
  const credentials = evaluation.credentials.known ? evaluation.credentials.value : 'same-origin';
  const input: Case = { exchange, evaluation, origin, credentials, legs };
  for (const difference of DIFFERENCES) {
    const decision = difference.decide(input, BROWSERS[other]);
    if (decision === null || isSame(decision, evaluation)) continue;
    const why = difference.why(input);
    return {
      browser: other,
      ...decision,
      text: [...verdictOf(decision, evaluation, other), ...why],
    };
  }
  return null;
}

function isSame({ verdict, finding }: Decision, { verdict: own, findings }: Evaluation): boolean {
  const [first] = findings;
  if (verdict !== own) return false;
  return finding?.cause === first?.cause && finding?.phase === first?.phase;
}

function verdictOf({ verdict, finding }: Decision, own: Evaluation, other: BrowserName): Prose {
  const label = BROWSER_LABELS[other];
  if (verdict === 'allowed') return [`${label} would let this through. `];
  if (finding === null) return [`${label} may decide otherwise. `];
  const { title } = explain(finding);
  const said = `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  return own.verdict === 'blocked'
    ? [`${label} would block this too, but report another reason: ${said}. `]
    : [`With the same answer, ${label} would block this: ${said}. `];
}

/** One rule in which the browsers differ, told apart from all others. */
type Difference = {
  /** The other browser's decision by this rule of its own; null where the rule has no say. */
  readonly decide: (input: Case, rules: BrowserRules) => Decision | null;
  readonly why: (input: Case) => Prose;
};

/** In the order in which a request meets them. */
const DIFFERENCES: readonly Difference[] = [
  {
    decide: decideLocalNetwork,
    why: ({ evaluation: { origin } }) => [
      'For an insecure page such as ',
      shown(origin),
      ' Chromium refuses the local network outright, while Firefox asks the user.',
    ],
  },
  {
    decide: decideByOriginAfterRedirect,
    why: ({ origin, legs }) => [
      'After the redirect to another origin, Chromium asks the preflight with ',
      code('Origin: null'),
      ', Firefox with ',
      code(origin),
      ...(legs.some(
        ({ hop, origin: own }) => own === OPAQUE_ORIGIN && asksItself({ url: hop.url, origin }),
      )
        ? [', and where that is the server’s own origin, it looks at methods and headers only.']
        : ['.']),
    ],
  },
  {
    decide: decideAfter303,
    why: () => [
      'After a 303 redirect the request becomes a ',
      code('GET'),
      ': Firefox asks by a preflight all the same, Chromium does not.',
    ],
  },
  {
    decide: ({ legs, exchange, evaluation, credentials }, rules) => {
      const [first] = evaluation.findings;
      if (first?.phase !== 'preflight' || lastHop(exchange).preflight?.response == null)
        return null;
      return decisionOf(legs, credentials, rules);
    },
    why: ({ exchange }) =>
      lastHop(exchange).preflight?.response?.status.toString().startsWith('3')
        ? [
            'Chromium calls a redirected preflight a redirect before anything else, Firefox first looks for the CORS headers.',
          ]
        : [
            'Firefox is done with the methods before it looks at the list of headers, Chromium first sees whether both lists can be read.',
          ],
  },
];

/** What the headers seen say by other rules. */
function decisionOf(
  legs: readonly Leg[],
  credentials: CredentialsMode,
  rules: BrowserRules,
): Decision {
  const [finding = null] = judgeAnswers(legs, 'cors', credentials, rules).at(-1) ?? [];
  return { verdict: finding === null ? 'allowed' : 'blocked', finding };
}

function decideLocalNetwork({ evaluation }: Case, rules: BrowserRules): Decision | null {
  const [first] = evaluation.findings;
  if (first === undefined || isPotentiallyTrustworthy(evaluation.origin)) return null;
  if (first.cause === 'local-network-access-insecure' && !rules.localNetworkNeedsSecurePage) {
    return { verdict: 'undetermined', finding: null };
  }
  if (first.cause !== 'local-network-access-denied' || !rules.localNetworkNeedsSecurePage) {
    return null;
  }
  return { verdict: 'blocked', finding: { ...first, cause: 'local-network-access-insecure' } };
}

/** Judges each preflight by the origin that it would have had. What follows a pass is not known. */
function decideByOriginAfterRedirect(input: Case, rules: BrowserRules): Decision | null {
  const { evaluation, legs, credentials, origin } = input;
  const leg = legs.find(
    (one) => one.origin === OPAQUE_ORIGIN && origin !== OPAQUE_ORIGIN && one.hop.preflight !== null,
  );
  if (leg === undefined) return null;
  const preflightOrigin = rules.preflightOriginAfterRedirect === 'page' ? origin : leg.origin;
  const unanswered = { ...leg, preflightOrigin, hop: { ...leg.hop, response: null } };
  const asked = decisionOf([unanswered], credentials, rules);
  if (asked.verdict === 'blocked') return asked;
  return isStoppedAt(leg, evaluation) ? { verdict: 'undetermined', finding: null } : null;
}

/** Only Firefox asks before the `GET` that a 303 makes of a request. */
function decideAfter303({ evaluation, legs }: Case, rules: BrowserRules): Decision | null {
  const leg = legs.find(({ hop, tainted }, index) => {
    const before = legs[index - 1]?.hop;
    return tainted && before?.response?.status === 303 && before.method !== hop.method;
  });
  if (leg === undefined) return null;
  const { preflight, method } = leg.hop;
  const differs = rules.preflightsAfter303
    ? preflight === null
    : isStoppedAt(leg, evaluation) &&
      preflight !== null &&
      preflightQuestion(preflight, method).headers.length === 0;
  return differs ? { verdict: 'undetermined', finding: null } : null;
}

/** Whether the leg's preflight was refused. */
function isStoppedAt({ index }: Leg, { findings: [first] }: Evaluation): boolean {
  return first?.phase === 'preflight' && first.hop === index;
}
