import type { BrowserName, Exchange } from '../model/exchange.ts';
import { evaluate } from '../policy/evaluate.ts';

/** What became of a check. `allowed` may rest on the preflight alone. */
export type Outcome = 'allowed' | 'blocked' | 'failed' | 'undetermined';

/** What one browser makes of the answers to a check. */
export function outcomeOf(exchange: Exchange, browser: BrowserName): Outcome {
  // Network errors have Chromium's names, and mean the same in every browser.
  const own = evaluate(exchange, 'chromium');
  const judged = own.verdict === 'failed' ? own : evaluate(exchange, browser);
  if (judged.undetermined === 'preflight-only') return 'allowed';
  return judged.verdict === 'pending' ? 'undetermined' : judged.verdict;
}
