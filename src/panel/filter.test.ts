import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { groupEndpoints } from '../diagnosis/endpoints.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/exchange-builder.ts';
import { filterGroups } from './filter.ts';

const exchanges = [
  exchange({
    id: 'blocked',
    url: 'http://api.test/Orders/7',
    method: 'PUT',
    unsent: true,
    error: CHROMIUM_BLOCKED,
    preflight: { asksHeaders: 'x-trace', headers: { Server: 'nginx' } },
  }),
  exchange({
    id: 'allowed',
    url: 'http://cdn.test/font?v=2',
    response: { headers: { 'Access-Control-Allow-Origin': '*' } },
  }),
];
const groups = groupEndpoints(exchanges, (one) =>
  diagnose(one, { browser: 'chromium', exchanges }),
);
const passing = (text: string, blockedOnly = false): readonly string[] =>
  filterGroups(groups, { text, blockedOnly }).flatMap(({ endpoints }) =>
    endpoints.map(({ shown }) => shown.exchange.id),
  );

test.each([
  ['nothing typed', '', ['blocked', 'allowed']],
  ['blanks only', '  ', ['blocked', 'allowed']],
  ['a path, in any case', 'orders', ['blocked']],
  ['a query', 'v=2', ['allowed']],
  ['a method', 'put', ['blocked']],
  ['a header that the preflight asked for', 'X-Trace', ['blocked']],
  ['a header of the answer', 'server: nginx', ['blocked']],
  ['words of the cause', 'names no', ['blocked']],
  ['words that must all be there', 'put cdn', []],
] as const)('%s', (_, text, expected) => {
  expect(passing(text)).toEqual(expected);
});

test('blocked only', () => {
  expect(passing('', true)).toEqual(['blocked']);
  expect(passing('cdn', true)).toEqual([]);
});

test('a server without passing endpoints leaves the list', () => {
  expect(filterGroups(groups, { text: 'orders', blockedOnly: false })).toHaveLength(1);
});
