import { get, type HeaderList } from '../../model/header-list.ts';
import type { ServerObservation } from '../../model/observation.ts';
import type { ServerAnswer, ServerRequest } from './stack.ts';

const CORS_HEADER = /^access-control-/i;

/**
 * What the application itself answers, CORS aside: the newest answer seen to the same request, or
 * an empty 200 where none was seen.
 */
export function applicationAnswer(
  { answers }: ServerObservation,
  request: ServerRequest,
): ServerAnswer {
  const seen = answers.findLast(
    (one) => one.kind === 'actual' && one.url === request.url && one.method === request.method,
  );
  return seen === undefined
    ? { status: 200, headers: [] }
    : { status: seen.status, headers: withoutCors(seen.headers) };
}

function withoutCors(headers: HeaderList): HeaderList {
  const vary = (get(headers, 'vary') ?? '')
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '' && token.toLowerCase() !== 'origin');
  return [
    ...headers.filter(([name]) => !CORS_HEADER.test(name) && name.toLowerCase() !== 'vary'),
    ...(vary.length > 0 ? ([['Vary', vary.join(', ')]] as const) : []),
  ];
}
