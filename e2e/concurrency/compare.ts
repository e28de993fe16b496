import type { ExportedExchange } from '../../tools/browsers/browser-under-test.ts';
import { judge } from '../../tools/judge/judge.ts';
import { SERIAL } from '../../tools/scripted-servers/burst-server.ts';
import type { Burst } from './burst.ts';
import type { Truth } from './truth.ts';

/**
 * Sentences about every difference between the extension's account of a burst and the browser's.
 */
export function problemsOf(
  { url, shots, order }: Burst,
  truth: ReadonlyMap<string, Truth>,
  exchanges: readonly ExportedExchange[],
): readonly string[] {
  const own = exchanges.filter((exchange) => exchange.url === url);
  if (own.length !== shots.length) return [`${url}: ${own.length} of ${shots.length} are listed`];
  // The browser numbers its requests upwards. No extension sees the name of a refused one.
  return own
    .toSorted((a, b) => Number(a.id) - Number(b.id))
    .flatMap((exchange, index) => {
      const said = truth.get(order[index] ?? '');
      const shot = shots.find(({ name }) => name === order[index]);
      if (said === undefined || shot?.method !== exchange.method) return [`${url}: out of order`];
      const wrong = differences(exchange, said);
      return wrong.map((problem) => `${url} ${JSON.stringify(shot)}: ${problem}`);
    });
}

function differences(exchange: ExportedExchange, truth: Truth): readonly string[] {
  // The network may have finished before it hears that the page gave up.
  const lateAbort = truth.errorText === 'net::ERR_ABORTED' && exchange.failure !== 'aborted';
  const { problems } = lateAbort ? { problems: [] } : judge(exchange, truth);
  const pairing = exchange.hops.flatMap(({ url, preflight }) => {
    const had = truth.preflights.get(url);
    const got = preflight?.response?.headers.find(([name]) => name === SERIAL)?.[1];
    if (had === undefined) return preflight === null ? [] : [`a preflight too many (${got})`];
    if (had === (got ?? null)) return [];
    return [`has the preflight ${got ?? 'none'} instead of ${had ?? 'an unanswered one'}`];
  });
  return [...problems, ...pairing];
}
