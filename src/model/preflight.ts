import { type HeaderList, has } from './header-list.ts';

/**
 * Whether a request is a preflight: an OPTIONS request that asks for a method.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export const isPreflight = ({
  method,
  headers,
}: {
  readonly method: string;
  readonly headers: HeaderList;
}): boolean => method === 'OPTIONS' && has(headers, 'access-control-request-method');
