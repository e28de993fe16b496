import type { BrowserName, CredentialsMode, Exchange } from '../model/exchange.ts';
import { observed } from '../model/known.ts';
import { withQuestion } from './asked-leg.ts';
import { BROWSERS } from './browsers.ts';
import { checkedCredentials, concludeChecked, outcomeOfChecked, readChecked } from './checked.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { authorizationCoveredByWildcard } from './cors-preflight-fetch.ts';
import { seenCredentials } from './credentials.ts';
import { declaredReading } from './declared-credentials.ts';
import type { Evaluation, Warning } from './finding.ts';
import { journeyOf, type Leg } from './legs.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { preflightInput, read } from './reading.ts';
import { stepsOf } from './steps.ts';

/** What may be known besides the exchange. */
export type EvaluateOptions = {
  /**
   * The credentials mode of other requests of the same page to the same server. It never decides a
   * verdict, only which of two readings comes first.
   */
  readonly likelyCredentials?: CredentialsMode;
  /** Whether any request with credentials was seen to go without `Sec-Fetch-Storage-Access`. */
  readonly storageAccessWithheld?: boolean;
};

/**
 * Says what became of an exchange, and why, as the given browser would.
 *
 * It reads the exchange under each possible credentials mode, with the Fetch standard's algorithms
 * in the browser's order. What the browser did then decides between the readings. Takes anything of
 * the right type, with any values, and never throws.
 * @see https://fetch.spec.whatwg.org/#http-fetch
 */
export function evaluate(
  exchange: Exchange,
  browser: BrowserName,
  options: EvaluateOptions = {},
): Evaluation {
  const { checked } = exchange;
  const rules = BROWSERS[browser];
  const { origin, mode, legs } = journeyOf(exchange, browser);
  const isWorkers = exchange.documentId === null && !rules.workersShowStorageAccess;
  const withheld = options.storageAccessWithheld === true || isWorkers;
  const shown =
    checked === undefined
      ? seenCredentials(legs, rules, exchange.resourceType, withheld)
      : checkedCredentials(checked);
  const told = exchange.handedOver ?? null;
  // A page never sees a no-cors response, even if it comes through.
  const handedOver = told === false && mode !== 'cors' ? null : told;
  // The page got nothing although this reading passes, so it is wrong: the sign was withheld.
  const isDoubted =
    handedOver === false &&
    shown.known &&
    read(legs, mode, shown.value, rules).findings.length === 0;
  const seen = isDoubted ? seenCredentials(legs, rules, exchange.resourceType, true) : shown;
  const modes: readonly CredentialsMode[] = seen.known
    ? [seen.value]
    : inOrderOfLikelihood(options.likelyCredentials);
  const reads = checked === undefined ? read : readChecked;
  const possible = modes.map((credentials) => reads(legs, mode, credentials, rules));
  const outcome =
    checked === undefined
      ? outcomeOf({ exchange, browser, mode, origin })
      : outcomeOfChecked(exchange, browser);
  const declared = declaredReading(exchange.declared, possible, outcome);
  const settled = declared === null ? seen : observed(declared.credentials);
  const readings = declared === null ? possible : [declared];
  const concluded = conclude({ outcome, readings, settled, legs, mode, handedOver });
  const own = checked && concludeChecked(exchange, checked, concluded, possible);
  const conclusion = isLeftOpen(exchange, outcome) ? open(settled) : (own ?? concluded);
  const asked = legs.map((leg) => withQuestion(leg, exchange.resourceType));
  return {
    ...conclusion,
    origin,
    mode,
    legs,
    // The first leg that needs a preflight stands for all.
    preflightReasons: asked.find(({ reasons }) => reasons.length > 0)?.reasons ?? [],
    preflightCached: asked.some(({ cached }) => cached),
    warnings: warningsOf(legs, conclusion),
    steps: stepsOf({ legs: asked, mode, rules, conclusion }),
  };
}

/**
 * The API's default first, unless the other mode was seen; `omit` behaves as `same-origin` does.
 */
function inOrderOfLikelihood(likely: CredentialsMode | undefined): readonly CredentialsMode[] {
  return likely === 'include' ? ['include', 'same-origin'] : ['same-origin', 'include'];
}

/**
 * Whether the verdict may depend on an unseen part of the exchange. A request that passed after its
 * preflight was allowed, whatever else happened.
 */
const isLeftOpen = ({ incomplete, hops }: Exchange, { kind }: Outcome): boolean => {
  if (incomplete !== true || kind === 'pending') return false;
  return kind !== 'passed' || hops.every(({ preflight }) => preflight === null);
};

const open = (credentials: Evaluation['credentials']): Conclusion => ({
  verdict: 'undetermined',
  failure: null,
  findings: [],
  alternatives: [],
  undetermined: 'incomplete',
  credentials,
});

/** Preflights that passed with a reservation, under the concluded mode. */
function warningsOf(
  legs: readonly Leg[],
  { credentials, findings }: Conclusion,
): readonly Warning[] {
  const mode = credentials.known ? credentials.value : 'same-origin';
  return legs.flatMap((leg): readonly Warning[] => {
    const input = preflightInput(leg, mode);
    const refused = findings.some(({ phase, hop }) => phase === 'preflight' && hop === leg.index);
    if (input === null || refused || !authorizationCoveredByWildcard(input)) return [];
    return [{ id: 'authorization-covered-by-wildcard', hop: leg.index }];
  });
}
