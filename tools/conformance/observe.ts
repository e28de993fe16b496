import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { RawEvent } from '../../src/capture/raw-event.ts';
import type { Declaration } from '../../src/model/declared.ts';
import { parseObserverAnswer } from '../../src/model/observer-answer.ts';
import type { ChromiumUnderTest } from '../browsers/chromium.ts';

const SOURCE = readFileSync(join(import.meta.dirname, '../../src/observer/observer.js'), 'utf8');
const CHANNEL = 'crosscheck-conformance';

/** The observer reaches into frames of its own origin; others get their own. */
const INJECTION = `(() => {
  try {
    if (window !== top && parent.document) return;
  } catch {}
  ${SOURCE}
  observe(${JSON.stringify(CHANNEL)});
})()`;

/**
 * Does what "Reload and observe" does, without DevTools. The extension's own observer runs in the
 * documents of a page. Its notes go to the background in the panel's own message.
 */
export type Observing = {
  /** Documents that the page loads afterwards are observed. */
  readonly install: (page: Page) => Promise<void>;
  /** Tells the extension what the current documents of the page have asked for so far. */
  readonly tell: (page: Page) => Promise<void>;
  /** What was reported of a scenario's requests, as the events that the extension takes it for. */
  readonly eventsOf: (scenario: string) => readonly RawEvent[];
};

export async function startObserving(browser: ChromiumUnderTest): Promise<Observing> {
  const view = await browser.context.newPage();
  // Any page of the extension may speak to its background; this one itself says nothing.
  await view.goto(`${browser.extensionOrigin}/manifest.json`);
  const told: RawEvent[] = [];
  return {
    eventsOf: (scenario) =>
      told.filter(
        (event) => event.type === 'declared' && event.declaration.url.includes(`/s/${scenario}/`),
      ),
    install: async (page) => {
      await page.addInitScript({ content: INJECTION });
    },
    tell: async (page) => {
      const declarations = (await Promise.all(page.frames().map(read))).flat();
      const [tabId, timeStamp] = [browser.tabId(page), Date.now()];
      for (const declaration of declarations) {
        told.push({ type: 'declared', tabId, timeStamp, declaration });
      }
      await view.evaluate(
        (message) => {
          const port = chrome.runtime.connect({ name: 'view' });
          port.postMessage(message);
        },
        { type: 'observed', tabId, declarations } as const,
      );
    },
  };
}

declare const chrome: {
  readonly runtime: {
    readonly connect: (info: { readonly name: string }) => {
      readonly postMessage: (message: unknown) => void;
    };
  };
};

async function read(frame: ReturnType<Page['frames']>[number]): Promise<readonly Declaration[]> {
  const text = await frame.evaluate((channel) => {
    const box = { id: '', from: 0, text: null };
    dispatchEvent(new CustomEvent(channel, { detail: box }));
    return box.text;
  }, CHANNEL);
  return parseObserverAnswer(text)?.calls.map(({ declaration }) => declaration) ?? [];
}
