import type { DocumentUnderTest } from '../browsers/browser-under-test.ts';
import { callOf } from './reading.ts';

/** What a developer tells the panel about a blocked row. */
export type Told = {
  readonly method: string;
  readonly path: string;
  /** The id of the server that really runs. */
  readonly stack: string;
  /** The answer to “Does this request send cookies?”; null: none is given. */
  readonly sendsCookies: boolean | null;
};

/**
 * Opens the row in the panel, chooses its server as a user does, and answers the question about
 * cookies if the panel asks it. Does nothing if rows look the same, or the row offers no fix.
 */
export const tell = (panel: DocumentUnderTest, told: Told): Promise<void> =>
  panel.evaluate<void>(callOf(inPanel, told));

/** Runs in the panel: nothing of this file exists there. */
async function inPanel({ method, path, stack, sendsCookies }: Told): Promise<void> {
  const find = (selector: string) => document.querySelector<HTMLElement>(selector);
  const until = async (isReady: () => boolean): Promise<boolean> => {
    const deadline = Date.now() + 3_000;
    while (!isReady() && Date.now() < deadline) await new Promise((go) => setTimeout(go, 10));
    return isReady();
  };
  const rows = [
    ...document.querySelectorAll<HTMLElement>(
      '[data-testid="exchange-row"][data-verdict="blocked"]',
    ),
  ].filter((row) => {
    const [asked = '', url = 'http://none'] = row.title.split('\n')[0]?.split(' ') ?? [];
    return asked === method && new URL(url).pathname === path;
  });
  const [row] = rows;
  if (row === undefined || rows.length > 1) return;
  row.click();
  const picker = () => document.querySelector<HTMLButtonElement>('[data-testid="stack-picker"]');
  const isOpen = await until(() => row.ariaCurrent === 'true' && picker() !== null);
  if (!isOpen) return;
  if (picker()?.value !== stack) {
    picker()?.click();
    const option = () => find(`[data-testid="stack-search"] [data-value="${stack}"]`);
    await until(() => option() !== null);
    option()?.click();
    await until(() => picker()?.value === stack);
  }
  if (sendsCookies === null) return;
  const answers = document.querySelectorAll<HTMLElement>('[data-testid="cookie-question"] button');
  [...answers].find((one) => one.textContent === (sendsCookies ? 'Yes' : 'No'))?.click();
}
