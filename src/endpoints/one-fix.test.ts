import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Exchange } from '../model/exchange.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
} from '../model/testing/sample-exchange.ts';
import { blockedWords } from '../ui/summary.ts';
import { blockedOnPage, withoutIgnored } from './blocked.ts';
import { groupEndpoints } from './endpoints.ts';
import { summarizeBlocked } from './one-fix.ts';

const rowsOf = (inputs: readonly ExchangeInput[]) => {
  const exchanges: readonly Exchange[] = inputs.map((input, at) =>
    exchange({ id: String(at), at: at + 1, ...input }),
  );
  return groupEndpoints(exchanges, (one) =>
    diagnose(one, { browser: 'chromium', exchanges }),
  ).flatMap(({ endpoints }) => endpoints);
};
const missing = (path: string, server = API): ExchangeInput => ({
  url: `${server}${path}`,
  error: CHROMIUM_BLOCKED,
  response: { headers: {} },
});
const wrongMethod = (path: string): ExchangeInput => ({
  url: `${API}${path}`,
  method: 'PUT',
  unsent: true,
  error: CHROMIUM_BLOCKED,
  preflight: {
    headers: {
      'Access-Control-Allow-Origin': 'http://localhost:3000',
      'Access-Control-Allow-Methods': 'GET',
    },
  },
});
const redirected = (path: string): ExchangeInput => ({
  url: `${API}${path}`,
  method: 'PUT',
  unsent: true,
  error: CHROMIUM_BLOCKED,
  preflight: { status: 301, headers: { Location: `${API}${path}/` } },
});
const failing = (path: string): ExchangeInput => ({
  url: `${API}${path}`,
  error: CHROMIUM_BLOCKED,
  response: { status: 500, headers: {} },
});
const fine: ExchangeInput = {
  url: `${API}/fine`,
  response: { headers: { 'Access-Control-Allow-Origin': '*' } },
};
const notifications = Array.from({ length: 49 }, (_, id) => missing(`/api/notifications/${id}`));

test.each<[string, readonly ExchangeInput[], string]>([
  ['nothing', [], ''],
  ['nothing blocked', [fine], ''],
  ['one request', [missing('/a')], '1 request blocked'],
  [
    'one cause',
    [missing('/a'), missing('/b')],
    '2 requests blocked, 1 cause, 1 server: one fix for all',
  ],
  [
    'two causes at one server',
    [...notifications, wrongMethod('/a'), wrongMethod('/b'), fine],
    '51 requests blocked, 2 causes, 1 server: one fix for 49',
  ],
  [
    'one cause at two servers',
    [missing('/a'), missing('/b'), missing('/a', 'http://other.test')],
    '3 requests blocked, 1 cause, 2 servers: one fix for 2',
  ],
  [
    'redirects, each with its own URL',
    [redirected('/a'), redirected('/b')],
    '2 requests blocked, 1 cause, 1 server',
  ],
  [
    'URLs that each fail in their own way',
    [failing('/a'), failing('/b')],
    '2 requests blocked, 1 cause, 1 server',
  ],
  [
    'polling, which counts once',
    [missing('/a?n=1'), missing('/a?n=2'), missing('/a?n=3')],
    '1 request blocked',
  ],
])('%s', (_, inputs, words) => {
  const rows = rowsOf(inputs);
  const summary = summarizeBlocked(rows, 0);
  expect(blockedWords(summary)).toBe(words);
  expect(summary.requests).toBe(blockedOnPage(rows, 0).length);
});

test('counts only what began on the page', () => {
  const rows = rowsOf([missing('/a'), missing('/b'), missing('/c')]);
  expect(summarizeBlocked(rows, 3).requests).toBe(1);
});

test('an ignored server has no rows', () => {
  const rows = rowsOf([missing('/a'), missing('/a', 'http://other.test')]);
  expect(withoutIgnored(rows, [])).toBe(rows);
  expect(withoutIgnored(rows, [API]).map(({ server }) => server)).toEqual(['http://other.test']);
});
