import { expect, type Page, test } from 'playwright/test';
import {
  type ChromiumUnderTest,
  exportedText,
  launchChromium,
} from '../tools/browsers/chromium.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { allowHeaders, allowOrigin, answer, location } from './scenarios/scenario.ts';

/** Nothing that the extension keeps or exports may hold the user's secrets. */
const SECRETS = {
  authorization: 'PLANTEDauthorization7f3a91',
  apiKey: 'PLANTEDapikey5d20c4',
  cookie: 'PLANTEDcookie88e1b0',
  setCookie: 'PLANTEDsetcookie41c9d7',
  query: 'PLANTEDquery02ab6e',
  pageQuery: 'PLANTEDpagequery93f5a8',
  fragment: 'PLANTEDfragment6b71d3',
  redirectQuery: 'PLANTEDredirectquery2c84f6',
  userinfo: 'PLANTEDuserinfo17d0e9',
  responseToken: 'PLANTEDresponsetoken5e3c12',
} as const;

let servers: ScenarioServers;
let browser: ChromiumUnderTest;
let page: Page;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchChromium();
  await browser.waitReady();
  page = await trafficWithSecrets();
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});

async function trafficWithSecrets(): Promise<Page> {
  const withSecrets = [
    allowOrigin('{origin}'),
    allowHeaders('authorization, x-api-key'),
    ['Access-Control-Allow-Credentials', 'true'],
    ['Set-Cookie', `sid=${SECRETS.setCookie}; Path=/`],
    ['X-Auth-Token', SECRETS.responseToken],
  ] as const;
  servers.script('secrets', {
    'near/login': { preflight: answer(withSecrets), actual: answer(withSecrets) },
    'near/refused': { actual: answer([['Set-Cookie', `sid=${SECRETS.setCookie}`]]) },
    'near/moved': {
      actual: answer(
        [allowOrigin('{origin}'), location(`{api:new}?access_token=${SECRETS.redirectQuery}`)],
        302,
      ),
    },
    'near/userinfo': {
      actual: answer(
        [allowOrigin('{origin}'), location(`http://user:${SECRETS.userinfo}@127.0.0.1:1/x`)],
        302,
      ),
    },
  });
  const url = (target: string) => servers.url('secrets', target);
  const opened = await browser.open(`${url('page/index.html')}?token=${SECRETS.pageQuery}`);
  await opened.evaluate((value) => {
    // biome-ignore lint/suspicious/noDocumentCookie: plain http pages have no other way to this cookie.
    document.cookie = `session=${value}; path=/`;
  }, SECRETS.cookie);
  await opened.evaluate(
    async ([login, refused, moved, userinfo, secrets]) => {
      const ask = (input: string, init: RequestInit = {}) =>
        fetch(input, { credentials: 'include', referrerPolicy: 'unsafe-url', ...init }).catch(
          () => {},
        );
      const headers = {
        Authorization: `Bearer ${secrets.authorization}`,
        'X-Api-Key': secrets.apiKey,
      };
      await ask(login, { headers });
      await ask(`${refused}?api_key=${secrets.query}#${secrets.fragment}`);
      await ask(moved);
      await ask(userinfo);
    },
    [
      url('near/login'),
      url('near/refused'),
      url('near/moved'),
      url('near/userinfo'),
      SECRETS,
    ] as const,
  );
  await expect
    .poll(async () => (await browser.report(opened))?.exchanges.map(({ verdict }) => verdict))
    .toEqual(['allowed', 'blocked', 'blocked', 'blocked']);
  return opened;
}

const leaked = (text: string): readonly string[] =>
  Object.entries(SECRETS)
    .filter(([, value]) => text.includes(value))
    .map(([name]) => name);

test('the browser really sends the secrets', async () => {
  const sent = await page.evaluate(() => document.cookie);
  expect(sent).toContain(SECRETS.cookie);
  const report = await browser.report(page);
  const text = JSON.stringify(report);
  for (const name of ['Authorization', 'X-Api-Key', 'Cookie', 'Set-Cookie', 'X-Auth-Token']) {
    expect(text).toContain(`"${name}","[redacted]`.replace('"Set-Cookie","', '"Set-Cookie","sid='));
  }
});

test('session storage holds no secret', async () => {
  const stored = JSON.stringify(await browser.sessionStorage());
  expect(stored).toContain('/s/secrets/login');
  expect(leaked(stored)).toEqual([]);
});

test('the panel shows no secret', async () => {
  const panel = await browser.panelTab(page);
  const rows = panel.getByTestId('exchange-row');
  await rows.first().waitFor();
  for (let index = 0; index < (await rows.count()); index += 1) {
    await rows.nth(index).click();
    expect(leaked(await panel.content())).toEqual([]);
  }
  await panel.close();
});

for (const entry of ['export-json', 'export-markdown']) {
  test(`the file of ${entry} holds no secret`, async () => {
    const panel = await browser.panelTab(page);
    const text = await exportedText(panel, entry);
    expect(text).toContain('/s/secrets/refused');
    expect(leaked(text)).toEqual([]);
    await panel.close();
  });
}

for (const entry of ['copy-json', 'copy-markdown']) {
  test(`the clipboard holds no secret after ${entry}`, async () => {
    const panel = await browser.panelTab(page);
    await panel.evaluate(() => navigator.clipboard.writeText('nothing yet'));
    await panel.getByTestId('export-menu').click();
    await panel.getByTestId(entry).click();
    const clipboard = () => panel.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toContain('/s/secrets/refused');
    expect(leaked(await clipboard())).toEqual([]);
    await panel.close();
  });
}

test('the exported file follows the contract', async () => {
  const report = await browser.report(page);
  expect(report).toMatchObject({ format: 'crosscheck-report', version: 1, redacted: true });
});
