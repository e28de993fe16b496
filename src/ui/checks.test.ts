import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Asked, type Check, exchangeOfCheck } from '../checks/check.ts';
import { askAll, checkOf, type Reply } from '../checks/testing/ask-all.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { groupEndpoints } from '../endpoints/endpoints.ts';
import type { CheckAnswer, CheckQuestion } from '../messaging/checks.ts';
import type { Exchange } from '../model/exchange.ts';
import { CHROMIUM_BLOCKED, exchange, PAGE } from '../model/testing/sample-exchange.ts';
import { ASK_EVERY_MS, createChecks, inTrouble, LONGEST_ASKING_MS } from './checks.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const put = exchange({
  id: '6',
  method: 'PUT',
  unsent: true,
  preflight: {},
  error: CHROMIUM_BLOCKED,
});
const get = exchange({ id: '5', error: CHROMIUM_BLOCKED });
const total = exchange({
  id: '4',
  url: 'http://127.0.0.1:8000/total',
  response: { headers: { 'Access-Control-Allow-Origin': PAGE, 'X-Total': '42' } },
  declared: {
    credentials: 'same-origin',
    mode: 'cors',
    headerNames: [],
    readNames: ['x-total'],
    stack: [],
  },
});
const exchanges = [get, put, total];
const SEEN = { browser: 'chromium', exchanges } as const;

const REFUSED: Reply = { status: 204, headers: [] };
const DIFFERENT: Reply = { status: 204, headers: [['Access-Control-Allow-Origin', PAGE]] };
const ALLOWED: Reply = {
  status: 204,
  headers: [
    ['Access-Control-Allow-Origin', PAGE],
    ['Access-Control-Allow-Methods', 'PUT'],
  ],
};
const DOWN: Reply = 'net::ERR_CONNECTION_REFUSED';

const rowOf = (of: Exchange) => {
  const [group] = groupEndpoints(exchanges, (one) => diagnose(one, SEEN));
  const row = group?.endpoints.find(({ exchanges: own }) => own.includes(of));
  if (row === undefined) throw new Error('no row');
  return row;
};

/** A background whose servers answer these replies in turn; the last one stays. */
function lab(replies: readonly Reply[]) {
  const questions: CheckQuestion[] = [];
  const check = async (question: CheckQuestion): Promise<CheckAnswer> => {
    const reply = replies[Math.min(questions.length, replies.length - 1)] ?? DOWN;
    questions.push(question);
    const of = exchanges.find(({ id }) => id === question.exchange);
    const own: Check = checkOf(of ?? get);
    const asked: readonly Asked[] = askAll(own, () => reply, Date.now());
    const made = exchangeOfCheck(own, asked);
    return made ? { type: 'checked', exchange: made } : { type: 'not-checked', why: 'gone' };
  };
  const checks = createChecks({ check, tabId: 1 }, () => SEEN);
  return { checks, questions };
}

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const NO_COOKIES = { cookies: false };

describe('a check', () => {
  test.each([
    ['passes', ALLOWED],
    ['refused', DIFFERENT],
    ['unreached', DOWN],
  ] as const)('says that it %s', async (result, reply) => {
    const { checks } = lab([reply]);
    checks.check([rowOf(put)], NO_COOKIES);
    await wait(1);
    expect(checks.get().rows.get(rowOf(put).key)).toMatchObject({ kind: 'done', result });
    expect(checks.get().running).toBe(false);
  });

  test.each([
    ['does not pass while it may not', 'ETag', 'refused'],
    ['passes once it may', 'X-Total', 'passes'],
  ] as const)('of a header that the page could not read %s', async (_, exposed, result) => {
    const headers = [
      ['Access-Control-Allow-Origin', PAGE],
      ['Access-Control-Expose-Headers', exposed],
      ['X-Total', '42'],
    ] as const;
    const { checks } = lab([{ status: 200, headers }]);
    checks.check([rowOf(total)], NO_COOKIES);
    await wait(1);
    expect(checks.get().rows.get(rowOf(total).key)).toMatchObject({ kind: 'done', result });
  });

  test('repeats what the server itself answered, after a fix was tried', async () => {
    const { checks, questions } = lab([ALLOWED]);
    const passed = exchange({ id: '7', method: 'PUT', preflight: {} });
    const row = rowOf(put);
    checks.check([{ ...row, exchanges: [put, { ...passed, tried: true }] }], NO_COOKIES);
    await wait(1);
    expect(questions).toMatchObject([{ exchange: put.id }]);
    expect(checks.get().rows.get(row.key)).toMatchObject({ kind: 'done', result: 'passes' });
  });

  test('of many rows goes row by row, and can be stopped', async () => {
    const { checks, questions } = lab([REFUSED]);
    checks.check([rowOf(put), rowOf(get)], NO_COOKIES);
    expect([...checks.get().rows.values()].map(({ kind }) => kind)).toEqual(['asking', 'waiting']);
    checks.cancel();
    await wait(100);
    expect(questions).toHaveLength(1);
    expect([...checks.get().rows.values()]).toEqual([]);
    expect(checks.get().running).toBe(false);
  });

  test('sends cookies only if the user chose so', async () => {
    const { checks, questions } = lab([REFUSED]);
    checks.check([rowOf(put)], { cookies: true });
    checks.check([rowOf(put)], NO_COOKIES);
    await wait(1);
    expect(questions.map(({ cookies }) => cookies)).toEqual([true, false]);
  });
});

describe('asking until the server has restarted', () => {
  const asking = async (replies: readonly Reply[], milliseconds: number) => {
    const { checks, questions } = lab(replies);
    checks.keepAsking(rowOf(put), NO_COOKIES);
    await wait(milliseconds);
    return { state: checks.get(), questions, checks };
  };

  test('goes on while nothing changes', async () => {
    const { state, questions } = await asking([REFUSED], 4 * ASK_EVERY_MS + 10);
    expect(state.asking?.tries).toBe(5);
    expect(questions.every(({ quiet }) => quiet)).toBe(true);
  });

  test('ends with “fixed” as soon as it passes', async () => {
    const { state, questions } = await asking([REFUSED, DOWN, ALLOWED], 60_000);
    expect(state.ended?.kind).toBe('fixed');
    expect(questions).toHaveLength(3);
  });

  test('says that a change did not help, with the reason that is left', async () => {
    const { state } = await asking([REFUSED, DIFFERENT], 60_000);
    expect(state.ended).toMatchObject({
      kind: 'not-helped',
      title: expect.stringContaining('method'),
    });
  });

  test('says the same if the server was down, and is as before', async () => {
    const { state } = await asking([REFUSED, DOWN, REFUSED], 60_000);
    expect(state.ended?.kind).toBe('not-helped');
  });

  test('stops by itself, even if the server never comes back', async () => {
    for (const reply of [REFUSED, DOWN]) {
      const { state, questions } = await asking([reply], 2 * LONGEST_ASKING_MS);
      expect(state.ended?.kind).toBe('late');
      expect(state.running).toBe(false);
      expect(questions.length).toBeLessThanOrEqual(LONGEST_ASKING_MS / ASK_EVERY_MS + 1);
    }
  });

  test('stops with a click', async () => {
    const { checks, questions } = await asking([REFUSED], 10);
    checks.cancel();
    await wait(60_000);
    expect(questions).toHaveLength(1);
    expect(checks.get().asking).toBeNull();
  });
});

test('what one paste may fix are the rows in trouble at that server', () => {
  const rows = [rowOf(put), rowOf(get)];
  expect(inTrouble(rows, rowOf(put).server)).toEqual(rows);
  expect(inTrouble(rows, 'http://other.test')).toEqual([]);
});
