import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { exchangesOfTab, initialCapture, reduceCapture, toEntries } from '../capture/index.ts';
import type { RawEvent } from '../capture/raw-event.ts';
import { holds, plantedSecrets, trafficWith } from '../model/testing/planted-secrets.ts';

type Listener = (details: object) => Promise<void>;

const listeners = new Map<string, Listener>();
const heard: RawEvent[] = [];

beforeAll(async () => {
  const event = (name: string) => ({ addListener: (one: Listener) => listeners.set(name, one) });
  const names = ['BeforeRequest', 'SendHeaders', 'HeadersReceived', 'BeforeRedirect'];
  const ends = ['ResponseStarted', 'Completed', 'ErrorOccurred'];
  const webRequest = Object.fromEntries(
    [...names, ...ends].map((name) => [`on${name}`, event(name)]),
  );
  // The polyfill, once loaded, keeps the browser of whichever test came first.
  vi.doMock('./browser.ts', () => ({ browser: { webRequest } }));
  vi.resetModules();
  const { listenToRequests } = await import('./web-request.ts');
  listenToRequests(async (one) => void heard.push(one));
});
afterAll(() => {
  vi.doUnmock('./browser.ts');
  vi.resetModules();
});

test.each([
  ['the tab’s own document', { frameId: 0, frameType: 'outermost_frame' }, 0],
  // As Chromium 156 reported it while its main thread was blocked for 60 ms at a time.
  [
    'the tab’s own document, before a busy Chromium has committed it',
    { frameId: 5, frameType: 'outermost_frame', parentFrameId: -1, documentLifecycle: '' },
    0,
  ],
  [
    'a prerendered document',
    { frameId: 9, frameType: 'outermost_frame', documentLifecycle: 'prerender' },
    0,
  ],
  ['a frame in it', { frameId: 7, frameType: 'sub_frame', parentFrameId: 0 }, 7],
  ['a frame in Firefox, which does not name its kind', { frameId: 4_294_967_297 }, 4_294_967_297],
  ['a worker', { frameId: -1, frameType: 'outermost_frame' }, -1],
])('the frame of %s has its number', async (_, details, expected) => {
  await listeners.get('BeforeRequest')?.({
    requestId: '250',
    url: 'http://127.0.0.1:8000/items',
    method: 'PUT',
    tabId: 1,
    documentId: 'D7B6',
    initiator: 'http://localhost:3000',
    type: 'xmlhttprequest',
    timeStamp: 1,
    ...details,
  });
  expect(heard.at(-1)).toMatchObject({ type: 'before-request', frameId: expected });
});

test('of 1,500 secrets in the browser’s events, none is stored or shown', async () => {
  const planted = trafficWith(plantedSecrets(20_261_120, 1_500));
  heard.length = 0;
  for (const [index, { url, requestHeaders, responseHeaders, redirectUrl }] of planted.entries()) {
    const details = {
      requestId: String(index),
      url,
      method: 'GET',
      tabId: 1,
      frameId: 0,
      documentId: 'D1',
      initiator: 'http://localhost:3000',
      type: 'xmlhttprequest',
      timeStamp: 1_800_000_000_000 + index,
    };
    const named = (list: typeof requestHeaders) => list.map(([name, value]) => ({ name, value }));
    const answer = { statusCode: 302, responseHeaders: named(responseHeaders) };
    await listeners.get('BeforeRequest')?.(details);
    await listeners.get('SendHeaders')?.({ ...details, requestHeaders: named(requestHeaders) });
    await listeners.get('HeadersReceived')?.({ ...details, ...answer });
    if (redirectUrl !== null)
      await listeners.get('BeforeRedirect')?.({ ...details, ...answer, redirectUrl });
    await listeners.get('ErrorOccurred')?.({ ...details, error: `net::ERR_FAILED ${url}` });
  }
  const start = initialCapture('chromium', 1_800_000_000_000, { perTab: 5_000, bytes: 1e9 });
  const state = heard.reduce(reduceCapture, start);
  const exchanges = exchangesOfTab(state, 1);
  expect(exchanges.length).toBe(planted.length);
  const stored = JSON.stringify(Object.values(toEntries(start, state).set));
  const left = planted.flatMap(({ secrets }, index) =>
    secrets.filter((one) => holds(JSON.stringify(exchanges[index]), one) || holds(stored, one)),
  );
  expect(left).toEqual([]);
});

test.each([
  [
    'in Firefox, a private window’s worker is ignored, because it belongs to no tab',
    { tabId: -1, incognito: true },
    false,
  ],
  ['in Firefox, a private window’s page is recorded', { tabId: 1, incognito: true }, true],
  ['in Firefox, a worker is recorded', { tabId: -1, incognito: false }, true],
  [
    'in Firefox, a worker outside all containers is recorded',
    { tabId: -1, incognito: false, cookieStoreId: 'firefox-default' },
    true,
  ],
  [
    'in Firefox, a container’s worker is ignored, because it belongs to no tab',
    { tabId: -1, incognito: false, cookieStoreId: 'firefox-container-2' },
    false,
  ],
  [
    'in Firefox, a container’s page is recorded',
    { tabId: 1, incognito: false, cookieStoreId: 'firefox-container-2' },
    true,
  ],
])('%s', async (_, details, isHeard) => {
  const before = heard.length;
  await listeners.get('BeforeRequest')?.({
    requestId: '251',
    url: 'http://127.0.0.1:8000/items',
    method: 'PUT',
    frameId: 0,
    originUrl: 'http://localhost:3000/worker.js',
    type: 'xmlhttprequest',
    timeStamp: 1,
    ...details,
  });
  expect(heard.length - before).toBe(isHeard ? 1 : 0);
});

describe('in Firefox, a complete response was handed over', () => {
  const worker = 'http://localhost:3000/sw.js';
  const script = {
    requestId: '301',
    url: worker,
    method: 'GET',
    tabId: -1,
    frameId: 0,
    originUrl: 'http://localhost:3000/',
    type: 'script',
    timeStamp: 1,
  };
  const request = {
    ...script,
    requestId: '302',
    url: 'http://127.0.0.1:8000/items',
    originUrl: worker,
    type: 'xmlhttprequest',
    statusCode: 200,
    fromCache: false,
  };
  const loadScript = (...requestHeaders: readonly object[]) =>
    listeners.get('SendHeaders')?.({ ...script, requestHeaders });

  test.each([
    ['to a service worker', {}, true],
    ['not to a page at the same URL', { tabId: 1 }, false],
    ['not to another worker', { originUrl: 'http://localhost:3000/worker.js' }, false],
    ['not if it may be a preflight’s', { method: 'OPTIONS' }, false],
    ['not to a private window’s', { incognito: true }, false],
  ])('%s', async (_, more, isTold) => {
    await loadScript({ name: 'Service-Worker', value: 'script' });
    heard.length = 0;
    await listeners.get('Completed')?.({ ...request, ...more });
    const told = heard.filter(({ type }) => type === 'handed-over');
    expect(told).toEqual(
      isTold ? [{ type: 'handed-over', tabId: -1, timeStamp: 1, id: '302', handedOver: true }] : [],
    );
  });

  test('not if another kind of worker runs the same script', async () => {
    await loadScript({ name: 'Service-Worker', value: 'script' });
    await loadScript({ name: 'Sec-Fetch-Dest', value: 'sharedworker' });
    heard.length = 0;
    await listeners.get('Completed')?.(request);
    expect(heard.filter(({ type }) => type === 'handed-over')).toEqual([]);
  });
});

const APART = { cookieStoreId: 'firefox-container-2', incognito: false };
const PRIVATE = { cookieStoreId: 'firefox-private', incognito: true };

/** What is kept when a tab and then a worker of one origin ask, and the tab closes. */
async function played(tab: object): Promise<{ readonly listed: number[]; readonly left: string }> {
  heard.length = 0;
  for (const [tabId, own] of [
    [1, tab],
    [-1, {}],
  ] as const) {
    const details = {
      requestId: `apart${tabId}`,
      url: 'http://127.0.0.1:8000/items',
      method: 'PUT',
      tabId,
      frameId: 0,
      originUrl: 'http://localhost:3000/',
      type: 'xmlhttprequest',
      timeStamp: 1_800_000_000_000,
      ...own,
    };
    const requestHeaders = tabId < 0 ? [] : [{ name: 'Origin', value: 'http://localhost:3000' }];
    await listeners.get('BeforeRequest')?.(details);
    await listeners.get('SendHeaders')?.({ ...details, requestHeaders });
    await listeners.get('ErrorOccurred')?.({ ...details, error: 'NS_ERROR_DOM_BAD_URI' });
  }
  const start = initialCapture('firefox', 1_800_000_000_000, { perTab: 5_000, bytes: 1e9 });
  const state = heard.reduce(reduceCapture, start);
  const closed = reduceCapture(state, {
    type: 'tab-closed',
    tabId: 1,
    timeStamp: 1_800_000_000_001,
  });
  const kept = Object.entries(toEntries(start, closed).set).filter(
    ([key]) => !/:apart-1$/.test(key),
  );
  return {
    listed: exchangesOfTab(state, 1).map(({ tabId }) => tabId),
    left: JSON.stringify(kept),
  };
}

test.each([
  ['a tab of no container lists what workers of its origin ask for', {}, [1, -1]],
  ['a tab of a container does not', APART, [1]],
  ['a tab of a private window does not', PRIVATE, [1]],
])('%s', async (_, tab, expected) => {
  expect((await played(tab)).listed).toEqual(expected);
});

test('of a closed private tab, not even a header is left', async () => {
  expect((await played({})).left).toContain('http://localhost:3000');
  expect((await played(PRIVATE)).left).not.toContain('localhost');
});

test('what tabs of different containers ask for never mixes', async () => {
  heard.length = 0;
  for (const tabId of [1, 2, -1]) {
    const details = {
      requestId: `container${tabId}`,
      url: 'http://127.0.0.1:8000/items',
      method: 'PUT',
      tabId,
      frameId: 0,
      originUrl: 'http://localhost:3000/',
      cookieStoreId: `firefox-container-${Math.abs(tabId)}`,
      incognito: false,
      type: 'xmlhttprequest',
      timeStamp: 1_800_000_000_000,
    };
    await listeners.get('BeforeRequest')?.(details);
    await listeners.get('ErrorOccurred')?.({ ...details, error: 'NS_ERROR_DOM_BAD_URI' });
  }
  const start = initialCapture('firefox', 1_800_000_000_000, { perTab: 5_000, bytes: 1e9 });
  const state = heard.reduce(reduceCapture, start);
  const asked = (tabId: number) => exchangesOfTab(state, tabId).map((one) => one.tabId);
  expect([asked(1), asked(2)]).toEqual([[1], [2]]);
});
