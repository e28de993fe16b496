import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { Report } from '../../src/export/report.ts';
import { type ChromiumUnderTest, exportedText } from '../browsers/chromium.ts';
import { type DemoLab, startDemoLab } from '../demo/lab.ts';
import { artifactsFolder } from './artifacts-folder.ts';
import { diagnosisTable, type Named, troubled } from './diagnosis-table.ts';
import { type Endings, launch } from './launch.ts';

/** How long all requests of the demo may take together. */
const DEMO_LIMIT = 60_000;
/** How long the user's own page may load before it is read as it is. */
const PAGE_LIMIT = 30_000;
const PICTURE = { width: 1280, height: 860 };
const FILES = 'report.json, report.md, panel-light.png and panel-dark.png';

/** Runs every demo failure in a headless browser, prints and keeps the diagnoses. */
export async function demoHeadless(endings: Endings): Promise<void> {
  console.log('· starting the demo');
  const lab = await startDemoLab((close) => endings.push(close));
  const browser = await launchReady(endings);
  console.log(`· running ${lab.failures.length} failures in ${browser.version}`);
  const page = await browser.open(`${lab.origin}/?run=all`);
  await page.waitForSelector('html[data-settled]', { timeout: DEMO_LIMIT });
  const { report, folder } = await keep(browser, page);
  console.log(`\n${diagnosisTable(demoRows(lab, report))}`);
  console.log('* its preflight was blocked\n');
  for (const { id, why } of lab.skipped) console.log(`skipped: ${id} (${why})`);
  console.log(`${FILES} are in ${folder}`);
}

/** Loads the user's own page, prints and keeps the diagnoses of what did not pass. */
export async function pageHeadless(url: string, endings: Endings): Promise<void> {
  // A profile for this run only, so that no user's permissions change.
  const browser = await launchReady(endings, ['*://*/*']);
  console.log(`· loading ${url} in ${browser.version}`);
  const page = await browser.open(url);
  await page.waitForLoadState('networkidle', { timeout: PAGE_LIMIT }).catch(() => {
    console.log(`· still loading after ${PAGE_LIMIT / 1000} s: reading what is there`);
  });
  if ((await browser.report(page)) === null) {
    console.log('The page made no cross-origin request.');
    return;
  }
  const { report, folder } = await keep(browser, page);
  const rows = troubled(report);
  const passed = report.exchanges.length - rows.length;
  if (rows.length > 0) console.log(`\n${diagnosisTable(rows)}\n* its preflight was blocked\n`);
  console.log(`${rows.length} with problems, ${passed} passed`);
  console.log(`${FILES} are in ${folder}`);
}

async function launchReady(
  endings: Endings,
  grantHosts: readonly string[] = [],
): Promise<ChromiumUnderTest> {
  const browser = await launch({ grantHosts }, endings);
  await browser.waitReady();
  return browser;
}

type Kept = { readonly report: Report; readonly folder: string };

/** Writes the report, as data and as text, and pictures of the panel into a folder. */
async function keep(browser: ChromiumUnderTest, page: Page): Promise<Kept> {
  const folder = artifactsFolder('start');
  const panel = await browser.panelTab(page);
  const json = await exportedText(panel, 'export-json');
  writeFileSync(join(folder, 'report.json'), json);
  writeFileSync(join(folder, 'report.md'), await exportedText(panel, 'export-markdown'));
  await panel.close();
  const report: Report = JSON.parse(json);
  const telling = report.exchanges.find(({ remedies }) => remedies[0]?.detected);
  const devtools = await browser.devtoolsPanel(page);
  if (telling !== undefined) {
    const { method, url } = telling;
    await devtools.getByTitle(`${method} ${url}`, { exact: true }).click();
  }
  for (const theme of ['light', 'dark'] as const) {
    const path = join(folder, `panel-${theme}.png`);
    await browser.screenshotDevtools(page, path, { ...PICTURE, theme });
  }
  return { report, folder };
}

/** A font is requested twice, and only the second request matters: the last one counts. */
const demoRows = (lab: DemoLab, { exchanges }: Report): readonly Named[] =>
  lab.failures.map(({ id, action }) => ({
    name: id,
    exchange: exchanges.findLast(({ url }) => url === action.url) ?? null,
  }));
