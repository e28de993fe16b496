import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BrowserName } from '../model/exchange.ts';
import { redactUrl } from '../model/redact.ts';
import { ALLOW, asking, byTime, eventsOf, feed } from './testing/sample-events.ts';
import { exchangesOfTab } from './view.ts';

/** URLs that differ only in what is hidden: for the capture they are one URL. */
const secret = (index: number): string =>
  redactUrl(`http://127.0.0.1:8201/reset/a1b2c3d4e5${index}?token=${index}`);

test('redirects between secret URLs are joined, each step with its own response', () => {
  const steps = [
    ['B', secret(1)],
    ['s'],
    ['H', 307, [['X-Leg', '1']]],
    ['R', secret(2)],
    ['B', secret(2)],
    ['s'],
    ['H', 308, [['X-Leg', '2']]],
    ['R', secret(3), 308],
    ['B', secret(3)],
    ['s'],
    ['H', 200, [['X-Leg', '3']]],
    ['S'],
    ['C'],
  ] as const;
  const [one, ...others] = exchangesOfTab(feed('chromium', eventsOf({ id: '1' }, steps, [0])), 7);
  expect(others).toEqual([]);
  expect(one?.hops.map(({ response }) => response?.headers)).toEqual([
    [['X-Leg', '1']],
    [['X-Leg', '2']],
    [['X-Leg', '3']],
  ]);
});

test.each<BrowserName>(['chromium', 'firefox'])(
  'each of several parallel requests to secret URLs has its own preflight: %s',
  (browser) => {
    const pairs = fc.array(
      fc.record({ passes: fc.boolean(), takes: fc.integer({ min: 2, max: 60 }) }),
      {
        minLength: 2,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(pairs, (all) => {
        const events = all.flatMap(({ passes, takes }, index) => {
          const at = index * 3;
          const who = { id: String(index + 1), url: secret(index), method: 'PUT' };
          const asker = {
            ...who,
            id: String(index + 101),
            method: 'OPTIONS',
            headers: asking('PUT'),
          };
          const [begin, sent] = [['B'], ['s']] as const;
          const own = passes
            ? ([begin, sent, ['H', 200, ALLOW], ['S'], ['C']] as const)
            : browser === 'chromium'
              ? ([begin, ['E', 'net::ERR_FAILED']] as const)
              : ([begin, sent, ['E', 'NS_ERROR_DOM_BAD_URI']] as const);
          const over = at + takes + 2;
          // Firefox shows a request's headers before its preflight.
          const times = browser === 'chromium' ? [at, over] : [at, at, over];
          const answer = passes ? (['H', 200, ALLOW] as const) : (['H', 403] as const);
          return [
            ...eventsOf(who, own, times),
            ...eventsOf(asker, [begin, sent, answer, ['S'], ['C']], [at + 1, at + 2, at + takes]),
          ];
        });
        const exchanges = exchangesOfTab(feed(browser, events.toSorted(byTime)), 7);
        const found = exchanges.map(({ id, hops }) => [
          Number(id),
          hops[0].preflight?.requestId,
          hops[0].preflight?.response?.status,
        ]);
        expect(found).toEqual(
          all.map(({ passes }, index) => [index + 1, String(index + 101), passes ? 200 : 403]),
        );
      }),
    );
  },
);
