import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBlockedCounts } from '../background/blocked-counts.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { diagnoseRow } from '../diagnosis/row.ts';
import { browserName, plausible } from '../diagnosis/testing/arbitrary-exchange.ts';
import { blockedOnPage } from '../endpoints/blocked.ts';
import { createEndpointIndex } from '../endpoints/endpoint-index.ts';
import { groupEndpoints } from '../endpoints/endpoints.ts';
import type { Exchange } from '../model/exchange.ts';
import { CHROMIUM_BLOCKED, exchange, PAGE } from '../model/testing/sample-exchange.ts';
import { createFilter } from '../panel/filter.ts';
import { countStates } from '../ui/summary.ts';
import { toReport } from './report.ts';

const PATIENCE = { timeout: 60_000 };
const OPTIONS = { version: '1.2.3', capturedAt: '2026-11-20T05:00:00.000Z' };

/** Traffic of a server that is being fixed. Random traffic seldom repeats itself. */
const repeated = fc.constantFrom(
  exchange({ error: CHROMIUM_BLOCKED }),
  exchange({ response: { headers: { 'Access-Control-Allow-Origin': PAGE } } }),
  exchange({ response: { status: 403, headers: { 'Access-Control-Allow-Origin': '*' } } }),
);

/** Requests to few URLs at few times, so that many of them share a row. */
const exchanges = fc
  .array(
    fc.tuple(fc.oneof(plausible('x'), repeated), fc.constantFrom('/a', '/a', '/b'), fc.nat(9)),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(([one, path, at], index): Exchange => {
      const [first, ...rest] = one.hops;
      const moved = { ...first, at, url: new URL(path, first.url).href };
      return { ...one, id: String(index), hops: [moved, ...rest] };
    }),
  );

test('badge, popup, panel and export agree on what is blocked', PATIENCE, () => {
  fc.assert(
    fc.property(browserName, exchanges, fc.nat(9), (browser, all, since) => {
      const badge = createBlockedCounts(browser);
      // The badge follows the traffic one request at a time.
      for (const [index] of all.entries()) badge.count(1, all.slice(0, index), since);
      const onBadge = badge.count(1, all, since);

      const rows = createEndpointIndex(browser, diagnoseRow)(all);
      expect(blockedOnPage(rows, since).length, 'popup').toBe(onBadge);
      expect(countStates(rows, since).blocked, 'the panel’s counts').toBe(onBadge);
      const filter = createFilter({
        text: '',
        verdict: 'blocked',
        scope: 'page',
        navigatedAt: since,
      });
      expect(rows.filter(filter).length, 'the panel’s list').toBe(onBadge);

      const groups = groupEndpoints(all, (one) => diagnose(one, { browser, exchanges: all }));
      const inText = groups.flatMap(({ endpoints }) => endpoints);
      expect(blockedOnPage(inText, since).length, 'the command line').toBe(onBadge);

      const report = toReport(all, { browser, exchanges: all }, OPTIONS);
      const reported = new Set(
        report.exchanges.flatMap(({ occurrence }) =>
          occurrence?.state === 'blocked' ? [occurrence.row] : [],
        ),
      );
      expect(reported.size, 'the report').toBe(badge.count(1, all, 0));
    }),
  );
});
