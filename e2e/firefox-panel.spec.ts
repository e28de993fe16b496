import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import type { DocumentUnderTest } from '../tools/browsers/browser-under-test.ts';
import { type FirefoxUnderTest, launchFirefox } from '../tools/browsers/firefox.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';

test.skip(firefoxPath() === undefined, 'no Firefox');
test.setTimeout(180_000);

const PICTURES = 'artifacts/firefox';

let servers: ScenarioServers;
let browser: FirefoxUnderTest;

test.beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  servers = await startScenarioServers();
  servers.script('panel', {});
  browser = await launchFirefox();
  await browser.waitReady();
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});

const ask = ({ url, method }: { readonly url: string; readonly method: string }) =>
  fetch(url, { method }).then(
    () => true,
    () => false,
  );

const themeOf = (view: DocumentUnderTest) =>
  view.evaluate<string>('document.documentElement.dataset.theme');

/** The desktop's color scheme, which Firefox's windows, popups and pages follow. */
const SCHEMES = { dark: 1, light: 0 } as const;
const SCHEME = 'ui.systemUsesDarkTheme';

test('the panel in the real toolbox shows what was blocked, in both themes', async () => {
  const page = await browser.open(servers.url('panel', 'page/index.html'));
  const panel = await browser.devtoolsPanel(page);
  await page.evaluate(ask, { url: servers.url('panel', 'api/toolbox'), method: 'PUT' });
  const rows = () =>
    panel.evaluate<number>("document.querySelectorAll('[data-testid=exchange-row]').length");
  await expect.poll(rows, { timeout: 30_000 }).toBe(1);
  const headline = () =>
    panel.evaluate<string>("document.querySelector('[data-testid=headline]')?.textContent ?? ''");
  await expect.poll(headline).toContain('Access-Control-Allow-Origin');
  for (const theme of ['light', 'dark'] as const) {
    const path = `${PICTURES}/toolbox-${theme}.png`;
    await browser.screenshotDevtools(page, path, { width: 1280, height: 900, theme });
    await expect.poll(() => themeOf(panel)).toBe(theme);
  }
  expect(browser.extensionErrors()).toEqual([]);
  await page.close();
});

test('another language is there as soon as it is chosen, with the same requests', async () => {
  const page = await browser.open(servers.url('panel', 'page/index.html'));
  await browser.devtoolsPanel(page);
  await page.evaluate(ask, { url: servers.url('panel', 'api/language'), method: 'PUT' });
  const shown = async () => {
    const panel = await browser.devtoolsPanel(page);
    return panel.evaluate<readonly unknown[]>(`[
      document.documentElement?.lang,
      document.querySelector('[data-testid=filter]')?.placeholder,
      document.querySelectorAll('[data-testid=exchange-row]').length,
    ]`);
  };
  const choose = async (wanted: string): Promise<void> => {
    const panel = await browser.devtoolsPanel(page);
    await panel.evaluate(async (language: string) => {
      const at = (id: string) => document.querySelector<HTMLElement>(`[data-testid=${id}]`);
      at('open-settings')?.click();
      while (at('setting-language') === null) await new Promise((done) => setTimeout(done, 50));
      const field = at('setting-language');
      if (!(field instanceof HTMLSelectElement)) return;
      field.value = language;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }, wanted);
  };
  await expect.poll(shown, { timeout: 30_000 }).toEqual(['en', 'Filter', 1]);
  await choose('fr');
  await expect.poll(shown, { timeout: 30_000 }).toEqual(['fr', 'Filtrer', 1]);
  await choose('browser');
  await expect.poll(shown, { timeout: 30_000 }).toEqual(['en', 'Filter', 1]);
  expect(browser.extensionErrors()).toEqual([]);
  await page.close();
});

test('DevTools that are docked elsewhere show the list as it was', async () => {
  const page = await browser.open(servers.url('panel', 'page/index.html'));
  const first = await browser.devtoolsPanel(page);
  for (const [path, method] of [
    ['api/moved/first', 'PUT'],
    ['api/moved/second', 'PUT'],
    ['api/unlisted', 'GET'],
  ] as const) {
    await page.evaluate(ask, { url: servers.url('panel', path), method });
  }
  const rows = () =>
    first.evaluate<number>("document.querySelectorAll('[data-testid=exchange-row]').length");
  await expect.poll(rows, { timeout: 30_000 }).toBe(3);
  await first.evaluate(async () => {
    const at = (id: string) => document.querySelector<HTMLInputElement>(`[data-testid=${id}]`);
    const write = (id: string, kind: typeof HTMLInputElement | typeof HTMLSelectElement) => {
      return (value: string): void => {
        const field = at(id);
        Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
        field?.dispatchEvent(new Event('input', { bubbles: true }));
        field?.dispatchEvent(new Event('change', { bubbles: true }));
      };
    };
    write('group-by', HTMLSelectElement)('cause');
    write('sort', HTMLSelectElement)('newest');
    write('filter', HTMLInputElement)('moved');
    while (document.querySelectorAll('[data-testid=exchange-row]').length !== 2) {
      await new Promise((done) => setTimeout(done, 50));
    }
    [...document.querySelectorAll<HTMLElement>('[data-testid=exchange-row]')]
      .find((row) => row.textContent?.includes('second'))
      ?.click();
  });
  const shown = async () => {
    const panel = await browser.devtoolsPanel(page);
    return panel.evaluate<readonly unknown[]>(`[
      ...['group-by', 'sort', 'filter'].map(
        (id) => document.querySelector('[data-testid=' + id + ']')?.value,
      ),
      /second|first|unlisted/.exec(
        document.querySelector('[data-testid=exchange-row][aria-selected=true]')?.textContent,
      )?.[0],
    ]`);
  };
  const left = ['cause', 'newest', 'moved', 'second'];
  await expect.poll(shown, { timeout: 30_000 }).toEqual(left);
  for (const side of ['right', 'bottom'] as const) {
    await browser.privileged.dock(side, null);
    await expect.poll(shown, { timeout: 30_000 }).toEqual(left);
  }
  // Whoever opens DevTools again sees all of it, the worst first.
  await browser.privileged.closeToolbox();
  const fresh = async () => (await shown()).slice(0, 3);
  await expect.poll(fresh, { timeout: 30_000 }).toEqual(['server', 'trouble', '']);
  expect(browser.extensionErrors()).toEqual([]);
  await page.close();
});

test('two lines of a header are distinguished although Firefox reports them as one', async () => {
  const allowOrigin = (value: string) => ['Access-Control-Allow-Origin', value] as const;
  servers.script('panel', {
    'api/lines': { actual: { headers: [allowOrigin('{origin}'), allowOrigin('{origin}')] } },
    'api/list': { actual: { headers: [allowOrigin('{origin}, {origin}')] } },
    'api/empty': { actual: { headers: [allowOrigin(''), allowOrigin('{origin}')] } },
    // Firefox does not count them if they are spelled otherwise.
    'api/spelled': {
      actual: {
        headers: [
          ['access-control-allow-origin', ''],
          ['access-control-allow-origin', '{origin}'],
        ],
      },
    },
  });
  const page = await browser.open(servers.url('panel', 'page/index.html'));
  const panel = await browser.devtoolsPanel(page);
  const found = async (path: string) => {
    const exchanges = (await browser.exported(panel))?.exchanges ?? [];
    const own = exchanges.find(({ url }) => url === servers.url('panel', `api/${path}`));
    return own?.findings.map(({ evidence }) => Reflect.get(Object(evidence), 'received'));
  };
  const origin = servers.origin('page');
  for (const [path, received] of [
    ['lines', [origin, origin]],
    ['list', [`${origin}, ${origin}`]],
    ['empty', ['', origin]],
    ['spelled', null],
  ] as const) {
    const read = await page.evaluate(ask, {
      url: servers.url('panel', `api/${path}`),
      method: 'GET',
    });
    expect(read).toBe(received === null);
    await expect
      .poll(() => found(path), { timeout: 30_000 })
      .toEqual(received === null ? [] : [received]);
  }
  expect(browser.extensionErrors()).toEqual([]);
  await page.close();
});

test('after many documents, the page still reports its responses and is observed', async () => {
  const any = ['Access-Control-Allow-Origin', '*'] as const;
  servers.script('panel', { 'near/any': { actual: { headers: [any] } } });
  const page = await browser.open(servers.url('panel', 'page/index.html'));
  const panel = await browser.devtoolsPanel(page);
  // Firefox's own way from a panel to the page fails for good after a few documents.
  for (let i = 0; i < 12; i++) await page.goto(servers.url('panel', `page/index.html?${i}`));
  const url = (query: string) => servers.url('panel', `near/any?${query}`);
  const read = async (query: string, credentials: RequestCredentials) => {
    await page.evaluate(
      (one: { readonly url: string; readonly credentials: RequestCredentials }) =>
        fetch(one.url, one).then(
          () => true,
          () => false,
        ),
      { url: url(query), credentials },
    );
  };
  const said = async (query: string) => {
    const exchanges = (await browser.exported(panel))?.exchanges ?? [];
    const own = exchanges.find((one) => one.url === url(query));
    return own && [own.verdict, own.findings[0]?.cause ?? null, own.credentials];
  };
  await read('include', 'include');
  await read('omit', 'omit');
  await expect
    .poll(() => said('include'), { timeout: 30_000 })
    .toEqual([
      'blocked',
      'wildcard-with-credentials',
      { known: true, value: 'include', from: 'inferred' },
    ]);
  const omitted = { known: true, value: 'same-origin', from: 'inferred' };
  await expect.poll(() => said('omit')).toEqual(['allowed', null, omitted]);

  await panel.evaluate("document.querySelector('[data-testid=observe-tool]').click()");
  const observed = { known: true, value: 'same-origin', from: 'observed' };
  let asked = 0;
  await expect
    .poll(
      async () => {
        asked += 1;
        await read(`observed-${asked}`, 'omit');
        return (await said(`observed-${asked - 1}`))?.[2] ?? null;
      },
      { timeout: 30_000 },
    )
    .toEqual(observed);
  expect(browser.extensionErrors()).toEqual([]);
  await page.close();
});

test('the popup and its full view show a blocked request in both themes', async () => {
  const page = await browser.open(servers.url('panel', 'page/index.html'));
  await page.evaluate(ask, { url: servers.url('panel', 'api/popup'), method: 'PUT' });
  const popup = await browser.popup(page);
  const row = (view: DocumentUnderTest) => () =>
    view.evaluate<string>("document.querySelector('[data-testid=exchange-row]')?.innerText ?? ''");
  await expect.poll(row(popup), { timeout: 30_000 }).toContain('/popup');
  for (const theme of ['light', 'dark'] as const) {
    await browser.privileged.setPreference(SCHEME, SCHEMES[theme]);
    await expect.poll(() => themeOf(popup)).toBe(theme);
    const picture = await browser.privileged.popupPicture();
    writeFileSync(`${PICTURES}/popup-${theme}.png`, Buffer.from(picture, 'base64'));
  }
  await popup.click('footer button');
  const find = () => browser.extensionTab('src/panel/panel.html');
  await expect.poll(find, { timeout: 30_000 }).not.toBeNull();
  const tab = await find();
  if (tab === null) throw new Error('no full view');
  await expect.poll(row(tab), { timeout: 30_000 }).toContain('/popup');
  for (const theme of ['light', 'dark'] as const) {
    await browser.privileged.setPreference(SCHEME, SCHEMES[theme]);
    await expect.poll(() => themeOf(tab)).toBe(theme);
    await tab.screenshot({ path: `${PICTURES}/full-view-${theme}.png` });
  }
  expect(browser.extensionErrors()).toEqual([]);
  await tab.close();
  await page.close();
});
