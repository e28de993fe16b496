import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBackgroundMessage, parseViewMessage } from './parse.ts';
import { status } from './testing/sample-status.ts';

const exchange = { id: '7', ending: { kind: 'pending' }, hops: [{ url: 'https://a.example/' }] };

const declaration = {
  url: 'https://a.example/',
  method: 'GET',
  at: 1,
  origin: 'https://page.example',
  declared: { credentials: 'omit', mode: 'cors', headerNames: ['x-a'], readNames: [], stack: [] },
};

const plan = {
  server: 'http://127.0.0.1:8000',
  origin: 'http://localhost:3000',
  stack: 'Django',
  exchange: '7',
  preflight: null,
  actual: [['access-control-allow-origin', 'http://localhost:3000']],
};

describe('messages of a view', () => {
  test.each([
    ['a subscription', { type: 'subscribe', tabId: 4 }],
    ['a request to clear', { type: 'clear', tabId: 4, at: 5 }],
    ['a request to undo that', { type: 'undo-clear', tabId: 4 }],
    ['a sign of life', { type: 'ping' }],
    ['a fix to try', { type: 'try', tabId: 4, holder: 'a', plan }],
    ['a trial that is still watched', { type: 'hold-trial', tabId: 4, holder: 'a' }],
    ['the end of a trial', { type: 'end-trial', tabId: 4 }],
    ['a wish to observe pages', { type: 'observe', tabId: 4 }],
    [
      'reports of what the page received',
      { type: 'handed-over', tabId: 4, requests: [{ id: '7', handedOver: false }] },
    ],
  ])('%s is understood', (_, message) => {
    expect(parseViewMessage(message)).toEqual(message);
  });

  test.each([
    ['nothing', undefined],
    ['text', 'subscribe'],
    ['an unknown type', { type: 'explode', tabId: 1 }],
    ['a tab that is not a number', { type: 'subscribe', tabId: '1' }],
    ['reports that are not a list', { type: 'handed-over', tabId: 1, requests: {} }],
    ['a tab that is not finite', { type: 'clear', tabId: Number.NaN, at: 5 }],
    ['a fix for any page', { type: 'try', tabId: 4, holder: 'a', plan: { ...plan, origin: '*' } }],
    ['a fix for workers of all tabs', { type: 'try', tabId: -1, holder: 'a', plan }],
    ['a fix that nobody holds', { type: 'try', tabId: 4, plan }],
    ['a request to clear without its time', { type: 'clear', tabId: 4 }],
    ['a request to clear with an infinite time', { type: 'clear', tabId: 4, at: Number.NaN }],
  ])('%s is ignored', (_, message) => {
    expect(parseViewMessage(message)).toBeNull();
  });
});

test('made-up calls of a page are left out', () => {
  const calls = [{ ...declaration, method: '' }, null, declaration];
  expect(parseBackgroundMessage({ type: 'called', calls })).toEqual({
    type: 'called',
    calls: [declaration],
  });
  expect(parseBackgroundMessage({ type: 'called', calls: 'x' })).toEqual({
    type: 'called',
    calls: [],
  });
});

test('invalid entries are left out of reports', () => {
  const told = { id: '7', handedOver: true };
  const requests = [null, { id: 7, handedOver: true }, { id: '7', handedOver: 1 }, told];
  expect(parseViewMessage({ type: 'handed-over', tabId: 4, requests })).toEqual({
    type: 'handed-over',
    tabId: 4,
    requests: [told],
  });
});

describe('messages of the background', () => {
  test.each([
    ['calls without a request', { type: 'called', calls: [declaration] }],
    ['a snapshot', { type: 'snapshot', browser: 'firefox', status, ids: ['7'] }],
    ['a change', { type: 'changed', status, exchanges: [exchange], removed: ['7'], more: false }],
  ])('%s is understood', (_, message) => {
    expect(parseBackgroundMessage(message)).toEqual(message);
  });

  test.each([
    ['a snapshot of an unknown browser', { type: 'snapshot', browser: 'x', status, ids: [] }],
    ['a snapshot without status', { type: 'snapshot', browser: 'chromium', ids: [] }],
    ['a snapshot without ids', { type: 'snapshot', browser: 'chromium', status }],
    ['a change without ids', { type: 'changed', status, exchanges: [] }],
    ['a change whose ids are not text', { type: 'changed', status, exchanges: [], removed: [1] }],
    [
      'an exchange without hops',
      { type: 'changed', status, exchanges: [{ ...exchange, hops: [] }], removed: [] },
    ],
    [
      'a problem that is not text',
      { type: 'changed', status: { ...status, storageProblem: 1 }, exchanges: [], removed: [] },
    ],
  ])('%s is ignored', (_, message) => {
    expect(parseBackgroundMessage(message)).toBeNull();
  });
});

test('no message throws, however unexpected', () => {
  fc.assert(
    fc.property(fc.anything(), (message) => {
      parseViewMessage(message);
      parseBackgroundMessage(message);
    }),
  );
});
