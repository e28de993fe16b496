import type { Browser } from 'webextension-polyfill';
import { browser } from './browser.ts';
import type { DevtoolsApi } from './devtools.ts';

type InspectedWindow = DevtoolsApi['inspectedWindow'];

/** A page may block any evaluation in it. */
export const EVALUATION_MS = 2_000;
/** In `public/`: a document without content. */
const BLANK = 'blank.html';

/** `inspectedWindow` reaches the inspected page. `runtime` shows whether that failed. */
type Reach = {
  readonly inspectedWindow: InspectedWindow;
  readonly runtime: Browser['runtime'];
};

/**
 * Firefox ESR 153: after a few navigations of the page, the API fails for good in the document that
 * has used it ("Target already destroyed"). It works in a document that is loaded later, so a new
 * one takes over.
 */
let reach: Reach | null = null;
let frame: HTMLIFrameElement | null = null;

/**
 * The result of the code in the inspected page, or in one of its frames. Undefined when it throws,
 * does not end, or the page cannot be reached now.
 */
export async function evaluate(
  { inspectedWindow }: DevtoolsApi,
  code: string,
  frameURL: string | null = null,
): Promise<unknown> {
  const used = reach ?? { inspectedWindow, runtime: browser.runtime };
  const answer = await ask(used, code, frameURL);
  if (!answer.failed) return answer.value;
  const renewed = reach === null || reach === used ? await renew() : reach;
  return renewed === null ? undefined : (await ask(renewed, code, frameURL)).value;
}

/** Loads the inspected page again. */
export function reloadInspected({ inspectedWindow }: DevtoolsApi): void {
  const used = reach?.inspectedWindow ?? inspectedWindow;
  Reflect.apply(used.reload, used, [{}]);
}

type Answer = { readonly value: unknown; readonly failed: boolean };

function ask(
  { inspectedWindow, runtime }: Reach,
  code: string,
  frameURL: string | null,
): Promise<Answer> {
  return new Promise((resolve) => {
    setTimeout(() => resolve({ value: undefined, failed: false }), EVALUATION_MS);
    // Chromium takes a callback where Firefox returns a promise. Both accept the callback.
    const options = frameURL === null ? [] : [{ frameURL }];
    const returned: unknown = Reflect.apply(inspectedWindow.eval, inspectedWindow, [
      code,
      ...options,
      (value: unknown) => resolve({ value, failed: runtime.lastError != null }),
    ]);
    if (returned instanceof Promise) {
      returned.then(
        (value: unknown) =>
          resolve({ value: Array.isArray(value) ? value[0] : value, failed: false }),
        () => resolve({ value: undefined, failed: true }),
      );
    }
  });
}

/** Null where the browser has no API for the new document. */
async function renew(): Promise<Reach | null> {
  frame?.remove();
  const loading = document.createElement('iframe');
  frame = loading;
  loading.hidden = true;
  loading.src = browser.runtime.getURL(BLANK);
  await new Promise((resolve) => {
    loading.addEventListener('load', resolve, { once: true });
    setTimeout(resolve, EVALUATION_MS);
    document.body.append(loading);
  });
  const api: unknown = Reflect.get(Object(loading.contentWindow), 'browser');
  const devtools: unknown = Reflect.get(Object(api), 'devtools');
  const inspectedWindow: unknown = Reflect.get(Object(devtools), 'inspectedWindow');
  if (typeof inspectedWindow !== 'object' || inspectedWindow === null) return null;
  const own = { inspectedWindow, runtime: Reflect.get(Object(api), 'runtime') } as Reach;
  if (frame === loading) reach = own;
  return own;
}
