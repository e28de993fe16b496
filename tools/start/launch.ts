import {
  type ChromiumOptions,
  type ChromiumUnderTest,
  launchChromium,
} from '../browsers/chromium.ts';

/** How to end what a run has started; filled before each thing starts. */
export type Endings = (() => Promise<void>)[];

/** Launches a browser with DevTools. It ends with the run, even if it has only half started. */
export function launch(options: ChromiumOptions, endings: Endings): Promise<ChromiumUnderTest> {
  const launching = launchChromium({ ...options, devtools: true, endsOnSignals: false });
  endings.push(async () => {
    const browser = await launching.catch(() => null);
    await browser?.close();
  });
  return launching;
}
