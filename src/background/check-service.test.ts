import { expect, test, vi } from 'vitest';
import type { RequestEvent } from '../capture/raw-event.ts';
import type { Answer } from '../checks/check.ts';
import type { CheckQuestion } from '../messaging/checks.ts';
import { CHROMIUM_BLOCKED, exchange, headers, PAGE } from '../model/testing/sample-exchange.ts';
import { type CheckServiceParts, createCheckService } from './check-service.ts';

const TAB = 1;
const get = exchange({ id: '5', error: CHROMIUM_BLOCKED });
const put = exchange({
  id: '6',
  method: 'PUT',
  unsent: true,
  preflight: {},
  error: CHROMIUM_BLOCKED,
});
const question = (exchange: string, more: Partial<CheckQuestion> = {}): CheckQuestion => ({
  type: 'check',
  tabId: TAB,
  exchange,
  cookies: false,
  quiet: false,
  ...more,
});
const answer = (names: Readonly<Record<string, string>> = {}): Answer => ({
  kind: 'response',
  status: 200,
  headers: headers(names),
  at: 50,
});
const OPEN = new AbortController().signal;

function lab(parts: Partial<CheckServiceParts> = {}) {
  const kept: RequestEvent[] = [];
  const check = createCheckService({
    browser: 'chromium',
    exchanges: async () => [get, put],
    accept: async (event) => void kept.push(event),
    ask: async () => answer(),
    isGranted: async () => true,
    isPrivate: async () => false,
    now: () => 40,
    ...parts,
  });
  return { check, kept };
}

test('a check is kept, and answered', async () => {
  const { check, kept } = lab();
  const told = await check(question('5'), OPEN);
  expect(told).toMatchObject({ type: 'checked', exchange: { checked: { of: '5' } } });
  expect(kept.map(({ type }) => type)).toEqual([
    'before-request',
    'send-headers',
    'headers-received',
    'completed',
  ]);
});

test.each([
  ['what is no longer in the list', lab(), '99', 'gone'],
  ['a host that is not granted', lab({ isGranted: async () => false }), '5', 'not-granted'],
  [
    'a browser that refuses',
    lab({ ask: () => Promise.reject(new Error('refused')) }),
    '5',
    'interrupted',
  ],
] as const)('%s: nothing is kept', async (_, { check, kept }, id, why) => {
  expect(await check(question(id), OPEN)).toEqual({ type: 'not-checked', why });
  expect(kept).toEqual([]);
});

test('nothing is asked of a host that is not granted', async () => {
  const ask = vi.fn(async () => answer());
  const { check } = lab({ ask, isGranted: async () => false });
  await check(question('5'), OPEN);
  expect(ask).not.toHaveBeenCalled();
});

test('a check that is taken back asks nothing, and keeps nothing', async () => {
  const ask = vi.fn(async () => answer());
  const { check, kept } = lab({ ask });
  const closed = new AbortController();
  closed.abort();
  expect(await check(question('5'), closed.signal)).toMatchObject({ why: 'interrupted' });
  expect(ask).not.toHaveBeenCalled();
  expect(kept).toEqual([]);
});

test('a check that is taken back while it waits keeps nothing', async () => {
  const { check, kept } = lab({
    ask: (_, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(null))),
  });
  const closed = new AbortController();
  const told = check(question('5'), closed.signal);
  await Promise.resolve();
  setTimeout(() => closed.abort(), 5);
  expect(await told).toEqual({ type: 'not-checked', why: 'interrupted' });
  expect(kept).toEqual([]);
});

test('two checks never ask at the same time', async () => {
  let now = 0;
  let most = 0;
  const { check } = lab({
    ask: async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 3));
      now -= 1;
      return answer();
    },
  });
  await Promise.all(['5', '6', '5', '6'].map((id) => check(question(id), OPEN)));
  expect(most).toBe(1);
});

test('asking again and again keeps only answers that differ', async () => {
  const answers = [answer(), answer(), answer({ 'Access-Control-Allow-Origin': PAGE })];
  const { check, kept } = lab({ ask: async () => answers.shift() ?? null });
  for (let i = 0; i < 3; i++) await check(question('5', { quiet: true }), OPEN);
  expect(kept.filter(({ type }) => type === 'before-request')).toHaveLength(2);
});

test('a private tab’s check never sends the cookies of other windows', async () => {
  const cookies: boolean[] = [];
  const { check } = lab({
    isPrivate: async () => true,
    ask: async (one) => {
      cookies.push(one.cookies);
      return answer();
    },
  });
  const told = await check(question('5', { cookies: true }), OPEN);
  expect(cookies).toEqual([false]);
  expect(told).toMatchObject({ exchange: { checked: { cookies: false } } });
});

test('an exception for a certificate, which extensions cannot use, is told as such', async () => {
  const { check, kept } = lab({
    ask: async () => ({ kind: 'error', error: 'net::ERR_CERT_AUTHORITY_INVALID', at: 50 }),
  });
  expect(await check(question('5'), OPEN)).toMatchObject({ why: 'certificate' });
  expect(kept).toEqual([]);
});
