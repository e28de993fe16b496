import type {
  BrowserUnderTest,
  DocumentUnderTest,
  PageUnderTest,
} from '../browsers/browser-under-test.ts';
import type { PlainFailures, Request } from './failures.ts';

/**
 * Makes the four requests, each in a page just loaded, and waits until the panel lists them.
 * `meanwhile` gets the page while the browser reports only that request.
 */
export async function provoke<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  browser: BrowserUnderTest<Page, Panel>,
  { page: url, requests }: PlainFailures,
  meanwhile: (page: Page, request: Request) => Promise<void>,
): Promise<Page> {
  await browser.waitReady();
  const page = await browser.open(url);
  await browser.devtoolsPanel(page);
  for (const request of requests) {
    await page.goto(url);
    await page.evaluate(
      ([target, init]: readonly [string, object]) => fetch(target, init).catch(() => {}),
      [request.url, request.init],
    );
    await meanwhile(page, request);
  }
  const panel = await browser.devtoolsPanel(page);
  await panel.evaluate(async (count: number) => {
    while (document.querySelectorAll('[data-testid="exchange-row"]').length < count) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, requests.length);
  return page;
}

/** Opens the detail of the row that ends in this path. */
export async function choose(panel: DocumentUnderTest, path: string): Promise<void> {
  await panel.evaluate(async (wanted: string) => {
    const rows = document.querySelectorAll<HTMLElement>('[data-testid="exchange-row"]');
    [...rows].find((row) => row.title.endsWith(wanted))?.click();
    // A narrow panel moves the focus to the detail on the next frame: nobody types here.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement) activeElement.blur();
  }, path);
}

/** Presses a button of the panel, once it is there. */
export const press = (panel: DocumentUnderTest, id: string): Promise<void> =>
  panel.evaluate(async (wanted: string) => {
    const selector = `[data-testid="${wanted}"]`;
    while (document.querySelector(selector) === null) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    document.querySelector<HTMLElement>(selector)?.click();
  }, id);

/** Waits until the panel shows a text, and brings it to the top. */
export const bringUp = (panel: DocumentUnderTest, id: string, text: string): Promise<void> =>
  panel.evaluate(
    async ([wanted, words]: readonly [string, string]) => {
      const selector = `[data-testid="${wanted}"]`;
      while (!document.querySelector(selector)?.textContent.includes(words)) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      document.querySelector(selector)?.scrollIntoView({ block: 'nearest' });
    },
    [id, text],
  );
