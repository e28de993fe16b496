import type { Header } from '../../src/model/header-list.ts';
import type { Ask } from '../../tools/judge/ask.ts';
import type { Script } from '../../tools/scripted-servers/scenario-server.ts';
import {
  allowCredentials,
  allowHeaders,
  allowMethods,
  allowOrigin,
  answer,
  blocked,
  failed,
  finished,
  generous,
  get,
  include,
  location,
  put,
  putJson,
  type Said,
  type Scenario,
  scenario,
} from './scenario.ts';

type Row = readonly [
  id: string,
  name: string,
  ask: Ask,
  headers: readonly Header[],
  said: Said,
  status?: number,
  inFirefox?: Said,
];

const custom = (url: string): Ask => get(url, { headers: [['X-Custom', '1']] });
const page = allowOrigin('{page}');

/** The preflight's response decides. */
const ANSWERED: readonly Row[] = [
  ['ok-200', 'the preflight is answered well', put('api/x'), generous, finished],
  [
    'ok-204',
    'the preflight is answered well, without content',
    putJson('api/x'),
    generous,
    finished,
    204,
  ],
  [
    'ok-wildcards',
    'everything is allowed by stars',
    get('api/x', { method: 'PURGE', headers: [['X-Custom', '1']] }),
    [allowOrigin('*'), allowMethods('*'), allowHeaders('*')],
    finished,
  ],
  [
    'ok-authorization-wildcard',
    'a star covers Authorization, for now',
    get('api/x', { headers: [['Authorization', 'Bearer planted']] }),
    [allowOrigin('*'), allowHeaders('*')],
    finished,
  ],
  [
    'ok-empty-elements',
    'lists of the preflight have empty elements',
    put('api/x', { headers: [['X-Custom', '1']] }),
    [page, allowMethods(',PUT,, '), allowHeaders('X-CUSTOM,')],
    finished,
  ],
  [
    'missing',
    'the server knows no OPTIONS',
    put('api/x'),
    [],
    blocked('PreflightMissingAllowOriginHeader'),
    404,
  ],
  [
    'missing-405',
    'the server refuses OPTIONS',
    putJson('api/x'),
    [['Allow', 'GET, PUT']],
    blocked('PreflightMissingAllowOriginHeader'),
    405,
  ],
  [
    'missing-204',
    'the server answers OPTIONS, but nothing of CORS',
    custom('api/x'),
    [],
    blocked('PreflightMissingAllowOriginHeader'),
    204,
  ],
  [
    'status-401',
    'the server wants a login even for OPTIONS',
    put('api/x'),
    [...generous, ['WWW-Authenticate', 'Bearer']],
    blocked('PreflightInvalidStatus'),
    401,
  ],
  [
    'status-404',
    'the route exists for PUT only',
    put('api/x'),
    generous,
    blocked('PreflightInvalidStatus'),
    404,
  ],
  [
    'status-500',
    'OPTIONS makes the server crash',
    putJson('api/x'),
    generous,
    blocked('PreflightInvalidStatus'),
    500,
  ],
  [
    'status-302-without-location',
    'the preflight answers 302 but says no place',
    put('api/x'),
    generous,
    blocked('PreflightInvalidStatus'),
    302,
  ],
  [
    'redirect-slash',
    'the server adds a slash',
    put('api/x'),
    [...generous, location('{api:x/}')],
    blocked('PreflightDisallowedRedirect'),
    301,
  ],
  [
    'redirect-app-scheme',
    'the server sends OPTIONS to an app of this machine',
    put('api/x'),
    [...generous, location('myapp://callback')],
    blocked('PreflightDisallowedRedirect'),
    302,
    failed('NS_ERROR_UNEXPECTED'),
  ],
  [
    'redirect-forbidden',
    'the server sends OPTIONS elsewhere, and the page forbids redirects',
    put('api/x', { redirect: 'error' }),
    [...generous, location('{api:y}')],
    blocked('PreflightDisallowedRedirect'),
    302,
    blocked('CORSPreflightDidNotSucceed3'),
  ],
  [
    'redirect-login',
    'the server sends OPTIONS to a login page',
    putJson('api/x'),
    [location('/login')],
    blocked('PreflightDisallowedRedirect'),
    302,
    blocked('CORSMissingAllowOrigin2'),
  ],
  [
    'mismatch',
    'the preflight allows another page',
    put('api/x'),
    [allowOrigin('https://app.example'), allowMethods('PUT')],
    blocked('PreflightAllowOriginMismatch'),
  ],
  [
    'invalid-origin',
    'the preflight allows only a host name',
    put('api/x'),
    [allowOrigin('localhost'), allowMethods('PUT')],
    blocked('PreflightInvalidAllowOriginValue'),
  ],
  [
    'two-origins',
    'proxy and application both answer the preflight',
    put('api/x'),
    [page, page, allowMethods('PUT')],
    blocked('PreflightMultipleAllowOriginValues'),
  ],
  [
    'wildcard-credentials',
    'the preflight allows any page, the request has cookies',
    put('api/x', include),
    [allowOrigin('*'), allowCredentials, allowMethods('PUT')],
    blocked('PreflightWildcardOriginNotAllowed'),
  ],
  [
    'credentials-missing',
    'the preflight does not allow cookies',
    put('api/x', include),
    [page, allowMethods('PUT')],
    blocked('PreflightInvalidAllowCredentials'),
  ],
  [
    'credentials-python-true',
    'the preflight writes True instead of true',
    put('api/x', include),
    [page, ['Access-Control-Allow-Credentials', 'True'], allowMethods('PUT')],
    blocked('PreflightInvalidAllowCredentials'),
  ],
  [
    'method',
    'PUT is not in the list of methods',
    put('api/x'),
    [page, allowMethods('GET, POST')],
    blocked('MethodDisallowedByPreflightResponse'),
  ],
  [
    'method-no-list',
    'there is no list of methods',
    put('api/x'),
    [page],
    blocked('MethodDisallowedByPreflightResponse'),
  ],
  [
    'method-lower-case-answer',
    'the list of methods has put in lower case',
    put('api/x'),
    [page, allowMethods('put')],
    blocked('MethodDisallowedByPreflightResponse'),
  ],
  [
    'method-lower-case-patch',
    'the page writes patch in lower case',
    get('api/x', { method: 'patch' }),
    generous,
    blocked('MethodDisallowedByPreflightResponse'),
  ],
  [
    'method-wildcard-credentials',
    'methods are allowed by a star, the request has cookies',
    put('api/x', include),
    [page, allowCredentials, allowMethods('*')],
    blocked('MethodDisallowedByPreflightResponse'),
  ],
  [
    'header',
    'a custom header is not in the list of headers',
    custom('api/x'),
    [page, allowHeaders('content-type')],
    blocked('HeaderDisallowedByPreflightResponse'),
  ],
  [
    'header-several',
    'two of three headers are not in the list',
    get('api/x', {
      headers: [
        ['X-One', '1'],
        ['X-Two', '2'],
        ['X-Custom', '3'],
      ],
    }),
    [page, allowHeaders('x-custom')],
    blocked('HeaderDisallowedByPreflightResponse'),
  ],
  [
    'header-content-type',
    'JSON is sent, Content-Type is not in the list',
    get('api/x', { method: 'POST', headers: [['Content-Type', 'application/json']], body: '{}' }),
    [page, allowMethods('POST')],
    blocked('HeaderDisallowedByPreflightResponse'),
  ],
  [
    'header-wildcard-credentials',
    'headers are allowed by a star, the request has cookies',
    get('api/x', { ...include, headers: [['X-Custom', '1']] }),
    [page, allowCredentials, allowHeaders('*')],
    blocked('HeaderDisallowedByPreflightResponse'),
  ],
  [
    'invalid-methods',
    'the list of methods is separated by semicolons',
    put('api/x'),
    [page, allowMethods('PUT; POST')],
    blocked('InvalidAllowMethodsPreflightResponse'),
  ],
  [
    'invalid-headers',
    'the list of headers is separated by spaces',
    custom('api/x'),
    [page, allowHeaders('x-custom content-type')],
    blocked('InvalidAllowHeadersPreflightResponse'),
  ],
  [
    'method-and-header',
    'neither the method nor the header is allowed',
    put('api/x', { headers: [['X-Custom', '1']] }),
    [page],
    blocked('MethodDisallowedByPreflightResponse'),
  ],
];

/**
 * Refused with and without cookies, but for different reasons. Nothing in a preflight shows whether
 * its request sends cookies.
 */
const AMBIGUOUS: readonly (readonly [
  id: string,
  name: string,
  headers: readonly Header[],
  status: number,
  without: string,
  withCookies: string,
])[] = [
  [
    'any-no-methods',
    'any page is allowed, no method is',
    [allowOrigin('*')],
    200,
    'MethodDisallowedByPreflightResponse',
    'PreflightWildcardOriginNotAllowed',
  ],
  [
    'page-no-methods',
    'the page is allowed, cookies and methods are not',
    [page],
    200,
    'MethodDisallowedByPreflightResponse',
    'PreflightInvalidAllowCredentials',
  ],
  [
    'any-404',
    'any page is allowed, the route knows no OPTIONS',
    [allowOrigin('*')],
    404,
    'PreflightInvalidStatus',
    'PreflightWildcardOriginNotAllowed',
  ],
  [
    'any-invalid-methods',
    'any page is allowed, the list of methods cannot be read',
    [allowOrigin('*'), allowMethods('PUT; GET')],
    200,
    'InvalidAllowMethodsPreflightResponse',
    'PreflightWildcardOriginNotAllowed',
  ],
];

const ambiguous = AMBIGUOUS.flatMap(([id, name, headers, status, without, withCookies]) => {
  const answers = { 'api/x': { preflight: answer(headers, status) } };
  const before: Script = { 'api/me': { actual: answer([page, allowCredentials]) } };
  return [
    scenario(`ambiguous-${id}`, `${name}; the request goes without cookies`, {
      asks: [put('api/x')],
      answers,
      said: blocked(without),
    }),
    scenario(`ambiguous-${id}-cookies`, `${name}; the request has cookies`, {
      asks: [put('api/x', include)],
      answers,
      said: blocked(withCookies),
    }),
    scenario(`ambiguous-${id}-neighbour`, `${name}; a request with cookies went before`, {
      asks: [get('api/me', include), put('api/x', include)],
      answers: { ...answers, ...before },
      said: blocked(withCookies),
    }),
  ];
});

const answered = ANSWERED.map(([id, name, ask, headers, said, status = 200, inFirefox]) =>
  scenario(`preflight-${id}`, name, {
    ...(inFirefox === undefined ? {} : { inFirefox }),
    asks: [ask],
    answers: {
      [ask.url]: { preflight: answer(headers, status), actual: answer(generous) },
    },
    said,
  }),
);

/** Requests that need a preflight. */
export const preflight: readonly Scenario[] = [
  ...answered,
  ...ambiguous,
  scenario('preflight-then-missing', 'the preflight passes, the answer itself has no headers', {
    asks: [put('api/x')],
    answers: { 'api/x': { preflight: answer(generous), actual: answer() } },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('preflight-then-500', 'the preflight passes, then the application crashes', {
    asks: [putJson('api/x')],
    answers: { 'api/x': { preflight: answer(generous), actual: answer([], 500) } },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('preflight-then-credentials', 'the preflight allows cookies, the answer does not', {
    asks: [putJson('api/x')],
    answers: { 'api/x': { preflight: answer(generous), actual: answer([page]) } },
    said: blocked('InvalidAllowCredentials'),
  }),
  scenario('preflight-reset', 'the server hangs up on the preflight', {
    asks: [put('api/x')],
    answers: { 'api/x': { preflight: { drop: true } } },
    said: failed('net::ERR_EMPTY_RESPONSE'),
  }),
  scenario('preflight-refused', 'nothing listens where the preflight goes', {
    asks: [put('closed/x')],
    answers: {},
    said: failed('net::ERR_CONNECTION_REFUSED'),
  }),
  scenario('preflight-then-reset', 'the preflight passes, then the server hangs up', {
    asks: [put('api/x')],
    answers: { 'api/x': { preflight: answer(generous), actual: { drop: true } } },
    said: failed('net::ERR_EMPTY_RESPONSE'),
  }),
  scenario('preflight-hangs', 'the preflight is never answered, the page gives up', {
    asks: [{ by: 'fetch', url: 'api/x', init: { method: 'PUT' }, abortAfter: 150 }],
    answers: { 'api/x': { preflight: { hang: true } } },
    said: failed('net::ERR_ABORTED'),
  }),
  scenario('cache-hit', 'a second PUT needs no new preflight', {
    asks: [put('api/x'), put('api/x')],
    answers: cached([['Access-Control-Max-Age', '600']]),
    said: finished,
  }),
  scenario('cache-off', 'the preflight may not be remembered', {
    asks: [put('api/x'), put('api/x')],
    answers: cached([['Access-Control-Max-Age', '0']]),
    said: finished,
  }),
  scenario('cache-other-method', 'PUT is remembered, DELETE is not allowed', {
    asks: [put('api/x'), get('api/x', { method: 'DELETE' })],
    answers: {
      'api/x': {
        preflight: answer([page, allowMethods('PUT'), ['Access-Control-Max-Age', '600']]),
        actual: answer([page]),
      },
    },
    said: blocked('MethodDisallowedByPreflightResponse'),
  }),
  scenario('cache-then-missing', 'the preflight is remembered, the answer has no headers', {
    asks: [put('api/x'), put('api/x')],
    answers: {
      'api/x': {
        preflight: answer([...generous, ['Access-Control-Max-Age', '600']]),
        actual: answer(),
      },
    },
    said: blocked('MissingAllowOriginHeader'),
  }),
];

function cached(maxAge: readonly Header[]): Scenario['answers'] {
  return { 'api/x': { preflight: answer([...generous, ...maxAge]), actual: answer(generous) } };
}
