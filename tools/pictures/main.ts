// npm run pictures: the panel in the real DevTools of Chromium and Firefox, as docs/ shows it.
// `-- --all FOLDER`: in daily use, in every size and theme, to look at.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type {
  BrowserUnderTest,
  DevtoolsLook,
  DocumentUnderTest,
  PageUnderTest,
} from '../browsers/browser-under-test.ts';
import { launchChromium } from '../browsers/chromium.ts';
import { launchFirefox } from '../browsers/firefox.ts';
import { firefoxPath } from '../browsers/firefox-path.ts';
import { BUILDS, build } from '../build/build.ts';
import { drawAll } from './all.ts';
import { type PlainFailures, type Request, startPlainFailures } from './failures.ts';

const FOLDER = join('docs', 'pictures');
const SIZES = [
  { width: 400, height: 800 },
  { width: 900, height: 500 },
  { width: 1_600, height: 800 },
] as const;
const THEMES = ['light', 'dark'] as const;
/** How long the panel takes to read what a page got, with a margin. */
const READ_MS = 1_500;
/** Firefox’s own bars, and a strip of the page, are above its toolbox. */
const FIREFOX_TOP = 180;
/** What Chromium and we say of each plain failure. */
const PLAIN = { width: 900, height: 500, theme: 'light' } as const;
/** The whole loop: the fix is tried, then the server is checked. */
const LOOP = { width: 1_000, height: 640 } as const;
/** What the pictures of a whole window show. */
const SHOWN = 'method';

/**
 * Makes the four requests, each in a page just loaded, and waits until the panel lists them.
 * `meanwhile` gets the page while the browser reports only that request.
 */
async function provoke<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  browser: BrowserUnderTest<Page, Panel>,
  { page: url, requests }: PlainFailures,
  meanwhile: (page: Page, request: Request) => Promise<void>,
): Promise<Page> {
  await browser.waitReady();
  const page = await browser.open(url);
  await browser.devtoolsPanel(page);
  for (const request of requests) {
    await page.goto(url);
    await page.evaluate(
      ([target, init]: readonly [string, object]) => fetch(target, init).catch(() => {}),
      [request.url, request.init],
    );
    await meanwhile(page, request);
  }
  const panel = await browser.devtoolsPanel(page);
  await panel.evaluate(async (count: number) => {
    while (document.querySelectorAll('[data-testid="exchange-row"]').length < count) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, requests.length);
  return page;
}

/** Opens the detail of the row that ends in this path. */
async function choose(panel: DocumentUnderTest, path: string): Promise<void> {
  await panel.evaluate(async (wanted: string) => {
    const rows = document.querySelectorAll<HTMLElement>('[data-testid="exchange-row"]');
    [...rows].find((row) => row.title.endsWith(wanted))?.click();
    // A narrow panel moves the focus to the detail on the next frame: nobody types here.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement) activeElement.blur();
  }, path);
}

/** Presses a button of the panel, once it is there. */
const press = (panel: DocumentUnderTest, id: string): Promise<void> =>
  panel.evaluate(async (wanted: string) => {
    const selector = `[data-testid="${wanted}"]`;
    while (document.querySelector(selector) === null) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    document.querySelector<HTMLElement>(selector)?.click();
  }, id);

/** Waits until the panel shows a text, and brings it to the top. */
const bringUp = (panel: DocumentUnderTest, id: string, text: string): Promise<void> =>
  panel.evaluate(
    async ([wanted, words]: readonly [string, string]) => {
      const selector = `[data-testid="${wanted}"]`;
      while (!document.querySelector(selector)?.textContent.includes(words)) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      document.querySelector(selector)?.scrollIntoView({ block: 'nearest' });
    },
    [id, text],
  );

/** The fix of a request, tried in its tab; then its server is mended, and checked again. */
async function drawLoop<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  browser: BrowserUnderTest<Page, Panel>,
  page: Page,
  { path, url, init, mend }: Request,
  draws: (name: string, look: DevtoolsLook) => Promise<void>,
): Promise<void> {
  const panel = await browser.devtoolsPanel(page);
  const draw = async (name: string, id: string, text: string): Promise<void> => {
    for (const theme of THEMES) {
      await bringUp(panel, id, text);
      await draws(`${name}-${theme}`, { ...LOOP, theme });
    }
  };
  await choose(panel, path);
  await press(panel, 'try-it');
  await press(panel, 'try-start');
  await bringUp(panel, 'trial-bar', 'in this tab only');
  await page.evaluate(
    ([target, options]: readonly [string, object]) => fetch(target, options).catch(() => {}),
    [url, init],
  );
  await draw('try-it', 'try', 'Works with this fix');
  await press(panel, 'end-trial');
  mend();
  await press(panel, 'check-again');
  await draw('check-again', 'headline', 'Fixed');
}

async function draw<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  browser: BrowserUnderTest<Page, Panel>,
  failures: PlainFailures,
): Promise<void> {
  const draws = async (page: Page, name: string, look: DevtoolsLook): Promise<void> => {
    const path = join(FOLDER, `${name}.png`);
    await browser.screenshotDevtools(page, path, look);
    console.log(`· ${path}`);
  };
  const page = await provoke(browser, failures, async (loaded, { name }) => {
    // The panel reads a page's responses while that page is shown.
    if (browser.name === 'firefox') await new Promise((resolve) => setTimeout(resolve, READ_MS));
    if (browser.name !== 'chromium') return;
    await draws(loaded, `chromium-says-${name}`, { ...PLAIN, panel: 'console', issue: true });
  });
  const picture = (name: string, look: DevtoolsLook): Promise<void> => draws(page, name, look);
  const open = async (name: string): Promise<void> => {
    const request = failures.requests.find((one) => one.name === name);
    if (request !== undefined) await choose(await browser.devtoolsPanel(page), request.path);
  };
  await open(SHOWN);
  for (const theme of THEMES) {
    for (const size of SIZES) {
      const height = size.height + (browser.name === 'firefox' ? FIREFOX_TOP : 0);
      await picture(`${browser.name}-${theme}-${size.width}`, { ...size, height, theme });
    }
  }
  if (browser.name !== 'chromium') return;
  for (const { name } of failures.requests) {
    await open(name);
    await picture(`crosscheck-says-${name}`, PLAIN);
  }
  const shown = failures.requests.find(({ name }) => name === SHOWN);
  if (shown !== undefined) await drawLoop(browser, page, shown, picture);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { all: { type: 'string' }, only: { type: 'string' } } });
  await build(BUILDS);
  if (values.all !== undefined) {
    await drawAll(values.all, values.only ?? '');
    return;
  }
  mkdirSync(FOLDER, { recursive: true });
  const failures = await startPlainFailures();
  try {
    const chromium = await launchChromium({ devtools: true });
    await draw(chromium, failures).finally(chromium.close);
    if (firefoxPath() === undefined) {
      console.log('skipped: Firefox is not installed');
      return;
    }
    const firefox = await launchFirefox({
      // The largest part of the window that it may have.
      preferences: { 'devtools.toolbox.footer.height': 2_000 },
    });
    await draw(firefox, failures).finally(firefox.close);
  } finally {
    failures.close();
  }
}

await main();
