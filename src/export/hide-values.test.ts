import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { plausible } from '../diagnosis/testing/arbitrary-exchange.ts';
import { API, exchange } from '../model/testing/sample-exchange.ts';
import { countHidden, hideValues } from './redact.ts';

const one = exchange({
  url: `${API}/items?page=2&sort=name`,
  requestHeaders: { 'X-Tenant': 'acme', 'Content-Type': 'application/json' },
  response: { status: 302, headers: { Location: '/login?next=items', Server: 'nginx' } },
});

test('no query value and no unimportant header value remains', () => {
  const text = JSON.stringify(hideValues(one));
  for (const value of ['page=2', 'sort=name', 'acme', 'next=items']) {
    expect(text).not.toContain(value);
  }
  for (const kept of ['page=', 'X-Tenant', 'application/json', 'nginx']) {
    expect(text).toContain(kept);
  }
});

test('every hidden value is counted', () => {
  expect(countHidden([hideValues(one)])).toBe(4);
});

test('a second run changes nothing', () => {
  expect(hideValues(hideValues(one))).toBe(hideValues(one));
});

test('the verdict and the first cause stay the same', () => {
  const told = (shown: typeof one) => {
    const { evaluation } = diagnose(shown, { browser: 'chromium', exchanges: [shown] });
    return [evaluation.verdict, evaluation.failure, evaluation.findings[0]?.cause];
  };
  fc.assert(
    fc.property(plausible('x'), (any) => {
      expect(told(hideValues(any))).toEqual(told(any));
    }),
  );
});
