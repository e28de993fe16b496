import { launchRawChromium, type RawChromium } from '../browsers/raw-chromium.ts';
import { table } from '../table.ts';
import { median, ratio } from './statistics.ts';

/** Records when the popup first shows what it knows of the tab, not that it waits for it. */
const WATCH = `
  new MutationObserver((_, observer) => {
    if (document.querySelector('[data-testid=summary], .popup-grant, .popup-empty') === null) return;
    if (document.querySelector('[data-testid=state-connecting]') !== null) return;
    window.contentAt = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true });
`;
const LIMIT_MS = 10_000;

/** Times the popup from its opening to its content, with the worker stopped and with it awake. */
export async function showPopup(rounds: number): Promise<void> {
  const browser = await launchRawChromium();
  const [cold, warm]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round += 1) {
      await browser.stopWorker();
      cold.push(await timeToContent(browser));
      warm.push(await timeToContent(browser));
    }
  } finally {
    await browser.close();
  }
  const row = (name: string, values: readonly number[]) => [
    name,
    `${Math.round(median(values))} ms`,
    ratio(values, warm),
  ];
  console.log(`\nThe popup, from its opening to its content (median of ${rounds} rounds)\n`);
  console.log(
    table(
      [
        { title: 'background worker', width: 20 },
        { title: 'time', width: 8 },
        { title: 'ratio', width: 7 },
      ],
      [row('stopped', cold), row('awake', warm)],
    ),
  );
}

async function timeToContent(browser: RawChromium): Promise<number> {
  const page = await browser.open(
    `${browser.extensionOrigin}/src/popup/popup.html`,
    async (session) => {
      await session.send('Page.enable');
      await session.send('Page.addScriptToEvaluateOnNewDocument', { source: WATCH });
    },
  );
  return page.evaluate<number>(`new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('The popup stayed empty.')), ${LIMIT_MS});
    setInterval(() => window.contentAt === undefined || resolve(window.contentAt), 20);
  })`);
}
