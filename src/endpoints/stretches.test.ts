import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Exchange } from '../model/exchange.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { stretches } from './stretches.ts';

const blocked = exchange({ error: CHROMIUM_BLOCKED });
const allowed = exchange({ response: { headers: { 'Access-Control-Allow-Origin': '*' } } });
const failed = exchange({ response: null, error: 'net::ERR_CONNECTION_REFUSED' });
const pending = exchange({ response: null, ending: { kind: 'pending' } });

const told = (...exchanges: readonly Exchange[]): readonly string[] =>
  stretches(exchanges.map((one) => diagnose(one, { browser: 'chromium', exchanges }))).map(
    ({ state, count }) => `${state} ${count}`,
  );

test.each([
  ['nothing', [], []],
  ['one', [blocked], ['blocked 1']],
  ['fixed', [blocked, blocked, allowed, allowed], ['blocked 2', 'fixed 2']],
  ['broken again', [blocked, allowed, blocked], ['blocked 1', 'fixed 1', 'blocked 1']],
  ['never broken', [allowed, allowed], ['allowed 2']],
  ['broken by a change', [allowed, blocked], ['allowed 1', 'blocked 1']],
  [
    'the server was down in between',
    [blocked, failed, allowed],
    ['blocked 1', 'failed 1', 'fixed 1'],
  ],
  ['one request still waits', [blocked, pending, blocked], ['blocked 2']],
] as const)('%s', (_, exchanges, expected) => {
  expect(told(...exchanges)).toEqual(expected);
});

test('a status with which the server refuses starts a new stretch', () => {
  const refused = exchange({
    id: 'r',
    response: { status: 403, headers: { 'Access-Control-Allow-Origin': '*' } },
  });
  const exchanges = [blocked, refused, { ...refused, id: 's' }, allowed];
  const history = exchanges.map((one) => diagnose(one, { browser: 'chromium', exchanges }));
  expect(
    stretches(history).map(({ state, count, refusedWith, newest }) => [
      state,
      count,
      refusedWith,
      newest,
    ]),
  ).toEqual([
    ['blocked', 1, null, '1'],
    ['fixed', 2, 403, 's'],
    ['fixed', 1, null, '1'],
  ]);
});
