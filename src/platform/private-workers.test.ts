import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RawEvent } from '../capture/raw-event.ts';
import { eventsOf, PAGE, type Who } from '../capture/testing/sample-events.ts';

const query = vi.fn();
const isAllowedIncognitoAccess = vi.fn(async () => true);
let isPrivateWorkers: (event: RawEvent) => Promise<boolean>;

beforeAll(async () => {
  // The module, once loaded, keeps the browser of whichever test came first.
  vi.doMock('./browser.ts', () => ({
    browser: { tabs: { query }, extension: { isAllowedIncognitoAccess } },
  }));
  vi.resetModules();
  const { privateWorkers } = await import('./private-workers.ts');
  isPrivateWorkers = privateWorkers();
});
afterAll(() => {
  vi.doUnmock('./browser.ts');
  vi.resetModules();
});

const tab = (incognito: boolean, url?: string) => ({ incognito, ...(url && { url }) });
const WORKER: Who = { id: '1', tabId: -1, frameId: -1, documentId: null };
const eventsFrom = (who: Who) => eventsOf(who, [['B'], ['s'], ['H', 200], ['S'], ['C']], [0]);
const heldBack = (events: readonly RawEvent[]) => Promise.all(events.map(isPrivateWorkers));

describe('a worker’s request is held back', () => {
  test.each([
    ['when a page of its origin is open in a private window', [tab(true, `${PAGE}/a`)], true],
    ['not when that page is open in another window', [tab(false, `${PAGE}/a`)], false],
    ['not when the private page is of another origin', [tab(true, 'http://localhost:1/')], false],
    ['not when the browser does not show the private page', [tab(true)], false],
  ])('%s', async (_, tabs, expected) => {
    query.mockResolvedValue(tabs);
    expect(new Set(await heldBack(eventsFrom(WORKER)))).toEqual(new Set([expected]));
  });

  test('whole, though the private page is closed meanwhile', async () => {
    query.mockResolvedValueOnce([tab(true, `${PAGE}/a`)]).mockResolvedValue([]);
    expect(await heldBack(eventsFrom(WORKER))).toEqual([true, true, true, true, true]);
    expect(await heldBack(eventsFrom(WORKER))).toEqual([false, false, false, false, false]);
  });
});

test('a page’s request is never held back: its tab says where it belongs', async () => {
  query.mockResolvedValue([tab(true, `${PAGE}/a`)]);
  expect(new Set(await heldBack(eventsFrom({ id: '2' })))).toEqual(new Set([false]));
});
