import type { Frame, Locator, Page } from 'playwright';

/** Chooses a server in the panel as a user does: opens the search and clicks it. */
export async function chooseServer(panel: Page | Frame, stack: string): Promise<void> {
  const button = panel.getByTestId('stack-picker');
  if ((await button.getAttribute('value')) === stack) return;
  await button.click();
  await serverOption(panel, stack).click();
}

/** One server in the opened search, by its id. */
export const serverOption = (panel: Page | Frame, stack: string): Locator =>
  panel.getByTestId('stack-search').locator(`[data-value="${stack}"]`);
