import type { Page } from 'playwright';
import { startDemoLab } from '../demo/lab.ts';
import { type Endings, launch } from './launch.ts';

/** Wide enough for a page and DevTools beside it. On a smaller screen it is smaller. */
const WINDOW = '1600,1000';

/** Shows the demo page with the panel beside it, until the window is closed. */
export async function demoInteractive(endings: Endings): Promise<void> {
  console.log('· starting the demo');
  const lab = await startDemoLab((close) => endings.push(close));
  for (const { id, why } of lab.skipped) console.log(`skipped: ${id} (${why})`);
  await pageInteractive(lab.origin, endings);
}

/** Shows a page with the panel beside it, until the window is closed. */
export async function pageInteractive(url: string, endings: Endings): Promise<void> {
  const browser = await launch(
    { headed: true, switches: [`--window-size=${WINDOW}`, '--window-position=0,0'] },
    endings,
  );
  const closed = new Promise((resolve) => browser.context.once('close', resolve));
  const [blank] = browser.context.pages();
  const page = await browser.open(url);
  await blank?.close();
  const panel = await browser.devtoolsPanel(page);
  await dock(panel.page());
  console.log(`· ${url} is open in ${browser.version}. To end, close it or press Ctrl-C.`);
  await closed;
}

/** Beside the page: the harness opens DevTools in a separate window. */
async function dock(devtools: Page): Promise<void> {
  await devtools.evaluate(async () => {
    const url = './ui/legacy/legacy.js';
    const { DockController } = await import(url);
    DockController.DockController.instance().setDockSide('right');
  });
}
