import {
  actualHeaders,
  isAllowed,
  isPreflight,
  type LayerSettings,
  preflightHeaders,
} from '../kit/cors-layer.ts';
import { withHeaders } from '../kit/response-headers.ts';
import type { Application } from '../kit/stack.ts';

/**
 * Apache httpd with the directives that `index.ts` writes: what it answers, given what it would
 * answer without them. `Header always` reaches errors and redirects too; mod_rewrite answers the
 * preflight before authentication, and names what it looked at in `Vary`.
 *
 * Measured on httpd 2.4.71, mod_headers and mod_rewrite.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_headers.html#header
 */
export function apacheModel(settings: LayerSettings, inner: Application): Application {
  return (request) => {
    const preflight = isPreflight(request);
    const answer = preflight ? { status: 204, headers: [] } : inner(request);
    const names = preflight ? 'Origin, Access-Control-Request-Method' : 'Origin';
    const own = isAllowed(settings, request)
      ? [...actualHeaders(settings, request), ...preflightHeaders(settings)]
      : [];
    return withHeaders([...own, ['Vary', names]], answer);
  };
}
