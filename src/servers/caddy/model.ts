import {
  actualHeaders,
  isAllowed,
  isPreflight,
  type LayerSettings,
  preflightHeaders,
  replaced,
  varied,
} from '../kit/header-layer.ts';
import type { ServerAnswer, ServerRequest } from '../kit/stack.ts';

/**
 * Caddy with the directives that `index.ts` writes: what it answers, given what it would answer
 * without them. Headers set so are on errors and redirects too.
 *
 * Measured on Caddy 2.6.2 and 2.11.4.
 * @see https://caddyserver.com/docs/caddyfile/directives/header
 */
export function caddyModel(
  settings: LayerSettings,
  inner: (request: ServerRequest) => ServerAnswer,
): (request: ServerRequest) => ServerAnswer {
  return (request) => {
    const preflight = isPreflight(request) && isAllowed(settings, request);
    const answer = preflight ? { status: 204, headers: [] } : inner(request);
    const own = [
      ...actualHeaders(settings, request),
      ...(preflight ? preflightHeaders(settings) : []),
    ];
    return varied(isAllowed(settings, request) ? replaced(answer, own) : answer, ['Origin'], ', ');
  };
}
