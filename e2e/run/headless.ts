import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { Report } from '../../src/export/report.ts';
import { type DemoLab, startDemoLab } from '../demo/lab.ts';
import { type ChromiumUnderTest, exportedText, launchChromium } from '../harness/chromium.ts';
import { artifactsFolder } from './artifacts.ts';
import { diagnosisTable, type Named, troubled } from './diagnosis-table.ts';

/** How long the demo's requests may take, all together. */
const DEMO_LIMIT = 60_000;
/** How long a page of the user's own may keep loading before it is read as it stands. */
const PAGE_LIMIT = 30_000;
const PICTURE = { width: 1280, height: 860 };

/** What must be ended when the run ends. */
export type Endings = (() => Promise<void>)[];

/** Runs every demo failure in a real browser that nobody sees, prints and keeps the diagnoses. */
export async function demoHeadless(endings: Endings): Promise<void> {
  console.log('· starting the demo');
  const lab = await startDemoLab();
  endings.push(lab.close);
  const browser = await launch(endings);
  console.log(`· running ${lab.failures.length} failures in ${browser.version}`);
  const page = await browser.open(`${lab.origin}/?run=all`);
  await page.waitForSelector('html[data-settled]', { timeout: DEMO_LIMIT });
  const report = await keep(browser, page);
  console.log(`\n${diagnosisTable(demoRows(lab, report))}`);
  console.log('* refused by its preflight\n');
  for (const { id, why } of lab.skipped) console.log(`skipped: ${id} (${why})`);
}

/** Loads a page of the user's own, prints and keeps the diagnoses of what did not pass. */
export async function pageHeadless(url: string, endings: Endings): Promise<void> {
  // A profile that lives as long as this run: nobody's own grants are touched.
  const browser = await launch(endings, ['*://*/*']);
  console.log(`· loading ${url} in ${browser.version}`);
  const page = await browser.open(url);
  await page.waitForLoadState('networkidle', { timeout: PAGE_LIMIT }).catch(() => {
    console.log(`· still loading after ${PAGE_LIMIT / 1000} s: read as it stands`);
  });
  const report = await keep(browser, page);
  const rows = troubled(report);
  const passed = report.exchanges.length - rows.length;
  if (rows.length > 0) console.log(`\n${diagnosisTable(rows)}\n* refused by its preflight\n`);
  console.log(`${rows.length} with trouble, ${passed} passed`);
}

async function launch(
  endings: Endings,
  grantHosts: readonly string[] = [],
): Promise<ChromiumUnderTest> {
  const browser = await launchChromium({ devtools: true, grantHosts, endsOnSignals: false });
  endings.push(browser.close);
  await browser.waitReady();
  return browser;
}

/** Writes the report, as data and as text, and pictures of the panel; names their folder. */
async function keep(browser: ChromiumUnderTest, page: Page): Promise<Report> {
  const folder = artifactsFolder('start');
  const panel = await browser.panelTab(page);
  const json = await exportedText(panel, 'export-json');
  writeFileSync(join(folder, 'report.json'), json);
  writeFileSync(join(folder, 'report.md'), await exportedText(panel, 'export-markdown'));
  await panel.close();
  for (const theme of ['light', 'dark'] as const) {
    await browser.screenshotDevtools(page, join(folder, `panel-${theme}.png`), {
      ...PICTURE,
      theme,
    });
  }
  console.log(`· report.json, report.md, panel-light.png and panel-dark.png are in ${folder}`);
  const report: Report = JSON.parse(json);
  return report;
}

/** A font is asked for twice, and only the second time in earnest: the last one counts. */
const demoRows = (lab: DemoLab, { exchanges }: Report): readonly Named[] =>
  lab.failures.map(({ id, action }) => ({
    name: id,
    exchange: exchanges.findLast(({ url }) => url === action.url) ?? null,
  }));
