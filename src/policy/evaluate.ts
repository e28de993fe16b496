import type { BrowserName, CredentialsMode, Exchange } from '../model/exchange.ts';
import { observed } from '../model/known.ts';
import { withQuestion } from './asked-leg.ts';
import { BROWSERS } from './browsers.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { authorizationCoveredByWildcard } from './cors-preflight-fetch.ts';
import { seenCredentials } from './credentials.ts';
import { declaredReading } from './declared-credentials.ts';
import type { Evaluation, Warning } from './finding.ts';
import { journeyOf, type Leg } from './legs.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { preflightInput, read } from './reading.ts';
import { stepsOf } from './steps.ts';

/** What may be known beside the exchange. */
export type EvaluateOptions = {
  /**
   * The credentials mode that other requests of the same page to the same server were seen to
   * have. It never decides a verdict, it only says which of two readings comes first.
   */
  readonly likelyCredentials?: CredentialsMode;
  /** Whether any request with credentials was seen to go without `Sec-Fetch-Storage-Access`. */
  readonly storageAccessWithheld?: boolean;
};

/**
 * Says what became of an exchange, and why, as the given browser would.
 *
 * The exchange is read under each credentials mode that it leaves possible, with the Fetch
 * standard's algorithms in the browser's order; what the browser did then decides between the
 * readings. Takes anything of the right type, however odd its values, and never throws.
 * @see https://fetch.spec.whatwg.org/#http-fetch
 */
export function evaluate(
  exchange: Exchange,
  browser: BrowserName,
  options: EvaluateOptions = {},
): Evaluation {
  const rules = BROWSERS[browser];
  const { origin, mode, legs } = journeyOf(exchange, browser);
  const isWorkers = exchange.documentId === null && !rules.workersShowStorageAccess;
  const withheld = options.storageAccessWithheld === true || isWorkers;
  const shown = seenCredentials(legs, rules, exchange.resourceType, withheld);
  const told = exchange.handedOver ?? null;
  // Of what is asked for without CORS, a page is told nothing, even if it comes through.
  const handedOver = told === false && mode !== 'cors' ? null : told;
  // The page was handed nothing of what passes like this: then the sign was withheld.
  const isDoubted =
    handedOver === false &&
    shown.known &&
    read(legs, mode, shown.value, rules).findings.length === 0;
  const seen = isDoubted ? seenCredentials(legs, rules, exchange.resourceType, true) : shown;
  const modes: readonly CredentialsMode[] = seen.known
    ? [seen.value]
    : inOrderOfLikelihood(options.likelyCredentials);
  const possible = modes.map((credentials) => read(legs, mode, credentials, rules));
  const outcome = outcomeOf({ exchange, browser, mode, origin });
  const declared = seen.known ? null : declaredReading(exchange.declared, possible, outcome);
  const settled = declared === null ? seen : observed(declared.credentials);
  const readings = declared === null ? possible : [declared];
  const concluded = conclude({ outcome, readings, settled, legs, mode, handedOver });
  const conclusion = isLeftOpen(exchange, outcome) ? open(settled) : concluded;
  const asked = legs.map((leg) => withQuestion(leg, exchange.resourceType));
  return {
    ...conclusion,
    origin,
    mode,
    legs,
    // The first leg that must ask speaks for all.
    preflightReasons: asked.find(({ reasons }) => reasons.length > 0)?.reasons ?? [],
    preflightCached: asked.some(({ cached }) => cached),
    warnings: warningsOf(legs, conclusion),
    steps: stepsOf({ legs: asked, mode, rules, conclusion }),
  };
}

/** The API's default first, unless the other was seen; `omit` behaves as `same-origin` does. */
function inOrderOfLikelihood(likely: CredentialsMode | undefined): readonly CredentialsMode[] {
  return likely === 'include' ? ['include', 'same-origin'] : ['same-origin', 'include'];
}

/**
 * Whether what was not seen of the exchange may be what decides. A request that asked by a preflight
 * and passed was allowed, whatever else happened.
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

/** Preflights that passed with a reservation, under the mode that was concluded. */
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
