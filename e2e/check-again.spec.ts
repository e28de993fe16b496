import { mkdirSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import type {
  BrowserUnderTest,
  DocumentUnderTest,
  PageUnderTest,
} from '../tools/browsers/browser-under-test.ts';
import { launchChromium } from '../tools/browsers/chromium.ts';
import { launchFirefox } from '../tools/browsers/firefox.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { type CorsOptions, type CorsServer, startCorsServer } from './check-again/cors-server.ts';

type AnyBrowser = BrowserUnderTest<PageUnderTest, DocumentUnderTest>;

const PICTURES = 'artifacts/check-again';

const BROWSERS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['Chromium', () => launchChromium({ devtools: true })],
  ['Firefox', () => launchFirefox()],
];

for (const [name, launch] of BROWSERS) {
  test.describe(`check again, in ${name}`, () => {
    test.skip(name === 'Firefox' && firefoxPath() === undefined, 'no Firefox');
    test.describe.configure({ mode: 'serial', timeout: 180_000 });
    let servers: ScenarioServers;
    let api: CorsServer;
    let browser: AnyBrowser;
    let page: PageUnderTest;
    let panel: DocumentUnderTest;
    let allowed: CorsOptions;

    test.beforeAll(async () => {
      mkdirSync(PICTURES, { recursive: true });
      servers = await startScenarioServers();
      servers.script('check', {});
      api = await startCorsServer(null);
      browser = (await launch()) as AnyBrowser;
      await browser.waitReady();
      page = await browser.open(servers.url('check', 'page/index.html'));
      panel = await browser.devtoolsPanel(page);
      allowed = { origin: servers.origin('page'), methods: 'GET,HEAD,PUT,POST,DELETE' };
    });
    test.afterAll(async () => {
      await browser.close();
      await api.stop();
      await servers.close();
    });

    /** The list draws only the rows that have room, so each test begins with an empty one. */
    test.beforeEach(async () => {
      await panel.evaluate("document.querySelector('[aria-label=Clear]').click()");
      const count = () =>
        panel.evaluate<number>("document.querySelectorAll('[data-testid=exchange-row]').length");
      await expect.poll(count).toBe(0);
    });

    const ask = (path: string, init: object = {}) =>
      page.evaluate(
        ({ url, init }: { readonly url: string; readonly init: object }) =>
          fetch(url, init).then(
            () => true,
            () => false,
          ),
        { url: `${api.origin}${path}`, init },
      );
    const rowWith = (path: string) =>
      `[...document.querySelectorAll('[data-testid=exchange-row]')].find((row) => row.textContent.includes(${JSON.stringify(path)}))`;
    const choose = async (path: string) => {
      const isThere = () => panel.evaluate<boolean>(`${rowWith(path)} !== undefined`);
      await expect.poll(isThere, { timeout: 30_000 }).toBe(true);
      await panel.evaluate(`${rowWith(path)}.click()`);
      const isShown = () =>
        panel.evaluate<boolean>(
          `document.querySelector('.detail-url')?.textContent.includes(${JSON.stringify(path)}) ?? false`,
        );
      await expect.poll(isShown).toBe(true);
      await expect.poll(() => isEnabled('check-again'), { timeout: 15_000 }).toBe(true);
    };
    const isEnabled = (testId: string) =>
      panel.evaluate<boolean>(
        `document.querySelector('[data-testid=${testId}]')?.matches(':enabled:not([aria-disabled=true])') ?? false`,
      );
    const click = (testId: string) =>
      panel.evaluate(`document.querySelector('[data-testid=${testId}]').click()`);
    const said = (testId: string) =>
      panel.evaluate<string>(
        `document.querySelector('[data-testid=${testId}]')?.textContent ?? ''`,
      );
    const shows = (testId: string) =>
      expect.poll(() => said(testId), { timeout: 30_000, message: testId });
    /** Firefox copies only for a real click. There, a check that finds no change offers the same. */
    const offered = async () => {
      await click(name === 'Chromium' ? 'copy-fix' : 'check-again');
      await expect.poll(() => isEnabled('keep-asking'), { timeout: 15_000 }).toBe(true);
    };
    const pictures = async (what: string) => {
      const own = page as Parameters<AnyBrowser['screenshotDevtools']>[0];
      for (const [theme, width] of [
        ['light', 400],
        ['dark', 1200],
        ['light', 1200],
      ] as const) {
        const path = `${PICTURES}/${name}-${what}-${theme}-${width}.png`;
        await browser.screenshotDevtools(own, path, { width, height: 900, theme });
      }
    };
    const sentSince = (from: number) =>
      api.received.slice(from).map(({ method, path }) => `${method} ${path}`);

    test('a PUT is fixed without touching the page, and only its preflight is sent', async () => {
      await api.restart(null);
      expect(await ask('/items/1', { method: 'PUT', headers: { 'x-a': '1' } })).toBe(false);
      const [pages] = api.received.slice(-1);
      await choose('/items/1');
      await api.restart(allowed);
      const from = api.received.length;
      await click('check-again');
      await shows('headline').toContain('Fixed: the preflight request passes now.');
      await shows('checked-note').toContain('the PUT request itself');
      expect(sentSince(from)).toEqual(['OPTIONS /items/1']);
      // The server cannot tell it from the browser's own.
      expect(api.received[from]?.headers).toEqual(pages?.headers);
      await shows('history').toMatch(/Blocked by CORS.*Checked: Fixed/);
      await pictures('fixed');
      expect(browser.extensionErrors()).toEqual([]);
    });

    test('a GET is fixed, and is sent without cookies', async () => {
      await api.restart(null);
      await page.evaluate("document.cookie = 'session=1'");
      expect(await ask('/me')).toBe(false);
      await choose('/me');
      await api.restart(allowed);
      const from = api.received.length;
      await click('check-again');
      await shows('headline').toContain('Fixed: the server allows this page now.');
      expect(sentSince(from)).toEqual(['GET /me']);
      const { origin, cookie } = api.received[from]?.headers ?? {};
      expect({ origin, cookie }).toEqual({ origin: servers.origin('page'), cookie: undefined });
    });

    test('a change that does not help leaves the next reason', async () => {
      await api.restart(null);
      expect(await ask('/items/2', { method: 'PUT', headers: { 'x-a': '1' } })).toBe(false);
      await choose('/items/2');
      await api.restart({ ...allowed, methods: 'GET' });
      await click('check-again');
      await shows('check-outcome').toContain('Still blocked');
      await pictures('not-helped');
      await shows('headline').toContain('PUT');
    });

    test('a server that is down is told as what it is', async () => {
      await api.restart(null);
      expect(await ask('/items/5', { method: 'PUT' })).toBe(false);
      await choose('/items/5');
      await api.stop();
      await click('check-again');
      await shows('check-outcome').toContain('Not reached');
      await shows('verdict').toContain('Failed, not by CORS');
      await api.restart(allowed);
      await click('check-again');
      await shows('headline').toContain('Fixed');
    });

    test('it asks until the server has restarted, and then says so', async () => {
      await api.restart(null);
      expect(await ask('/items/3', { method: 'DELETE' })).toBe(false);
      await choose('/items/3');
      await offered();
      await click('keep-asking');
      await shows('asking').toContain('every 3 seconds');
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      await api.restart(allowed);
      await shows('headline').toContain('Fixed');
      await shows('asking').toBe('');
      const last = api.received.length;
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      expect(sentSince(last)).toEqual([]);
    });

    test('asking can be stopped, and sends nothing more', async () => {
      await api.restart(null);
      expect(await ask('/items/4', { method: 'DELETE' })).toBe(false);
      await choose('/items/4');
      await offered();
      await click('keep-asking');
      await shows('asking').toContain('every 3 seconds');
      await click('stop-asking');
      await shows('asking').toBe('');
      const last = api.received.length;
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      expect(sentSince(last)).toEqual([]);
    });

    test('everything that one paste fixes is checked, row by row', async () => {
      await api.restart(null);
      for (const path of ['/all/one', '/all/two', '/all/three']) await ask(path, { method: 'PUT' });
      // "Check all" is about the rows that are listed when it is pressed.
      await choose('/all/three');
      await choose('/all/two');
      await api.restart(allowed);
      const from = api.received.length;
      await click('check-all');
      const results = () =>
        panel.evaluate<readonly string[]>(
          `[...document.querySelectorAll('[data-testid=checklist-row]')]
            .filter((row) => row.textContent.includes('/all/'))
            .map((row) => row.dataset.result)`,
        );
      await expect.poll(results, { timeout: 30_000 }).toEqual(['passes', 'passes', 'passes']);
      await shows('checklist').toMatch(/^Checked (\d+) of \1 requests/);
      await pictures('all');
      for (const path of ['/all/one', '/all/two', '/all/three']) {
        expect(sentSince(from)).toContain(`OPTIONS ${path}`);
        const row = () => panel.evaluate<string>(`${rowWith(path)}.textContent`);
        await expect.poll(row).toContain('Fixed');
      }
      expect(sentSince(from).filter((one) => !one.startsWith('OPTIONS'))).toEqual([]);
    });

    test('a redirect to a login is told, and not followed', async () => {
      await api.restart(null);
      expect(await ask('/login')).toBe(false);
      await choose('/login');
      await api.restart(allowed);
      const from = api.received.length;
      await click('check-again');
      await shows('check-outcome').toBe('Repeat the request in the page: a check cannot tell.');
      expect(sentSince(from)).toEqual(['GET /login']);
      // Firefox tells no end of a refused redirect for a long time, so there the check says as much.
      await shows('verdict').toMatch(name === 'Chromium' ? /Blocked by CORS/ : /Undetermined/);
    });

    test('an untrusted certificate is told as what it is', async () => {
      const url = servers.url('check', 'selfsigned/tls');
      await page.evaluate((one: string) => fetch(one).catch(() => {}), url);
      await choose('/tls');
      await click('check-again');
      await shows('check-outcome').toMatch(/Not reached/);
      await shows('verdict').toContain('Failed, not by CORS');
    });

    test('the popup checks what is blocked', async () => {
      await api.restart(null);
      // In Chromium, the window of DevTools has no toolbar.
      const own = name === 'Chromium' ? ((await launchChromium()) as AnyBrowser) : browser;
      try {
        await own.waitReady();
        const tab = await own.open(servers.url('check', 'page/index.html?popup'));
        const url = `${api.origin}/popup`;
        await tab.evaluate((one: string) => fetch(one, { method: 'PUT' }).catch(() => {}), url);
        const popup = await own.popup(tab);
        const isReady = () =>
          popup.evaluate<boolean>(
            "document.querySelector('[data-testid=check-again]')?.matches(':enabled:not([aria-disabled=true])') ?? false",
          );
        await expect.poll(isReady, { timeout: 30_000 }).toBe(true);
        await api.restart(allowed);
        const from = api.received.length;
        await popup.evaluate("document.querySelector('[data-testid=check-again]').click()");
        const told = () =>
          popup.evaluate<string>(
            "document.querySelector('[data-testid=passes-now]')?.textContent ?? ''",
          );
        await expect.poll(told, { timeout: 30_000 }).toContain('PUT /popup: Passes now');
        expect(sentSince(from)).toEqual(['OPTIONS /popup']);
      } finally {
        if (own !== browser) await own.close();
      }
    });

    test('a page cannot start a check', async () => {
      const from = api.received.length;
      const answers = await page.evaluate<readonly unknown[]>(
        `(async () => {
          const { runtime } = globalThis.chrome ?? globalThis.browser ?? {};
          const tries = [
            () => runtime.connect(ID, { name: 'check' }).postMessage(QUESTION),
            () => runtime.sendMessage(ID, QUESTION),
            () => document.body.append(Object.assign(document.createElement('iframe'), { src: PANEL })),
          ];
          return tries.map((attempt) => {
            try { return [typeof attempt()]; } catch (error) { return [error.name]; }
          });
        })()`
          .replaceAll('ID', JSON.stringify(idOf(browser)))
          .replaceAll(
            'QUESTION',
            JSON.stringify({ type: 'check', tabId: browser.tabId(page), exchange: '1' }),
          )
          .replaceAll('PANEL', JSON.stringify(`${originOf(browser)}/src/panel/panel.html`)),
      );
      expect(answers).toHaveLength(3);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(sentSince(from)).toEqual([]);
    });
  });
}

const originOf = (browser: AnyBrowser): string => String(Reflect.get(browser, 'extensionOrigin'));
const idOf = (browser: AnyBrowser): string => originOf(browser).replace(/^[^:]*:\/\//, '');
