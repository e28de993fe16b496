import { expect, type Frame, type Page, test } from 'playwright/test';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { allowOrigin, answer } from './scenarios/scenario.ts';

/** What pages are observed to ask for, in the real DevTools of a real browser. */
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
test.beforeEach(() => browser.setObserving(true));
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
            `fetch('{other:items}', { method: 'PUT', credentials: 'include' }).catch(() => {});`,
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
  // Another view exports it, and hears of a request a little later than the panel.
  await expect.poll(count).toBeGreaterThan(0);
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
  test(`the verdict on a PUT refused by its preflight is exact from the first load on: ${name}`, async () => {
    await open(`observe-${index}`, script);
    await expect.poll(async () => (await newest()).credentials).toEqual(known(mode));
    const exact = await newest();
    expect(exact.alternatives).toEqual([]);
    expect(exact.findings[0]?.cause).toBe(cause);
    const told = browser.browserVerdicts(page).findLast(({ corsError }) => corsError !== null);
    expect(told?.corsError).toBe(
      mode === 'include'
        ? 'PreflightInvalidAllowCredentials'
        : 'MethodDisallowedByPreflightResponse',
    );
    await row().click();
    await expect(panel.getByTestId('observe-offer')).toHaveCount(0);
    await expect(panel.getByTestId('observe-tool')).toHaveCount(0);
    expect(JSON.stringify(await browser.sessionStorage())).not.toContain('secret-value');
    expect(await page.evaluate(() => `${window.fetch}`)).toContain('fetch() { [native code] }');
  });
}

const known = (value: string) => ({ known: true, value, from: 'observed' });

test('requests of one URL are told apart by the operation that their code names', async () => {
  const body = (text: string) => `{ method: 'POST', body: ${text} }`;
  const calls = [
    body(`JSON.stringify({ operationName: 'GetUser', query: 'query GetUser { secret }' })`),
    body(`JSON.stringify({ query: 'mutation SaveUser($id: ID) { secret }' })`),
    body(`JSON.stringify({ jsonrpc: '2.0', method: 'user.list', params: ['secret'], id: 1 })`),
    body(`JSON.stringify([1, 2].map((id) => ({ jsonrpc: '2.0', method: 'm' + id, id })))`),
    `{ method: 'POST', headers: { 'X-Apollo-Operation-Name': 'ByHeader' } }`,
    // A method of a payment is no operation, and neither is a word of a sentence.
    body(`JSON.stringify({ method: 'card', operationName: 'secret words' })`),
  ];
  const xhr = `const xhr = new XMLHttpRequest(); xhr.open('POST', '{api:items}');
    xhr.send(JSON.stringify({ operationName: 'ByXhr', query: '{ secret }' }));`;
  const fetches = calls.map((init) => `fetch('{api:items}', ${init}).catch(() => {});`);
  await open('observe-operations', [...fetches, xhr].join('\n'));
  await expect(rows()).toHaveCount(7);
  for (const name of ['GetUser', 'SaveUser', 'user.list', 'batch', 'ByHeader', 'ByXhr']) {
    await expect(row(name)).toHaveCount(1);
  }
  expect(JSON.stringify(await browser.sessionStorage())).not.toContain('secret');
});

test('the setting switches it off at once, and one click switches it on for good', async () => {
  // The browser reports a request before the server gets its preflight. Leaving the page cancels
  // that preflight.
  const notAsked = async () => (await count()) - asked('observe-off');
  await panel.getByTestId('open-settings').click();
  await expect(panel.getByTestId('setting-observe')).toBeChecked();
  await panel.getByTestId('setting-observe').uncheck();
  await panel.getByRole('button', { name: 'Close' }).click();
  await open('observe-off', FETCH("{ method: 'PUT', credentials: 'include' }"));
  await expect.poll(count).toBe(1);
  await expect.poll(notAsked).toBe(0);
  expect((await newest()).credentials.known).toBe(false);
  expect((await newest()).alternatives).toHaveLength(1);
  await row().click();
  await panel.getByTestId('observe').click();
  await expect.poll(count).toBe(2);
  await expect.poll(async () => (await newest()).credentials).toEqual(known('include'));
  await expect(panel.getByTestId('observe-offer')).toHaveCount(0);
  await expect.poll(notAsked).toBe(0);

  await page.reload();
  await expect.poll(count).toBe(3);
  await expect.poll(async () => (await newest()).credentials).toEqual(known('include'));
  await expect.poll(notAsked, 'each request once').toBe(0);
  await panel.getByTestId('open-settings').click();
  await expect(panel.getByTestId('setting-observe')).toBeChecked();
  await panel.getByRole('button', { name: 'Close' }).click();
});

test('what an open page says is dropped as soon as it is switched off', async () => {
  await open('observe-drop', "onclick = () => fetch('{api:items}', { method: 'PUT' });", 'Page');
  await page.locator('body').click();
  await expect.poll(() => modesOf('/items')).toEqual(['same-origin']);
  await browser.setObserving(false);
  await page.locator('body').click();
  await expect.poll(async () => (await modesOf('/items')).length).toBe(2);
  await page.waitForTimeout(500);
  expect(await modesOf('/items')).toEqual(['same-origin', 'unknown']);
});

test('a page that was there before stays unknown until it is loaded again', async () => {
  await browser.setObserving(false);
  await open('observe-before', "onclick = () => fetch('{api:items}', { method: 'PUT' });", 'Page');
  await browser.setObserving(true);
  await page.locator('body').click();
  await expect.poll(() => modesOf('/items')).toEqual(['unknown']);
  await panel.getByTestId('observe-tool').click();
  await expect(panel.getByTestId('observe-tool')).toHaveCount(0);
  await page.locator('body').click();
  await expect.poll(() => modesOf('/items')).toEqual(['unknown', 'same-origin']);
});

test('a stopped worker is woken by what a page says', async () => {
  await open('observe-worker', "onclick = () => fetch('{api:items}', { method: 'PUT' });", 'Page');
  const client = await page.context().newCDPSession(page);
  const { targetInfos } = await client.send('Target.getTargets');
  const worker = targetInfos.find(({ type, url }) => {
    return type === 'service_worker' && url.startsWith(browser.extensionOrigin);
  });
  expect(worker).toBeDefined();
  await client.send('Target.closeTarget', { targetId: worker?.targetId ?? '' });
  await page.locator('body').click();
  await expect.poll(() => modesOf('/items'), { timeout: 15_000 }).toEqual(['same-origin']);
});

test('a page that is kept for going back, and comes back, is still observed', async () => {
  const other = await launchChromium({ keepsPages: true });
  try {
    await other.waitReady();
    const document = (script: string) => ({
      actual: { ...answer([], 200), body: servers.fill('observe-back', html(script, 'Page')) },
    });
    servers.script('observe-back', {
      'page/index.html': document(
        `onclick = () => fetch('{api:items}', { method: 'PUT' });
         onpageshow = ({ persisted }) => { document.title = persisted ? 'kept' : 'new'; };`,
      ),
      'page/frame.html': document(''),
      'api/items': { preflight: answer([allowOrigin('{page}')]) },
    });
    const shop = await other.open(servers.url('observe-back', 'page/index.html'));
    await shop.goto(servers.url('observe-back', 'page/frame.html'));
    await shop.goBack({ waitUntil: 'commit' });
    await expect.poll(() => shop.title()).toBe('kept');
    await shop.locator('body').click();
    const last = async () => (await other.report(shop))?.exchanges.at(-1)?.credentials;
    await expect.poll(last).toEqual(known('same-origin'));
    expect(other.extensionErrors()).toEqual([]);
  } finally {
    await other.close();
  }
});

test('a page that writes itself anew is still observed', async () => {
  const text = `<title>Written</title><script>fetch("{api:items}", { method: "PUT", credentials: "include" }).catch(() => {})</scr' + 'ipt>`;
  await open(
    'observe-written',
    `onload = () => { document.open(); document.write('${text}'); document.close(); };`,
  );
  await expect.poll(() => page.title()).toBe('Written');
  await expect.poll(() => modesOf('/items')).toEqual(['include']);
});

/** The credentials mode of each listed exchange with this URL, oldest first. */
async function modesOf(target: string): Promise<readonly string[]> {
  const report = await browser.report(page);
  return (report?.exchanges ?? [])
    .filter(({ url }) => url.endsWith(target))
    .map(({ credentials }) => credentials.value ?? 'unknown');
}

test('the attribute of an element says whether it sends cookies', async () => {
  await open(
    'observe-elements',
    '',
    `<img crossorigin src="{near:anonymous}">
     <img crossorigin="use-credentials" src="{near:credentials}">
     <script type="module" src="{near:module}"></script>
     <link rel="stylesheet" crossorigin="use-credentials" href="{near:style}">`,
  );
  await expect.poll(() => modesOf('/anonymous')).toEqual(['same-origin']);
  await expect.poll(() => modesOf('/credentials')).toEqual(['include']);
  await expect.poll(() => modesOf('/module')).toEqual(['same-origin']);
  await expect.poll(() => modesOf('/style')).toEqual(['include']);
});

test('frames of every kind are observed from their first request on', async () => {
  const ask = (target: string, mode: string) =>
    `fetch('${target}', { method: 'PUT', credentials: '${mode}' }).catch(() => {})`;
  const inline = (target: string, mode: string) =>
    `&lt;script&gt;${ask(target, mode)}&lt;/script&gt;`;
  await open(
    'observe-frames',
    `const dynamic = document.createElement('iframe');
     document.body.append(dynamic);
     dynamic.contentWindow.setTimeout("fetch('{other:dynamic}', { method: 'PUT' }).catch(() => {})");
     const data = document.createElement('iframe');
     data.src = 'data:text/html,' + encodeURIComponent("<script>${ask('{other:data}', 'include')}</" + 'script>');
     document.body.append(data);`,
    `<iframe src="frame.html"></iframe>
     <iframe srcdoc="${inline('{api:srcdoc}', 'include')}"></iframe>
     <iframe sandbox="allow-scripts" srcdoc="${inline('{api:sandboxed}', 'include')}"></iframe>
     <iframe src="{api:frame.html}"></iframe>`,
  );
  await expect
    .poll(async () => (await modesOf('/items')).toSorted())
    .toEqual(['include', 'same-origin']);
  await expect.poll(() => modesOf('/dynamic')).toEqual(['same-origin']);
  await expect.poll(() => modesOf('/srcdoc')).toEqual(['include']);
  await expect.poll(() => modesOf('/sandboxed')).toEqual(['include']);
  await expect.poll(() => modesOf('/data')).toEqual(['include']);
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
  test(`a header that the page cannot read is named: ${name}`, async () => {
    await open(`observe-reading-${index}`, script);
    await expect.poll(namesReadInVain).toContain(names);
    await row('list').click();
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
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    await open(`observe-hostile-${index}`, `${script}\n${ask}`);
    await expect.poll(() => modesOf('/items')).toContain('include');
    // The page gets the same results and errors as without the observer, and throws nothing new.
    await expect.poll(() => page.title()).toBe('Failed to fetch');
    expect(complaints.filter((one) => !one.startsWith('hostile'))).toEqual([]);
    await row().first().click();
    await expect(panel.getByTestId('headline')).toBeVisible();
    await expect.poll(async () => (await newest()).verdict).toBe('blocked');
    expect(JSON.stringify(await browser.sessionStorage()).length).toBeLessThan(500_000);
  });
}
