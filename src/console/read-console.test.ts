import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../policy/evaluate.ts';
import type { CauseId } from '../policy/finding.ts';
import { asExchange } from './as-exchange.ts';
import { readConsole } from './read-console.ts';

const PAGE = 'http://localhost:3000';
const URL = 'http://127.0.0.1:8000/items?page=1';
const NO_CORS =
  " Have the server send the header with a valid value, or, if an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.";
const chrome = (reason: string, what = 'fetch') =>
  `Access to ${what} at '${URL}' from origin '${PAGE}' has been blocked by CORS policy: ${reason}`;
const preflight = (reason: string) =>
  chrome(`Response to preflight request doesn't pass access control check: ${reason}`);
const firefox = (reason: string, status = '') =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${URL}. (Reason: ${reason}).${status}`;
const safari = (reason: string, status = '') =>
  [
    `[Error] ${reason}${status}`,
    `[Error] Fetch API cannot load ${URL} due to access control checks.`,
    `[Error] Failed to load resource: ${reason}${status} (items, line 0)`,
  ].join('\n');

/** What browsers print, with the only cause that it states. */
const EXACT: readonly (readonly [text: string, cause: CauseId])[] = [
  [
    chrome("No 'Access-Control-Allow-Origin' header is present on the requested resource."),
    'missing-allow-origin',
  ],
  [
    preflight(
      "No 'Access-Control-Allow-Origin' header is present on the requested resource. If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.",
    ),
    'missing-allow-origin',
  ],
  [
    chrome(
      `The 'Access-Control-Allow-Origin' header has a value 'http://a.test' that is not equal to the supplied origin.${NO_CORS}`,
    ),
    'allow-origin-mismatch',
  ],
  [
    chrome(
      `The 'Access-Control-Allow-Origin' header contains multiple values 'http://a.test, *', but only one is allowed.${NO_CORS}`,
      'XMLHttpRequest',
    ),
    'multiple-allow-origin-values',
  ],
  [
    chrome(
      `The 'Access-Control-Allow-Origin' header contains the invalid value 'localhost'.${NO_CORS}`,
    ),
    'invalid-allow-origin-value',
  ],
  [
    chrome(
      "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
      'XMLHttpRequest',
    ),
    'wildcard-with-credentials',
  ],
  [
    preflight(
      "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.",
    ),
    'credentials-not-allowed',
  ],
  [
    chrome('Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.'),
    'method-not-allowed',
  ],
  [
    chrome(
      'Request header field x-custom is not allowed by Access-Control-Allow-Headers in preflight response.',
      'font',
    ),
    'header-not-allowed',
  ],
  [preflight('It does not have HTTP ok status.'), 'preflight-status'],
  [preflight('Redirect is not allowed for a preflight request.'), 'preflight-redirect'],
  [
    `Failed to load ${URL}: No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin '${PAGE}' is therefore not allowed access. The response had HTTP status code 404.`,
    'missing-allow-origin',
  ],
  [
    `XMLHttpRequest cannot load ${URL}. A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true. Origin '${PAGE}' is therefore not allowed access.`,
    'wildcard-with-credentials',
  ],
  [
    `XMLHttpRequest cannot load ${URL}. Response to preflight request doesn't pass access control check: Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is ''. It must be 'true' to allow credentials. Origin '${PAGE}' is therefore not allowed access.`,
    'credentials-not-allowed',
  ],
  [
    `XMLHttpRequest cannot load ${URL}. Response for preflight has invalid HTTP status code 405`,
    'preflight-status',
  ],
  [
    `Fetch API cannot load ${URL}. Request header field X-Token is not allowed by Access-Control-Allow-Headers in preflight response.`,
    'header-not-allowed',
  ],
  [
    firefox('CORS header ‘Access-Control-Allow-Origin’ missing', ' Status code: 200.'),
    'missing-allow-origin',
  ],
  [firefox("CORS header 'Access-Control-Allow-Origin' missing"), 'missing-allow-origin'],
  [
    firefox('CORS header ‘Access-Control-Allow-Origin’ does not match ‘http://a.test’'),
    'allow-origin-mismatch',
  ],
  [
    firefox('Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed'),
    'multiple-allow-origin-values',
  ],
  [
    firefox('Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’'),
    'wildcard-with-credentials',
  ],
  [
    firefox('expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’'),
    'credentials-not-allowed',
  ],
  [
    firefox('Did not find method in CORS header ‘Access-Control-Allow-Methods’'),
    'method-not-allowed',
  ],
  [
    firefox(
      'header ‘x-custom’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response',
    ),
    'header-not-allowed',
  ],
  [
    firefox(
      'missing token ‘x-custom’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel',
    ),
    'header-not-allowed',
  ],
  [firefox('CORS preflight response did not succeed', ' Status code: 404.'), 'preflight-status'],
  [
    `Blocage d’une requête multiorigines (Cross-Origin Request) : la politique « Same Origin » ne permet pas de consulter la ressource distante située sur ${URL}. Raison : l’en-tête CORS « Access-Control-Allow-Origin » est manquant. Code d’état : 404`,
    'missing-allow-origin',
  ],
  [
    `Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf ${URL}. (Grund: CORS-Kopfzeile 'Access-Control-Allow-Origin' fehlt). Statuscode: 200.`,
    'missing-allow-origin',
  ],
  [
    `Solicitud desde otro origen bloqueada: la política de mismo origen impide leer el recurso remoto en ${URL} (razón: falta la cabecera CORS 'Access-Control-Allow-Origin'). Código de estado: 403.`,
    'missing-allow-origin',
  ],
  [
    safari('Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.'),
    'wildcard-with-credentials',
  ],
  [
    safari('Access-Control-Allow-Origin cannot contain more than one origin.'),
    'multiple-allow-origin-values',
  ],
  [
    safari('Credentials flag is true, but Access-Control-Allow-Credentials is not "true".'),
    'credentials-not-allowed',
  ],
  [safari('Method PUT is not allowed by Access-Control-Allow-Methods.'), 'method-not-allowed'],
  [
    safari('Request header field Content-Type is not allowed by Access-Control-Allow-Headers.'),
    'header-not-allowed',
  ],
  [safari('Preflight response is not successful. Status code: 404'), 'preflight-status'],
];

test.each(EXACT)('%s', (text, cause) => {
  const { claims } = readConsole(text);
  expect(claims.map(({ causes, url }) => [causes, url])).toEqual([[[cause], URL]]);
});

test('the values in a text are kept', () => {
  const [old, status, refused] = [EXACT[11], EXACT[14], EXACT[2]].map(
    (row) => readConsole(row?.[0] ?? '').claims[0],
  );
  expect([old?.origin, old?.status]).toEqual([PAGE, 404]);
  expect([status?.status, status?.phase]).toEqual([405, 'preflight']);
  expect([refused?.named, refused?.origin]).toEqual(['http://a.test', PAGE]);
  const german = readConsole(EXACT.find(([text]) => text.startsWith('Quell'))?.[0] ?? '');
  expect(german.claims[0]?.status).toBe(200);
});

describe('what a text leaves open stays open', () => {
  test.each([
    [
      'Safari has the same words for three causes',
      safari(`Origin ${PAGE} is not allowed by Access-Control-Allow-Origin.`, ' Status code: 200'),
      3,
    ],
    [
      'Safari of 2018',
      `XMLHttpRequest cannot load ${URL}. Origin ${PAGE} is not allowed by Access-Control-Allow-Origin.`,
      3,
    ],
    [
      'a redirected preflight in Safari',
      safari('Preflight response is not successful. Status code: 302'),
      2,
    ],
    [
      'a server that did not answer, in Firefox',
      firefox('CORS request did not succeed', ' Status code: (null).'),
      0,
    ],
    ['a reason that no browser of today prints', chrome('The moon is full.'), 0],
    ['a language whose reasons we have not seen', firefox('在 CORS 头'), 0],
  ])('%s', (_, text, count) => {
    const { claims } = readConsole(text);
    expect(claims.map(({ causes, url }) => [causes.length, url])).toEqual([[count, URL]]);
  });
});

test.each([
  ['nothing', ''],
  ['another error', "Uncaught TypeError: Cannot read properties of undefined (reading 'map')"],
  [
    'a failed load',
    'Failed to load resource: net::ERR_CONNECTION_REFUSED\nFailed to load http://a.test/x: net::ERR_FAILED',
  ],
  ['mixed content in Safari', `Fetch API cannot load ${URL} due to access control checks.`],
  [
    'a Content-Security-Policy',
    `Refused to connect to '${URL}' because it violates the following Content Security Policy directive: "connect-src 'self'".`,
  ],
])('%s is no CORS message', (_, text) => {
  expect(readConsole(text).claims).toEqual([]);
});

test('each message of a long paste is read once', () => {
  const text = EXACT.map(([one]) => `${one}\n    at load (main.js:3:5)\n`).join('\n');
  const { claims } = readConsole(`${text}\n${text}`);
  const of = (causes: readonly (readonly CauseId[])[]) => [...new Set(causes.flat())].sort();
  expect(of(claims.map(({ causes }) => causes))).toEqual(of(EXACT.map(([, cause]) => [cause])));
  expect(claims.every(({ causes }) => causes.length === 1)).toBe(true);
});

test('secrets in a pasted text are removed', () => {
  const text = chrome('The moon is full.').replace('page=1', 'api_key=c2VjcmV0MTIzNDU2Nzg5');
  expect(JSON.stringify(readConsole(text))).not.toContain('c2VjcmV0');
});

const noise = fc.constantFrom(
  '12:00:01.123 ',
  '[vite] connecting...\n',
  'main.js:3 ',
  '    at async load (http://localhost:3000/main.js:3:5)\n',
  'GET http://127.0.0.1:8000/items net::ERR_FAILED 200 (OK)\n',
  '2026-01-01T00:00:00Z ERROR [browser] ',
  'Uncaught (in promise) TypeError: Failed to fetch\n',
  '❯ ',
  'login:1 ',
  '> ',
);

test('noise, wraps and repetition change nothing', () => {
  const wrap = fc.constantFrom(' ', '\n', '\r\n', '\n    ', '\t');
  const variation = fc.record({
    row: fc.constantFrom(...EXACT),
    before: fc.array(noise, { maxLength: 4 }),
    after: fc.array(noise, { maxLength: 4 }),
    wraps: fc.array(wrap, { minLength: 1, maxLength: 7 }),
    twice: fc.boolean(),
  });
  fc.assert(
    fc.property(variation, ({ row: [text, cause], before, after, wraps, twice }) => {
      const folded = text
        .split(' ')
        .reduce((all, word, at) => all + (wraps[at % wraps.length] ?? ' ') + word);
      const one = `${before.join('')}${folded}\n${after.join('')}`;
      const { claims } = readConsole(twice ? one + one : one);
      expect(claims.map(({ causes, url }) => [causes, url])).toEqual([[[cause], URL]]);
    }),
    { numRuns: 500 },
  );
});

test('two messages never mix their causes and addresses', () => {
  const rows = fc.tuple(fc.constantFrom(...EXACT), fc.constantFrom(...EXACT));
  fc.assert(
    fc.property(rows, ([[a, causeA], [b, causeB]]) => {
      const other = b.replaceAll(URL, 'https://other.test/b');
      const { claims } = readConsole(`${a}\n${other}`);
      expect(claims.map(({ causes, url }) => [causes, url])).toEqual([
        [[causeA], URL],
        [[causeB], 'https://other.test/b'],
      ]);
    }),
    { numRuns: 300 },
  );
});

test('any text is read, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(readConsole(text).claims).toEqual([]);
    }),
  );
});

test('where a fix is offered, the policy finds the stated cause', () => {
  const made = EXACT.flatMap(([text, cause]) => {
    const [claim] = readConsole(text).claims;
    const exchange = claim && asExchange(claim, PAGE);
    return exchange ? [[evaluate(exchange, 'chromium').findings[0]?.cause, cause]] : [];
  });
  expect(made.length).toBeGreaterThan(20);
  for (const [found, stated] of made) expect(found).toBe(stated);
});
