import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Frame, Page } from 'playwright';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import { LANGUAGES, type Language } from '../../src/model/language.ts';
import type { DocumentUnderTest } from '../browsers/browser-under-test.ts';
import { type ChromiumUnderTest, launchChromium } from '../browsers/chromium.ts';
import { launchFirefox } from '../browsers/firefox.ts';
import type { FirefoxPage } from '../browsers/firefox-page.ts';
import { firefoxPath } from '../browsers/firefox-path.ts';
import { type PlainFailures, startPlainFailures } from '../pictures/failures.ts';
import { bringUp, choose, press, provoke } from '../pictures/steps.ts';
import type { Listing } from './listing.ts';
import { acceptedPicture } from './png.ts';
import { FIREFOX_PICTURES, SCREENSHOT_SIZE, type Screenshot } from './screenshots.ts';
import { cropped, drawTiles } from './tiles.ts';

declare const chrome: ExtensionApi;

/** Alternating, so that each store shows both themes. */
const THEMES: Readonly<Record<Screenshot, 'light' | 'dark'>> = {
  blocked: 'light',
  many: 'dark',
  'settings-file': 'light',
  'try-it': 'dark',
  'check-again': 'light',
};
/** Firefox’s own bars and a strip of the page, above its toolbox. */
const FIREFOX_TOP = 110;
/** How long Firefox’s panel takes to read what a page got, with a margin. */
const READ_MS = 1_500;
/** How many requests of one kind fail at once, besides the others. */
const MANY = 46;

/**
 * Draws the screenshots and promo tiles of every language, as PNG files in a folder for each: the
 * panel in the real DevTools of Chromium, at real servers that fail. Returns their paths.
 * @throws {Error} If a store would refuse one of them.
 */
export async function drawStorePictures(
  folder: string,
  listings: ReadonlyMap<Language, Listing>,
): Promise<readonly string[]> {
  const drawn: string[] = [];
  for (const language of LANGUAGES) {
    const listing = listings.get(language);
    if (listing === undefined) throw new Error(`There is no listing in ${language}.`);
    const into = join(folder, language);
    mkdirSync(into, { recursive: true });
    const chromium = await launchChromium({ devtools: true });
    try {
      await speak(await chromium.background(), language);
      drawn.push(...(await drawChromium(chromium, listing, into)));
      drawn.push(...(await drawFirefox(chromium.context, language, into)));
    } finally {
      await chromium.close();
    }
  }
  return drawn;
}

/** Chooses the language of the views that open later. Closes none. */
const speak = (extension: DocumentUnderTest, language: Language): Promise<void> =>
  extension.evaluate(async (one: Language) => {
    const { sync, local } = chrome.storage;
    const write = { settings: { language: one } };
    // Firefox refuses to sync for an extension that was loaded without an id.
    await sync.set(write).catch(() => local.set(write));
  }, language);

/** The panel in the real toolbox of Firefox, in both themes, for the store of Firefox. */
async function drawFirefox(
  context: BrowserContext,
  language: Language,
  folder: string,
): Promise<readonly string[]> {
  if (firefoxPath() === undefined) {
    console.log('skipped: Firefox is not installed');
    return [];
  }
  const failures = await startPlainFailures();
  const firefox = await launchFirefox();
  try {
    const first = await firefox.open(failures.page);
    const tab = await firefox.panelTab(first);
    await speak(tab, language);
    await tab.close();
    const { width, height } = SCREENSHOT_SIZE;
    const look = { width, height: height + FIREFOX_TOP } as const;
    // A toolbox gets a part of the window as it is then: of this one, which is large from now on.
    await firefox.screenshotDevtools(first, join(folder, `${FIREFOX_PICTURES[0]}.png`), {
      ...look,
      theme: 'light',
    });
    await first.close();
    await firefox.privileged.setPreference('devtools.toolbox.footer.height', 2_000);
    const page = await provoke<FirefoxPage, DocumentUnderTest>(firefox, failures, () =>
      wait(READ_MS),
    );
    await choose(await firefox.devtoolsPanel(page), request(failures, 'method').path);
    const drawn: string[] = [];
    for (const name of FIREFOX_PICTURES) {
      const theme = name === 'firefox-dark' ? 'dark' : 'light';
      const path = join(folder, `${name}.png`);
      await firefox.screenshotDevtools(page, path, { ...look, theme });
      const picture = await cropped(context, readFileSync(path), SCREENSHOT_SIZE);
      writeFileSync(path, acceptedPicture(picture, SCREENSHOT_SIZE, path));
      drawn.push(path);
    }
    return drawn;
  } finally {
    failures.close();
    await firefox.close();
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The screenshots and the tiles of one language. */
async function drawChromium(
  chromium: ChromiumUnderTest,
  listing: Listing,
  folder: string,
): Promise<readonly string[]> {
  const failures = await startPlainFailures();
  const drawn: string[] = [];
  const draw = async (name: Screenshot): Promise<string> => {
    const path = join(folder, `${name}.png`);
    await chromium.screenshotDevtools(page, path, { ...SCREENSHOT_SIZE, theme: THEMES[name] });
    acceptedPicture(readFileSync(path), SCREENSHOT_SIZE, path);
    drawn.push(path);
    return path;
  };
  const page = await provoke(chromium, failures, async () => {});
  const panel = await chromium.devtoolsPanel(page);
  try {
    const blocked = readFileSync(await drawBlocked(panel, failures, draw));
    const shown = { 'tile-small': await linesOfFix(panel), 'tile-marquee': blocked };
    drawn.push(...(await drawTiles(chromium.context, listing, shown, folder)));
    await drawTryIt(page, panel, failures, draw);
    await drawSettingsFile(panel, failures, draw);
    await drawMany(page, panel, failures, draw);
    await drawCheckAgain(panel, failures, draw);
    return drawn;
  } finally {
    failures.close();
  }
}

/** Scrolls until this is in the middle, or as near to it as it can be. */
const center = (panel: Frame, testId: string): Promise<void> =>
  panel
    .getByTestId(testId)
    .first()
    .evaluate((element) => element.scrollIntoView({ block: 'center' }));

/** The lines to paste, large enough for the small tile. */
async function linesOfFix(panel: Frame): Promise<Uint8Array> {
  const zoom = (factor: string): Promise<void> =>
    panel.evaluate((one) => {
      document.documentElement.style.zoom = one;
    }, factor);
  await zoom('1.3');
  const lines = panel.getByTestId('fix-snippet').locator('.snippet-code').first();
  const picture = await lines.screenshot();
  await zoom('');
  return picture;
}

type Draw = (name: Screenshot) => Promise<string>;

/** The request of each picture, by its name among the failures. */
function request(failures: PlainFailures, wanted: string): PlainFailures['requests'][number] {
  const found = failures.requests.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`No request is called ${wanted}.`);
  return found;
}

/** Why a method is not allowed, and the line to change. */
async function drawBlocked(panel: Frame, failures: PlainFailures, draw: Draw): Promise<string> {
  await choose(panel, request(failures, 'method').path);
  return draw('blocked');
}

/** The same request, with its fix tried in the tab. */
async function drawTryIt(
  page: Page,
  panel: Frame,
  failures: PlainFailures,
  draw: Draw,
): Promise<void> {
  const { url, init } = request(failures, 'method');
  await press(panel, 'try-it');
  await press(panel, 'try-start');
  await panel.getByTestId('trial-bar').waitFor();
  await page.evaluate(([target, options]) => fetch(target, options).catch(() => {}), [
    url,
    init,
  ] as const);
  await bringUp(panel, 'try-works', '');
  await draw('try-it');
  await press(panel, 'end-trial');
}

/** A developer's own file, with the line that blocks another request. */
async function drawSettingsFile(panel: Frame, failures: PlainFailures, draw: Draw): Promise<void> {
  await choose(panel, request(failures, 'mismatch').path);
  const text = ownFile(failures.page);
  await panel
    .getByTestId('own-input')
    .setInputFiles({ name: 'app.js', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await panel.getByTestId('own-diff').waitFor();
  await center(panel, 'own-fault');
  await draw('settings-file');
}

/** The file that the server of this request could run: it names the page's host in another way. */
const ownFile = (page: string): string => `const express = require('express');
const cors = require('cors');

const app = express();
app.use(cors({ origin: '${new URL(page).origin.replace('localhost', '127.0.0.1')}' }));

app.get('/api/prices', (request, response) => {
  response.json([]);
});

app.listen(8001);
`;

/** One cause for many requests. */
async function drawMany(
  page: Page,
  panel: Frame,
  failures: PlainFailures,
  draw: Draw,
): Promise<void> {
  const { origin } = new URL(request(failures, 'missing').url);
  await page.evaluate(
    async ({ origin, count }) => {
      const urls = Array.from({ length: count }, (_, at) => `${origin}/api/orders/${1001 + at}`);
      await Promise.all(urls.map((url) => fetch(url).catch(() => {})));
    },
    { origin, count: MANY },
  );
  await panel
    .getByTestId('fold')
    .filter({ hasText: `${MANY}` })
    .waitFor();
  await choose(panel, request(failures, 'missing').path);
  await center(panel, 'headline');
  await draw('many');
}

/** The server of the first request, once it allows it. */
async function drawCheckAgain(panel: Frame, failures: PlainFailures, draw: Draw): Promise<void> {
  const { path, mend } = request(failures, 'method');
  await choose(panel, path);
  mend();
  await press(panel, 'check-again');
  await bringUp(panel, 'fixed-card', '');
  await center(panel, 'headline');
  await draw('check-again');
}
