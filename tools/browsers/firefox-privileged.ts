import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BidiSession, Params } from './bidi-session.ts';

const SOURCE = readFileSync(join(import.meta.dirname, 'firefox-privileged.js'), 'utf8');
const CHANNEL = 'crosscheck-record';

/** The calls to Firefox's own process; `id` is the extension's. */
export type Privileged = {
  /** `moz-extension://…` without a slash at the end. */
  readonly origin: (id: string) => Promise<string>;
  readonly version: () => Promise<string>;
  /** The tab in front, by its ids for extensions and for the browser's own code. */
  readonly shownTab: (id: string) => Promise<TabIds>;
  /** The only tab of a new private window. `tabId` is null if the extension may not see it. */
  readonly openPrivateWindow: (id: string) => Promise<PrivateTabIds>;
  /** Closes the window that has the tab. */
  readonly closeWindow: (browserId: number) => Promise<void>;
  /** Lets the extension into private windows or not, as the user does in its settings. */
  readonly setPrivateAccess: (id: string, allowed: boolean) => Promise<void>;
  /** The text on the toolbar's button while the tab is shown. */
  readonly badge: (id: string, browserId: number) => Promise<string>;
  /** Trusts a certificate, DER in Base64, at one host and port. */
  readonly trust: (certificate: string, host: string, port: number) => Promise<void>;
  readonly setHosts: (id: string, patterns: readonly string[], granted: boolean) => Promise<void>;
  readonly hosts: (id: string) => Promise<readonly string[]>;
  readonly backgroundState: (id: string) => Promise<string>;
  /**
   * Waits until the event page runs and has answered all its events, as Firefox does before it
   * stops an idle one. Then stops it. False if an event kept it running.
   */
  readonly stopBackground: (id: string) => Promise<boolean>;
  /** Reloads it, as the button of `about:debugging` does. */
  readonly reloadExtension: (id: string) => Promise<void>;
  /** Opens DevTools on a tab, with the extension's panel in front. */
  readonly showPanel: (id: string, browserId: number) => Promise<void>;
  /** Closes the DevTools that `showPanel` opened. */
  readonly closeToolbox: () => Promise<void>;
  /** Opens the extension's popup over a tab, as its key in the toolbar does. */
  readonly showPopup: (id: string, browserId: number) => Promise<void>;
  /** The value of an expression in the panel or popup that was shown last. */
  readonly inView: (view: View, expression: string) => Promise<unknown>;
  /** A click that counts as the user's, in the center of the selected element. */
  readonly clickInView: (view: View, selector: string) => Promise<void>;
  /** What the next picker of files answers: the user chose these paths. */
  readonly pick: (paths: readonly string[]) => Promise<void>;
  /** Waits for Firefox's own permission prompt, answers it, and returns its text. */
  readonly answerPrompt: (allow: boolean) => Promise<string>;
  /** The text in the clipboard. */
  readonly clipboard: () => Promise<string>;
  /** The browser's window as PNG in Base64. */
  readonly picture: () => Promise<string>;
  readonly popupPicture: () => Promise<string>;
  readonly resize: (width: number, height: number) => Promise<void>;
  readonly closePopup: (id: string) => Promise<void>;
  /** `height`: of the toolbox at the bottom; null leaves it as it is. */
  readonly dock: (side: 'bottom' | 'right', height: number | null) => Promise<void>;
  readonly setPreference: (name: string, value: string | number | boolean) => Promise<void>;
};

export type View = 'panel' | 'popup';

export type TabIds = { readonly tabId: number; readonly browserId: number };

export type PrivateTabIds = { readonly tabId: number | null; readonly browserId: number };

const NAMES: Readonly<Record<keyof Privileged, true>> = {
  origin: true,
  version: true,
  shownTab: true,
  openPrivateWindow: true,
  closeWindow: true,
  setPrivateAccess: true,
  badge: true,
  trust: true,
  setHosts: true,
  hosts: true,
  backgroundState: true,
  stopBackground: true,
  reloadExtension: true,
  showPanel: true,
  closeToolbox: true,
  showPopup: true,
  inView: true,
  clickInView: true,
  pick: true,
  answerPrompt: true,
  clipboard: true,
  picture: true,
  popupPicture: true,
  resize: true,
  closePopup: true,
  dock: true,
  setPreference: true,
};

/**
 * Enters Firefox's own process, which then reports every request and every line of its console.
 * `listener` gets what `firefox-privileged.js` sends, as JSON.
 */
export async function enterFirefox(
  session: BidiSession,
  listener: (json: string) => void,
): Promise<Privileged> {
  const { contexts } = await session.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const window = (contexts as readonly Params[]).find(
    ({ url }) => url === 'chrome://browser/content/browser.xhtml',
  );
  const target = { context: window?.['context'] };
  session.onEvent((method, { channel, data }) => {
    if (method !== 'script.message' || channel !== CHANNEL) return;
    listener(String((data as Params)['value']));
  });
  await session.send('session.subscribe', { events: ['script.message'] });
  const call = async (declaration: string, parameters: readonly unknown[]): Promise<unknown> =>
    returnedBy(
      await session.send('script.callFunction', {
        functionDeclaration: declaration,
        arguments: parameters,
        awaitPromise: true,
        target,
      }),
    );
  await call(`() => { ${SOURCE} }`, []);
  await call('(tell) => crosscheck.record(tell)', [
    { type: 'channel', value: { channel: CHANNEL } },
  ]);
  const functions = Object.keys(NAMES).map((name) => [
    name,
    (...values: readonly unknown[]) =>
      call(ASKING, [
        { type: 'string', value: name },
        { type: 'string', value: JSON.stringify(values) },
      ]),
  ]);
  return Object.fromEntries(functions);
}

const ASKING = `async (name, values) =>
  JSON.stringify((await crosscheck[name](...JSON.parse(values))) ?? null)`;

/**
 * The JSON result of a function called over BiDi.
 * @throws What it threw.
 */
export function returnedBy(called: Params): unknown {
  if (called['type'] === 'exception') {
    throw new Error(String((called['exceptionDetails'] as Params)['text']));
  }
  const { type, value } = called['result'] as Params;
  return type === 'string' ? JSON.parse(String(value)) : undefined;
}
