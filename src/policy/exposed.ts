import { extractTokens, type HeaderList } from '../model/header-list.ts';
import { isCorsSafelistedResponseHeader } from './safelists.ts';

/**
 * Which headers the page's code may read of a response that CORS lets it have. Their names are given in
 * lower case. `credentials`: whether the request carried them, so that `*` is only a name.
 * @see https://fetch.spec.whatwg.org/#concept-response-cors-exposed-header-name-list
 */
export function readableIn(headers: HeaderList, credentials: boolean): (name: string) => boolean {
  const tokens = extractTokens(headers, 'access-control-expose-headers');
  const listed = tokens === 'failure' || tokens === null ? [] : tokens;
  const exposed = new Set(listed.map((name) => name.toLowerCase()));
  const isAny = exposed.has('*') && !credentials;
  return (name) => isAny || exposed.has(name) || isCorsSafelistedResponseHeader(name);
}
