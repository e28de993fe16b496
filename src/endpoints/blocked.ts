import { judge } from '../diagnosis/judge.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import { createEndpointIndex, type EndpointIndex } from './endpoint-index.ts';
import type { Endpoint } from './endpoints.ts';
import type { Judged } from './told-apart.ts';

/**
 * Whether the tab's current document made the requests of a row. `since`: when that document began
 * to load, in milliseconds since the epoch.
 */
export const isOnPage = <Seen extends Judged>({ shown }: Endpoint<Seen>, since: number): boolean =>
  shown.exchange.hops[0].at >= since;

/**
 * The rows that are blocked on the tab's current page: the number in the badge, popup and panel.
 */
export const blockedOnPage = <Seen extends Judged>(
  endpoints: readonly Endpoint<Seen>[],
  since: number,
): readonly Endpoint<Seen>[] =>
  endpoints.filter((one) => one.state === 'blocked' && isOnPage(one, since));

/** An index for one live list with verdicts but without texts: fast enough for every change. */
export const createVerdictIndex = (browser: BrowserName): EndpointIndex<Judged> =>
  createEndpointIndex(browser, (exchange: Exchange, name, others) => ({
    exchange,
    evaluation: judge(exchange, name, others),
  }));

/** The rows of the servers that the user does not ignore. The same list if there are no others. */
export function withoutIgnored<Seen extends Judged>(
  endpoints: readonly Endpoint<Seen>[],
  ignored: readonly string[],
): readonly Endpoint<Seen>[] {
  if (ignored.length === 0) return endpoints;
  const servers = new Set(ignored);
  return endpoints.filter(({ server }) => !servers.has(server));
}
