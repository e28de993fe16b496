import { expect, type Frame, type Page, test } from 'playwright/test';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { allowOrigin, answer } from './scenarios/scenario.ts';

/** "Reload and observe" in the real DevTools of a real browser. */
test.describe.configure({ mode: 'serial' });
let servers: ScenarioServers;
let browser: ChromiumUnderTest;
/** One tab with DevTools for all. */
let page: Page;
let panel: Frame;

/** Scripts of a document, each of which makes its request when the document has loaded. */
const html = (script: string, body = ''): string =>
  `<!doctype html><meta charset="utf-8"><title>Observed</title><link rel="icon" href="data:,">${body}<script>${script}</script>`;

const FETCH = (init: string): string =>
  `function save() { return fetch('{api:items}', ${init}); }\nsave().catch(() => {});`;
const XHR = (withCredentials: boolean): string => `
  const xhr = new XMLHttpRequest();
  xhr.open('put', '{api:items}');
  xhr.withCredentials = ${withCredentials};
  xhr.setRequestHeader('X-Custom', 'secret-value');
  xhr.send();`;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchChromium({ devtools: true });
  await browser.waitReady();
  page = await browser.open('about:blank');
  panel = await browser.devtoolsPanel(page);
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});
test.afterEach(() => {
  expect(browser.extensionErrors()).toEqual([]);
});

/** Shows a page, whose requests all fail their preflight, to an empty panel. */
async function open(scenario: string, script: string, body = ''): Promise<void> {
  // Only the origin is allowed: then the first missing header depends on whether cookies are sent.
  const refusing = { preflight: answer([allowOrigin('{page}')]) };
  const document = answer([], 200);
  servers.script(scenario, {
    'page/index.html': {
      actual: { ...document, body: servers.fill(scenario, html(script, body)) },
    },
    'page/frame.html': {
      actual: { ...document, body: servers.fill(scenario, html(FETCH("{ method: 'PUT' }"))) },
    },
    'api/frame.html': {
      actual: {
        ...document,
        body: servers.fill(
          scenario,
          html(
            `onclick = () => fetch('{other:items}', { method: 'PUT', credentials: 'include' });`,
          ),
        ),
      },
    },
    'api/list': {
      actual: answer([allowOrigin('{page}'), ['X-Total', '7'], ['Link', '</2>; rel="next"']]),
    },
    'api/items': refusing,
    'other/items': refusing,
  });
  await page.goto('about:blank');
  await panel.getByRole('button', { name: 'Clear' }).click();
  await expect(rows()).toHaveCount(0);
  await page.goto(servers.url(scenario, 'page/index.html'));
}

const rows = () => panel.getByTestId('exchange-row');
const row = (text = 'items') => rows().filter({ hasText: text });

/** The newest exchange that the panel exports. */
async function newest() {
  const report = await browser.report(page);
  const exchange = report?.exchanges.at(-1);
  if (exchange === undefined) throw new Error('nothing is listed');
  return exchange;
}

const count = async (): Promise<number> => (await browser.report(page))?.exchanges.length ?? 0;

/** How many preflights the server has had, one for each request. */
const asked = (scenario: string): number =>
  servers.received(scenario).filter((one) => one.startsWith('OPTIONS ')).length;

const NAMED = [
  ['fetch without credentials', FETCH("{ method: 'PUT' }"), 'same-origin', 'method-not-allowed'],
  [
    'fetch that omits them',
    FETCH("{ method: 'PUT', credentials: 'omit' }"),
    'same-origin',
    'method-not-allowed',
  ],
  [
    'fetch that includes them',
    FETCH("{ method: 'PUT', credentials: 'include' }"),
    'include',
    'credentials-not-allowed',
  ],
  [
    'fetch of a Request',
    `fetch(new Request('{api:items}', { method: 'PUT', credentials: 'include' })).catch(() => {});`,
    'include',
    'credentials-not-allowed',
  ],
  ['XMLHttpRequest without them', XHR(false), 'same-origin', 'method-not-allowed'],
  ['XMLHttpRequest with them', XHR(true), 'include', 'credentials-not-allowed'],
] as const;

for (const [index, [name, script, mode, cause]] of NAMED.entries()) {
  test(`one click makes the verdict on a PUT refused by its preflight exact: ${name}`, async () => {
    await open(`observe-${index}`, script);
    // The browser reports a request before the server gets its preflight. Leaving the page cancels
    // that preflight.
    const notAsked = async () => (await count()) - asked(`observe-${index}`);
    await expect.poll(count).toBe(1);
    await expect.poll(notAsked).toBe(0);
    await page.reload();
    await row().click();
    await expect.poll(count).toBe(2);
    await expect.poll(notAsked).toBe(0);
    const before = await newest();
    expect(before.credentials.known).toBe(false);
    expect(before.alternatives).toHaveLength(1);

    await panel.getByTestId('observe').click();
    await expect(panel.getByTestId('observe-offer')).toHaveCount(0);
    await expect
      .poll(async () => (await newest()).credentials)
      .toEqual({ known: true, value: mode, from: 'observed' });
    const after = await newest();
    expect(after.alternatives).toEqual([]);
    expect(after.findings[0]?.cause).toBe(cause);
    const told = browser.browserVerdicts(page).findLast(({ corsError }) => corsError !== null);
    expect(told?.corsError).toBe(
      mode === 'include'
        ? 'PreflightInvalidAllowCredentials'
        : 'MethodDisallowedByPreflightResponse',
    );
    expect(JSON.stringify(await browser.sessionStorage())).not.toContain('secret-value');

    await expect.poll(notAsked).toBe(0);
    await page.reload();
    await expect.poll(async () => (await newest()).id).not.toBe(after.id);
    expect((await newest()).credentials.known, 'a plain reload is without it').toBe(false);
    await expect.poll(notAsked, 'each request once').toBe(0);
    expect(await page.evaluate(() => `${window.fetch}`)).toContain('fetch() { [native code] }');
  });
}

/** The credentials mode of each listed exchange with this URL, oldest first. */
async function modesOf(target: string): Promise<readonly string[]> {
  const report = await browser.report(page);
  return (report?.exchanges ?? [])
    .filter(({ url }) => url.endsWith(target))
    .map(({ credentials }) => credentials.value ?? 'unknown');
}

test('frames are observed: of the same origin at once, of another one a moment later', async () => {
  await open(
    'observe-frames',
    `const dynamic = document.createElement('iframe');
     document.body.append(dynamic);
     dynamic.contentWindow.setTimeout("fetch('{other:dynamic}', { method: 'PUT' }).catch(() => {})");`,
    `<iframe src="frame.html"></iframe>
     <iframe srcdoc="&lt;script&gt;fetch('{api:srcdoc}', { method: 'PUT', credentials: 'include' }).catch(() => {})&lt;/script&gt;"></iframe>
     <iframe id="far" src="{api:frame.html}"></iframe>`,
  );
  await row().first().click();
  await panel.getByTestId('observe').click();
  await expect.poll(() => modesOf('/items')).toEqual(['unknown', 'same-origin']);
  await expect.poll(() => modesOf('/dynamic')).toEqual(['unknown', 'same-origin']);
  await expect.poll(() => modesOf('/srcdoc')).toEqual(['unknown', 'include']);

  // The frame of another origin has its observer by now.
  await page.waitForTimeout(1_000);
  await page.locator('#far').click();
  await expect.poll(async () => (await modesOf('/items')).at(-1)).toBe('include');
});

/** The headers that the pages could not read, noted over all requests. */
async function namesReadInVain(): Promise<readonly string[]> {
  const texts = Object.values(await browser.sessionStorage()).map(String);
  return texts.flatMap((text) => {
    const names = /"readNames":\[([^\]]+)\]/.exec(text)?.[1];
    return names === undefined ? [] : [names.replaceAll('"', '')];
  });
}

const READING: readonly (readonly [name: string, script: string, names: string])[] = [
  [
    'fetch',
    `fetch('{api:list}').then(({ headers }) => headers.get('X-Total') ?? headers.get('x-none') ?? headers.has('Link') ?? headers.get('content-type'));`,
    'x-total,x-none,link',
  ],
  [
    'fetch of a Request, some time after',
    `fetch(new Request('{api:list}')).then((answer) => setTimeout(() => answer.headers.get('X-Total'), 1000));`,
    'x-total',
  ],
  [
    'XMLHttpRequest',
    `const xhr = new XMLHttpRequest();
     xhr.open('GET', '{api:list}');
     xhr.onload = () => [xhr.getResponseHeader('X-Total'), xhr.getResponseHeader('Content-Type')];
     xhr.getResponseHeader('X-Early');
     xhr.send();`,
    'x-total',
  ],
];

for (const [index, [name, script, names]] of READING.entries()) {
  test(`one click names a header that the page cannot read: ${name}`, async () => {
    await open(`observe-reading-${index}`, script);
    await row('list').first().click();
    await panel.getByTestId('observe-tool').click();
    await expect.poll(namesReadInVain).toContain(names);
    await row('list').last().click();
    await expect(panel.getByText('The page’s code read')).toContainText('x-total');
  });
}

test('the page still gets a failure that it does not catch, once', async () => {
  const script = `
    const told = [];
    addEventListener('unhandledrejection', ({ promise }) => { told.push(promise === ask); document.title = told.join(); });
    const ask = fetch('{api:items}', { method: 'PUT' });
    fetch('{api:items}', { method: 'PUT' }).catch(() => {});`;
  await open('observe-uncaught', script);
  await expect.poll(() => page.title()).toBe('true');
  await row().first().click();
  await panel.getByTestId('observe-tool').click();
  await expect.poll(() => modesOf('/items')).toContain('same-origin');
  await expect.poll(() => page.title()).toBe('true');
});

const HOSTILE: readonly (readonly [name: string, script: string])[] = [
  [
    'replaces what the observer might use',
    `for (const name of ['CustomEvent', 'dispatchEvent', 'Request', 'URL', 'Headers', 'WeakMap', 'Proxy', 'Reflect'])
       window[name] = () => { throw new Error('hostile ' + name); };
     JSON.stringify = Date.now = Array.isArray = Object = () => { throw new Error('hostile'); };
     Error.prepareStackTrace = () => { throw new Error('hostile stack'); };`,
  ],
  [
    'poisons all prototypes',
    `const evil = { configurable: true, get() { throw new Error('hostile getter'); }, set() { throw new Error('hostile setter'); } };
     for (const name of ['url', 'text', 'declared', 'toJSON', 'number', 'id', 'from'])
       Object.defineProperty(Object.prototype, name, evil);
     for (const prototype of [Array.prototype, String.prototype, Function.prototype, Map.prototype, WeakMap.prototype])
       for (const name of ['push', 'slice', 'map', 'get', 'set', 'forEach', 'call', 'apply', 'toJSON', 'toUpperCase'])
         Object.defineProperty(prototype, name, { value() { throw new Error('hostile method'); } });`,
  ],
  [
    'answers for the observer, again and again',
    `const lie = JSON.stringify({ id: 'x'.repeat(90), calls: Array.from({ length: 5000 }, (_, number) => ({ number, url: location.href, method: 'PUT', at: Date.now(), declared: { credentials: 'include', mode: 'cors', headerNames: ['<img src=x onerror=alert(1)>'], stack: 'x' } })) });
     const answers = ['x'.repeat(50e6), lie.slice(0, 900000), lie, '{"id":"a","calls":[[[[[', { toString() { throw 1; } }];
     let turn = 0;
     window.dispatchEvent = (event) => { event.detail.text = answers[turn++ % answers.length]; };`,
  ],
  [
    'throws on every access',
    `Object.defineProperty(window, 'dispatchEvent', { get() { throw new Error('hostile dispatch'); } });
     fetch({ toString() { throw new Error('hostile url'); } }).catch(() => {});
     fetch('{api:items}', { get method() { throw new Error('hostile init'); } }).catch(() => {});
     try { new XMLHttpRequest().send(); } catch {}
     try { XMLHttpRequest.prototype.open.call({}, 'GET', '/'); } catch {}`,
  ],
];

for (const [index, [name, script]] of HOSTILE.entries()) {
  test(`a page does no harm if it ${name}`, async () => {
    const ask = `const ask = window.fetch; ask('{api:items}', { method: 'PUT', credentials: 'include' })
      .then(() => 'answered', (error) => error.message).then((told) => { document.title = told; });`;
    await open(`observe-hostile-${index}`, `${script}\n${ask}`);
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    await row().first().click();
    const before = await modesOf('/items');
    await panel.getByTestId('observe-tool').click();
    await expect.poll(async () => (await modesOf('/items')).length).toBeGreaterThan(before.length);
    await page.waitForTimeout(2_000);

    // The page gets the same results and errors as without the observer, and throws nothing new.
    expect(await page.title()).toBe('Failed to fetch');
    expect(complaints.filter((one) => !one.startsWith('hostile'))).toEqual([]);
    await panel.getByTestId('observe-tool').click();
    await expect(panel.getByTestId('headline')).toBeVisible();
    await expect.poll(async () => (await newest()).verdict).toBe('blocked');
    expect(JSON.stringify(await browser.sessionStorage()).length).toBeLessThan(500_000);
  });
}
