import type { LabRequest } from './failures.ts';
import type { LabFailure, LabStack } from './lab-stack.ts';

const PATH = '/graphql';

/** As its clients ask. */
const QUERY: LabRequest = {
  path: PATH,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"query":"{ hello }"}',
};

/** The usual failures, as clients of GraphQL meet them: one path, and nothing but GET and POST. */
export function graphqlFailures({
  nothing,
  allowing,
  star,
  wrong = { path: `${PATH}?query=%7B`, status: 400 },
}: {
  readonly nothing: string;
  readonly allowing: (origin: string) => string;
  /** Lines with a star; a text says why there are none. */
  readonly star: LabFailure | string;
  /** A request without a preflight that fails, and how; absent: a query that cannot be read. */
  readonly wrong?: { readonly path: string; readonly status: number };
}): LabStack['failures'] {
  const failure = (cors: string, request: LabRequest = QUERY): LabFailure => ({ cors, request });
  const cookies = { ...QUERY, credentials: 'include' } as const;
  return {
    'nothing-configured': failure(nothing),
    'origin-not-listed': failure(allowing('https://app.example')),
    'origin-misspelled': failure(allowing('{page}/')),
    'wildcard-with-credentials': typeof star === 'string' ? star : { ...star, request: cookies },
    'credentials-not-allowed': failure(allowing('{page}'), cookies),
    'method-not-allowed': 'its clients ask with GET and POST only',
    'header-not-allowed': failure(allowing('{page}'), {
      ...QUERY,
      headers: { ...QUERY.headers, 'x-token': '1' },
    }),
    'expose-missing': failure(allowing('{page}'), { ...QUERY, reads: 'x-total' }),
    'error-without-headers': { ...failure(nothing, { path: wrong.path }), status: wrong.status },
    redirect: 'it never redirects',
    'two-layers': 'it sets its headers and never adds to them: a second line is a proxy’s',
  };
}
