import type { Exchange } from '../model/exchange.ts';
import { remember } from '../model/lazy.ts';
import { pageOrigin } from '../policy/legs.ts';

/**
 * The method, the page's origin and the URL without its query: equal for requests that one line of
 * the page's code makes.
 */
export const addressOf = remember((exchange: Exchange): string => {
  const { method, url } = exchange.hops[0];
  return [method, pageOrigin(exchange), ...url.split(/[?#]/, 1)].join(' ');
});
