import type { Browser as ExtensionApi } from 'webextension-polyfill';
import type { DocumentUnderTest } from './browser-under-test.ts';

declare const chrome: ExtensionApi;

/**
 * Changes the user's setting, from any page or worker of the extension, and waits until it applies.
 * @throws When it does not within some seconds.
 */
export async function setObserving(extension: DocumentUnderTest, on: boolean): Promise<void> {
  const expected = on ? 2 : 0;
  const count = await extension.evaluate(
    async ({ on, expected }: { readonly on: boolean; readonly expected: number }) => {
      const { sync, local } = chrome.storage;
      const write = { settings: { observe: on } };
      // Firefox refuses to sync for an extension that was loaded without an id.
      await sync.set(write).catch(() => local.set(write));
      const deadline = Date.now() + 5_000;
      for (;;) {
        const { length } = await chrome.scripting.getRegisteredContentScripts();
        if (length === expected || Date.now() > deadline) return length;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    { on, expected },
  );
  if (count !== expected) throw new Error(`${count} content scripts are registered`);
}
