import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { diagnoseRow } from '../diagnosis/row.ts';
import { plausible } from '../diagnosis/testing/arbitrary-exchange.ts';
import type { Exchange } from '../model/exchange.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { createEndpointIndex } from './endpoint-index.ts';
import { byServer, type Endpoint, groupEndpoints } from './endpoints.ts';

/** What happens to a list over time: an item arrives (at any place), changes, or leaves. */
const step = fc.record({
  what: fc.constantFrom('arrive', 'arrive', 'arrive', 'change', 'leave'),
  exchange: plausible('x'),
  place: fc.nat(1_000),
});

const path = fc.constantFrom('/a', '/a', '/b', '/c');

function next(
  list: readonly Exchange[],
  { what, exchange: one, place }: { what: string; exchange: Exchange; place: number },
  id: string,
): readonly Exchange[] {
  const at = place % Math.max(list.length, 1);
  const old = list[at];
  if (what === 'leave') return list.filter((other) => other !== old);
  if (what === 'change' && old !== undefined) return list.with(at, { ...one, id: old.id });
  const fresh = { ...one, id };
  return place % 5 === 0 ? list.toSpliced(at, 0, fresh) : [...list, fresh];
}

/** All that a row shows. */
const told = (endpoint: Endpoint) => ({
  ...endpoint,
  history: endpoint.history.map(({ exchange, title }) => [exchange.id, title]),
  shown: [endpoint.shown.exchange.id, endpoint.shown.title, endpoint.shown.headline],
  before: endpoint.before?.exchange.id,
});

test('finds the same rows as grouping everything again, after any changes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(step, path), { maxLength: 25 }), (steps) => {
      const index = createEndpointIndex('chromium', diagnoseRow);
      let exchanges: readonly Exchange[] = [];
      for (const [number, [one, under]] of steps.entries()) {
        const [first, ...rest] = one.exchange.hops;
        const moved = { ...first, at: one.place % 7, url: new URL(under, first.url).href };
        exchanges = next(
          exchanges,
          { ...one, exchange: { ...one.exchange, hops: [moved, ...rest] } },
          String(number),
        );
        const anew = groupEndpoints(exchanges, (each) =>
          diagnose(each, { browser: 'chromium', exchanges }),
        );
        const found = byServer(index(exchanges));
        expect(found.map(({ server, endpoints }) => [server, endpoints.map(told)])).toEqual(
          anew.map(({ server, endpoints }) => [server, endpoints.map(told)]),
        );
      }
    }),
  );
});

const blocked = (id: string, url: string): Exchange =>
  exchange({ id, url, at: Number(id), error: CHROMIUM_BLOCKED, response: {} });

test('unchanged rows stay the same object', () => {
  const index = createEndpointIndex('chromium', diagnoseRow);
  const [a, b] = [blocked('1', 'http://a.test/x'), blocked('2', 'http://a.test/y')];
  const [first] = index([a]);
  const both = index([a, b]);
  expect(both[0]).toBe(first);
  expect(index([a, b])).toBe(both);
});

test('the details of a row come from its current neighbors', () => {
  const index = createEndpointIndex('chromium', diagnoseRow);
  const one = blocked('1', 'http://a.test/x');
  const detectedIn = (exchanges: readonly Exchange[]): string | undefined => {
    const [row] = index(exchanges);
    const { remedies } = diagnose(row!.shown.exchange, { browser: 'chromium', exchanges });
    return remedies.find(({ detected }) => detected)?.stack.id;
  };
  expect(detectedIn([one])).toBeUndefined();
  const django = exchange({
    id: '2',
    at: 2,
    url: 'http://a.test/y',
    response: {
      headers: {
        Server: 'WSGIServer/0.2 CPython/3.11.2',
        'X-Frame-Options': 'DENY',
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'same-origin',
        'Cross-Origin-Opener-Policy': 'same-origin',
      },
    },
  });
  expect(detectedIn([one, django])).toBe('django-cors-headers');
});
