import { expect, test } from 'playwright/test';
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

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchChromium();
  await browser.waitReady();
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});
test.afterEach(() => {
  expect(browser.extensionErrors()).toEqual([]);
});

/**
 * The page reaches the first, empty document of its own frame before the observer, and so gets the
 * node over which that frame's notes go. `act(say)` gets the function that sends such a note.
 */
const stealing = (act: string): string => `
  const frame = document.createElement('iframe');
  frame.src = 'empty.html';
  document.documentElement.append(frame);
  const inner = frame.contentWindow;
  const native = inner.EventTarget.prototype.dispatchEvent;
  inner.EventTarget.prototype.dispatchEvent = function (event) {
    if (event.type === 'call') window.node = this;
    return Reflect.apply(native, this, [event]);
  };
  const listening = inner.EventTarget.prototype.addEventListener;
  inner.EventTarget.prototype.addEventListener = function (type, listener, ...rest) {
    const heard = type !== 'crosscheck:bridge' ? listener : (event) => { window.node = event.relatedTarget; listener(event); };
    return Reflect.apply(listening, this, [type, heard, ...rest]);
  };
  const say = (detail) => window.node.dispatchEvent(new CustomEvent('call', { detail }));
  const forge = (url, more = {}) => JSON.stringify({
    url, method: 'PUT', at: Date.now(), ...more,
    declared: { credentials: 'include', mode: 'cors', headerNames: ['x-forged'], readNames: ['x-forged'], stack: '' },
  });
  setInterval(() => { if (window.node) { ${act} } }, 100);`;

const HOSTILE: readonly (readonly [name: string, script: string])[] = [
  [
    'forges calls of the other',
    stealing(`for (const origin of ['{page}', '{api}', '', undefined, '*'])
      for (const documentId of [undefined, '', null, '0'.repeat(32)]) say(forge('{other:items}', { origin, documentId }));`),
  ],
  [
    'sends a flood of calls',
    stealing(
      "for (let i = 0; i < 2000; i++) say(forge(i === 7 ? '{other:items}' : '{other:items}?' + i));",
    ),
  ],
  [
    'sends what is no call',
    stealing(`for (const detail of [null, 1, {}, [], '{', 'x'.repeat(1e6), '[[[[[', { toString() { throw new Error('hostile text'); } },
      new Proxy({}, { get() { throw new Error('hostile'); } })]) say(detail);`),
  ],
  [
    'asks a thousand times at once',
    `for (let i = 0; i < 1500; i++) fetch('data:,' + 'x'.repeat(2000) + i, { headers: { ['x-' + 'y'.repeat(150)]: '1' } }).catch(() => {});`,
  ],
  [
    'asks the observer and its bridge itself',
    `window.heard = 0;
     addEventListener('crosscheck:bridge', () => { window.heard += 1; });
     for (const detail of [null, 1, {}, document, new Proxy({}, { get() { throw new Error('hostile'); }, set() { throw new Error('hostile'); } }), top])
       for (const type of ['crosscheck:observer', 'crosscheck:kin', 'call'])
         dispatchEvent(new CustomEvent(type, { detail, cancelable: true }));
     dispatchEvent(new FocusEvent('crosscheck:bridge', { relatedTarget: new Text() }));
     // Only its own event.
     if (window.heard !== 1) throw new Error('The page gets the node: ' + window.heard);`,
  ],
  [
    'replaces everything that the observer might use with traps',
    `const evil = { configurable: true, get() { throw new Error('hostile getter'); }, set() { throw new Error('hostile setter'); } };
     for (const name of ['get', 'set', 'value', 'writable', 'apply', 'url', 'text', 'toJSON', 'length', 'detail', 'at', 'names', 'natives', 'relatedTarget'])
       Object.defineProperty(Object.prototype, name, evil);
     for (const name of ['CustomEvent', 'FocusEvent', 'Text', 'Request', 'URL', 'Headers', 'WeakMap', 'Proxy', 'Reflect', 'JSON', 'EventTarget'])
       delete window[name];
     try { delete window.origin; window.origin = '{page}'; } catch {}
     Function.prototype.toString = Error.captureStackTrace = () => { throw new Error('hostile'); };`,
  ],
  [
    'claims another origin',
    `Object.defineProperty(window, 'origin', { get: () => '{api}' });
     try { Object.defineProperty(location, 'origin', { value: '{api}' }); } catch {}
     try { Object.defineProperty(window, 'location', { value: { origin: '{api}' } }); } catch {}
     ${stealing("say(forge('{other:items}', { origin: '{page}' })); say(forge('{other:items}', { origin: '{api}' }));")}`,
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
        'page/empty.html': filled(html('')),
        'api/frame.html': filled(html(inner)),
        'api/empty.html': filled(html('')),
        // Only the origin is allowed: then the first missing header depends on whether cookies are
        // sent.
        'other/items': { preflight: answer([allowOrigin('{origin}')]) },
      });
      const page = await browser.open('about:blank');
      const complaints: string[] = [];
      page.on('pageerror', ({ message }) => complaints.push(message));
      await page.goto(servers.url(scenario, 'page/index.html'));
      const honest = isFrame ? page.locator('h1') : page.frameLocator('#inner').locator('html');
      const hostile = isFrame
        ? page.frames().find((one) => one.url().includes('frame.html'))
        : page;
      if (script.includes('window.node')) {
        await expect.poll(() => hostile?.evaluate("'node' in window")).toBe(true);
      }
      await page.waitForTimeout(500);
      await honest.click();
      /** What the panel exports of the honest request; null before it is listed. */
      const asked = async () => {
        const report = await browser.report(page);
        return report?.exchanges.findLast(({ url }) => url.endsWith('/items')) ?? null;
      };
      await expect.poll(asked, { timeout: 10_000 }).not.toBeNull();
      await page.waitForTimeout(1_000);

      const exchange = await asked();
      expect(exchange?.origin).toBe(servers.origin(isFrame ? 'page' : 'api'));
      const observed = { known: true, value: 'same-origin', from: 'observed' };
      expect(exchange?.credentials).toEqual(observed);
      expect(exchange?.findings[0]?.cause).toBe('method-not-allowed');
      expect(complaints.filter((one) => !one.startsWith('hostile'))).toEqual([]);
      const kept = JSON.stringify(await browser.sessionStorage());
      expect(kept).not.toContain('x-forged');
      expect(kept.length).toBeLessThan(2_000_000);
      await page.close();
    });
  }
}
