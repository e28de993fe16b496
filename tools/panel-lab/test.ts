import {
  type Browser,
  test as base,
  chromium,
  expect,
  type Locator,
  type Page,
} from 'playwright/test';
import type { KeptNotes } from '../../src/model/notes.ts';
import type { Settings } from '../../src/model/settings.ts';
import { chromiumPath } from '../browsers/chromium-path.ts';
import { startLab } from './server.ts';
import { type StateName, states } from './states.ts';

/**
 * The panel and the popup in an ordinary page, with hand-made traffic. No extension, no network.
 * Each worker opens one page, and each test draws its view there again, because opening a page
 * takes longer.
 */

const VIEWPORT = { width: 1_200, height: 800 };

/** The worker's page: each test finds it as if it had just been opened. */
export let page: Page;
let url: string;
let complaints: string[];

async function openPage(browser: Browser): Promise<void> {
  page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
}

export const test = base.extend<{ readonly fresh: undefined }, { readonly opened: undefined }>({
  viewport: VIEWPORT,
  opened: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from it
    async ({}, use) => {
      const server = await startLab();
      const executablePath = chromiumPath();
      const browser = await chromium.launch({
        ...(executablePath === undefined ? {} : { executablePath }),
        args: ['--no-sandbox', '--disable-gpu'],
      });
      url = server.url;
      await openPage(browser);
      await use(undefined);
      await browser.close();
      await server.close();
    },
    { scope: 'worker', auto: true },
  ],
  fresh: [
    async ({ viewport }, use) => {
      complaints = [];
      await page.setViewportSize(viewport ?? VIEWPORT);
      await page.emulateMedia({ forcedColors: null, reducedMotion: null, colorScheme: null });
      await page.mouse.move(0, 0);
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export type Query = {
  readonly theme?: 'light' | 'dark';
  readonly view?: 'panel' | 'popup';
  readonly settings?: Partial<Settings>;
  /** What another view of the tab has kept. */
  readonly notes?: KeptNotes;
};

/**
 * Shows a state of the panel or the popup, without anything of the previous one; resolves when its
 * rows are drawn.
 */
export async function show(
  state: StateName,
  { theme = 'light', view = 'panel', settings = {}, notes }: Query = {},
): Promise<void> {
  const query = new URLSearchParams({ state, theme, view, settings: JSON.stringify(settings) });
  if (notes !== undefined) query.set('notes', JSON.stringify(notes));
  const shown = new URL(page.url()).searchParams.get('view');
  const { language = 'browser' } = settings;
  const spoken = await page.evaluate(() => document.documentElement.lang);
  // Some texts are made while their module loads, so another language needs another document.
  const isSpoken = spoken === (language === 'browser' ? 'en' : language);
  if (shown === view && isSpoken)
    await page.evaluate((asked) => window.openLab(asked), query.toString());
  else await page.goto(`${url}?${query}`);
  await page.waitForFunction(() => document.querySelector('#root > *') !== null);
  if (view === 'panel' && 'exchanges' in states[state])
    await expect(rows().or(at('group-head')).first()).toBeAttached();
}

export const at = (id: string): Locator => page.getByTestId(id);
export const rows = (): Locator => at('exchange-row');
export const row = (path: string): Locator => rows().filter({ hasText: path });
/** Shows the first row's detail. In a narrow panel, it is there already, and the list is not. */
/** The first row's detail with all its folds open, if there is a row. */
export async function openEverything(): Promise<void> {
  for (const fold of await at('flip').all()) await fold.click();
  if ((await rows().count()) === 0) return;
  await rows().first().click();
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
}

export async function openFirst(): Promise<void> {
  if (await rows().first().isVisible()) await rows().first().click();
}
/** The key of the row that has the focus; null if none has. */
export const focusedRow = (): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-key') ?? null);
