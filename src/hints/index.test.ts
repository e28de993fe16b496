import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HintContext } from '../evidence/hint.ts';
import type { Exchange } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { plainText } from '../model/prose.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  exchange,
  FIREFOX_BLOCKED,
  hop,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import type { Finding } from '../policy/finding.ts';
import { detectHints, hints } from './index.ts';
import { SILENT } from './testing/recorded-answers-without-hint.ts';
import { DJANGO_ROWS } from './testing/recorded-django-answers.ts';
import { SERVER_ROWS } from './testing/recorded-server-answers.ts';
import { contextOf, ITEMS, type Row } from './testing/sample-context.ts';

const ROWS = [...SILENT, ...DJANGO_ROWS, ...SERVER_ROWS];

test.each(ROWS)('%s', (_, context, expected) => {
  expect(detectHints(context).map(({ id }) => id)).toEqual(expected);
});

/** Common attempts: where people try them, where they do not, and the words against them. */
const FOLK_ERRORS: readonly (readonly [
  what: string,
  tempting: string,
  innocent: string,
  id: string,
  words: string,
])[] = [
  [
    'allowing access-control-allow-origin as a request header',
    'an answer header in the request',
    'headers of Sentry',
    'response-header-sent-as-request-header',
    'would only hide the mistake',
  ],
  [
    'another Origin from nginx',
    'nginx before an application that does not know the origin',
    'an origin that is not listed, GET',
    'middleware-refused-origin',
    'Do not let nginx send another Origin to the application',
  ],
  [
    'clearing the preflight cache',
    'a header that an earlier preflight did not need',
    'headers of Sentry',
    'preflight-not-stale',
    'no old response is to blame',
  ],
  [
    'an application header for a refusal by another server',
    'a login page on another server, which refuses',
    'a missing slash, no middleware',
    'redirect-target-refuses',
    'do not change that',
  ],
  [
    'the framework’s settings for a file in a bucket',
    'a file in a bucket',
    'Django without the middleware',
    'static-file-outside-framework',
    'the framework’s CORS settings do not reach it',
  ],
  [
    'no-cors mode',
    'a refusal after an attempt with no-cors',
    'Django without the middleware',
    'no-cors-hides-answer',
    'It hides the error and the response',
  ],
  [
    'an extension that unblocks CORS',
    'another extension that lets it pass',
    'Apache with both of its header tables',
    'other-extension-changed-headers',
    'Switch that extension off',
  ],
];

describe('the words', () => {
  test.each([
    [
      'a missing slash, no middleware',
      'append-slash-redirect',
      'a slash is missing at the end of the address',
    ],
    [
      'CORS_URLS_REGEX that does not match the path',
      'middleware-did-not-run',
      'Let CORS_URLS_REGEX match /items too, as it matches /api/list.',
    ],
    ['Django without the middleware', 'middleware-did-not-run', 'Install django-cors-headers'],
    ['a string instead of a list', 'string-for-list', 'CORS_ALLOW_METHODS = ["GET"]'],
    ['a string instead of a list of headers', 'string-for-list', 'CORS_ALLOW_HEADERS = ["x-a"]'],
    [
      'headers of Sentry',
      'tracing-header',
      'Let the server allow baggage and sentry-trace, or tell the library that adds them',
    ],
    [
      'rs/cors that refuses a method',
      'method-or-header-disguised',
      'Allow the method PUT and the request header content-type.',
    ],
    [
      'a server that allows the origin on another path',
      'method-or-header-disguised',
      'check that CORS covers this path too',
    ],
    [
      'FastAPI that fails',
      'error-without-cors-headers',
      'although other responses of the same server do',
    ],
    ['a gateway without its application', 'error-without-cors-headers', '(bad gateway)'],
    ['nginx in front of an application that answers itself', 'two-layers', 'proxy_hide_header'],
    [
      'hand-written middleware above correct middleware',
      'two-layers',
      'Probably it overwrites an origin that a first layer named',
    ],
    [
      'a login page on another server, which refuses',
      'redirect-target-refuses',
      `CORS settings of ${API} do not change that`,
    ],
    [
      '127.0.0.1 allowed before, localhost refused now',
      'localhost-vs-loopback',
      'Open the page as http://127.0.0.1:3000',
    ],
    [
      'an address in the local network, while the browser asks',
      'local-network-permission',
      'Check whether the browser is showing a permission prompt.',
    ],
    [
      'a session cookie from another site',
      'samesite-cookie',
      'The cookies csrftoken and sessionid will not come back',
    ],
    ['the same refusal half a minute later', 'restart-forgotten', '30 seconds before'],
    ['a bad host, readable', 'bad-host', 'Add 127.0.0.1 to ALLOWED_HOSTS'],
    ['a CSRF refusal', 'csrf-refusal', `add ${PAGE} to CSRF_TRUSTED_ORIGINS`],
    ['https from the browser’s own cache', 'https-redirect', '(HSTS)'],
    ['https required below SecurityMiddleware', 'https-redirect', 'SECURE_SSL_REDIRECT'],
    ['another extension that lets it pass', 'other-extension-changed-headers', 'from nothing to *'],
    ['the slash of a POST, which becomes a GET', 'redirect-changed-method', 'turned POST into GET'],
    ['an https redirect to a server without https', 'https-redirect', 'nothing uses https there'],
    [
      'a server that stopped because of its settings',
      'server-stopped',
      'corsheaders.E013 and E014',
    ],
    [
      'a session cookie from the other name of this machine',
      'samesite-cookie',
      'Use the same host name on both sides',
    ],
    ['an extension of Firefox', 'app-origin', 'differs in every installation'],
    ['an answer for another page', 'cached-without-vary', 'for https://b.test'],
    [
      'a wildcard for headers in Django, with cookies',
      'wildcard-headers-with-credentials',
      'after *default_headers',
    ],
    [
      'a refused method, with two answers to compare',
      'method-or-header-disguised',
      'as its response to GET /items shows',
    ],
    [
      'a refused header alone',
      'method-or-header-disguised',
      'Allow the request headers x-a and x-b.',
    ],
    [
      'a header that the page’s code cannot read',
      'missing-expose-headers',
      'Let the server send Access-Control-Expose-Headers: x-total. Now it does not send this header. The page’s code read x-total and got nothing, although the server sent it.',
    ],
    [
      'a header that the page cannot read, beside an exposed one',
      'missing-expose-headers',
      'Let the server send Access-Control-Expose-Headers: ETag, x-total. Now it sends only ETag there.',
    ],
    [
      'a header that the page cannot read with a wildcard, with cookies',
      'missing-expose-headers',
      '* does not count for a request with cookies',
    ],
    ['a file in a bucket', 'static-file-outside-framework', 'the bucket’s own CORS configuration'],
  ])('for %s: %s', (what, id, words) => {
    const row = ROWS.find(([name]) => name === what);
    const hint = row && detectHints(row[1]).find((one) => one.id === id);
    expect(plainText(hint?.text ?? [])).toContain(words);
  });

  test.each(FOLK_ERRORS)('contradict that %s helps', (_, tempting, innocent, id, words) => {
    const saying = (row: Row) =>
      detectHints(row[1])
        .filter(({ text }) => plainText(text).includes(words))
        .map((hint) => hint.id);
    const named = (name: string) => {
      const row = ROWS.find(([what]) => what === name);
      if (row === undefined) throw new Error(`no row is called ${name}`);
      return row;
    };
    expect(saying(named(tempting))).toEqual([id]);
    expect(saying(named(innocent))).toEqual([]);
    expect(SILENT.flatMap(saying)).toEqual([]);
  });

  test('recommend nothing useless or unsafe', () => {
    for (const [, context] of ROWS) {
      for (const { text } of detectHints(context)) {
        expect(plainText(text)).not.toMatch(
          /add null|null to|(?<!(?:with|Remove) mode: ')no-cors|disable.web.security|(?<!Do not .*)proxy_set_header Origin|CORS_ALLOW_ALL_ORIGINS = True|csrf_exempt/i,
        );
      }
    }
  });
});

describe('the registry', () => {
  const rulesIn = (folder: string, at: RegExp) =>
    readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((name) => at.test(name))
      .map((name) => name.replace(/^.*\/|\.ts$/g, ''));
  const files = [
    ...rulesIn('.', /^(?!testing)[^/]+\/[^/]+(?<!\.test)\.ts$/),
    ...rulesIn('../servers', /^[^/]+\/hints\/[^/]+(?<!\.test)\.ts$/),
  ];

  test('has one file for each rule, named after it', () => {
    expect(hints.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  test.each(hints.map(({ id }) => id))('%s is shown to work', (id) => {
    expect(ROWS.some(([, , expected]) => expected.includes(id))).toBe(true);
  });
});

describe('every hint', () => {
  test('is well formed and surest first', () => {
    for (const [, context] of ROWS) expectWellFormed(context);
  });

  test('survives hostile traffic', () => {
    fc.assert(fc.property(hostileContext, expectWellFormed), { numRuns: 400 });
  });
});

function expectWellFormed(context: HintContext): void {
  const found = detectHints(context);
  const confidences = found.map(({ confidence }) => confidence);
  expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
  for (const { id, confidence, text } of found) {
    expect(confidence > 0 && confidence < 1).toBe(true);
    const spans = text.map((span) => plainText([span]));
    expect(spans, id).not.toContain('');
    expect(spans.at(-1), id).toMatch(/[^.]\.$|^\.$/);
    expect(spans.join('').length).toBeLessThan(6_000);
  }
}

/** Odd values under the names that the rules read, so that the rules get far enough to fail. */
const NAMES = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'vary',
  'location',
  'set-cookie',
  'server',
  'content-type',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
  'allow',
  'age',
  'date',
  'x-cache',
  'x-amz-request-id',
  'non-authoritative-reason',
];
const VALUES = [
  '*',
  'null',
  PAGE,
  `${PAGE}/`,
  'http://127.0.0.1:3000',
  'origin',
  'nosniff',
  'same-origin',
  'DENY',
  '/items/',
  '//',
  'https://127.0.0.1:8000/items',
  '/en/items',
  'https://sso.test/login',
  'true',
  'G, E, T',
  'put',
  'a=b; SameSite=Lax',
  '=',
  'WSGIServer',
  'nginx',
  'text/html',
  'HIT',
  '5',
  '',
];
const value = fc.oneof(fc.constantFrom(...VALUES), fc.string(), fc.string({ unit: 'binary' }));
const headerList: fc.Arbitrary<HeaderList> = fc.array(fc.tuple(fc.constantFrom(...NAMES), value), {
  maxLength: 8,
});
const status = fc.constantFrom(
  0,
  200,
  204,
  301,
  302,
  304,
  307,
  400,
  401,
  403,
  404,
  405,
  419,
  500,
  502,
  999,
);
const url = fc.oneof(
  fc.constantFrom(ITEMS, `${API}/static/a.css`, 'https://sso.test/login', ''),
  fc.string(),
);

const hostileExchange = fc
  .record({
    url,
    next: url,
    method: fc.constantFrom('GET', 'POST', 'PUT', 'patch', ''),
    page: fc.constantFrom(
      PAGE,
      'null',
      'capacitor://localhost',
      'https://app.test',
      'not an origin',
    ),
    status,
    answer: headerList,
    preflightStatus: status,
    preflight: fc.option(headerList),
    asks: fc.constantFrom('content-type', 'baggage', 'access-control-allow-origin', '\u0000,'),
    error: fc.constantFrom(CHROMIUM_BLOCKED, FIREFOX_BLOCKED, 'net::ERR_ABORTED', ''),
    redirected: fc.boolean(),
  })
  .map((made): Exchange => {
    const last = hop({
      url: made.redirected ? made.next : made.url,
      method: made.method,
      origin: made.page,
      response: { status: made.status, headers: made.answer },
      preflight: made.preflight && {
        status: made.preflightStatus,
        headers: made.preflight,
        asksHeaders: made.asks,
      },
    });
    const first = hop({
      url: made.url,
      method: made.method,
      origin: made.page,
      response: { status: made.status, headers: made.answer },
      redirectedTo: made.next,
    });
    return exchange({
      page: made.page,
      hops: made.redirected ? [first, last] : [last],
      ...(made.error === '' ? {} : { error: made.error }),
    });
  });

const hostileContext = fc
  .tuple(
    hostileExchange,
    fc.array(hostileExchange, { maxLength: 3 }),
    fc.constantFrom('chromium', 'firefox'),
    fc.option(fc.integer({ min: -1, max: 3 })),
  )
  .map(([one, others, browser, stray]): HintContext => {
    const context = contextOf(one, { others, browser });
    // Also findings that point outside of the exchange, as a foreign file may contain.
    const findings = context.evaluation.findings.map(
      (finding): Finding => (stray === null ? finding : { ...finding, hop: stray }),
    );
    return { ...context, evaluation: { ...context.evaluation, findings } };
  });
