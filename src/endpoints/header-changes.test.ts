import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Exchange } from '../model/exchange.ts';
import { CHROMIUM_BLOCKED, exchange, PAGE } from '../model/testing/sample-exchange.ts';
import { headerChanges } from './header-changes.ts';

const ask = (preflight: Readonly<Record<string, string>>, passes: boolean): Exchange =>
  exchange({
    method: 'PUT',
    preflight: { headers: { 'Access-Control-Allow-Origin': PAGE, ...preflight } },
    ...(passes
      ? { response: { headers: { 'Access-Control-Allow-Origin': PAGE } } }
      : { unsent: true, error: CHROMIUM_BLOCKED }),
  });

test('lists added and changed headers, and nothing that stayed', () => {
  const before = ask({}, false);
  const after = ask({ 'Access-Control-Allow-Methods': 'GET, PUT' }, true);
  const context = { browser: 'chromium', exchanges: [before, after] } as const;
  expect(headerChanges(diagnose(before, context), diagnose(after, context))).toEqual([
    {
      phase: 'preflight',
      hop: 0,
      name: 'Access-Control-Allow-Methods',
      before: [],
      after: ['GET, PUT'],
    },
    {
      phase: 'actual',
      hop: 0,
      name: 'Access-Control-Allow-Origin',
      before: null,
      after: [PAGE],
    },
  ]);
});

test('a header that the request does not need any more is not missing', () => {
  const star = { headers: { 'Access-Control-Allow-Origin': '*' } };
  const cookie = { Cookie: '[redacted]' };
  const before = exchange({ requestHeaders: cookie, response: star, error: CHROMIUM_BLOCKED });
  const after = exchange({ response: star });
  const context = { browser: 'chromium', exchanges: [before, after] } as const;
  expect(headerChanges(diagnose(before, context), diagnose(after, context))).toEqual([]);
});

test('nothing changed', () => {
  const one = ask({}, false);
  const diagnosis = diagnose(one, { browser: 'chromium', exchanges: [one] });
  expect(headerChanges(diagnosis, diagnosis)).toEqual([]);
});
