import { afterEach, expect, test, vi } from 'vitest';
import { devtoolsApi } from './devtools.ts';

const devtools = { inspectedWindow: { tabId: 7 } };

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['older Chromium has no browser, and the polyfill adds its own', undefined, { devtools }],
  ['Chromium has browser, without DevTools', {}, { devtools }],
  ['Firefox has DevTools under browser', { devtools }, {}],
])('%s: the API is the browser’s own', (_, browser, chrome) => {
  vi.stubGlobal('browser', browser);
  vi.stubGlobal('chrome', chrome);
  expect(devtoolsApi()).toBe(devtools);
});

test.each([
  ['an ordinary tab', {}],
  ['a page of DevTools without a page to inspect', { devtools: {} }],
])('%s: there is none', (_, chrome) => {
  vi.stubGlobal('chrome', chrome);
  expect(devtoolsApi()).toBeNull();
});
