/** Builds what hints look at, for tests. Nothing that ships imports this file. */
import { type BrowserName, type Exchange, lastHop } from '../model/exchange.ts';
import { observeServer } from '../model/observation.ts';
import { originOf } from '../model/origin.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { HintContext } from './hint.ts';

/** The context of an exchange, judged by the real policy, with what else was seen in the tab. */
export function contextOf(
  exchange: Exchange,
  {
    others = [],
    browser = 'chromium',
  }: { others?: readonly Exchange[]; browser?: BrowserName } = {},
): HintContext {
  return {
    exchange,
    evaluation: evaluate(exchange, browser),
    server: observeServer([...others, exchange], originOf(lastHop(exchange).url)),
  };
}
