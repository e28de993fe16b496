import type { ExportedReport } from './browser-under-test.ts';
import type { RawChromium, RawPage } from './raw-chromium.ts';

/** The panel as an ordinary tab of a browser without any other driver. */
export const openRawPanel = (browser: RawChromium, tabId: number): Promise<RawPage> =>
  browser.open(`${browser.extensionOrigin}/src/panel/panel.html?tabId=${tabId}`);

/** The tab of a page, found by its URL. `extensionPage` is any page of the extension. */
export async function tabIdByUrl(extensionPage: RawPage, url: string): Promise<number> {
  const id = await extensionPage.evaluate<number | null>(
    `chrome.tabs.query({}).then((tabs) => tabs.find((tab) => tab.url === ${JSON.stringify(url)})?.id ?? null)`,
  );
  if (id === null) throw new Error(`no tab shows ${url}`);
  return id;
}

/** Presses *Export → JSON* and takes the file once the panel saves it. */
export async function rawExport(panel: RawPage): Promise<ExportedReport | null> {
  const text = await panel.evaluate<string | null>(EXPORTING);
  return text === null ? null : JSON.parse(text);
}

/** What `rawExport` runs in the panel; null when there is nothing to export. */
export const EXPORTING = `(async () => {
    const part = (id) => document.querySelector('[data-testid="' + id + '"]');
    const until = async (ready, rounds = 100) => {
      for (let i = 0; i < rounds && !ready(); i++) await new Promise((r) => setTimeout(r, 50));
    };
    await until(() => part('export-menu') && !part('export-menu').disabled);
    if (part('export-menu')?.disabled !== false) return null;
    let file = null;
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => { file = blob; return create.call(URL, blob); };
    part('export-menu').click();
    await until(() => part('export-json'));
    part('export-json').click();
    // Many requests take time, and the panel still responds meanwhile.
    await until(() => file !== null, 600);
    URL.createObjectURL = create;
    return file === null ? null : file.text();
  })()`;
