import { expect } from 'playwright/test';

/** A browser on a busy machine, and the view's own batches. */
const PATIENCE = { timeout: 30_000 };

/** A document of either browser, or of one without any other driver. */
type Panel = { evaluate<R>(code: string): Promise<R> };

/** The panel as a user of “Try it” works with it, in either browser. */
export function tryingIn(panel: Panel) {
  const textOf = (id: string): Promise<string | null> =>
    panel.evaluate<string | null>(
      `document.querySelector('[data-testid="${id}"]')?.textContent ?? null`,
    );
  const sees = async (id: string): Promise<void> => {
    await expect.poll(() => textOf(id), { ...PATIENCE, message: id }).not.toBeNull();
  };
  const seesNot = async (id: string): Promise<void> => {
    await expect.poll(() => textOf(id), { ...PATIENCE, message: `no ${id}` }).toBeNull();
  };
  /** In one step: what a panel shows goes away for a moment while it works on a new request. */
  const click = async (id: string): Promise<void> => {
    const clicked = () =>
      panel.evaluate<boolean>(`(() => {
        const button = document.querySelector('[data-testid="${id}"]');
        button?.click();
        return button !== null;
      })()`);
    await expect.poll(clicked, { ...PATIENCE, message: id }).toBe(true);
  };
  const row = (path: string): string =>
    `[...document.querySelectorAll('[data-testid=exchange-row]')].find((row) => row.textContent.includes(${JSON.stringify(path)}))`;
  return {
    textOf,
    sees,
    seesNot,
    click,
    /** Chooses the row of a path, once it is there. */
    choose: async (path: string): Promise<void> => {
      const isThere = () => panel.evaluate<boolean>(`${row(path)} !== undefined`);
      await expect.poll(isThere, { ...PATIENCE, message: path }).toBe(true);
      await panel.evaluate(`${row(path)}.click()`);
    },
    /** `blocked tried`: the verdict of a row, and whether a trial touched it. */
    rowOf: (path: string): Promise<string> =>
      panel.evaluate<string>(`(() => {
        const row = ${row(path)};
        return [row?.dataset.verdict, row?.querySelector('.row-trial')?.textContent.trim()]
          .filter(Boolean).join(' ');
      })()`),
    /** Presses “Try it”, and agrees to what it says. */
    begin: async (): Promise<void> => {
      await click('try-it');
      await expect
        .poll(async () => (await textOf('try-asking')) ?? (await textOf('trial-bar')), PATIENCE)
        .not.toBeNull();
      if ((await textOf('try-asking')) !== null) await click('try-start');
      await sees('trial-bar');
    },
    end: async (): Promise<void> => {
      await click('end-trial');
      await seesNot('trial-bar');
    },
  };
}
