import { expect, test } from 'playwright/test';
import { type FirefoxUnderTest, launchFirefox } from '../tools/browsers/firefox.ts';
import type { FirefoxPage } from '../tools/browsers/firefox-page.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import { causesOf } from '../tools/judge/firefox-judge.ts';
import {
  type DjangoVersion,
  djangoVersions,
  type RunningDjango,
} from '../tools/real-servers/django/server.ts';
import { type Misconfiguration, misconfigurations } from './closed-loop/misconfigurations.ts';
import {
  askFrom,
  filled,
  type PageServer,
  servePage,
  startMisconfigured,
} from './closed-loop/misconfigured.ts';

test.skip(firefoxPath() === undefined, 'no Firefox');

/** One case of each kind: a missing header, a wrong one, and one that a preflight lacks. */
const PLAYED: ReadonlySet<string> = new Set([
  'nothing is installed, and the page reads',
  'credentials are sent but not allowed',
  'every origin is allowed, and the page sends cookies',
  'a header of our own is not listed',
  'the method is not listed',
  'the list of origins is a string',
]);

let browser: FirefoxUnderTest;
let page: FirefoxPage;
let pageServer: PageServer;
let versions: readonly DjangoVersion[];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  versions = await djangoVersions();
  pageServer = await servePage();
  // The page may read the clipboard without a prompt.
  const preferences = { 'dom.events.testing.asyncClipboard': true };
  browser = await launchFirefox({ preferences });
  await browser.waitReady();
});

test.afterAll(async () => {
  await browser?.close();
  pageServer?.close();
});

test.describe('a misconfigured Django is fixed by what the panel prints in Firefox', () => {
  for (const one of misconfigurations.filter(({ name }) => PLAYED.has(name))) {
    test(one.name, () => closeTheLoop(one));
  }
});

async function closeTheLoop(one: Misconfiguration): Promise<void> {
  const version = versions.find(({ id }) => id === one.release) ?? versions[0];
  test.skip(version === undefined, 'no Django on this machine');
  if (version === undefined) return;
  const django = await startMisconfigured(one, version, { page: pageServer.origin });
  page = await browser.open(pageServer.origin);
  try {
    await blockedThenFixed(one, django);
  } catch (error) {
    throw new Error(`${String(error)}\n--- Django wrote:\n${django.log().slice(-2_000)}`);
  } finally {
    await page.close();
    await django.stop();
  }
}

async function blockedThenFixed(one: Misconfiguration, django: RunningDjango): Promise<void> {
  // The server is another site than the page's: only there does Firefox show which requests carry
  // credentials.
  const server = django.origin.replace('localhost', '127.0.0.1');
  expect(await askFrom(page, server, one.request), 'before').toMatch(/^refused/);
  await browser.consoleOf((text) =>
    page.evaluate(`setTimeout(() => { throw new Error(${JSON.stringify(text)}); })`),
  );

  const exchange = (await browser.report(page))?.exchanges.at(-1);
  const said = browser.browserVerdicts(page).findLast(({ corsError }) => corsError !== null);
  const story = JSON.stringify({ browser: said, findings: exchange?.findings }, null, 2);
  expect(said === undefined ? [] : causesOf(said), story).toContain(one.cause);
  expect(exchange?.verdict, story).toBe('blocked');
  expect(exchange?.findings[0], story).toMatchObject({ cause: one.cause, phase: one.phase });

  const panel = await browser.panelTab(page);
  const fix = await copiedFix(panel);
  for (const text of one.fixHas ?? []) {
    expect(fix).toContain(filled(text, { page: pageServer.origin }));
  }
  await django.paste(fix);
  await django.restart();
  const after = await askFrom(page, server, one.request);
  expect(after, `after pasting\n${fix}`).toBe(one.after ?? 'status 200');
  await expect.poll(() => panel.evaluate(isThere('fixed-card')), { timeout: 30_000 }).toBe(true);
  await panel.close();
}

const isThere = (id: string): string => `document.querySelector('[data-testid="${id}"]') !== null`;

const SNIPPET = '[data-testid=fix-snippet][data-copied]';
const MARK_SNIPPET = `(() => {
  const all = [...document.querySelectorAll('[data-testid=fix-snippet]')];
  const own = all.find(({ textContent }) => textContent.includes('settings.py'));
  if (own !== undefined) own.dataset.copied = '';
  return own !== undefined;
})()`;

const AT_END = '[role=tab]:not([aria-selected=true])';

/** What Copy writes to the clipboard for the block at the end of settings.py. */
async function copiedFix(panel: FirefoxPage): Promise<string> {
  await panel.bringToFront();
  const hasTab = () => panel.evaluate(`document.querySelector('${AT_END}') !== null`);
  await expect.poll(hasTab, { timeout: 30_000 }).toBe(true);
  await panel.click(AT_END);
  await expect.poll(() => panel.evaluate(MARK_SNIPPET), { timeout: 30_000 }).toBe(true);
  await panel.click(`${SNIPPET} [data-testid=copy-fix]`);
  const label = () =>
    panel.evaluate<string>(
      `document.querySelector('${SNIPPET} [data-testid=copy-fix]').textContent`,
    );
  await expect.poll(label, { timeout: 30_000 }).toMatch(/copied/i);
  await page.bringToFront();
  return page.evaluate<string>('navigator.clipboard.readText()');
}
