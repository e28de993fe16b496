import { expect, test } from 'vitest';
import { exchangeOfCheck } from '../checks/check.ts';
import { askAll, checkOf, type Reply } from '../checks/testing/ask-all.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Exchange } from '../model/exchange.ts';
import { CHROMIUM_BLOCKED, exchange, PAGE } from '../model/testing/sample-exchange.ts';
import { groupEndpoints } from './endpoints.ts';
import { stretches } from './stretches.ts';

const refusedPut = exchange({
  method: 'PUT',
  unsent: true,
  preflight: {},
  error: CHROMIUM_BLOCKED,
});
/** Its preflight passed, and its own response was refused. */
const refusedLater = exchange({
  method: 'PUT',
  preflight: {
    headers: { 'Access-Control-Allow-Origin': PAGE, 'Access-Control-Allow-Methods': 'PUT' },
  },
  error: CHROMIUM_BLOCKED,
});
const refusedGet = exchange({ error: CHROMIUM_BLOCKED });

const NOTHING: Reply = { status: 200, headers: [] };
const DOWN: Reply = 'net::ERR_CONNECTION_REFUSED';
const ALLOWED: Reply = {
  status: 200,
  headers: [
    ['Access-Control-Allow-Origin', PAGE],
    ['Access-Control-Allow-Methods', 'PUT'],
  ],
};
const LOGIN: Reply = { status: 401, headers: [] };

/** The row of a request after checks with these replies. */
function rowAfter(of: Exchange, replies: readonly Reply[]) {
  const made = replies.map((reply, index): Exchange => {
    const check = { ...checkOf(of), id: `checked-${index}` };
    const own = exchangeOfCheck(
      check,
      askAll(check, () => reply, 1_000 * (index + 1)),
    );
    if (own === null) throw new Error('nothing was asked');
    return own;
  });
  const exchanges = [of, ...made];
  const rows = groupEndpoints(exchanges, (one) =>
    diagnose(one, { browser: 'chromium', exchanges }),
  );
  return rows.flatMap(({ endpoints }) => endpoints);
}

test.each([
  ['a refused preflight that passes when checked', refusedPut, [ALLOWED], 'fixed'],
  ['a refused GET that passes when checked', refusedGet, [ALLOWED], 'fixed'],
  ['a request that is refused when checked, too', refusedPut, [NOTHING], 'blocked'],
  ['a server that is down when checked', refusedPut, [DOWN], 'failed'],
  ['a server that was down, and passes when checked again', refusedPut, [DOWN, ALLOWED], 'fixed'],
  [
    'a PUT whose own response was refused: a preflight cannot tell',
    refusedLater,
    [ALLOWED],
    'blocked',
  ],
  ['a check that wants a login', refusedGet, [LOGIN], 'blocked'],
  ['a fix that is taken back', refusedPut, [ALLOWED, NOTHING], 'blocked'],
] as const)('%s', (_, of, replies, state) => {
  expect(rowAfter(of, replies)).toMatchObject([{ state }]);
});

test('the history keeps what the page got apart from what a check found', () => {
  const [row] = rowAfter(refusedPut, [NOTHING, ALLOWED]);
  expect(stretches(row?.history ?? []).map(({ state, checked }) => [state, checked])).toEqual([
    ['blocked', false],
    ['blocked', true],
    ['fixed', true],
  ]);
});

test('a check shows nothing about whether the page sends cookies', () => {
  const star: Reply = { status: 200, headers: [['Access-Control-Allow-Origin', '*']] };
  const [row] = rowAfter(refusedGet, [star]);
  expect(row?.history.map(({ evaluation }) => evaluation.credentials.known)).toEqual([
    false,
    false,
  ]);
});
