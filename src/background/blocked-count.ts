import type { BrowserName, Exchange } from '../model/exchange.ts';
import { evaluate } from '../policy/evaluate.ts';

/** Exchanges are immutable: a verdict once found holds for as long as the object lives. */
const known = new WeakMap<Exchange, boolean>();

/**
 * How many of a tab's exchanges CORS blocked since `navigatedAt` (milliseconds since the epoch):
 * the number on the badge. Requests that the last page made do not count.
 */
export function blockedCount(
  exchanges: readonly Exchange[],
  navigatedAt: number,
  browser: BrowserName,
): number {
  return exchanges.filter(
    (exchange) => exchange.hops[0].at >= navigatedAt && isBlocked(exchange, browser),
  ).length;
}

function isBlocked(exchange: Exchange, browser: BrowserName): boolean {
  const cached = known.get(exchange);
  if (cached !== undefined) return cached;
  const blocked = evaluate(exchange, browser).verdict === 'blocked';
  known.set(exchange, blocked);
  return blocked;
}
