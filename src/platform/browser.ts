import type { Browser } from 'webextension-polyfill';

/**
 * The extension API, as promises. Firefox and newer Chromium offer it as `browser`; with manifest
 * version 3, Chromium's `chrome` is the same.
 */
export const browser: Browser = extensionApi();

function extensionApi(): Browser {
  const offered = Reflect.get(globalThis, 'browser');
  return offered?.runtime?.id === undefined ? Reflect.get(globalThis, 'chrome') : offered;
}
