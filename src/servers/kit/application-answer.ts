import { get, type HeaderList } from '../../model/header-list.ts';
import { remember } from '../../model/lazy.ts';
import type { SeenAnswer, SeenServer } from '../../model/seen-server.ts';
import type { ServerAnswer, ServerRequest } from './stack.ts';

const CORS_HEADER = /^access-control-/i;

/**
 * The application's answer without CORS: the newest answer to the same request, or an empty 200 if
 * there is none.
 */
export function applicationAnswer(
  seenServer: SeenServer,
  request: Pick<ServerRequest, 'method' | 'url'>,
): ServerAnswer {
  const seen = newestAnswer(seenServer, request);
  return seen === undefined
    ? { status: 200, headers: [] }
    : { status: seen.status, headers: withoutCors(seen.headers) };
}

/** The newest answer to the same method and URL, which is no preflight; undefined if there is none. */
export const newestAnswer = (
  seenServer: SeenServer,
  { method, url }: Pick<ServerRequest, 'method' | 'url'>,
): SeenAnswer | undefined => newestActual(seenServer).get(`${method} ${url}`);

/** A proof asks for every origin that was seen, so this is looked up once for all answers. */
const newestActual = remember(
  ({ answers }: SeenServer): ReadonlyMap<string, SeenAnswer> =>
    new Map(
      answers
        .filter(({ kind }) => kind === 'actual')
        .map((one) => [`${one.method} ${one.url}`, one]),
    ),
);

/** A proof asks for the same answer many times. */
const withoutCors = remember((headers: HeaderList): HeaderList => {
  const vary = (get(headers, 'vary') ?? '')
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '' && token.toLowerCase() !== 'origin');
  return [
    ...headers.filter(([name]) => !CORS_HEADER.test(name) && name.toLowerCase() !== 'vary'),
    ...(vary.length > 0 ? ([['Vary', vary.join(', ')]] as const) : []),
  ];
});
