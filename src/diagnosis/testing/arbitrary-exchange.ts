/**
 * Random exchanges for property tests. `plausible` ones look as browsers show them, usually blocked
 * in one way or several. `hostile` ones only have the right type. Nothing that ships imports this
 * file.
 */
import fc, { type Arbitrary } from 'fast-check';
import type { BrowserName, Ending, Exchange, Hop, PreflightFacts } from '../../model/exchange.ts';
import type { HeaderList } from '../../model/header-list.ts';
import { serializedOrigin } from '../../model/origin.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  exchange,
  FIREFOX_BLOCKED,
  hop,
  PAGE,
} from '../../model/testing/sample-exchange.ts';

const maybe = <Value>(values: readonly Value[]): Arbitrary<Value | null> =>
  fc.constantFrom<Value | null>(null, ...values);

const line = (name: string, values: readonly string[]): Arbitrary<HeaderList> =>
  maybe(values).map((value) => (value === null ? [] : [[name, value]]));

const lines = (...parts: readonly Arbitrary<HeaderList>[]): Arbitrary<HeaderList> =>
  fc.tuple(...parts).map((found) => found.flat());

const LOCATIONS = [
  '/items/',
  '/login?next=/items',
  'https://127.0.0.1:8000/items',
  'http://sso.test/',
  'http://u:p@127.0.0.1:8000/',
  '',
  'http://[',
  `${PAGE}/back`,
];

const answerHeaders = (origin: string): Arbitrary<HeaderList> =>
  lines(
    line('Access-Control-Allow-Origin', [
      origin,
      origin,
      '*',
      'null',
      `${origin}/`,
      `${origin}, *`,
      'http://localhost:3001',
      'true',
      '',
    ]),
    fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: line('Access-Control-Allow-Origin', [origin, '*']) },
    ),
    line('access-control-allow-credentials', ['true', 'True', 'false']),
    line('Access-Control-Allow-Methods', [
      'GET, PUT',
      '*',
      'put',
      '[PUT]',
      'PATCH',
      'DELETE, GET, OPTIONS, PATCH, POST, PUT',
    ]),
    line('Access-Control-Allow-Headers', [
      'content-type',
      '*',
      'x y',
      'Authorization, X-Token',
      'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
    ]),
    line('Vary', ['Origin', 'origin', 'Accept-Encoding, origin']),
    line('Server', ['WSGIServer/0.2 CPython/3.11.2', 'gunicorn', 'nginx/1.22.1', 'uvicorn']),
    line('X-Frame-Options', ['DENY']),
    line('Location', LOCATIONS),
  );

const status = fc.constantFrom(
  200,
  200,
  200,
  204,
  301,
  302,
  304,
  400,
  401,
  403,
  404,
  405,
  500,
  502,
  0,
);
const response = (origin: string) => fc.record({ status, headers: answerHeaders(origin) });

const method = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'patch',
  'Frob',
  'OPTIONS',
);
const asksHeaders = maybe([
  'content-type',
  'authorization',
  'x-token,x-b',
  'access-control-allow-origin',
  'access-control-allow-origin,x-a',
  'baggage,sentry-trace',
]);
const requestHeaders = lines(
  line('Cookie', ['[redacted]']),
  line('Sec-Fetch-Site', ['cross-site', 'same-site']),
  line('Sec-Fetch-Mode', ['cors', 'cors', 'no-cors', 'same-origin']),
  line('Sec-Fetch-Storage-Access', ['none', 'active']),
  line('X-Token', ['[redacted]']),
  line('Content-Type', ['application/json', 'text/plain']),
);
const page = fc.constantFrom(PAGE, PAGE, PAGE, 'https://app.example', 'null', 'http://[::1]:3000');
const url = fc.constantFrom(
  `${API}/items`,
  `${API}/items`,
  `${API}/users/`,
  'http://api.test/x',
  'https://api.test/x?y=1',
);

const plausibleHop = (origin: string, at: string): Arbitrary<Hop> =>
  fc
    .record({
      method,
      requestHeaders,
      unsent: fc.boolean(),
      preflight: fc.option(
        fc.tuple(
          asksHeaders,
          fc.option(response(origin)),
          maybe([CHROMIUM_BLOCKED, FIREFOX_BLOCKED]),
        ),
      ),
      response: fc.option(response(origin)),
      started: fc.boolean(),
    })
    .map(({ preflight, ...rest }) =>
      hop({
        ...rest,
        url: at,
        origin,
        preflight: preflight && {
          ...(preflight[0] === null ? {} : { asksHeaders: preflight[0] }),
          status: preflight[1]?.status ?? null,
          headers: preflight[1]?.headers ?? [],
          ...(preflight[2] === null ? {} : { error: preflight[2] }),
        },
      }),
    );

const ERRORS = [
  CHROMIUM_BLOCKED,
  CHROMIUM_BLOCKED,
  CHROMIUM_BLOCKED,
  FIREFOX_BLOCKED,
  FIREFOX_BLOCKED,
  'NS_ERROR_UNEXPECTED',
  'net::ERR_CONNECTION_REFUSED',
  'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
  'net::ERR_ABORTED',
];

/** An exchange as a browser might show it; the ids are those given. */
export const plausible = (id: string): Arbitrary<Exchange> =>
  fc
    .tuple(page, fc.array(url, { minLength: 1, maxLength: 3 }), maybe(ERRORS))
    .chain(([from, urls, error]) =>
      fc.tuple(...urls.map((at) => plausibleHop(from, at))).map(([first = hop(), ...rest]) =>
        exchange({
          id,
          page: from,
          hops: [first, ...rest],
          ...(error === null ? {} : { error }),
        }),
      ),
    );

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.constantFrom(
    '',
    'null',
    '*',
    'http://',
    'http://[',
    'data:,x',
    'file:///x',
    '__proto__',
    `${API}/`,
    'GET',
    '\u202e|`\n#',
  ),
);
const anyHeaders: Arbitrary<HeaderList> = fc.array(
  fc.tuple(
    fc.oneof(
      anyText,
      fc.constantFrom(
        'Origin',
        'Location',
        'Access-Control-Allow-Origin',
        'Access-Control-Request-Method',
        'Access-Control-Request-Headers',
        'Set-Cookie',
        'Vary',
        'access-control-allow-methods',
      ),
    ),
    anyText,
  ),
  { maxLength: 6 },
);
const at = fc.double({ noNaN: true, noDefaultInfinity: true });
const anyRequest = fc.record({ method: anyText, headers: anyHeaders, at });
const anyResponse = fc.record({ status: fc.nat(700), headers: anyHeaders, at });
const anyEnding: Arbitrary<Ending> = fc.oneof(
  fc.record({ kind: fc.constant('pending' as const) }),
  fc.record({ kind: fc.constantFrom('completed' as const, 'lost' as const), at }),
  fc.record({
    kind: fc.constant('error' as const),
    error: fc.oneof(anyText, fc.constantFrom(...ERRORS)),
    at,
  }),
);
const anyPreflight: Arbitrary<PreflightFacts> = fc.record({
  requestId: anyText,
  request: anyRequest,
  response: fc.option(anyResponse),
  ending: anyEnding,
});
const anyHop: Arbitrary<Hop> = fc.record({
  url: anyText,
  method: anyText,
  at,
  preflight: fc.option(anyPreflight),
  request: fc.option(anyRequest),
  response: fc.option(anyResponse),
  started: fc.boolean(),
  redirectedTo: fc.option(anyText),
});

/** An exchange of the right type, with any values. */
export const hostile: Arbitrary<Exchange> = fc.record({
  id: anyText,
  tabId: fc.integer(),
  frameId: fc.integer(),
  documentId: fc.option(anyText),
  initiator: fc.option(anyText.map(serializedOrigin)),
  resourceType: fc.oneof(anyText, fc.constantFrom('xmlhttprequest', 'font', 'websocket', 'image')),
  hops: fc
    .tuple(anyHop, fc.array(anyHop, { maxLength: 2 }))
    .map(([first, rest]): Exchange['hops'] => [first, ...rest]),
  ending: anyEnding,
});

export const browserName: Arbitrary<BrowserName> = fc.constantFrom('chromium', 'firefox');
