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
import { bringUp, choose, press, provoke } from './steps.ts';

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
  await drawIn(() => launchChromium({ devtools: true }));
  if (firefoxPath() === undefined) {
    console.log('skipped: Firefox is not installed');
    return;
  }
  // The largest part of the window that it may have.
  const preferences = { 'devtools.toolbox.footer.height': 2_000 };
  await drawIn(() => launchFirefox({ preferences }));
}

/** With servers of its own: the last pictures mend one of them. */
async function drawIn<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  launch: () => Promise<BrowserUnderTest<Page, Panel>>,
): Promise<void> {
  const failures = await startPlainFailures();
  try {
    const browser = await launch();
    await draw(browser, failures).finally(browser.close);
  } finally {
    failures.close();
  }
}

await main();
