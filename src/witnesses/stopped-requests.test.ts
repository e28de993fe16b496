import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Declaration } from '../model/declared.ts';
import type { NetworkEntry } from '../model/network-entry.ts';
import { stoppedExchanges } from './stopped-requests.ts';

const frame = (url: string) => ({ functionName: 'save', url, line: 1, column: 1 });
const mixed: NetworkEntry = {
  url: 'http://api.example/items',
  method: 'PUT',
  at: 100,
  isPreflight: false,
  status: 0,
  error: '',
  provisionalHeaders: [],
  allowOrigins: [],
  stack: [frame('https://cdn.example/app.js'), frame('https://shop.example/')],
  fromWorker: false,
};
const call: Declaration = {
  url: 'https://api.example/items',
  method: 'PUT',
  at: 100,
  origin: 'https://shop.example',
  declared: { credentials: 'omit', mode: 'same-origin', headerNames: [], readNames: [], stack: [] },
};
const stopped = (
  entries: readonly NetworkEntry[],
  calls: readonly Declaration[] = [],
  since = 0,
) => {
  const exchanges = stoppedExchanges({ tabId: 1, entries, calls, since });
  return exchanges.map((one) => diagnose(one, { browser: 'chromium', exchanges }).evaluation);
};

describe('mixed content in DevTools’ recorder', () => {
  test('is a failure that is not CORS', () => {
    expect(stopped([mixed])).toMatchObject([
      { verdict: 'failed', failure: 'mixed-content', origin: 'https://shop.example', findings: [] },
    ]);
  });

  test.each([
    ['had an answer', { status: 200 }],
    ['had an error of its own', { error: 'net::ERR_CONNECTION_REFUSED' }],
    ['ended well', { error: null }],
    ['was a preflight', { isPreflight: true }],
    ['went to https', { url: 'https://api.example/items' }],
    ['came from a page without https', { stack: [frame('http://localhost:3000/')] }],
    ['came from an unknown place', { stack: [] }],
  ])('is not assumed for a request that %s', (_, change) => {
    expect(stopped([{ ...mixed, ...change }])).toEqual([]);
  });
});

test.each([
  ['a WebSocket that was not opened', { url: 'wss://api.example/live' }, 'web-socket'],
  ['a file', { url: 'file:///etc/hosts' }, 'file'],
])('%s in DevTools’ recorder is a failure that is not CORS', (_, change, failure) => {
  expect(stopped([{ ...mixed, ...change }])).toMatchObject([
    { verdict: 'failed', failure, findings: [] },
  ]);
});

describe('the mode same-origin, as the observer saw it', () => {
  test('is a block that the page asked for', () => {
    expect(stopped([], [call])).toMatchObject([
      {
        verdict: 'blocked',
        origin: 'https://shop.example',
        findings: [{ cause: 'same-origin-mode', evidence: { url: call.url } }],
      },
    ]);
  });

  test('is one in a sandboxed document too: every origin is another one', () => {
    expect(stopped([], [{ ...call, origin: 'null' }])).toHaveLength(1);
  });

  test.each([
    ['another mode', { declared: { ...call.declared, mode: 'cors' } }],
    ['its own origin', { origin: 'https://api.example' }],
    ['an unknown origin', { origin: '' }],
    ['a URL without a server', { url: 'data:,x' }],
  ] as const)('is nothing for %s', (_, change) => {
    expect(stopped([], [{ ...call, ...change }])).toEqual([]);
  });
});

test('cleared requests stay away', () => {
  expect(stopped([mixed], [call], 100)).toEqual([]);
});

test('no two requests have the same id', () => {
  const exchanges = stoppedExchanges({
    tabId: 1,
    entries: [mixed, mixed],
    calls: [call, call],
    since: 0,
  });
  expect(new Set(exchanges.map(({ id }) => id)).size).toBe(4);
});
