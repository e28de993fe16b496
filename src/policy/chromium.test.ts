/**
 * What Chromium 156 did in measured scenarios: its events, and the `corsError` of its debugging
 * protocol, here as cause and phase.
 */
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import {
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  type HeaderInput,
  headers,
  hop,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './finding.ts';

const ACAO = 'Access-Control-Allow-Origin';
const ACAC = 'Access-Control-Allow-Credentials';
const ACAM = 'Access-Control-Allow-Methods';
const ACAH = 'Access-Control-Allow-Headers';
const ALLOWED = { [ACAO]: PAGE };
const WITH_CREDENTIALS = { [ACAO]: PAGE, [ACAC]: 'true' };

/** Cross-site requests to a trustworthy server show whether they have credentials. */
const CROSS_SITE = { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' };
const INCLUDE = { ...CROSS_SITE, 'Sec-Fetch-Storage-Access': 'none' };

const see = (input: ExchangeInput | Exchange) =>
  evaluate(
    'ending' in input && 'tabId' in input ? (input as Exchange) : exchange(input),
    'chromium',
  );

const firstOf = ({ verdict, findings: [first] }: Evaluation) =>
  first === undefined ? verdict : `${verdict}: ${first.phase} ${first.cause}`;

/** before-request, send-headers, headers-received, error. */
const simple = (answer: HeaderInput, rest: ExchangeInput = {}): ExchangeInput => ({
  requestHeaders: CROSS_SITE,
  ...rest,
  response: { status: 200, headers: answer, ...rest.response },
  error: CHROMIUM_BLOCKED,
});

describe('a simple GET that was refused', () => {
  test.each<[string, ExchangeInput, string]>([
    ['no header', simple([]), 'missing-allow-origin'],
    ['no header, same site', simple([], { url: 'http://localhost:8203/' }), 'missing-allow-origin'],
    [
      'no header, plain http server',
      simple([], { url: 'http://api.test/', requestHeaders: [] }),
      'missing-allow-origin',
    ],
    ...[500, 404, 401, 304, 403, 429].map((status): [string, ExchangeInput, string] => [
      `${status} without the header`,
      simple([], { response: { status } }),
      'missing-allow-origin',
    ]),
    ['another origin', simple({ [ACAO]: 'http://other.test' }), 'allow-origin-mismatch'],
    ['a trailing slash', simple({ [ACAO]: `${PAGE}/` }), 'allow-origin-mismatch'],
    ['the other scheme', simple({ [ACAO]: 'https://localhost:3000' }), 'allow-origin-mismatch'],
    ['the other port', simple({ [ACAO]: 'http://localhost:3001' }), 'allow-origin-mismatch'],
    [
      'the host in upper case',
      simple({ [ACAO]: 'http://LOCALHOST:3000' }),
      'allow-origin-mismatch',
    ],
    ['null', simple({ [ACAO]: 'null' }), 'allow-origin-mismatch'],
    ['no scheme', simple({ [ACAO]: 'localhost:3000' }), 'allow-origin-mismatch'],
    [
      'a mismatch with credentials',
      simple({ [ACAO]: 'http://b.test', [ACAC]: 'true' }, { requestHeaders: INCLUDE }),
      'allow-origin-mismatch',
    ],
    [
      'null with credentials',
      simple({ [ACAO]: 'null', [ACAC]: 'true' }, { requestHeaders: INCLUDE }),
      'allow-origin-mismatch',
    ],
    [
      'a star with credentials',
      simple({ [ACAO]: '*', [ACAC]: 'true' }, { requestHeaders: INCLUDE }),
      'wildcard-with-credentials',
    ],
    [
      'a star with credentials, without the other header',
      simple({ [ACAO]: '*' }, { requestHeaders: INCLUDE }),
      'wildcard-with-credentials',
    ],
    [
      'a star, for an image with crossorigin=use-credentials',
      simple({ [ACAO]: '*' }, { requestHeaders: INCLUDE, resourceType: 'image' }),
      'wildcard-with-credentials',
    ],
    [
      'two equal lines',
      simple([
        [ACAO, PAGE],
        [ACAO, PAGE],
      ]),
      'multiple-allow-origin-values',
    ],
    [
      'a star and the origin',
      simple([
        [ACAO, '*'],
        [ACAO, PAGE],
      ]),
      'multiple-allow-origin-values',
    ],
    ['a list', simple({ [ACAO]: `${PAGE}, http://b.test` }), 'multiple-allow-origin-values'],
    [
      'a list with blanks',
      simple({ [ACAO]: `${PAGE} http://b.test` }),
      'multiple-allow-origin-values',
    ],
    ['an empty value', simple({ [ACAO]: '' }), 'invalid-allow-origin-value'],
    ['none', simple({ [ACAO]: 'none' }), 'invalid-allow-origin-value'],
    [
      'credentials not allowed',
      simple(ALLOWED, { requestHeaders: INCLUDE }),
      'credentials-not-allowed',
    ],
    [
      'True',
      simple({ ...ALLOWED, [ACAC]: 'True' }, { requestHeaders: INCLUDE }),
      'credentials-not-allowed',
    ],
    [
      'false',
      simple({ ...ALLOWED, [ACAC]: 'false' }, { requestHeaders: INCLUDE }),
      'credentials-not-allowed',
    ],
    [
      'true twice',
      simple([...headers(WITH_CREDENTIALS), [ACAC, 'true']], { requestHeaders: INCLUDE }),
      'credentials-not-allowed',
    ],
    [
      'a cookie on the same site, credentials not allowed',
      simple(ALLOWED, {
        url: 'http://localhost:8203/',
        requestHeaders: {
          'Sec-Fetch-Mode': 'cors',
          'Sec-Fetch-Site': 'same-site',
          Cookie: '[redacted]',
        },
      }),
      'credentials-not-allowed',
    ],
    ...['image', 'script', 'stylesheet', 'media', 'other'].map(
      (resourceType): [string, ExchangeInput, string] => [
        `${resourceType} with crossorigin`,
        simple([], { resourceType }),
        'missing-allow-origin',
      ],
    ),
    ['a font', simple([], { resourceType: 'font' }), 'missing-allow-origin'],
    [
      'from the HTTP cache, filled by an image',
      simple([], { response: { fromCache: false } }),
      'missing-allow-origin',
    ],
    [
      'after a preflight that the cache answered',
      simple([], { method: 'PUT' }),
      'missing-allow-origin',
    ],
    [
      'from a sandboxed frame',
      simple({ [ACAO]: PAGE }, { page: 'data:,', origin: 'null' }),
      'allow-origin-mismatch',
    ],
  ])('%s', (_, input, cause) => {
    expect(firstOf(see(input))).toBe(`blocked: actual ${cause}`);
  });
});

describe('a simple GET that came through', () => {
  test.each<[string, HeaderInput, ExchangeInput]>([
    ['the origin', ALLOWED, {}],
    ['both headers', WITH_CREDENTIALS, { requestHeaders: INCLUDE }],
    ['true with a blank', { ...ALLOWED, [ACAC]: 'true ' }, { requestHeaders: INCLUDE }],
    ['a 500 with the header', ALLOWED, { response: { status: 500 } }],
    ['blanks around the origin', { [ACAO]: ` ${PAGE} ` }, {}],
    [
      'null for an opaque origin with credentials',
      { [ACAO]: 'null', [ACAC]: 'true' },
      { origin: 'null', requestHeaders: INCLUDE },
    ],
    ['a revalidated response from the cache', ALLOWED, { response: { fromCache: true } }],
    [
      'no-cors',
      [],
      {
        origin: null,
        requestHeaders: { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Site': 'cross-site' },
      },
    ],
    ['a plain image', [], { origin: null, resourceType: 'image' }],
    [
      'a beacon',
      [],
      { method: 'POST', resourceType: 'ping', requestHeaders: { 'Sec-Fetch-Mode': 'no-cors' } },
    ],
    [
      'an open WebSocket',
      [],
      { url: 'ws://127.0.0.1:8000/', resourceType: 'websocket', response: { status: 101 } },
    ],
    ['same origin', [], { url: `${PAGE}/data`, origin: null }],
    ['same origin, POST', [], { url: `${PAGE}/data`, method: 'POST' }],
  ])('%s', (_, answer, rest) => {
    const seen = see({
      requestHeaders: CROSS_SITE,
      ...rest,
      response: { headers: answer, ...rest.response },
    });
    expect(seen).toMatchObject({ verdict: 'allowed', findings: [], alternatives: [] });
  });
});

/** The preflight completed, whatever its status. Only the start of the request is seen. */
const refused = (
  answer: HeaderInput,
  rest: ExchangeInput & { status?: number; asks?: string } = {},
): ExchangeInput => ({
  method: 'PUT',
  unsent: true,
  error: CHROMIUM_BLOCKED,
  ...rest,
  preflight: {
    headers: answer,
    status: rest.status ?? 204,
    ...(rest.asks === undefined ? {} : { asksHeaders: rest.asks }),
    ...rest.preflight,
  },
});

const GOOD = { ...ALLOWED, [ACAM]: 'GET, PUT, DELETE, PATCH', [ACAH]: 'x-custom, content-type' };
const GOOD_WITH_CREDENTIALS = { ...GOOD, [ACAC]: 'true' };

describe('a preflight that was refused', () => {
  test.each<[string, ExchangeInput, string]>([
    ...[301, 302, 307].map((status): [string, ExchangeInput, string] => [
      `${status} with CORS headers`,
      refused({ ...GOOD, Location: '/' }, { status }),
      'preflight-redirect',
    ]),
    ['302 without', refused({ Location: '/' }, { status: 302 }), 'preflight-redirect'],
    ...[400, 401, 403, 404, 405, 500, 503, 304, 300, 302].map(
      (status): [string, ExchangeInput, string] => [
        `${status} with good CORS headers`,
        refused(GOOD, { status }),
        'preflight-status',
      ],
    ),
    ['404 without the methods', refused(ALLOWED, { status: 404 }), 'preflight-status'],
    ...[401, 403, 404, 405, 500, 204].map((status): [string, ExchangeInput, string] => [
      `${status} without CORS headers`,
      refused([], { status }),
      'missing-allow-origin',
    ]),
    ['another origin', refused({ ...GOOD, [ACAO]: 'http://b.test' }), 'allow-origin-mismatch'],
    ['two lines', refused([...headers(GOOD), [ACAO, PAGE]]), 'multiple-allow-origin-values'],
    [
      '404 and two lines',
      refused([...headers(GOOD), [ACAO, PAGE]], { status: 404 }),
      'multiple-allow-origin-values',
    ],
    [
      'PUT, where GET and POST are allowed',
      refused({ ...ALLOWED, [ACAM]: 'GET, POST' }),
      'method-not-allowed',
    ],
    ['no methods', refused(ALLOWED), 'method-not-allowed'],
    ['empty methods', refused({ ...ALLOWED, [ACAM]: '' }), 'method-not-allowed'],
    ['patch, where PATCH is allowed', refused(GOOD, { method: 'patch' }), 'method-not-allowed'],
    ['PUT, where put is allowed', refused({ ...ALLOWED, [ACAM]: 'put' }), 'method-not-allowed'],
    [
      'DELETE, after the cache held PUT only',
      refused({ ...ALLOWED, [ACAM]: 'PUT' }, { method: 'DELETE' }),
      'method-not-allowed',
    ],
    [
      'x-custom',
      refused({ ...ALLOWED, [ACAM]: 'PUT' }, { asks: 'x-custom' }),
      'header-not-allowed',
    ],
    [
      'content-type',
      refused({ ...ALLOWED, [ACAM]: 'PUT', [ACAH]: 'x-other' }, { asks: 'content-type' }),
      'header-not-allowed',
    ],
    ['accept', refused(GOOD, { method: 'GET', asks: 'accept' }), 'header-not-allowed'],
    ['range', refused(GOOD, { method: 'GET', asks: 'range' }), 'header-not-allowed'],
    [
      'cache-control',
      refused(GOOD, { method: 'GET', asks: 'cache-control' }),
      'header-not-allowed',
    ],
    ['PUT; POST', refused({ ...ALLOWED, [ACAM]: 'PUT; POST' }), 'invalid-allow-methods'],
    ['[PUT]', refused({ ...ALLOWED, [ACAM]: '[PUT]' }), 'invalid-allow-methods'],
    [
      'GET PUT, for a POST that need not be listed',
      refused(
        { ...ALLOWED, [ACAM]: 'GET PUT', [ACAH]: 'x-custom' },
        { method: 'POST', asks: 'x-custom' },
      ),
      'invalid-allow-methods',
    ],
    [
      'x custom',
      refused({ ...ALLOWED, [ACAM]: 'PUT', [ACAH]: 'x custom' }, { asks: 'x-custom' }),
      'invalid-allow-headers',
    ],
    [
      'x custom, although the request has no such header',
      refused({ ...ALLOWED, [ACAM]: 'PUT', [ACAH]: 'x custom' }),
      'invalid-allow-headers',
    ],
    [
      'from a sandboxed frame',
      refused(GOOD, { page: 'data:,', origin: 'null' }),
      'allow-origin-mismatch',
    ],
  ])('%s', (_, input, cause) => {
    const seen = see(input);
    expect(firstOf(seen)).toBe(`blocked: preflight ${cause}`);
    expect(seen.credentials.known).toBe(false);
  });

  test('a beacon always has credentials', () => {
    const asked = { method: 'POST', asks: 'content-type', resourceType: 'ping' };
    const seen = see(refused({ [ACAO]: '*', [ACAH]: 'content-type' }, asked));
    expect(firstOf(seen)).toBe('blocked: preflight wildcard-with-credentials');
    expect(seen.credentials).toEqual({ known: true, value: 'include', from: 'inferred' });
    expect(see(refused({ [ACAO]: '*' }, asked)).alternatives).toEqual([]);
  });

  // Everything is right without credentials, so the refusal shows that the request had them.
  test.each<[string, ExchangeInput, string]>([
    ['a star for the origin', refused({ ...GOOD, [ACAO]: '*' }), 'wildcard-with-credentials'],
    ['no Access-Control-Allow-Credentials', refused(GOOD), 'credentials-not-allowed'],
    ['True', refused({ ...GOOD, [ACAC]: 'True' }), 'credentials-not-allowed'],
    [
      'a star for the methods',
      refused({ ...GOOD_WITH_CREDENTIALS, [ACAM]: '*' }),
      'method-not-allowed',
    ],
    [
      'a star for the headers',
      refused({ ...GOOD_WITH_CREDENTIALS, [ACAH]: '*' }, { asks: 'x-custom' }),
      'header-not-allowed',
    ],
  ])('with credentials: %s', (_, input, cause) => {
    const seen = see(input);
    expect(firstOf(seen)).toBe(`blocked: preflight ${cause}`);
    expect(seen.credentials).toEqual({ known: true, value: 'include', from: 'inferred' });
    expect(seen.alternatives).toEqual([]);
  });

  test('a 404 without Access-Control-Allow-Credentials has two readings', () => {
    const input = exchange(refused(GOOD, { status: 404 }));
    const usual = evaluate(input, 'chromium');
    expect(firstOf(usual)).toBe('blocked: preflight preflight-status');
    expect(usual.alternatives).toMatchObject([
      {
        if: { credentials: 'include' },
        findings: [{ cause: 'credentials-not-allowed' }, { cause: 'preflight-status' }],
      },
    ]);
    const seenBefore = evaluate(input, 'chromium', { likelyCredentials: 'include' });
    expect(firstOf(seenBefore)).toBe('blocked: preflight credentials-not-allowed');
    expect(seenBefore.alternatives).toMatchObject([{ if: { credentials: 'same-origin' } }]);
  });
});

describe('a preflight that passed', () => {
  const passed = (answer: HeaderInput, rest: ExchangeInput & { asks?: string } = {}) =>
    see({
      method: 'PUT',
      requestHeaders: CROSS_SITE,
      response: { headers: WITH_CREDENTIALS },
      ...rest,
      preflight: {
        headers: answer,
        ...(rest.asks === undefined ? {} : { asksHeaders: rest.asks }),
        ...rest.preflight,
      },
    });

  test.each<[string, Evaluation]>([
    ['200', passed(GOOD, { preflight: { headers: GOOD, status: 200 } })],
    ['205', passed(GOOD, { preflight: { headers: GOOD, status: 205 } })],
    [
      'stars without credentials',
      passed({ [ACAO]: '*', [ACAM]: '*', [ACAH]: '*' }, { asks: 'x-custom' }),
    ],
    ['empty elements', passed({ ...ALLOWED, [ACAM]: ',PUT,,' })],
    ['two lines of methods', passed([...headers({ ...ALLOWED, [ACAM]: 'GET' }), [ACAM, 'PUT']])],
    ['headers in another case', passed({ ...GOOD, [ACAH]: 'X-CUSTOM' }, { asks: 'x-custom' })],
    [
      'POST that is not listed',
      passed(
        { ...ALLOWED, [ACAM]: 'GET', [ACAH]: 'x-custom' },
        { method: 'POST', asks: 'x-custom' },
      ),
    ],
  ])('%s', (_, seen) => {
    expect(seen).toMatchObject({ verdict: 'allowed', findings: [], warnings: [] });
  });

  test('Authorization under a star passes with a warning', () => {
    const seen = passed({ ...GOOD, [ACAH]: '*' }, { asks: 'authorization' });
    expect(seen).toMatchObject({
      verdict: 'allowed',
      warnings: [{ id: 'authorization-covered-by-wildcard', hop: 0 }],
    });
  });

  test.each<[string, HeaderInput, HeaderInput, string]>([
    ['no header on the response', CROSS_SITE, [], 'missing-allow-origin'],
    [
      'another origin on the response',
      CROSS_SITE,
      { [ACAO]: 'http://b.test' },
      'allow-origin-mismatch',
    ],
    ['credentials not allowed on the response', INCLUDE, ALLOWED, 'credentials-not-allowed'],
    ['a star on the response', INCLUDE, { [ACAO]: '*' }, 'wildcard-with-credentials'],
  ])('but the request itself: %s', (_, requestHeaders, answer, cause) => {
    const seen = passed(GOOD_WITH_CREDENTIALS, {
      requestHeaders,
      response: { status: 500, headers: answer },
      error: CHROMIUM_BLOCKED,
    });
    expect(firstOf(seen)).toBe(`blocked: actual ${cause}`);
  });
});

const OTHER = 'https://other.example';
const redirectTo = (url: string, answer: HeaderInput, rest: Parameters<typeof hop>[0] = {}) =>
  hop({
    redirectedTo: url,
    requestHeaders: CROSS_SITE,
    response: { status: 307, headers: { ...Object.fromEntries(headers(answer)), Location: url } },
    ...rest,
  });

describe('redirects', () => {
  test.each<[string, Exchange, string]>([
    [
      'from the page’s own server to one without the header',
      exchange({
        hops: [
          redirectTo('http://127.0.0.1:8000/', [], { url: `${PAGE}/go`, origin: null }),
          hop({ requestHeaders: CROSS_SITE }),
        ],
        error: CHROMIUM_BLOCKED,
      }),
      'actual missing-allow-origin @1',
    ],
    [
      'to a third server that allows the page, while the origin is already null',
      exchange({
        hops: [
          redirectTo(OTHER, ALLOWED),
          hop({
            url: OTHER,
            origin: 'null',
            requestHeaders: CROSS_SITE,
            response: { headers: ALLOWED },
          }),
        ],
        error: CHROMIUM_BLOCKED,
      }),
      'actual allow-origin-mismatch @1',
    ],
    [
      'the same, without seeing the headers of the second request',
      exchange({
        hops: [
          redirectTo(OTHER, ALLOWED),
          hop({ url: OTHER, unsent: true, response: { headers: ALLOWED } }),
        ],
        error: CHROMIUM_BLOCKED,
      }),
      'actual allow-origin-mismatch @1',
    ],
    [
      'back to the page’s own server, which then needs CORS headers',
      exchange({
        hops: [
          redirectTo(`${PAGE}/back`, ALLOWED),
          hop({ url: `${PAGE}/back`, origin: 'null', requestHeaders: CROSS_SITE }),
        ],
        error: CHROMIUM_BLOCKED,
      }),
      'actual missing-allow-origin @1',
    ],
    [
      'the redirect has no header',
      exchange({
        requestHeaders: CROSS_SITE,
        response: { status: 302, headers: { Location: OTHER } },
        error: CHROMIUM_BLOCKED,
      }),
      'actual missing-allow-origin @0',
    ],
    [
      'the same after a preflight',
      exchange({
        method: 'PUT',
        preflight: { headers: GOOD },
        requestHeaders: CROSS_SITE,
        response: { status: 307, headers: { Location: OTHER } },
        error: CHROMIUM_BLOCKED,
      }),
      'actual missing-allow-origin @0',
    ],
    [
      'a redirect to a URL with a password',
      exchange({
        requestHeaders: CROSS_SITE,
        response: {
          status: 302,
          headers: { ...ALLOWED, Location: 'http://[redacted]@127.0.0.1:8000/x' },
        },
        error: CHROMIUM_BLOCKED,
      }),
      'actual redirect-with-credentials @0',
    ],
    [
      'a second preflight, with the origin null',
      exchange({
        hops: [
          redirectTo(OTHER, ALLOWED, { method: 'PUT', preflight: { headers: GOOD } }),
          hop({
            url: OTHER,
            method: 'PUT',
            unsent: true,
            preflight: { origin: 'null', headers: GOOD },
          }),
        ],
        error: CHROMIUM_BLOCKED,
      }),
      'preflight allow-origin-mismatch @1',
    ],
    [
      'PUT from the page’s own server to another',
      exchange({
        hops: [
          redirectTo('http://127.0.0.1:8000/', [], { url: `${PAGE}/go`, method: 'PUT' }),
          hop({ method: 'PUT', unsent: true, preflight: { headers: ALLOWED } }),
        ],
        error: CHROMIUM_BLOCKED,
      }),
      'preflight method-not-allowed @1',
    ],
  ])('%s', (_, input, expected) => {
    const seen = see(input);
    const [first] = seen.findings;
    expect(`${first?.phase} ${first?.cause} @${first?.hop}`).toBe(expected);
    expect(seen.verdict).toBe('blocked');
  });

  test('an origin that is null stays null, also within the third server', () => {
    const seen = see(
      exchange({
        hops: [
          redirectTo(OTHER, ALLOWED),
          redirectTo(`${OTHER}/b`, { [ACAO]: 'null' }, { url: OTHER, unsent: true }),
          hop({ url: `${OTHER}/b`, unsent: true, response: { headers: ALLOWED } }),
        ],
        error: CHROMIUM_BLOCKED,
      }),
    );
    expect(seen.findings).toMatchObject([
      { cause: 'allow-origin-mismatch', hop: 2, evidence: { origin: 'null', received: PAGE } },
    ]);
  });

  test('each server gets a preflight, and the request passes', () => {
    const null_ = { ...GOOD, [ACAO]: 'null' };
    const seen = see(
      exchange({
        hops: [
          redirectTo(OTHER, ALLOWED, { method: 'PUT', preflight: { headers: GOOD } }),
          hop({
            url: OTHER,
            method: 'PUT',
            origin: 'null',
            requestHeaders: CROSS_SITE,
            preflight: { headers: null_ },
            response: { headers: null_ },
            started: true,
          }),
        ],
      }),
    );
    expect(seen).toMatchObject({ verdict: 'allowed', findings: [] });
  });

  test('a star passes at both servers', () => {
    const star = { [ACAO]: '*' };
    const seen = see(
      exchange({
        hops: [
          redirectTo(OTHER, star, { requestHeaders: [] }),
          hop({ url: OTHER, origin: 'null', response: { headers: star }, started: true }),
        ],
      }),
    );
    expect(seen).toMatchObject({
      verdict: 'allowed',
      credentials: { known: true, value: 'same-origin', from: 'inferred' },
    });
  });

  test.each(['pending', 'lost'] as const)(
    'to a scheme without CORS, after which no event comes: %s',
    (kind) => {
      const sent = (redirectedTo: string) =>
        see({
          hops: [redirectTo(redirectedTo, ALLOWED)],
          ending: kind === 'pending' ? { kind } : { kind, at: 9 },
        });
      const seen = sent('myapp://open');
      expect(firstOf(seen)).toBe('blocked: actual scheme-not-http');
      expect(seen.findings[0]?.evidence).toEqual({ url: 'myapp://open' });
      expect(seen.steps.at(-1)).toMatchObject({ id: 'http-redirect-fetch', result: 'failed' });
      expect(sent(OTHER).verdict).toBe(kind === 'pending' ? 'pending' : 'undetermined');
    },
  );

  test('a preflight that is redirected to an invalid URL fails, and the reason is shown', () => {
    const seen = see({
      method: 'PUT',
      preflight: { status: 302, headers: { Location: 'http://' } },
      response: null,
      unsent: true,
      error: CHROMIUM_BLOCKED,
    });
    expect(seen.failure).toBe('other');
    expect(firstOf(seen)).toBe('failed: preflight preflight-redirect');
  });

  test('a request without CORS that is redirected to such a scheme fails', () => {
    const seen = see({
      hops: [
        redirectTo('myapp://callback', [], { requestHeaders: { 'Sec-Fetch-Mode': 'no-cors' } }),
      ],
      ending: { kind: 'pending' },
    });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'other', findings: [] });
  });

  test('a document may be redirected to such a scheme', () => {
    const seen = see({
      hops: [redirectTo('myapp://open', [], { requestHeaders: [] })],
      resourceType: 'main_frame',
      ending: { kind: 'pending' },
    });
    expect(seen.verdict).toBe('pending');
  });

  test('a request in mode same-origin is redirected to another server', () => {
    const seen = see({
      url: `${PAGE}/go`,
      origin: null,
      requestHeaders: { 'Sec-Fetch-Mode': 'same-origin', 'Sec-Fetch-Site': 'same-origin' },
      response: { status: 302, headers: { Location: OTHER } },
      redirectedTo: OTHER,
      error: 'net::ERR_ABORTED',
    });
    expect(firstOf(seen)).toBe('blocked: actual same-origin-mode');
    expect(seen.findings[0]?.evidence).toEqual({ url: OTHER });
  });

  test('a request in mode same-origin is redirected on the same server, then aborted', () => {
    const seen = see({
      url: `${PAGE}/go`,
      origin: null,
      requestHeaders: { 'Sec-Fetch-Mode': 'same-origin' },
      response: { status: 302, headers: { Location: '/there' } },
      error: 'net::ERR_ABORTED',
    });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'aborted' });
  });
});

describe('not CORS', () => {
  test.each([
    ['nothing listens', 'net::ERR_CONNECTION_REFUSED', 'connection-refused'],
    ['no such host', 'net::ERR_NAME_NOT_RESOLVED', 'dns'],
    ['a bad certificate', 'net::ERR_CERT_AUTHORITY_INVALID', 'tls'],
    ['https to an http port', 'net::ERR_SSL_PROTOCOL_ERROR', 'tls'],
    ['no answer', 'net::ERR_EMPTY_RESPONSE', 'reset'],
    ['garbage', 'net::ERR_INVALID_HTTP_RESPONSE', 'other'],
    ['the page aborted it', 'net::ERR_ABORTED', 'aborted'],
    ['an extension blocked it', 'net::ERR_BLOCKED_BY_CLIENT', 'blocked-by-client'],
    ['a probe of the HTTP cache', 'net::ERR_CACHE_MISS', 'http-cache-miss'],
    ['an unsafe port', 'net::ERR_UNSAFE_PORT', 'unsafe-port'],
  ])('%s', (_, error, failure) => {
    const seen = see({ requestHeaders: CROSS_SITE, response: null, error });
    expect(seen).toMatchObject({ verdict: 'failed', failure, findings: [] });
  });

  test.each([
    ['an image that is not one', 'net::ERR_BLOCKED_BY_ORB', 'orb'],
    ['Cross-Origin-Resource-Policy', 'net::ERR_BLOCKED_BY_RESPONSE', 'corp'],
    ['with its sub-reason', 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin', 'corp'],
    ['a redirect to data:', 'net::ERR_UNSAFE_REDIRECT', 'unsafe-redirect'],
    ['a redirect loop', 'net::ERR_TOO_MANY_REDIRECTS', 'too-many-redirects'],
  ])('after a response: %s', (_, error, failure) => {
    expect(see({ requestHeaders: CROSS_SITE, error })).toMatchObject({
      verdict: 'failed',
      failure,
    });
  });

  test('a request aborted after the headers ends in ERR_FAILED', () => {
    const seen = see({ ...simple(ALLOWED), started: true });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'aborted', findings: [] });
  });

  test('the server refuses a WebSocket', () => {
    const seen = see({
      url: 'ws://127.0.0.1/',
      resourceType: 'websocket',
      response: null,
      error: CHROMIUM_BLOCKED,
    });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'web-socket', findings: [] });
  });

  test('a same-origin request ends in the same error', () => {
    const seen = see({ url: `${PAGE}/`, error: CHROMIUM_BLOCKED });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'other', findings: [] });
  });

  const killed = (preflightError: string, error: string) =>
    see({
      method: 'PUT',
      unsent: true,
      preflight: { status: null, error: preflightError },
      error,
    });

  test('the network ends a preflight: the request shows why', () => {
    expect(killed(CHROMIUM_BLOCKED, 'net::ERR_CONNECTION_REFUSED')).toMatchObject({
      verdict: 'failed',
      failure: 'connection-refused',
      findings: [
        {
          cause: 'preflight-network-error',
          phase: 'preflight',
          hop: 0,
          evidence: { error: 'net::ERR_CONNECTION_REFUSED' },
        },
      ],
    });
  });

  test('an extension blocks a preflight: the preflight shows why', () => {
    expect(killed('net::ERR_BLOCKED_BY_CLIENT', CHROMIUM_BLOCKED)).toMatchObject({
      verdict: 'failed',
      failure: 'blocked-by-client',
      findings: [{ evidence: { error: 'net::ERR_BLOCKED_BY_CLIENT' } }],
    });
  });

  test('the page aborts a request during its preflight', () => {
    expect(killed(CHROMIUM_BLOCKED, 'net::ERR_ABORTED')).toMatchObject({
      verdict: 'failed',
      failure: 'aborted',
      findings: [],
    });
    const dangling = { status: null, ending: { kind: 'pending' } } as const;
    expect(
      see({ method: 'PUT', unsent: true, preflight: dangling, error: 'net::ERR_ABORTED' }),
    ).toMatchObject({ verdict: 'failed', failure: 'aborted', findings: [] });
  });
});

describe('local network access', () => {
  const LNA = 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS';
  test.each<[string, ExchangeInput, string]>([
    [
      'the user did not allow a secure page',
      { page: 'https://app.example', response: null, error: LNA },
      'actual local-network-access-denied',
    ],
    [
      'an insecure page',
      { page: 'http://app.example', response: null, error: LNA },
      'actual local-network-access-insecure',
    ],
    [
      'an image without CORS',
      {
        page: 'https://app.example',
        origin: null,
        resourceType: 'image',
        response: null,
        error: LNA,
      },
      'actual local-network-access-denied',
    ],
    [
      'a preflight, where the error is hidden',
      {
        page: 'https://app.example',
        method: 'PUT',
        unsent: true,
        preflight: { status: null, error: CHROMIUM_BLOCKED },
        error: CHROMIUM_BLOCKED,
      },
      'preflight local-network-access-denied',
    ],
  ])('%s', (_, input, expected) => {
    const seen = see(input);
    expect(firstOf(seen)).toBe(`blocked: ${expected}`);
    expect(seen.findings[0]?.evidence).toEqual({ url: 'http://127.0.0.1:8000/items' });
  });

  test('the prompt is still open', () => {
    const seen = see({ response: null, ending: { kind: 'pending' } });
    expect(seen).toMatchObject({ verdict: 'pending', findings: [] });
  });
});

describe('refused before anything was sent', () => {
  test('a file: page requests a file', () => {
    const seen = see({
      url: 'file:///x.json',
      page: 'file:///a.html',
      unsent: true,
      error: CHROMIUM_BLOCKED,
    });
    expect(firstOf(seen)).toBe('blocked: actual scheme-not-http');
  });

  test('another extension redirects the preflight of an http request', () => {
    const seen = see({ method: 'PUT', unsent: true, error: CHROMIUM_BLOCKED });
    expect(seen).toMatchObject({ verdict: 'undetermined', findings: [] });
    expect(seen.undetermined).toBe('vetoed');
  });

  test.each(['chrome-extension://x/y', 'no URL at all'])('%s', (url) => {
    expect(see({ url, unsent: true, error: CHROMIUM_BLOCKED }).verdict).toBe('undetermined');
  });
});
