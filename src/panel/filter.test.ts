import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { groupEndpoints } from '../endpoints/endpoints.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import type { ListChoices } from '../ui/state.ts';
import { createFilter } from './filter.ts';

const exchanges = [
  exchange({
    id: 'blocked',
    at: 10,
    url: 'http://api.test/Orders/7',
    method: 'PUT',
    unsent: true,
    error: CHROMIUM_BLOCKED,
    preflight: { asksHeaders: 'x-trace', headers: { Server: 'nginx' } },
  }),
  exchange({
    id: 'allowed',
    at: 20,
    url: 'http://cdn.test/font?v=2',
    response: { headers: { 'Access-Control-Allow-Origin': '*' } },
  }),
];
const endpoints = groupEndpoints(exchanges, (one) =>
  diagnose(one, { browser: 'chromium', exchanges }),
).flatMap((group) => group.endpoints);
const passing = (
  text: string,
  verdict: ListChoices['verdict'] = 'all',
  scope: ListChoices['scope'] = 'session',
): readonly string[] =>
  endpoints
    .filter(createFilter({ text, verdict, scope, navigatedAt: 15 }))
    .map(({ shown }) => shown.exchange.id);

test.each([
  ['no text', '', ['blocked', 'allowed']],
  ['blanks only', '  ', ['blocked', 'allowed']],
  ['a path, in any case', 'orders', ['blocked']],
  ['a query', 'v=2', ['allowed']],
  ['a method', 'put', ['blocked']],
  ['a header in the preflight request', 'X-Trace', ['blocked']],
  ['a response header', 'server: nginx', ['blocked']],
  ['words of the cause', 'does not allow', ['blocked']],
  ['several words, which must all match', 'put cdn', []],
] as const)('%s', (_, text, expected) => {
  expect(passing(text)).toEqual(expected);
});

test('one verdict only', () => {
  expect(passing('', 'blocked')).toEqual(['blocked']);
  expect(passing('', 'allowed')).toEqual(['allowed']);
  expect(passing('', 'failed')).toEqual([]);
  expect(passing('cdn', 'blocked')).toEqual([]);
});

test('the current page only', () => {
  expect(passing('', 'all', 'page')).toEqual(['allowed']);
});
