import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exchange, Hop } from '../model/exchange.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import {
  CHROMIUM_BLOCKED,
  exchange,
  FIREFOX_BLOCKED,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { evaluate } from './evaluate.ts';

/** Often values with a meaning, sometimes any other value. */
const oneOf = (...values: readonly string[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.string() },
  );

const url = oneOf(
  'http://localhost:3000/a',
  'http://localhost:8000/a',
  'https://api.example/a',
  'https://[redacted]@other.example/',
  'data:,x',
  'file:///x',
  '/relative',
  'http://',
);
const origin = oneOf(PAGE, 'https://app.example', 'null', '*', '', `${PAGE}/`, 'a, b');
const method = oneOf('GET', 'HEAD', 'POST', 'PUT', 'patch', 'OPTIONS', '');

const header = fc.oneof(
  fc.tuple(oneOf('Origin', 'access-control-allow-origin'), origin),
  fc.tuple(fc.constant('Access-Control-Allow-Credentials'), oneOf('true', 'True', '')),
  fc.tuple(
    oneOf('Access-Control-Allow-Methods', 'ACCESS-CONTROL-ALLOW-HEADERS'),
    oneOf('*', 'PUT, x-a', 'PUT; x', ',', ''),
  ),
  fc.tuple(
    oneOf('Access-Control-Request-Headers', 'Access-Control-Request-Method'),
    oneOf('x-a,authorization', 'PUT', ',,'),
  ),
  fc.tuple(fc.constant('Location'), url),
  fc.tuple(oneOf('Cookie', 'Authorization', 'Sec-Fetch-Storage-Access'), fc.constant('[redacted]')),
  fc.tuple(fc.constant('Sec-Fetch-Mode'), oneOf('cors', 'no-cors', 'same-origin', 'navigate')),
  fc.tuple(fc.constant('Sec-Fetch-Site'), oneOf('cross-site', 'same-site', 'same-origin')),
  fc.tuple(fc.string(), fc.string()),
);
const headerList = fc.array(header, { maxLength: 6 });
const at = fc.double();

const request = fc.record({ method, headers: headerList, at });
const response = fc.record(
  {
    status: fc.oneof(fc.constantFrom(200, 204, 301, 302, 401, 404, 500), fc.integer()),
    headers: headerList,
    at,
    modifiedHeaders: headerList,
    fromCache: fc.boolean(),
  },
  { requiredKeys: ['status', 'headers', 'at'] },
);

const error = oneOf(
  CHROMIUM_BLOCKED,
  FIREFOX_BLOCKED,
  'NS_ERROR_UNEXPECTED',
  'NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED',
  'NS_BINDING_ABORTED',
  'net::ERR_ABORTED',
  'net::ERR_CONNECTION_REFUSED',
  'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
);
const ending = fc.oneof(
  fc.constant({ kind: 'pending' } as const),
  fc.record({ kind: fc.constant('completed' as const), at }),
  fc.record({ kind: fc.constant('lost' as const), at }),
  fc.record({ kind: fc.constant('error' as const), error, at }),
);

const preflight = fc.record({
  requestId: fc.string(),
  request,
  response: fc.option(response),
  ending,
});
const hop: fc.Arbitrary<Hop> = fc.record({
  url,
  method,
  at,
  preflight: fc.option(preflight),
  request: fc.option(request),
  response: fc.option(response),
  started: fc.boolean(),
  redirectedTo: fc.option(url),
});

const anyExchange: fc.Arbitrary<Exchange> = fc
  .record({
    id: fc.string(),
    tabId: fc.integer(),
    frameId: fc.integer(),
    documentId: fc.option(fc.string()),
    initiator: fc.option(origin.map((text) => text as SerializedOrigin)),
    resourceType: oneOf('xmlhttprequest', 'image', 'websocket', 'main_frame', 'font'),
    first: hop,
    rest: fc.array(hop, { maxLength: 3 }),
    ending,
  })
  .map(({ first, rest, ...exchangeFacts }) => ({ ...exchangeFacts, hops: [first, ...rest] }));

const browser = fc.constantFrom('chromium', 'firefox');
const options = fc.constantFrom({}, { likelyCredentials: 'include' }, {
  likelyCredentials: 'omit',
} as const);
const RUNS = { numRuns: 500 };
/** Milliseconds: room for a machine that is busy with other work. */
const PATIENCE = 60_000;

describe('whatever an exchange holds', () => {
  test(
    'the evaluation is complete and consistent',
    () => {
      fc.assert(
        fc.property(anyExchange, browser, options, (seen, name, given) => {
          const { verdict, findings, failure, undetermined, alternatives } = evaluate(
            seen,
            name,
            given as never,
          );
          expect(failure !== null).toBe(verdict === 'failed');
          expect(undetermined !== null).toBe(verdict === 'undetermined');
          if (verdict === 'failed') {
            expect(findings.every(({ cause }) => cause === 'preflight-network-error')).toBe(true);
          } else {
            expect(findings.length > 0).toBe(verdict === 'blocked');
          }
          if (verdict !== 'blocked' && verdict !== 'undetermined') expect(alternatives).toEqual([]);
          for (const one of [...findings, ...alternatives.flatMap((other) => other.findings)]) {
            expect(seen.hops[one.hop]).toBeDefined();
          }
          for (const other of alternatives) {
            expect(other.findings[0]?.cause).not.toBe(findings[0]?.cause);
          }
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  test(
    'a JSON round trip changes nothing',
    () => {
      fc.assert(
        fc.property(anyExchange, browser, (seen, name) => {
          // Times are left out: JSON has no NaN, and no conclusion uses times.
          const copy: Exchange = JSON.parse(JSON.stringify(seen));
          const { legs: _, ...conclusions } = evaluate(seen, name);
          expect(evaluate(copy, name)).toMatchObject(conclusions);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  test(
    'the more likely mode changes the order, never the verdict',
    () => {
      fc.assert(
        fc.property(anyExchange, browser, (seen, name) => {
          const usual = evaluate(seen, name);
          const other = evaluate(seen, name, { likelyCredentials: 'include' });
          expect(other.verdict).toBe(usual.verdict);
          expect(other.credentials).toEqual(usual.credentials);
          expect(other.alternatives).toHaveLength(usual.alternatives.length);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );
});

describe('values of a megabyte take linear time', () => {
  const MEGABYTE = 1 << 20;
  test.each([
    ['blanks between two letters', `a${' '.repeat(MEGABYTE)}b`],
    ['commas', ','.repeat(MEGABYTE)],
    ['one token', 'a'.repeat(MEGABYTE)],
    ['slashes', 'http://a/'.repeat(MEGABYTE / 9)],
    ['semicolons', 'text/plain;'.repeat(MEGABYTE / 11)],
    ['digits', `bytes=${'9'.repeat(MEGABYTE)}`],
    ['line ends', '\r\n'.repeat(MEGABYTE / 2)],
  ])(
    '%s',
    (_, value) => {
      const answer = {
        'Access-Control-Allow-Origin': value,
        'Access-Control-Allow-Credentials': value,
        'Access-Control-Allow-Methods': value,
        'Access-Control-Allow-Headers': value,
        'Access-Control-Max-Age': value,
      };
      const asked = exchange({
        method: 'PUT',
        requestHeaders: {
          'Content-Type': value,
          Accept: value,
          Range: value,
          'X-Method-Override': value,
        },
        preflight: { headers: answer, asksHeaders: value },
        response: { headers: answer },
        error: CHROMIUM_BLOCKED,
      });
      const cached = { ...asked, hops: [{ ...asked.hops[0], preflight: null }] } as const;
      const before = performance.now();
      for (const name of ['chromium', 'firefox'] as const) {
        evaluate(asked, name);
        evaluate(cached, name);
      }
      // Quadratic work would take minutes; the limit leaves room for a slow and busy machine.
      expect(performance.now() - before).toBeLessThan(PATIENCE / 4);
    },
    PATIENCE,
  );
});
