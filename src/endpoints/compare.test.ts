import { expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { API, CHROMIUM_BLOCKED, exchange, PAGE } from '../model/testing/sample-exchange.ts';
import { createVerdictIndex } from './blocked.ts';
import { type Compared, compareRows } from './compare.ts';

const blocked = (path: string, id = `b${path}`): Exchange =>
  exchange({ id, url: `${API}${path}`, error: CHROMIUM_BLOCKED, response: { headers: {} } });
const allowed = (path: string, id = `a${path}`): Exchange =>
  exchange({
    id,
    url: `${API}${path}`,
    response: { headers: { 'Access-Control-Allow-Origin': PAGE } },
  });
const rows = (exchanges: readonly Exchange[]) => createVerdictIndex('chromium')(exchanges);

test.each<[string, readonly Exchange[], readonly Exchange[], Partial<Compared>]>([
  ['what passes now is fixed', [blocked('/a')], [allowed('/a')], { fixed: 1 }],
  ['what is blocked again is not', [blocked('/a')], [blocked('/a')], { stillBlocked: 1 }],
  ['what passed before is newly blocked', [allowed('/a')], [blocked('/a')], { newlyBlocked: 1 }],
  ['what was not there is newly blocked', [], [blocked('/a')], { newlyBlocked: 1 }],
  ['what was not asked again is open', [blocked('/a')], [allowed('/b')], { open: 1 }],
  [
    'ten polls of one row count once',
    [blocked('/a', '1'), blocked('/a', '2')],
    [allowed('/a')],
    { fixed: 1 },
  ],
  ['what always passed is not counted', [allowed('/a')], [allowed('/a')], {}],
])('%s', (_, before, after, expected) => {
  expect(compareRows(rows(before), rows(after))).toEqual({
    fixed: 0,
    stillBlocked: 0,
    newlyBlocked: 0,
    open: 0,
    ...expected,
  });
});
