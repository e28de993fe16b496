import { extractTokens, type HeaderList } from '../model/header-list.ts';
import { isCorsSafelistedResponseHeader } from './safelists.ts';

/**
 * Whether the page's code may read a header of a response that CORS lets it have. `name`:
 * lower-case. `credentials`: whether the request carried them, so that `*` is only a name.
 * @see https://fetch.spec.whatwg.org/#concept-response-cors-exposed-header-name-list
 */
export function mayRead(name: string, headers: HeaderList, credentials: boolean): boolean {
  if (isCorsSafelistedResponseHeader(name)) return true;
  const tokens = extractTokens(headers, 'access-control-expose-headers');
  const names = tokens === 'failure' || tokens === null ? [] : tokens;
  return names.some((one) => one.toLowerCase() === name || (one === '*' && !credentials));
}
