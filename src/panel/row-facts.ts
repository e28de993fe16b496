import { type Endpoint, isRecordedOnly } from '../endpoints/endpoints.ts';
import type { Exchange } from '../model/exchange.ts';
import { remember } from '../model/lazy.ts';
import { phrase } from '../model/say.ts';

/** The query of a request's URL with its question mark. Empty without one. */
const queryOf = ({ hops: [{ url }] }: Exchange): string => /\?[^#]*/.exec(url)?.[0] ?? '';

/**
 * The query of the request that a row shows, if its requests have different ones. Empty if it would
 * tell nothing apart.
 */
export const differingQuery = remember(({ exchanges, shown }: Endpoint): string => {
  const [first, ...others] = exchanges;
  const query = first === undefined ? '' : queryOf(first);
  return others.every((one) => queryOf(one) === query) ? '' : queryOf(shown.exchange);
});

/** Where in the page a row's request came from. Empty for the page's outermost document. */
export function placeTag({ shown: { exchange } }: Endpoint): string {
  if (exchange.frameId > 0) return phrase`frame`.fr`cadre`;
  const isWorker = exchange.frameId < 0 && exchange.checked === undefined;
  return isWorker ? phrase`worker`.fr`worker` : '';
}

/** How a row differs from others of its method and path, and whether only DevTools saw it. */
export const apartOf = (endpoint: Endpoint): string =>
  [endpoint.apart, isRecordedOnly(endpoint) ? phrase`DevTools only`.fr`DevTools seulement` : '']
    .filter(Boolean)
    .join(', ');
