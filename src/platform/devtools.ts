import type { Browser } from 'webextension-polyfill';

/** The DevTools API, as far as Crosscheck uses it. */
export type DevtoolsApi = {
  readonly inspectedWindow: Browser['devtools']['inspectedWindow'];
  readonly network: Browser['devtools']['network'];
  readonly panels: Browser['devtools']['panels'] & {
    /** Chromium's name for `onThemeChanged`. */
    readonly setThemeChangeHandler?: (handler: (theme: string) => void) => void;
  };
};

/**
 * The browser's own DevTools API of this page. Null outside DevTools. Chromium offers it under
 * `chrome` only, even if newer versions also have `browser`. The polyfill's version is not used: it
 * takes no callback.
 */
export function devtoolsApi(): DevtoolsApi | null {
  const api = of('browser') ?? of('chrome');
  const usable =
    typeof api === 'object' && api !== null && Reflect.get(api, 'inspectedWindow') !== undefined;
  return usable ? (api as DevtoolsApi) : null;
}

const of = (namespace: string): unknown =>
  Reflect.get(Object(Reflect.get(globalThis, namespace)), 'devtools');
