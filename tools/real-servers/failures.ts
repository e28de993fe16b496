/** The page's request to the server. */
export type LabRequest = {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: 'include';
  readonly body?: string;
  /** The response header that the page tries to read; the request alone does not fail. */
  readonly reads?: string;
};

/** The common errors in a server's CORS code, each with the request that shows it. */
export const FAILURES = {
  'nothing-configured': {
    path: '/api/data',
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  },
  'origin-not-listed': { path: '/api/data' },
  /** With a slash at its end. */
  'origin-misspelled': { path: '/api/data' },
  'wildcard-with-credentials': { path: '/api/data', credentials: 'include' },
  'credentials-not-allowed': { path: '/api/data', credentials: 'include' },
  'method-not-allowed': { path: '/api/data', method: 'DELETE' },
  'header-not-allowed': { path: '/api/data', headers: { 'x-token': '1' } },
  'expose-missing': { path: '/api/data', reads: 'x-total' },
  'error-without-headers': { path: '/api/boom' },
  redirect: { path: '/api/redirect' },
  'two-layers': { path: '/api/data' },
} as const satisfies Readonly<Record<string, LabRequest>>;

export type FailureId = keyof typeof FAILURES;

export const failureIds = Object.keys(FAILURES) as readonly FailureId[];
