import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Install, parseInstall, storePage } from './store-page.ts';

const CHROMIUM = 'abcdefghijklmnopabcdefghijklmnop';
const FIREFOX = 'crosscheck@crosscheck.dev';
const GOOGLE = 'https://clients2.google.com/service/update2/crx';
const MICROSOFT = 'https://edge.microsoft.com/extensionwebstorebase/v1/crx';

test.each<[name: string, Install, page: string | null]>([
  [
    'from the Chrome Web Store: its support page',
    { id: CHROMIUM, installType: 'normal', updateUrl: GOOGLE },
    `https://chromewebstore.google.com/detail/${CHROMIUM}/support`,
  ],
  [
    'from there by a company’s policy: the same page',
    { id: CHROMIUM, installType: 'admin', updateUrl: GOOGLE },
    `https://chromewebstore.google.com/detail/${CHROMIUM}/support`,
  ],
  [
    'from the store of Edge: its page there',
    { id: CHROMIUM, installType: 'normal', updateUrl: MICROSOFT },
    `https://microsoftedge.microsoft.com/addons/detail/${CHROMIUM}`,
  ],
  [
    'from addons.mozilla.org: its page there',
    { id: FIREFOX, installType: 'normal', updateUrl: null },
    'https://addons.mozilla.org/firefox/addon/crosscheck%40crosscheck.dev/',
  ],
  [
    'from a folder in Chromium: none',
    { id: CHROMIUM, installType: 'development', updateUrl: null },
    null,
  ],
  [
    'from a folder with the files of the store: none',
    { id: CHROMIUM, installType: 'development', updateUrl: GOOGLE },
    null,
  ],
  [
    'loaded for a while in Firefox: none',
    { id: FIREFOX, installType: 'development', updateUrl: null },
    null,
  ],
  [
    'from a company’s own server: none',
    { id: CHROMIUM, installType: 'admin', updateUrl: 'https://updates.example/crx' },
    null,
  ],
  [
    'the same in Firefox: none',
    { id: FIREFOX, installType: 'normal', updateUrl: 'https://updates.example/json' },
    null,
  ],
  [
    'put into Firefox’s folder: none',
    { id: FIREFOX, installType: 'sideload', updateUrl: null },
    null,
  ],
])('%s', (_, install, page) => {
  expect(storePage(install)).toBe(page);
  expect(storePage(parseInstall(JSON.parse(JSON.stringify(install))) as Install)).toBe(page);
});

test('whatever a browser says, a link leads to a store', () => {
  const facts = fc.record({
    id: fc.oneof(fc.constantFrom(CHROMIUM, FIREFOX, '{a-b}', ''), fc.string({ unit: 'binary' })),
    installType: fc.constantFrom('normal', 'admin', 'sideload', 'development', 'other'),
    updateUrl: fc.option(fc.oneof(fc.constantFrom(GOOGLE, MICROSOFT), fc.webUrl())),
  });
  fc.assert(
    fc.property(facts, (install) => {
      const page = storePage(install);
      if (page === null) return;
      expect(page).toMatch(
        /^https:\/\/(chromewebstore\.google\.com|microsoftedge\.microsoft\.com|addons\.mozilla\.org)\//,
      );
      expect(new URL(page).pathname).toContain(encodeURIComponent(install.id));
    }),
  );
});

test('what is no such message is none', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const install = parseInstall(value);
      if (install !== null) expect(Object(value)).toMatchObject({ id: install.id });
    }),
  );
});
