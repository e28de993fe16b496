import type { Header } from '../../src/model/header-list.ts';
import {
  allowCredentials,
  allowOrigin,
  answer,
  blocked,
  finished,
  get,
  include,
  type Said,
  type Scenario,
  scenario,
} from './scenario.ts';

type Row = readonly [
  id: string,
  name: string,
  headers: readonly Header[],
  said: Said,
  more?: { readonly credentials?: true; readonly status?: number; readonly near?: true },
];

const ROWS: readonly Row[] = [
  ['allowed-exact', 'the server allows exactly this page', [allowOrigin('{page}')], finished],
  ['allowed-any', 'the server allows any page', [allowOrigin('*')], finished],
  [
    'allowed-credentials',
    'the server allows this page with cookies',
    [allowOrigin('{page}'), allowCredentials],
    finished,
    { credentials: true },
  ],
  [
    'allowed-error',
    'the server fails, but says CORS headers with its 500',
    [allowOrigin('{page}')],
    finished,
    { status: 500 },
  ],
  ['missing', 'the server says nothing of CORS', [], blocked('MissingAllowOriginHeader')],
  [
    'missing-same-site',
    'another port of localhost says nothing of CORS',
    [],
    blocked('MissingAllowOriginHeader'),
    { near: true },
  ],
  [
    'missing-500',
    'the server crashes, its error page has no CORS headers',
    [],
    blocked('MissingAllowOriginHeader'),
    { status: 500 },
  ],
  [
    'missing-401',
    'the server wants a login, its 401 has no CORS headers',
    [['WWW-Authenticate', 'Bearer']],
    blocked('MissingAllowOriginHeader'),
    { status: 401 },
  ],
  [
    'mismatch',
    'the server allows another page',
    [allowOrigin('https://app.example')],
    blocked('AllowOriginMismatch'),
  ],
  [
    'mismatch-slash',
    'the allowed origin ends with a slash',
    [allowOrigin('{page}/')],
    blocked('AllowOriginMismatch'),
  ],
  [
    'mismatch-port',
    'the allowed origin has no port',
    [allowOrigin('http://localhost')],
    blocked('AllowOriginMismatch'),
  ],
  [
    'mismatch-null',
    'the server allows null',
    [allowOrigin('null')],
    blocked('AllowOriginMismatch'),
  ],
  [
    'mismatch-pattern',
    'the allowed origin is a pattern',
    [allowOrigin('http://*.localhost')],
    blocked('AllowOriginMismatch'),
  ],
  [
    'wildcard-credentials',
    'the server allows any page, the request has cookies',
    [allowOrigin('*'), allowCredentials],
    blocked('WildcardOriginNotAllowed'),
    { credentials: true },
  ],
  [
    'two-lines',
    'two layers of the server both allow this page',
    [allowOrigin('{page}'), allowOrigin('{page}')],
    blocked('MultipleAllowOriginValues'),
  ],
  [
    'two-in-one',
    'the server lists two origins in one header',
    [allowOrigin('{page}, https://app.example')],
    blocked('MultipleAllowOriginValues'),
  ],
  [
    'invalid-host',
    'the allowed origin is only a host name',
    [allowOrigin('localhost')],
    blocked('InvalidAllowOriginValue'),
  ],
  [
    'invalid-empty',
    'the allowed origin is empty',
    [allowOrigin('')],
    blocked('InvalidAllowOriginValue'),
  ],
  [
    'invalid-undefined',
    'the allowed origin is the word undefined',
    [allowOrigin('undefined')],
    blocked('InvalidAllowOriginValue'),
  ],
  [
    'credentials-missing',
    'the server does not allow cookies',
    [allowOrigin('{page}')],
    blocked('InvalidAllowCredentials'),
    { credentials: true },
  ],
  [
    'credentials-python-true',
    'the server writes True instead of true',
    [allowOrigin('{page}'), ['Access-Control-Allow-Credentials', 'True']],
    blocked('InvalidAllowCredentials'),
    { credentials: true },
  ],
  [
    'credentials-same-site',
    'another port of localhost does not allow cookies',
    [allowOrigin('{page}')],
    blocked('InvalidAllowCredentials'),
    { credentials: true, near: true },
  ],
  [
    'wildcard-same-site',
    'another port of localhost allows any page, the request has cookies',
    [allowOrigin('*')],
    blocked('WildcardOriginNotAllowed'),
    { credentials: true, near: true },
  ],
];

/** Requests that need no preflight. */
export const simple: readonly Scenario[] = [
  ...ROWS.map(([id, name, headers, said, { credentials, status = 200, near } = {}]) => {
    const target = near ? 'near/data' : 'api/data';
    return scenario(`simple-${id}`, name, {
      asks: [get(target, credentials ? include : {})],
      answers: { [target]: { actual: answer(headers, status) } },
      said,
    });
  }),
  scenario('simple-cookies-blocked', 'the browser withholds third-party cookies', {
    profile: 'cookies-blocked',
    asks: [get('api/data', include)],
    answers: { 'api/data': { actual: answer([allowOrigin('{page}')]) } },
    said: blocked('InvalidAllowCredentials'),
  }),
  scenario('simple-omit', 'the server allows any page, the request goes without cookies', {
    asks: [get('api/data', { credentials: 'omit' })],
    answers: { 'api/data': { actual: answer([allowOrigin('*')]) } },
    said: finished,
  }),
];
