import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RawEvent } from '../capture/raw-event.ts';
import { eventsOf, PAGE, type Who } from '../capture/testing/sample-events.ts';

const query = vi.fn();
const get = vi.fn();
const isAllowedIncognitoAccess = vi.fn(async () => true);
let start: () => (event: RawEvent) => Promise<RawEvent | null>;

beforeAll(async () => {
  // The polyfill, once loaded, keeps the browser of whichever test came first.
  vi.doMock('./browser.ts', () => ({
    browser: { tabs: { query, get }, extension: { isAllowedIncognitoAccess } },
  }));
  vi.resetModules();
  ({ privateWindows: start } = await import('./private-windows.ts'));
});
afterAll(() => {
  vi.doUnmock('./browser.ts');
  vi.resetModules();
});

const tab = (incognito: boolean, url?: string) => ({ incognito, ...(url && { url }) });
const WORKER: Who = { id: '1', tabId: -1, frameId: -1, documentId: null };
const eventsFrom = (who: Who) => eventsOf(who, [['B'], ['s'], ['H', 200], ['S'], ['C']], [0]);

describe('a worker’s request is held back', () => {
  const heldBack = async (toldApart: ReturnType<typeof start>) =>
    (await Promise.all(eventsFrom(WORKER).map(toldApart))).map((event) => event === null);

  test.each([
    ['when a page of its origin is open in a private window', [tab(true, `${PAGE}/a`)], true],
    ['not when that page is open in another window', [tab(false, `${PAGE}/a`)], false],
    ['not when the private page is of another origin', [tab(true, 'http://localhost:1/')], false],
    ['not when the browser does not show the private page', [tab(true)], false],
  ])('%s', async (_, tabs, expected) => {
    query.mockResolvedValue(tabs);
    expect(new Set(await heldBack(start()))).toEqual(new Set([expected]));
  });

  test('whole, though the private page is closed meanwhile', async () => {
    const toldApart = start();
    query.mockResolvedValueOnce([tab(true, `${PAGE}/a`)]).mockResolvedValue([]);
    expect(await heldBack(toldApart)).toEqual([true, true, true, true, true]);
    expect(await heldBack(toldApart)).toEqual([false, false, false, false, false]);
  });
});

describe('a page’s request is told, and marked', () => {
  const marks = async () => {
    const toldApart = start();
    const told = await Promise.all(eventsFrom({ id: '2', tabId: 7 }).map(toldApart));
    return new Set(told.map((event) => event !== null && Object.hasOwn(event, 'apart')));
  };

  test.each([
    ['if its tab is private', async () => tab(true), true],
    ['not if its tab is not', async () => tab(false), false],
    ['if the browser does not know its tab any more', () => Promise.reject(new Error()), true],
  ])('%s', async (_, found, expected) => {
    query.mockResolvedValue([tab(true, `${PAGE}/a`)]);
    get.mockImplementation(found);
    expect(await marks()).toEqual(new Set([expected]));
  });

  test('not if the extension is not in private windows: nobody is asked', async () => {
    isAllowedIncognitoAccess.mockResolvedValueOnce(false);
    get.mockReset();
    expect(await marks()).toEqual(new Set([false]));
    expect(get).not.toHaveBeenCalled();
  });
});
