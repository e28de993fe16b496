import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import type { NetworkEntry } from '../model/network-entry.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
} from '../model/testing/sample-exchange.ts';
import { sourcesOf } from './sources.ts';

const URL = `${API}/items`;
const START = 1_000_000;

const made = (id: string, at: number, input: ExchangeInput = {}): Exchange =>
  exchange({ id, url: URL, at: START + at, error: CHROMIUM_BLOCKED, ...input });

const recorded = (at: number, name: string, change: Partial<NetworkEntry> = {}): NetworkEntry => ({
  url: URL,
  method: 'GET',
  at: START + at,
  isPreflight: false,
  status: 200,
  error: 'net::ERR_FAILED',
  provisionalHeaders: [],
  allowOrigins: [],
  stack: [{ functionName: name, url: 'http://localhost:3000/app.js', line: 1, column: 1 }],
  fromWorker: false,
  ...change,
});

const makers = (exchanges: readonly Exchange[], entries: readonly NetworkEntry[]) =>
  exchanges.map((one) => sourcesOf(one, exchanges, entries).stack[0]?.functionName ?? null);

describe('an entry belongs to the request that is nearest in time', () => {
  test('in any order of entries and requests', () => {
    const exchanges = [made('1', 0), made('2', 50), made('3', 90)];
    const entries = [recorded(88, 'c'), recorded(-3, 'a'), recorded(47, 'b')];
    expect(makers(exchanges, entries)).toEqual(['a', 'b', 'c']);
    expect(makers(exchanges.toReversed(), entries.toReversed())).toEqual(['c', 'b', 'a']);
  });

  test('and to no other, if DevTools were opened in between', () => {
    expect(makers([made('1', 0), made('2', 400)], [recorded(398, 'b')])).toEqual([null, 'b']);
  });

  test.each([
    ['with another URL', { url: `${URL}/1` }],
    ['with another method', { method: 'PUT' }],
    ['at another time', { at: START + 1_500 }],
    ['of its preflight', { isPreflight: true }],
  ])('never one %s', (_, change) => {
    expect(makers([made('1', 0)], [recorded(0, 'a', change)])).toEqual([null]);
  });

  test('even if one has a fragment, and both had a secret', () => {
    const url = `${URL}?token=[redacted]`;
    const exchanges = [made('1', 0, { url: `${URL}?token=abc123#top` })];
    expect(makers(exchanges, [recorded(0, 'a', { url })])).toEqual(['a']);
  });
});

test("without DevTools' entry, the observer’s stack is used", () => {
  const stack = recorded(0, 'observed').stack;
  const declared = {
    credentials: 'omit',
    mode: 'cors',
    headerNames: [],
    readNames: [],
    stack,
  } as const;
  expect(makers([made('1', 0, { declared })], [])).toEqual(['observed']);
});

describe('a request that its preflight refused', () => {
  const refused = made('1', 0, { method: 'PUT', unsent: true, preflight: { status: null } });
  const asked = recorded(2, 'x', {
    method: 'OPTIONS',
    isPreflight: true,
    status: 0,
    error: 'net::ERR_EMPTY_RESPONSE',
    at: (refused.hops[0].preflight?.request.at ?? 0) + 1,
  });
  const own = recorded(0, 'save', {
    method: 'PUT',
    status: 0,
    provisionalHeaders: [['x-custom', '1']],
  });

  test('has the preflight’s own error, and the headers that it would have sent', () => {
    expect(sourcesOf(refused, [refused], [asked, own])).toMatchObject({
      preflightError: 'net::ERR_EMPTY_RESPONSE',
      provisionalHeaders: [['x-custom', '1']],
      fromCache: false,
    });
  });

  test('has neither, if it was sent', () => {
    const sent = made('1', 0, { method: 'PUT' });
    expect(sourcesOf(sent, [sent], [own])).toMatchObject({
      preflightError: null,
      provisionalHeaders: null,
    });
  });
});

describe('a response came from the HTTP cache', () => {
  const before = recorded(-500, 'image', { error: null });
  const hidden = recorded(0, 'load', { status: 0 });
  const fromCache = (entries: readonly NetworkEntry[], input: ExchangeInput = {}) => {
    const one = made('1', 0, input);
    return sourcesOf(one, [one], entries).fromCache;
  };

  test('if only the extension API saw it, after something had filled the cache', () => {
    expect(fromCache([before, hidden])).toBe(true);
  });

  test.each([
    ['DevTools saw it too', [before, recorded(0, 'load')], {}],
    ['nothing had filled the cache', [hidden], {}],
    ['a worker asked', [before, { ...hidden, fromWorker: true }], {}],
    ['no response was seen', [before, hidden], { response: null }],
    ['it was not refused', [before, hidden], { started: true }],
  ] as const)('it did not if %s', (_, entries, input) => {
    expect(fromCache(entries, input)).toBe(false);
  });
});
