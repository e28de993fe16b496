import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { lastHop } from '../model/exchange.ts';
import { readableIn } from '../policy/exposed.ts';

/**
 * What the browser made of the page's own request under a trial. `hidden`: the page got the
 * response, and may still not read a header of it that it tried to read.
 */
export type TrialOutcome = 'open' | 'works' | 'hidden' | 'blocked' | 'failed';

/** The outcome of a request that was tried, as a fix for `of`. */
export function outcomeOf(tried: Diagnosis, of: Diagnosis): TrialOutcome {
  const { verdict } = tried.evaluation;
  if (verdict === 'blocked' || verdict === 'failed') return verdict;
  if (verdict !== 'allowed') return 'open';
  const { answer } = of.requirement;
  const { response } = lastHop(tried.exchange);
  if (answer === null || response === null) return 'works';
  const { expose, credentials } = answer;
  const judged = response.modifiedHeaders ?? response.headers;
  return expose.every(readableIn(judged, credentials)) ? 'works' : 'hidden';
}
