import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBackgroundMessage, parseViewMessage } from './parse.ts';

const status = {
  tabId: 1,
  capturingSince: 2,
  navigatedAt: 0,
  dropped: 0,
  restarts: 0,
  storageProblem: null,
};
const exchange = { id: '7', ending: { kind: 'pending' }, hops: [{ url: 'https://a.example/' }] };

describe('what a view sends', () => {
  test.each([
    ['a subscription', { type: 'subscribe', tabId: 4 }],
    ['a wish to clear', { type: 'clear', tabId: 4 }],
    ['a sign of life', { type: 'ping' }],
  ])('%s is understood', (_, message) => {
    expect(parseViewMessage(message)).toEqual(message);
  });

  test.each([
    ['nothing', undefined],
    ['text', 'subscribe'],
    ['an unknown type', { type: 'explode', tabId: 1 }],
    ['a tab that is no number', { type: 'subscribe', tabId: '1' }],
    ['a tab that is not finite', { type: 'clear', tabId: Number.NaN }],
  ])('%s is ignored', (_, message) => {
    expect(parseViewMessage(message)).toBeNull();
  });
});

describe('what the background sends', () => {
  test.each([
    ['a snapshot', { type: 'snapshot', browser: 'firefox', status, exchanges: [exchange] }],
    ['a change', { type: 'changed', status, exchanges: [], removed: ['7'] }],
  ])('%s is understood', (_, message) => {
    expect(parseBackgroundMessage(message)).toEqual(message);
  });

  test.each([
    ['a snapshot of an unknown browser', { type: 'snapshot', browser: 'x', status, exchanges: [] }],
    ['a snapshot without status', { type: 'snapshot', browser: 'chromium', exchanges: [] }],
    ['a change without ids', { type: 'changed', status, exchanges: [] }],
    ['a change whose ids are no text', { type: 'changed', status, exchanges: [], removed: [1] }],
    [
      'an exchange without hops',
      { type: 'changed', status, exchanges: [{ ...exchange, hops: [] }], removed: [] },
    ],
    [
      'a problem that is no text',
      { type: 'changed', status: { ...status, storageProblem: 1 }, exchanges: [], removed: [] },
    ],
  ])('%s is ignored', (_, message) => {
    expect(parseBackgroundMessage(message)).toBeNull();
  });
});

test('no message, however odd, throws', () => {
  fc.assert(
    fc.property(fc.anything(), (message) => {
      parseViewMessage(message);
      parseBackgroundMessage(message);
    }),
  );
});
