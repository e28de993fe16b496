import type { Browser } from 'webextension-polyfill';
import { browser } from './browser.ts';

/** The DevTools API, as far as it is used here. */
export type DevtoolsApi = {
  readonly inspectedWindow: Browser['devtools']['inspectedWindow'];
  readonly network: Browser['devtools']['network'];
  readonly panels: Browser['devtools']['panels'] & {
    /** Chromium's name for `onThemeChanged`. */
    readonly setThemeChangeHandler?: (handler: (theme: string) => void) => void;
  };
};

/**
 * The DevTools API of this page, or null outside DevTools. Some versions of Chromium offer it under
 * `chrome` only, although `browser` exists.
 */
export function devtoolsApi(): DevtoolsApi | null {
  const api: unknown =
    Reflect.get(browser, 'devtools') ?? Reflect.get(chromeNamespace(), 'devtools');
  const usable =
    typeof api === 'object' && api !== null && Reflect.get(api, 'inspectedWindow') !== undefined;
  return usable ? (api as DevtoolsApi) : null;
}

function chromeNamespace(): object {
  const namespace: unknown = Reflect.get(globalThis, 'chrome');
  return typeof namespace === 'object' && namespace !== null ? namespace : {};
}
