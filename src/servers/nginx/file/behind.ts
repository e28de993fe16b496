import { get, type HeaderList } from '../../../model/header-list.ts';
import { requestOrigin, type SeenAnswer, type SeenServer } from '../../../model/seen-server.ts';
import type { Application, ServerRequest } from '../../kit/stack.ts';
import type { Configuration } from './configuration.ts';
import { traced } from './trace.ts';

const ALLOW_ORIGIN = 'access-control-allow-origin';

const keyOf = ({ method, url }: ServerRequest, origin: string | null): string =>
  `${method} ${origin ?? ''} ${url}`;

/**
 * What answers behind nginx: what the server was seen to answer, less what these files add to it. A
 * request that was never seen gets an empty 200.
 */
export function behindOf(configuration: Configuration, { answers }: SeenServer): Application {
  const byAsker = new Map(answers.map((one) => [keyOf(one, requestOrigin(one)), one]));
  const byUrl = new Map(answers.map((one) => [keyOf(one, null), one]));
  const rests = new Map<SeenAnswer, HeaderList>();
  const restOf = (one: SeenAnswer): HeaderList => {
    const known = rests.get(one);
    if (known !== undefined) return known;
    const rest = withoutOwn(configuration, one);
    rests.set(one, rest);
    return rest;
  };
  return (request) => {
    const origin = get(request.headers, 'origin');
    const seen = byAsker.get(keyOf(request, origin)) ?? byUrl.get(keyOf(request, null));
    if (seen === undefined) return { status: 200, headers: [] };
    const asked = requestOrigin(seen);
    const headers = restOf(seen).filter(
      ([name, value]) =>
        // What it allows one origin, it may not allow another one.
        asked === origin || name.toLowerCase() !== ALLOW_ORIGIN || value !== asked,
    );
    return { status: seen.status, headers };
  };
}

/** The headers that did not come from these files. */
function withoutOwn(configuration: Configuration, one: SeenAnswer): HeaderList {
  const { method, url, requestHeaders, status, headers } = one;
  const request = { method, url, headers: requestHeaders };
  const trace = traced(configuration, request, () => ({ status, headers }));
  const own = (trace?.headers ?? []).filter(({ state }) => state === 'sent');
  const rest = [...headers];
  for (const { name, value } of own) {
    const at = rest.findLastIndex(
      ([key, text]) => key.toLowerCase() === name.toLowerCase() && text === value.text,
    );
    if (at >= 0) rest.splice(at, 1);
  }
  return rest;
}
