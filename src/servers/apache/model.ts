import {
  actualHeaders,
  isAllowed,
  isOwnPreflight,
  type OwnLayerSettings,
  preflightHeaders,
} from '../kit/cors-layer.ts';
import { withHeaders } from '../kit/response-headers.ts';
import type { Application } from '../kit/stack.ts';

/**
 * Apache httpd with the directives that `index.ts` writes: its answer, given its answer without
 * them. `Header always` also works on errors and redirects. mod_rewrite answers the preflight
 * before authentication and lists in `Vary` what it compared.
 *
 * Measured on httpd 2.4.71, mod_headers and mod_rewrite.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_headers.html#header
 */
export function apacheModel(settings: OwnLayerSettings, inner: Application): Application {
  return (request) => {
    const preflight = isOwnPreflight(settings, request);
    const answer = preflight ? { status: 204, headers: [] } : inner(request);
    const names = preflight ? 'Origin, Access-Control-Request-Method' : 'Origin';
    const own = isAllowed(settings, request)
      ? [...actualHeaders(settings, request), ...preflightHeaders(settings)]
      : [];
    return withHeaders([...own, ['Vary', names]], answer);
  };
}
