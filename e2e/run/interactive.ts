import { startDemoLab } from '../demo/lab.ts';
import { type Endings, launch } from './endings.ts';

/** Shows the demo page with the panel beside it, until the window is closed. */
export async function demoInteractive(endings: Endings): Promise<void> {
  console.log('· starting the demo');
  const lab = await startDemoLab((close) => endings.push(close));
  for (const { id, why } of lab.skipped) console.log(`skipped: ${id} (${why})`);
  await pageInteractive(lab.origin, endings);
}

/** Shows a page with the panel beside it, until the window is closed. */
export async function pageInteractive(url: string, endings: Endings): Promise<void> {
  const browser = await launch({ headed: true }, endings);
  const closed = new Promise((resolve) => browser.context.once('close', resolve));
  const [blank] = browser.context.pages();
  const page = await browser.open(url);
  await blank?.close();
  await browser.devtoolsPanel(page);
  console.log(`· ${url} is open in ${browser.version}: close it or press Ctrl-C to end`);
  await closed;
}
