import { expect, type Frame, type Page, test } from 'playwright/test';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { allowOrigin, answer } from './scenarios/scenario.ts';

/**
 * A document that knows the observer attacks it, beside an honest one of another origin. What is
 * read of the honest one stays as it is, nothing throws, and nothing grows without limit.
 */
test.describe.configure({ mode: 'default' });
let servers: ScenarioServers;
let browser: ChromiumUnderTest;
let page: Page;
let panel: Frame;

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

/** Runs `act(box, event)` in place of the observer each time the panel asks it. */
const instead = (act: string): string => `
  const honest = window.dispatchEvent;
  let turn = 0;
  window.dispatchEvent = function (event) {
    if (!String(event.type).startsWith('crosscheck-')) return Reflect.apply(honest, this, [event]);
    turn += 1;
    const box = event.detail;
    ${act}
    return true;
  };
  const forge = (urls, origins) => {
    const calls = origins.flatMap((origin) => urls.map((url) => ({ url, origin })));
    const declared = { credentials: 'include', mode: 'cors', headerNames: ['x-forged'], readNames: ['x-forged'], stack: '' };
    // Calls of the same moment would be taken for one.
    const told = calls.map((one, i) => ({ ...one, number: turn * 2000 + i, method: 'PUT', at: Date.now() - 50 - i / 100, declared }));
    return JSON.stringify({ id: 'forged ' + turn, calls: told });
  };`;
const ORIGINS = "['{page}', '{api}', '', undefined, '*']";

const HOSTILE: readonly (readonly [name: string, script: string])[] = [
  ['forges calls of the other', instead(`box.text = forge(['{other:items}'], ${ORIGINS});`)],
  [
    'forges them after the observer has answered',
    instead(`honest.call(this, event); box.text = forge(['{other:items}'], ${ORIGINS});`),
  ],
  [
    'sends a flood of calls',
    instead(
      `box.text = forge(Array.from({ length: 400 }, (_, i) => i === 7 ? '{other:items}' : '{other:items}?' + i), ${ORIGINS});`,
    ),
  ],
  [
    'asks a thousand times at once',
    `for (let i = 0; i < 1500; i++) fetch('data:,' + 'x'.repeat(2000) + i, { headers: { ['x-' + 'y'.repeat(150)]: '1' } }).catch(() => {});`,
  ],
  ['keeps silent', instead('box.text = null;')],
  ['freezes the question', instead('Object.freeze(box); honest.call(this, event);')],
  [
    'makes the question throw',
    instead(
      "Object.defineProperty(box, 'text', { get() { throw new Error('hostile text'); }, set() { throw new Error('hostile text'); } }); honest.call(this, event);",
    ),
  ],
  [
    'asks the observer itself, and makes it watch what is no window',
    instead(`
      honest.call(this, event);
      for (const detail of [null, 1, {}, document, new Proxy({}, { get() { throw new Error('hostile'); } }), top])
        for (const type of [event.type, event.type + '-frame'])
          Reflect.apply(honest, this, [new CustomEvent(type, { detail, cancelable: true })]);`),
  ],
  [
    'replaces everything that the observer might use with traps',
    `const evil = { configurable: true, get() { throw new Error('hostile getter'); }, set() { throw new Error('hostile setter'); } };
     for (const name of ['get', 'set', 'value', 'writable', 'apply', 'url', 'text', 'toJSON', 'length', 'detail', 'at', 'names'])
       Object.defineProperty(Object.prototype, name, evil);
     for (const name of ['CustomEvent', 'Request', 'URL', 'Headers', 'WeakMap', 'Proxy', 'Reflect', 'JSON', 'MutationObserver', 'EventTarget'])
       delete window[name];
     try { delete window.origin; window.origin = '{page}'; } catch {}
     Function.prototype.toString = Error.captureStackTrace = () => { throw new Error('hostile'); };`,
  ],
  [
    'claims another origin',
    `Object.defineProperty(window, 'origin', { get: () => '{api}' });
     try { Object.defineProperty(location, 'origin', { value: '{api}' }); } catch {}
     try { Object.defineProperty(window, 'location', { value: { origin: '{api}' } }); } catch {}
     ${instead(`box.text = forge(['{other:items}'], ${ORIGINS});`)}`,
  ],
];

const html = (script: string, body = ''): string =>
  `<!doctype html><meta charset="utf-8"><title>Hostile</title><link rel="icon" href="data:,">${body}<script>${script}</script>`;

/**
 * A request without credentials that is refused with and without them: only the observer's note
 * tells which.
 */
const HONEST = `onclick = () => fetch('{other:items}', { method: 'PUT', credentials: 'omit' }).then(
  () => 'answered', (error) => error.message).then((told) => { document.title = told; });`;

for (const [index, [name, script]] of HOSTILE.entries()) {
  for (const isFrame of [false, true]) {
    const where = isFrame ? 'a frame' : 'a page';
    test(`${where} that ${name} changes nothing of another origin`, async () => {
      const scenario = `hostile-${index}-${isFrame}`;
      const [outer, inner] = isFrame ? [HONEST, script] : [script, HONEST];
      const filled = (text: string) => ({
        actual: { ...answer([], 200), body: servers.fill(scenario, text) },
      });
      const frame = '<iframe id="inner" src="{api:frame.html}"></iframe>';
      servers.script(scenario, {
        'page/index.html': filled(html(outer, `<h1>Page</h1>${frame}`)),
        'api/frame.html': filled(html(inner)),
        // Only the origin is allowed: then the first missing header depends on whether cookies are
        // sent.
        'other/items': { preflight: answer([allowOrigin('{origin}')]) },
      });
      await page.goto('about:blank');
      await panel.getByRole('button', { name: 'Clear' }).click();
      await page.goto(servers.url(scenario, 'page/index.html'));
      const complaints: string[] = [];
      page.on('pageerror', ({ message }) => complaints.push(message));
      await panel.getByTestId('observe-tool').click();
      // A frame of another origin has its observer by now.
      await page.waitForTimeout(4_000);
      await page.locator(isFrame ? 'h1' : '#inner').click();
      await expect.poll(asked, { timeout: 10_000 }).not.toBeNull();
      await page.waitForTimeout(1_500);

      const exchange = await asked();
      expect(exchange?.origin).toBe(servers.origin(isFrame ? 'page' : 'api'));
      // A page that does not answer is not read any more, and its frames are not either: nothing is
      // made up.
      const unread = { known: false };
      const observed = { known: true, value: 'same-origin', from: 'observed' };
      const credentials = exchange?.credentials.known ? exchange.credentials : unread;
      expect(credentials).toEqual(!isFrame && SILENT.includes(name) ? unread : observed);
      expect(exchange?.findings[0]?.cause).toBe('method-not-allowed');
      expect(complaints.filter((one) => !one.startsWith('hostile'))).toEqual([]);
      const kept = JSON.stringify(await browser.sessionStorage());
      expect(kept).not.toContain('x-forged');
      expect(kept.length).toBeLessThan(2_000_000);
    });
  }
}

/** An outermost page that does not answer ends the reading, also of its frames. */
const SILENT = ['keeps silent', 'freezes the question', 'makes the question throw'];

/** What the panel exports of the honest request; null before it is listed. */
async function asked() {
  const report = await browser.report(page);
  return report?.exchanges.findLast(({ url }) => url.endsWith('/items')) ?? null;
}
