import type { Browser } from 'webextension-polyfill';

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
 * The DevTools API of this page as the browser itself has it, or null outside DevTools. Chromium
 * offers it under `chrome` only, although newer versions have `browser`, too. The polyfill's own
 * is passed by: it takes no callback.
 */
export function devtoolsApi(): DevtoolsApi | null {
  const api = of('browser') ?? of('chrome');
  const usable =
    typeof api === 'object' && api !== null && Reflect.get(api, 'inspectedWindow') !== undefined;
  return usable ? (api as DevtoolsApi) : null;
}

const of = (namespace: string): unknown =>
  Reflect.get(Object(Reflect.get(globalThis, namespace)), 'devtools');
