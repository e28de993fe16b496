import { expect } from 'playwright/test';
import { MARK } from '../../src/trial/rules.ts';
import type {
  BrowserUnderTest,
  DocumentUnderTest,
  PageUnderTest,
} from '../../tools/browsers/browser-under-test.ts';
import type { ScenarioServers, Script } from '../../tools/scripted-servers/scenario-server.ts';
import { allowMethods, allowOrigin, answer } from '../scenarios/scenario.ts';
import { tryingIn } from './panel.ts';

/** A browser with its panel open on a page. */
export type Stage<Page extends PageUnderTest, Panel extends DocumentUnderTest> = {
  readonly browser: BrowserUnderTest<Page, Panel>;
  readonly servers: ScenarioServers;
  /** How many rules the extension has in the browser. */
  readonly rules: () => Promise<number>;
};

type Asked = { readonly url: string; readonly init: RequestInit };

/** The status of a request of a page, or `blocked`. */
export const ask = (
  page: DocumentUnderTest,
  url: string,
  init: RequestInit = {},
): Promise<number | string> =>
  page.evaluate(
    (asked: Asked) =>
      fetch(asked.url, asked.init).then(
        ({ status }) => status,
        () => 'blocked',
      ),
    { url, init },
  );

/** The names of the response's headers that the page may read, or why it cannot. */
const namesSeen = (page: DocumentUnderTest, url: string): Promise<readonly string[]> =>
  page.evaluate(
    (asked: Asked) =>
      fetch(asked.url, asked.init).then(
        ({ headers }) => [...headers.keys()],
        (error: unknown) => [String(error)],
      ),
    { url, init: PUT },
  );

const PUT = { method: 'PUT', headers: { 'x-custom': '1' } };

const FRAME = `<!doctype html><script>
fetch(new URLSearchParams(location.search).get('ask'), ${JSON.stringify(PUT)}).then(
  ({ status }) => parent.postMessage(status, '*'),
  () => parent.postMessage('blocked', '*'),
);
</script>`;

const BROKEN: Script = {
  // A preflight that lacks the method and the header, and a response without any header.
  'api/put': { preflight: answer([allowOrigin('{page}'), allowMethods('GET')]) },
  'api/kept': { actual: answer([['Cache-Control', 'max-age=600']]) },
  'api/login': { preflight: answer([], 401) },
  'api/doubled': {
    actual: answer([['Server', 'nginx'], allowOrigin('{page}'), allowOrigin('*')]),
  },
  'api/spelled-low': {
    actual: answer([
      ['Server', 'nginx'],
      ['access-control-allow-origin', '{page}'],
      ['access-control-allow-origin', '*'],
    ]),
  },
  'near/frame.html': { actual: { body: FRAME } },
};

/**
 * Tries a fix: the page's own request passes in this tab. Another tab, another origin in this tab,
 * and another server stay blocked. After the end, everything is as before.
 */
export async function playTrial<Page extends PageUnderTest, Panel extends DocumentUnderTest>({
  browser,
  servers,
  rules,
}: Stage<Page, Panel>): Promise<void> {
  const at = (target: string): string => servers.url('try', target);
  servers.script('try', BROKEN);
  const page = await browser.open(at('page/index.html'));
  const other = await browser.open(at('page/index.html?other'));
  const panel = await browser.devtoolsPanel(page);
  const trying = tryingIn(panel);
  expect(await ask(page, at('api/put'), PUT)).toBe('blocked');
  await trying.choose('/put');
  await trying.click('try-it');
  expect(await trying.textOf('try-asking')).toContain('PUT request really reaches your server');
  expect(await rules()).toBe(0);
  await trying.click('try-start');
  await trying.sees('trial-bar');
  expect(await rules()).toBeGreaterThan(0);
  expect(await ask(page, at('api/put'), PUT)).toBe(200);
  const seen = await namesSeen(page, at('api/put'));
  expect(seen).toContain('content-type');
  expect(seen, 'the page sees no mark of the trial').not.toContain(MARK);
  await expect
    .poll(() => trying.textOf('try-works'), { timeout: 30_000 })
    .toContain('Works with this fix, in this tab only. Your server is still unchanged.');
  expect(await trying.rowOf('/put')).toBe('blocked tried');
  expect(await ask(other, at('api/put'), PUT), 'another tab').toBe('blocked');
  expect(await askInFrame(page, at('near/frame.html'), at('api/put')), 'another origin').toBe(
    'blocked',
  );
  expect(await ask(page, at('other/put'), PUT), 'another server').toBe('blocked');
  const report = await browser.exported(await exporting(browser, page, panel));
  expect(report?.exchanges.find(({ url, tried }) => url === at('api/put') && tried)).toMatchObject({
    verdict: 'allowed',
  });

  await trying.end();
  expect(await rules()).toBe(0);
  expect(await ask(page, at('api/put'), PUT), 'after the end').toBe('blocked');
  expect(await trying.rowOf('/put')).toBe('blocked tried');
  await page.close();
  await other.close();
}

/** The report comes from a panel of its own in Chromium, where DevTools save no file. */
async function exporting<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  browser: BrowserUnderTest<Page, Panel>,
  page: Page,
  panel: Panel,
): Promise<Page> {
  return browser.name === 'firefox' ? (panel as unknown as Page) : browser.panelTab(page);
}

/** The same from a frame of another origin in the page. */
const askInFrame = (
  page: DocumentUnderTest,
  frame: string,
  url: string,
): Promise<number | string> =>
  page.evaluate(
    async ({ src, target }: { readonly src: string; readonly target: string }) => {
      const element = document.createElement('iframe');
      element.src = `${src}?ask=${encodeURIComponent(target)}`;
      const told = new Promise<number | string>((resolve) => {
        addEventListener('message', ({ data }) => resolve(data), { once: true });
      });
      document.body.append(element);
      return told;
    },
    { src: frame, target: url },
  );

/** What passed under a trial neither goes on passing, nor goes on failing once the server is right. */
export async function playCaches<Page extends PageUnderTest, Panel extends DocumentUnderTest>({
  browser,
  servers,
}: Stage<Page, Panel>): Promise<void> {
  const at = (target: string): string => servers.url('try', target);
  servers.script('try', BROKEN);
  const page = await browser.open(at('page/index.html'));
  const panel = await browser.devtoolsPanel(page);
  const trying = tryingIn(panel);
  expect(await ask(page, at('api/kept?before'))).toBe('blocked');
  await trying.choose('/kept');
  await trying.begin();
  await trying.click('try-repeat');
  await trying.sees('try-works');
  for (const query of ['one', 'two']) expect(await ask(page, at(`api/kept?${query}`))).toBe(200);
  await trying.end();
  expect(await ask(page, at('api/kept?one')), 'from the cache').toBe('blocked');
  servers.script('try', {
    ...BROKEN,
    'api/kept': { actual: answer([['Cache-Control', 'max-age=600'], allowOrigin('{page}')]) },
  });
  // Firefox keeps what it has blocked as well, so this URL was asked for under the trial only.
  expect(await ask(page, at('api/kept?two')), 'once the server is right').toBe(200);
  await expect.poll(() => trying.rowOf('/kept'), { timeout: 30_000 }).toBe('fixed tried');
  await page.close();
}

/** What cannot be tried is said, and nothing is sent. */
export async function playObstacle<Page extends PageUnderTest, Panel extends DocumentUnderTest>({
  browser,
  servers,
}: Stage<Page, Panel>): Promise<void> {
  const at = (target: string): string => servers.url('try', target);
  servers.script('try', BROKEN);
  const page = await browser.open(at('page/index.html'));
  const trying = tryingIn(await browser.devtoolsPanel(page));
  expect(await ask(page, at('api/login'), PUT)).toBe('blocked');
  await trying.choose('/login');
  await saysObstacle(trying, 'status 401');
  await page.close();
}

async function saysObstacle(trying: ReturnType<typeof tryingIn>, why: string): Promise<void> {
  await expect.poll(() => trying.textOf('try-obstacle'), { timeout: 30_000 }).toContain(why);
  expect(await trying.textOf('try-it')).toBeNull();
}

/** Firefox counts the server's own lines, unless their names are spelled as HTTP/2 spells them. */
export async function playTwoLines<Page extends PageUnderTest, Panel extends DocumentUnderTest>({
  browser,
  servers,
}: Stage<Page, Panel>): Promise<void> {
  const at = (target: string): string => servers.url('try', target);
  servers.script('try', BROKEN);
  const page = await browser.open(at('page/index.html'));
  const trying = tryingIn(await browser.devtoolsPanel(page));
  const isPossible = {
    'api/doubled': browser.name !== 'firefox',
    'api/spelled-low': true,
  };
  for (const [target, isTried] of Object.entries(isPossible)) {
    expect(await ask(page, at(target)), target).toBe('blocked');
    await trying.choose(target.slice('api'.length));
    if (isTried) {
      await trying.begin();
      expect(await ask(page, at(target)), target).toBe(200);
      await trying.sees('try-works');
      await trying.end();
    } else {
      await saysObstacle(trying, 'two Access-Control-Allow-Origin lines');
    }
  }
  await page.close();
}
