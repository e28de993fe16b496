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
 * Caddy with the directives that `index.ts` writes: its answer, given its answer without them.
 * These headers are on errors and redirects too.
 *
 * Measured on Caddy 2.6.2 and 2.11.4.
 * @see https://caddyserver.com/docs/caddyfile/directives/header
 */
export function caddyModel(settings: OwnLayerSettings, inner: Application): Application {
  return (request) => {
    const allowed = isAllowed(settings, request);
    const preflight = isOwnPreflight(settings, request);
    const answer = preflight ? { status: 204, headers: [] } : inner(request);
    const own = [
      ...(allowed ? actualHeaders(settings, request) : []),
      ...(preflight ? preflightHeaders(settings) : []),
    ];
    return withHeaders([...own, ['Vary', 'Origin']], answer);
  };
}
