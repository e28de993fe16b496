import { expect, type Page, test } from 'playwright/test';
import {
  holds,
  plantedSecrets,
  type Traffic,
  trafficWith,
} from '../src/model/testing/planted-secrets.ts';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import { type FirefoxUnderTest, launchFirefox } from '../tools/browsers/firefox.ts';
import type { FirefoxPage } from '../tools/browsers/firefox-page.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import {
  type ScenarioServers,
  type Script,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { allowHeaders, allowMethods, allowOrigin, answer } from './scenarios/scenario.ts';

/** Real browsers send generated secrets. The extension may keep and show none of them. */
const SEED = Number(process.env['SEED'] ?? 20_261_122);
const PLANTED = Number(process.env['PLANTED'] ?? 100);
const ID = 'planted';

test.setTimeout(240_000);

let servers: ScenarioServers;
test.beforeAll(async () => {
  servers = await startScenarioServers();
});
test.afterAll(() => servers.close());

type Ask = { readonly url: string; readonly headers: Readonly<Record<string, string>> };
type Asked = { readonly asks: readonly Ask[]; readonly secrets: readonly string[] };

/** Fetch takes no URL with a password and no header that only browsers set. */
const UNSENDABLE = /^(cookie|referer|sec-.*|proxy-.*)$/i;

/** The samples' hosts must not be asked: the scenario's own server replaces them all. */
const atServer = (text: string): string =>
  text.replace(
    /https?:\/\/([^/@\s"<>]*@)?(?:[a-z]+\.)*(?:example\.com|example\.co\.uk:8443|telegram\.org|127\.0\.0\.1:8000)/g,
    (_, userinfo = '') => servers.url(ID, 'near/').replace('://', `://${userinfo}`).slice(0, -1),
  );

/** Sets responses with the wanted contents, and returns what to ask for. */
function scriptFor(traffic: readonly Traffic[]): Asked {
  const script: Record<string, Script[string]> = {};
  const asks: Ask[] = [];
  const ask = (url: string, headers: Ask['headers'] = {}): void => void asks.push({ url, headers });
  for (const [at, { url, requestHeaders, responseHeaders, redirectUrl }] of traffic.entries()) {
    const own = atServer(url);
    if (!own.includes('@')) ask(own);
    const sent = requestHeaders.filter(([name]) => !UNSENDABLE.test(name));
    const names = sent.map(([name]) => name).join(',');
    const received = responseHeaders.map(([name, value]) => [name, atServer(value)] as const);
    const redirects = redirectUrl === null ? [] : [['Location', atServer(redirectUrl)] as const];
    const moves = [...received, ...redirects].some(([name]) => /^location$/i.test(name));
    script[`near/own/${at}`] = {
      preflight: answer([allowOrigin('{origin}'), allowHeaders(names)]),
      actual: answer(
        [allowOrigin('{origin}'), ...(redirects.length > 0 ? redirects : received)],
        moves ? 302 : 200,
      ),
    };
    if (redirects.length > 0) {
      script[`near/more/${at}`] = { actual: answer([allowOrigin('{origin}'), ...received]) };
      ask(servers.url(ID, `near/more/${at}`));
    }
    ask(
      servers.url(ID, `near/own/${at}`),
      Object.fromEntries(sent.map(([name, value]) => [name, atServer(value)])),
    );
  }
  servers.script(ID, script);
  return { asks, secrets: traffic.flatMap(({ secrets }) => secrets) };
}

/** In the page: makes all requests, some at the same time. */
const askAll = async (asks: readonly Ask[]): Promise<number> => {
  const waiting = [...asks];
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      await fetch(one.url, { headers: one.headers, referrerPolicy: 'unsafe-url' }).catch(() => {});
    }
  };
  await Promise.all([next(), next(), next(), next()]);
  return asks.length;
};

const leftIn = (text: string, secrets: readonly string[]): readonly string[] =>
  secrets.filter((secret) => holds(text, secret));

test.describe('Chromium', () => {
  let browser: ChromiumUnderTest;
  let page: Page;
  let asked: Asked;

  test.beforeAll(async () => {
    browser = await launchChromium();
    await browser.waitReady();
    asked = scriptFor(trafficWith(plantedSecrets(SEED, PLANTED)));
    page = await browser.open(servers.url(ID, 'page/index.html'));
    await page.evaluate(askAll, asked.asks);
    await expect
      .poll(async () => (await browser.report(page))?.exchanges.length ?? 0, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(asked.asks.length);
  });
  test.afterAll(() => browser.close());

  test('the browser really sends the secrets', () => {
    expect(servers.received(ID).length).toBeGreaterThan(asked.asks.length);
    expect(
      asked.asks.filter(({ headers }) => Object.keys(headers).length > 0).length,
    ).toBeGreaterThan(PLANTED / 10);
  });

  test('session storage holds no secret', async () => {
    const stored = JSON.stringify(await browser.sessionStorage());
    expect(stored).toContain('[redacted]');
    expect(leftIn(stored, asked.secrets)).toEqual([]);
  });

  test('the panel shows no secret', async () => {
    const panel = await browser.panelTab(page);
    const rows = panel.getByTestId('exchange-row');
    await rows.first().click();
    let seen = '';
    for (let index = 0; index < asked.asks.length; index += 1) {
      seen += await panel.content();
      await panel.keyboard.press('ArrowDown');
    }
    expect(seen).toContain('Hidden: it looks like a secret (by its name)');
    expect(seen).toContain('Hidden: it looks like a secret (by its place in the URL)');
    expect(leftIn(seen, asked.secrets)).toEqual([]);
    await panel.close();
  });

  for (const entry of ['copy-json', 'copy-markdown', 'copy-curl-bash', 'copy-text']) {
    test(`the clipboard holds no secret after ${entry}`, async () => {
      const panel = await browser.panelTab(page);
      await panel.evaluate(() => navigator.clipboard.writeText('nothing yet'));
      await panel.getByTestId('export-menu').click();
      await panel.getByTestId(entry).click();
      const clipboard = () => panel.evaluate(() => navigator.clipboard.readText());
      await expect.poll(clipboard, { timeout: 60_000 }).toContain('[redacted]');
      expect(leftIn(await clipboard(), asked.secrets)).toEqual([]);
      await panel.close();
    });
  }

  test('simultaneous requests to secret URLs each have their own preflight', async () => {
    const tokens = Array.from({ length: 40 }, (_, index) => `a1b2c3d4e5${index}x`);
    const passes = (index: number): boolean => index % 3 === 0;
    servers.script(
      'alike',
      Object.fromEntries(
        tokens.map((token, index) => [
          `near/reset/${token}`,
          {
            preflight: passes(index)
              ? answer([allowOrigin('{origin}'), allowMethods('PUT')])
              : answer([], 403),
            actual: answer([allowOrigin('{origin}')]),
          },
        ]),
      ),
    );
    const tab = await browser.open(servers.url('alike', 'page/index.html'));
    const urls = tokens.map((token) => servers.url('alike', `near/reset/${token}`));
    await tab.evaluate(
      (all) => Promise.all(all.map((url) => fetch(url, { method: 'PUT' }).catch(() => {}))),
      urls,
    );
    const told = async () => {
      const own = (await browser.report(tab))?.exchanges ?? [];
      const of = (verdict: string) => own.filter((one) => one.verdict === verdict).length;
      return [new Set(own.map(({ url }) => url)).size, of('allowed'), of('blocked'), own.length];
    };
    await expect.poll(told, { timeout: 30_000 }).toEqual([1, 14, 26, 40]);
  });
});

test.describe('Firefox', () => {
  test.skip(firefoxPath() === undefined, 'no Firefox');
  let browser: FirefoxUnderTest;
  let page: FirefoxPage;
  let asked: Asked;

  test.beforeAll(async () => {
    browser = await launchFirefox();
    await browser.waitReady();
    asked = scriptFor(trafficWith(plantedSecrets(SEED + 1, PLANTED)));
    page = await browser.open(servers.url(ID, 'page/index.html'));
    await page.evaluate(askAll, asked.asks);
    await expect
      .poll(async () => (await browser.report(page))?.exchanges.length ?? 0, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(asked.asks.length);
  });
  test.afterAll(() => browser.close());

  test('no secret is kept, shown or exported', async () => {
    const stored = JSON.stringify(await browser.sessionStorage());
    expect(stored).toContain('[redacted]');
    expect(leftIn(stored, asked.secrets)).toEqual([]);
    const report = JSON.stringify(await browser.report(page));
    expect(report).toContain('[redacted]');
    expect(leftIn(report, asked.secrets)).toEqual([]);
    const panel = await browser.panelTab(page);
    // A tab in the background draws no frame.
    await panel.bringToFront();
    const shown = await panel.evaluate<string>(`(async () => {
      const rows = () => document.querySelectorAll('[data-testid=exchange-row]');
      while (rows().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      let seen = '';
      rows()[0].click();
      for (let index = 0; index < ${asked.asks.length}; index += 1) {
        await new Promise(requestAnimationFrame);
        seen += document.documentElement.outerHTML;
        document.activeElement.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }),
        );
      }
      return seen;
    })()`);
    expect(shown).toContain('Hidden: it looks like a secret');
    expect(leftIn(shown, asked.secrets)).toEqual([]);
    await panel.close();
  });
});
