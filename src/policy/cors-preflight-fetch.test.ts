import { describe, expect, test } from 'vitest';
import type { BrowserName } from '../model/exchange.ts';
import type { HeaderInput } from '../model/testing/sample-exchange.ts';
import { headers } from '../model/testing/sample-exchange.ts';
import { BROWSERS } from './browsers.ts';
import {
  authorizationCoveredByWildcard,
  corsPreflightFetch,
  type PreflightInput,
} from './cors-preflight-fetch.ts';

const ORIGIN = 'http://localhost:8100';
const OK = { 'Access-Control-Allow-Origin': ORIGIN };
const ACAM = 'Access-Control-Allow-Methods';
const ACAH = 'Access-Control-Allow-Headers';

type Row = Partial<Omit<PreflightInput, 'headers'>> & { readonly answer?: HeaderInput };

const input = ({ answer = {}, ...rest }: Row): PreflightInput => ({
  origin: ORIGIN,
  url: 'http://localhost:8000/items',
  credentials: 'same-origin',
  method: 'PUT',
  unsafeNames: [],
  status: 204,
  headers: headers(answer),
  hop: 0,
  ...rest,
});

const causes = (row: Row, browser: BrowserName = 'chromium') =>
  corsPreflightFetch(input(row), BROWSERS[browser]).map(({ cause }) => cause);

const PASSES: readonly string[] = [];

// fetch/api/cors/cors-preflight-status.any.js
describe('the status', () => {
  test.each([
    [200, PASSES],
    [204, PASSES],
    [205, PASSES],
    [299, PASSES],
    [199, ['preflight-status']],
    [300, ['preflight-status']],
    [304, ['preflight-status']],
    [302, ['preflight-status']],
    [400, ['preflight-status']],
    [401, ['preflight-status']],
    [403, ['preflight-status']],
    [404, ['preflight-status']],
    [405, ['preflight-status']],
    [500, ['preflight-status']],
    [503, ['preflight-status']],
  ])('%i with good headers', (status, expected) => {
    expect(causes({ status, answer: { ...OK, [ACAM]: 'PUT' } })).toEqual(expected);
  });
});

// fetch/api/cors/cors-preflight-redirect.any.js
describe('a redirect', () => {
  const location = { Location: '/items/' };

  test.each([301, 302, 303, 307, 308])('%i with CORS headers is the only finding', (status) => {
    const answer = { ...OK, [ACAM]: 'PUT', ...location };
    for (const browser of ['chromium', 'firefox'] as const) {
      expect(corsPreflightFetch(input({ status, answer }), BROWSERS[browser])).toEqual([
        {
          cause: 'preflight-redirect',
          phase: 'preflight',
          hop: 0,
          evidence: { status, location: '/items/' },
        },
      ]);
    }
  });

  test('without CORS headers, Chromium reports the redirect, and Firefox the headers first', () => {
    const asked = input({ status: 301, answer: location });
    const causesIn = (browser: 'chromium' | 'firefox') =>
      corsPreflightFetch(asked, BROWSERS[browser]).map(({ cause }) => cause);
    expect(causesIn('chromium')).toEqual(['preflight-redirect']);
    expect(causesIn('firefox')).toEqual(['missing-allow-origin', 'preflight-redirect']);
  });

  test('an empty Location does not redirect', () => {
    expect(causes({ status: 301, answer: { ...OK, [ACAM]: 'PUT', Location: '' } })).toEqual([
      'preflight-status',
    ]);
  });

  test('a Location is ignored on a status that does not redirect', () => {
    expect(causes({ status: 201, answer: { ...OK, [ACAM]: 'PUT', Location: '/x' } })).toEqual([]);
  });
});

// fetch/api/cors/cors-preflight.any.js, cors-preflight-star.any.js, and as measured
describe('the method', () => {
  test.each([
    ['listed', 'PUT', 'GET, PUT', PASSES],
    ['listed among empty elements', 'PUT', ', PUT,,', PASSES],
    ['covered by a star', 'PUT', '*', PASSES],
    ['covered by a star in a list', 'PUT', 'GET, *', PASSES],
    ['not listed', 'PUT', 'GET, POST', ['method-not-allowed']],
    ['not listed in an empty list', 'PUT', '', ['method-not-allowed']],
    ['sent in lower case', 'patch', 'PATCH', ['method-not-allowed']],
    ['listed in lower case', 'PUT', 'put', ['method-not-allowed']],
    ['GET, not listed', 'GET', 'PUT', PASSES],
    ['HEAD, not listed', 'HEAD', 'PUT', PASSES],
    ['POST, not listed', 'POST', 'PUT', PASSES],
    ['listed with a semicolon', 'PUT', 'PUT; POST', ['invalid-allow-methods']],
    ['listed with blanks', 'PUT', 'GET PUT', ['invalid-allow-methods']],
    ['listed in brackets', 'PUT', '[PUT]', ['invalid-allow-methods']],
    ['listed in quotes', 'PUT', '"PUT"', ['invalid-allow-methods']],
    ['POST, with a list that does not parse', 'POST', 'PUT;', ['invalid-allow-methods']],
  ])('%s', (_, method, list, expected) => {
    expect(causes({ method, answer: { ...OK, [ACAM]: list } })).toEqual(expected);
  });

  test('with credentials, the star is an ordinary method', () => {
    const answer = { ...OK, 'Access-Control-Allow-Credentials': 'true', [ACAM]: '*' };
    expect(causes({ credentials: 'include', answer })).toEqual(['method-not-allowed']);
    expect(causes({ credentials: 'include', method: '*', answer })).toEqual([]);
  });

  test('no header at all', () => {
    expect(causes({ answer: OK })).toEqual(['method-not-allowed']);
    expect(causes({ method: 'POST', answer: OK })).toEqual([]);
  });

  test('several lines are one list', () => {
    expect(
      causes({ answer: [...headers(OK), [ACAM, 'GET'], [ACAM.toLowerCase(), 'PUT']] }),
    ).toEqual([]);
  });
});

// fetch/api/cors/cors-preflight-star.any.js, cors-preflight-response-validation.any.js
describe('the headers', () => {
  const withHeaders = (list: string | null, unsafeNames: readonly string[], rest: Row = {}) =>
    corsPreflightFetch(
      input({
        method: 'POST',
        unsafeNames,
        answer: list === null ? OK : { ...OK, [ACAH]: list },
        ...rest,
      }),
      BROWSERS.chromium,
    );

  test.each([
    ['listed in another case', 'X-Custom, Content-Type', ['content-type', 'x-custom']],
    ['covered by a star', '*', ['x-custom']],
    ['covered by a star in a list', 'x-other, *', ['x-custom']],
    ['Authorization, covered by a star, which both browsers still allow', '*', ['authorization']],
    ['none needed', '', []],
  ])('%s', (_, list, unsafeNames) => {
    expect(withHeaders(list, unsafeNames)).toEqual([]);
  });

  test('one finding lists all refused names, in the order of the request', () => {
    expect(withHeaders('x-b', ['x-a', 'x-b', 'x-c', 'x-d'])).toEqual([
      {
        cause: 'header-not-allowed',
        phase: 'preflight',
        hop: 0,
        evidence: { headers: ['x-a', 'x-c', 'x-d'], received: 'x-b' },
      },
    ]);
  });

  test('no header at all', () => {
    expect(withHeaders(null, ['x-a'])).toMatchObject([
      { cause: 'header-not-allowed', evidence: { headers: ['x-a'], received: null } },
    ]);
  });

  test('with credentials, the star is an ordinary name', () => {
    const answer = { ...OK, 'Access-Control-Allow-Credentials': 'true', [ACAH]: '*' };
    expect(withHeaders('*', ['x-a'], { credentials: 'include', answer })).toMatchObject([
      { cause: 'header-not-allowed', evidence: { headers: ['x-a'] } },
    ]);
  });

  test('a name that is no token makes the list invalid, even if no name is needed', () => {
    for (const names of [['x-custom'], []]) {
      expect(withHeaders('x custom', names)).toEqual([
        {
          cause: 'invalid-allow-headers',
          phase: 'preflight',
          hop: 0,
          evidence: { received: 'x custom' },
        },
      ]);
    }
  });

  test('in the standard, a star does not cover Authorization', () => {
    const strict = { ...BROWSERS.chromium, wildcardCoversAuthorization: false };
    const unsafeNames = ['authorization', 'x-a'];
    const asked = input({ method: 'POST', unsafeNames, answer: { ...OK, [ACAH]: '*' } });
    expect(corsPreflightFetch(asked, strict)).toMatchObject([
      { cause: 'header-not-allowed', evidence: { headers: ['authorization'] } },
    ]);
  });
});

describe('Authorization covered by a star alone', () => {
  test.each([
    ['by the star alone', { answer: { [ACAH]: '*' } }, true],
    ['listed as well', { answer: { [ACAH]: '*, Authorization' } }, false],
    ['not covered', { answer: { [ACAH]: 'x-a' } }, false],
    ['no list', { answer: {} }, false],
    ['a list that does not parse', { answer: { [ACAH]: '* *' } }, false],
    ['with credentials', { answer: { [ACAH]: '*' }, credentials: 'include' }, false],
    ['not asked for', { answer: { [ACAH]: '*' }, unsafeNames: ['x-a'] }, false],
  ] as const)('%s', (_, row, expected) => {
    expect(authorizationCoveredByWildcard(input({ unsafeNames: ['authorization'], ...row }))).toBe(
      expected,
    );
  });
});

/**
 * Starts with a response in which everything is wrong, and fixes one thing after the other. The
 * browser reports the first failure of each stage, so this shows its order of checks.
 */
describe('the order of checks', () => {
  const wrong = {
    [ACAM]: 'GET',
    [ACAH]: 'x other',
  };
  const stages = [
    { status: 404, answer: wrong },
    { status: 404, answer: { ...wrong, ...OK } },
    { status: 404, answer: { ...wrong, ...OK, 'Access-Control-Allow-Credentials': 'true' } },
    { status: 204, answer: { ...wrong, ...OK, 'Access-Control-Allow-Credentials': 'true' } },
    {
      status: 204,
      answer: { ...wrong, ...OK, 'Access-Control-Allow-Credentials': 'true', [ACAM]: 'PUT' },
    },
    {
      status: 204,
      answer: { ...wrong, ...OK, 'Access-Control-Allow-Credentials': 'true', [ACAH]: 'x-other' },
    },
    {
      status: 204,
      answer: {
        ...OK,
        'Access-Control-Allow-Credentials': 'true',
        [ACAM]: 'PUT;',
        [ACAH]: 'x-other',
      },
    },
    {
      status: 204,
      answer: {
        ...OK,
        'Access-Control-Allow-Credentials': 'true',
        [ACAM]: 'PUT',
        [ACAH]: 'x-other',
      },
    },
    {
      status: 204,
      answer: { ...OK, 'Access-Control-Allow-Credentials': 'true', [ACAM]: 'PUT', [ACAH]: 'X-A' },
    },
  ];
  const firsts = (browser: BrowserName) =>
    stages.map(
      (stage) => causes({ ...stage, credentials: 'include', unsafeNames: ['x-a'] }, browser)[0],
    );

  test('in Chromium: origin, credentials, status, both syntaxes, method, headers', () => {
    expect(firsts('chromium')).toEqual([
      'missing-allow-origin',
      'credentials-not-allowed',
      'preflight-status',
      'invalid-allow-headers',
      'invalid-allow-headers',
      'method-not-allowed',
      'invalid-allow-methods',
      'header-not-allowed',
      undefined,
    ]);
  });

  test('in Firefox: origin, credentials, status, methods, headers', () => {
    expect(firsts('firefox')).toEqual([
      'missing-allow-origin',
      'credentials-not-allowed',
      'preflight-status',
      'method-not-allowed',
      'invalid-allow-headers',
      'method-not-allowed',
      'invalid-allow-methods',
      'header-not-allowed',
      undefined,
    ]);
  });

  test('all failures are reported together', () => {
    const row = { status: 405, credentials: 'include', unsafeNames: ['x-a'] } as const;
    expect(causes(row)).toEqual([
      'missing-allow-origin',
      'credentials-not-allowed',
      'preflight-status',
      'method-not-allowed',
      'header-not-allowed',
    ]);
  });
});
