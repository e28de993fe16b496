import {
  type Difference as DifferenceId,
  type OtherDecision,
  otherBrowserProse,
} from '../causes/other-browser.ts';
import {
  type BrowserName,
  type CredentialsMode,
  type Exchange,
  lastHop,
} from '../model/exchange.ts';
import { isPotentiallyTrustworthy, OPAQUE_ORIGIN } from '../model/origin.ts';
import type { Prose } from '../model/prose.ts';
import { BROWSERS, type BrowserRules } from '../policy/browsers.ts';
import { asksItself } from '../policy/cors-preflight-fetch.ts';
import type { Evaluation } from '../policy/finding.ts';
import { decideInWebkit, namesAskedInWebkit } from '../policy/in-webkit.ts';
import type { Leg } from '../policy/legs.ts';
import { preflightQuestion } from '../policy/needs-preflight.ts';
import { judgeAnswers } from '../policy/reading.ts';
import { mayBeCors } from '../policy/request-mode.ts';

/** What another browser would decide, if that differs. */
export type OtherBrowser = Omit<OtherDecision, 'difference'> & {
  /** What it would decide, and why. */
  readonly text: Prose;
};

/** The decision, reduced to what is compared between browsers. */
type Decision = Pick<OtherDecision, 'verdict' | 'finding'>;

/** Everything besides the rules that the decision depends on. */
type Case = {
  readonly exchange: Exchange;
  readonly evaluation: Evaluation;
  readonly credentials: CredentialsMode;
};

/**
 * Judges the same exchange by the rules of each other browser: what it would decide differently,
 * and by which of its rules. Empty if all would decide alike, or if this browser's own decision was
 * not about CORS or is unknown. A file of Safari shows no headers of what Safari refused, so nothing
 * follows from it for the others.
 */
export function otherBrowsers(
  exchange: Exchange,
  evaluation: Evaluation,
  own: BrowserName,
): readonly OtherBrowser[] {
  const isDecided = evaluation.verdict === 'allowed' || evaluation.verdict === 'blocked';
  if (!isDecided || own === 'webkit') return [];
  const other = own === 'chromium' ? 'firefox' : 'chromium';
  const decisions = [
    otherDecision(exchange, evaluation, other),
    inSafari(exchange, evaluation, own),
  ];
  return decisions
    .filter((decision) => decision !== null)
    .map(({ difference, ...decision }) => {
      const { url } = lastHop(exchange);
      const names = namesAskedInWebkit(exchange, evaluation, BROWSERS[own]);
      const words = { ...evaluation, browser: own, url, names };
      return { ...decision, text: otherBrowserProse({ ...decision, difference }, words) };
    });
}

/** The decision of the other of the two browsers that run the extension. */
function otherDecision(
  exchange: Exchange,
  evaluation: Evaluation,
  browser: BrowserName,
): OtherDecision | null {
  if (!mayBeCors(evaluation.mode)) return null;
  const credentials = evaluation.credentials.known ? evaluation.credentials.value : 'same-origin';
  const input: Case = { exchange, evaluation, credentials };
  for (const { decide, id } of DIFFERENCES) {
    const decision = decide(input, BROWSERS[browser]);
    if (decision === null || isSame(decision, evaluation)) continue;
    return { browser, ...decision, failure: null, difference: id(input) };
  }
  return null;
}

/** Nothing is claimed if it depends on credentials that nobody knows. */
function inSafari(
  exchange: Exchange,
  evaluation: Evaluation,
  own: BrowserName,
): OtherDecision | null {
  const { credentials, alternatives } = evaluation;
  const isOpen = !credentials.known && alternatives.length > 0;
  const modes: readonly CredentialsMode[] = credentials.known
    ? [credentials.value]
    : isOpen
      ? ['same-origin', 'include']
      : ['same-origin'];
  const decided = modes.map((mode) =>
    decideInWebkit({ exchange, evaluation, credentials: mode, seenBy: BROWSERS[own] }),
  );
  const [decision, other = decision] = decided;
  if (decision == null || other == null) return null;
  if (other.verdict !== decision.verdict || other.finding?.cause !== decision.finding?.cause) {
    return null;
  }
  const { verdict, finding, failure, rule } = decision;
  const isOwn = isSame(decision, evaluation) || (isOpen && isAmong(decision, evaluation));
  // What passed here passes the same checks there: the request was made without CORS.
  const isWithoutCors = evaluation.verdict === 'allowed' && rule === null;
  if (isOwn || isWithoutCors) return null;
  return { browser: 'webkit', verdict, finding, failure, difference: rule ?? 'other-order' };
}

/** Whether one of several readings of this browser says the same. */
const isAmong = ({ verdict, finding }: Decision, { verdict: own, alternatives }: Evaluation) =>
  verdict === own && alternatives.some(({ findings: [first] }) => first?.cause === finding?.cause);

function isSame({ verdict, finding }: Decision, { verdict: own, findings }: Evaluation): boolean {
  const [first] = findings;
  if (verdict !== own) return false;
  return finding?.cause === first?.cause && finding?.phase === first?.phase;
}

/** One rule in which the browsers differ, separate from all others. */
type Difference = {
  /** The other browser's decision by this rule of its own; null if the rule does not apply. */
  readonly decide: (input: Case, rules: BrowserRules) => Decision | null;
  readonly id: (input: Case) => DifferenceId;
};

/** In the order in which they apply to a request. */
const DIFFERENCES: readonly Difference[] = [
  { decide: decideLocalNetwork, id: () => 'insecure-local-network' },
  {
    decide: decideByOriginAfterRedirect,
    id: ({ evaluation: { legs, origin } }) =>
      legs.some((leg) => leg.origin === OPAQUE_ORIGIN && asksItself({ url: leg.hop.url, origin }))
        ? 'own-origin-after-redirect'
        : 'origin-after-redirect',
  },
  { decide: decideAfter303, id: () => 'preflight-after-303' },
  {
    decide: decideInOtherOrder,
    id: ({ exchange }) =>
      lastHop(exchange).preflight?.response?.status.toString().startsWith('3')
        ? 'redirect-or-headers-first'
        : 'methods-or-syntax-first',
  },
];

/** The same checks on the response to a preflight, in another order. */
function decideInOtherOrder(input: Case, rules: BrowserRules): Decision | null {
  const { legs, findings } = input.evaluation;
  if (findings[0]?.phase !== 'preflight' || lastHop(input.exchange).preflight?.response == null) {
    return null;
  }
  return decisionOf(legs, input.credentials, rules);
}

/** The verdict on the seen headers by other rules. */
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

/** Judges each preflight with the origin that it would have had. What follows a pass is unknown. */
function decideByOriginAfterRedirect(input: Case, rules: BrowserRules): Decision | null {
  const { evaluation, credentials } = input;
  const { legs, origin } = evaluation;
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

/** Only Firefox sends a preflight before the `GET` that a 303 makes of a request. */
function decideAfter303({ evaluation }: Case, rules: BrowserRules): Decision | null {
  const { legs } = evaluation;
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
