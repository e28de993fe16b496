import type { Page } from 'playwright';

/** What “Try it” in the panel says of the fix that it shows. */
export type Tried =
  /** The browser let the request through; `got` is what the page was given. */
  | { readonly says: 'works'; readonly got: string }
  | { readonly says: 'blocked' }
  | { readonly says: 'cannot'; readonly why: string };

/** A browser on a busy machine. */
const PATIENCE = { timeout: 30_000 };

/**
 * Presses “Try it” in a panel that shows a fix, repeats the page's own request with `ask`, reads
 * what the panel makes of it, and ends the trial. `ask` returns `status N …` if the page may read
 * the response.
 *
 * @throws {Error} If the panel says something else than what the page got.
 */
export async function tryFix(panel: Page, ask: () => Promise<string>): Promise<Tried> {
  const shown = (id: string) => panel.getByTestId(id);
  const obstacle = shown('try-obstacle');
  // What “Try it” says is drawn together with the fix.
  await shown('stack-picker').waitFor(PATIENCE);
  if (await obstacle.isVisible()) return { says: 'cannot', why: await reasonIn(panel) };
  await shown('try-it').click();
  await shown('try-start').or(shown('trial-bar')).waitFor(PATIENCE);
  if (await shown('try-start').isVisible()) await shown('try-start').click();
  await shown('trial-bar').waitFor(PATIENCE);
  const got = await ask();
  const works = shown('try-works');
  await works.or(shown('try-fails')).waitFor(PATIENCE);
  const says = (await works.isVisible()) ? 'works' : 'blocked';
  await shown('end-trial').click();
  await shown('trial-bar').waitFor({ state: 'hidden', ...PATIENCE });
  if (got.startsWith('status') !== (says === 'works')) {
    throw new Error(`“Try it” says ${says}, and the page got ${got}`);
  }
  return says === 'works' ? { says, got } : { says };
}

/** Without the sentence that says only that it cannot be tried. */
async function reasonIn(panel: Page): Promise<string> {
  const text = (await panel.getByTestId('try-obstacle').textContent()) ?? '';
  return text.replace('This cannot be tried in the tab.', '').trim();
}
