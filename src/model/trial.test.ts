import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corsCheck } from '../policy/cors-check.ts';
import { API, PAGE } from './testing/sample-exchange.ts';
import { parsePlan, parseTrial, TRIED_HEADERS } from './trial.ts';

const plan = {
  server: API,
  origin: PAGE,
  stack: 'Django',
  exchange: '7',
  preflight: [
    ['access-control-allow-origin', PAGE],
    ['access-control-allow-methods', 'PUT, DELETE'],
    ['access-control-allow-headers', 'content-type'],
  ],
  actual: [
    ['access-control-allow-origin', PAGE],
    ['access-control-allow-credentials', 'true'],
  ],
};

describe('a plan', () => {
  test('is read unchanged', () => {
    expect(parsePlan(plan)).toEqual(plan);
    expect(parsePlan({ ...plan, preflight: null })).toEqual({ ...plan, preflight: null });
  });

  test.each([
    ['nothing', null],
    ['a list', []],
    ['no server', { ...plan, server: undefined }],
    ['a server with a path', { ...plan, server: `${API}/x` }],
    ['a server that is a pattern of the rules', { ...plan, server: 'http://*' }],
    ['an extension as the page', { ...plan, origin: 'chrome-extension://abc' }],
    ['a page without an origin', { ...plan, origin: 'null' }],
    ['the server as its own page', { ...plan, server: PAGE }],
    ['a name that is too long', { ...plan, stack: 'x'.repeat(201) }],
    ['headers that are no list', { ...plan, actual: 'x' }],
    ['any page', withHeader('access-control-allow-origin', '*')],
    ['the origin null', withHeader('access-control-allow-origin', 'null')],
    ['another page', withHeader('access-control-allow-origin', 'http://evil.example')],
    ['two pages', withHeader('access-control-allow-origin', `${PAGE}, http://evil.example`)],
    ['other credentials', withHeader('access-control-allow-credentials', 'TRUE')],
    ['a method that is no token', withHeader('access-control-allow-methods', 'PUT\r\nx: y')],
    ['a list that is too long', withHeader('access-control-allow-headers', 'x,'.repeat(5_000))],
    ['a header that is not of CORS', withHeader('set-cookie', 'a=b')],
    ['a header with another spelling', withHeader('Access-Control-Allow-Origin', PAGE)],
    ['one header twice', { ...plan, actual: [...plan.actual, ...plan.actual] }],
  ])('with %s is refused', (_, value) => {
    expect(parsePlan(value)).toBeNull();
  });

  function withHeader(name: string, value: string) {
    const others = plan.actual.filter(([other]) => other !== name);
    return { ...plan, actual: [...others, [name, value]] };
  }

  test('lets in nobody but its own page, whatever it is made of', () => {
    const header = fc.tuple(
      fc.constantFrom(...TRIED_HEADERS, 'vary', 'set-cookie'),
      fc.constantFrom('*', 'null', 'true', PAGE, 'http://localhost:3001', `${PAGE}, *`, 'PUT'),
    );
    fc.assert(
      fc.property(fc.array(header, { maxLength: 6 }), (actual) => {
        const parsed = parsePlan({ ...plan, actual });
        if (parsed === null) return;
        for (const origin of ['null', 'http://localhost:3001', 'http://evil.example']) {
          for (const credentials of ['omit', 'include'] as const) {
            const asked = { origin, credentials, status: 200, phase: 'actual', hop: 0 } as const;
            expect(corsCheck({ ...asked, headers: parsed.actual })).not.toEqual([]);
          }
        }
      }),
    );
  });
});

test.each([
  ['no id', { id: 1 }],
  ['a tab that is no number', { tabId: '1' }],
  ['no beginning', { startedAt: null }],
  ['no end', { endsAt: Number.POSITIVE_INFINITY }],
])('a trial with %s is refused', (_, damage) => {
  const trial = { ...plan, id: '1', tabId: 1, startedAt: 1, endsAt: 2 };
  expect(parseTrial(trial)).toEqual(trial);
  expect(parseTrial({ ...trial, ...damage })).toBeNull();
});
