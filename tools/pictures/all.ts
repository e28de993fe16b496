import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  BrowserUnderTest,
  DocumentUnderTest,
  PageUnderTest,
} from '../browsers/browser-under-test.ts';
import { launchChromium } from '../browsers/chromium.ts';
import { launchFirefox } from '../browsers/firefox.ts';
import { firefoxPath } from '../browsers/firefox-path.ts';
import { type SceneServers, startSceneServers } from './scene-servers.ts';
import { play, SCENES, type Scene } from './scenes.ts';

/**
 * Draws every scene in the real DevTools of both browsers, as PNG files of a folder. `only`: a part
 * of the names `chromium-fifty-400` to draw; empty for all.
 */
export async function drawAll(folder: string, only: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const servers = await startSceneServers();
  const wanted = (browser: string): readonly Scene[] =>
    SCENES.map((scene) => ({
      ...scene,
      looks: scene.looks.filter(([look]) => `${browser}-${scene.name}-${look}`.includes(only)),
    })).filter(({ looks }) => looks.length > 0);
  try {
    if (wanted('chromium').length > 0) {
      const chromium = await launchChromium({
        devtools: true,
        switches: ['--host-resolver-rules=MAP *.test localhost'],
      });
      // It opens no popup while a window of DevTools is in front.
      await drawScenes(chromium, servers, wanted('chromium'), {
        folder,
        popup: null,
        begin: async () => {},
      }).finally(chromium.close);
    }
    if (firefoxPath() === undefined || wanted('firefox').length === 0) return;
    const firefox = await launchFirefox({
      preferences: { 'network.dns.localDomains': 'app.test,api.test' },
    });
    const popup = async (page: Parameters<typeof firefox.popup>[0], path: string) => {
      await firefox.popup(page);
      await new Promise((resolve) => setTimeout(resolve, 500));
      writeFileSync(path, Buffer.from(await firefox.privileged.popupPicture(), 'base64'));
      await firefox.privileged.closePopup(firefox.extensionId);
    };
    // The largest part of the window that a toolbox may have. Firefox remembers the last one.
    const begin = () => firefox.privileged.setPreference('devtools.toolbox.footer.height', 2_000);
    await drawScenes(firefox, servers, wanted('firefox'), { folder, popup, begin }).finally(
      firefox.close,
    );
  } finally {
    servers.close();
  }
}

async function drawScenes<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  browser: BrowserUnderTest<Page, Panel>,
  servers: SceneServers,
  scenes: readonly Scene[],
  {
    folder,
    popup,
    begin,
  }: {
    readonly folder: string;
    /** Called before each scene. */
    readonly begin: () => Promise<void>;
    /** Draws the toolbar's popup over a page. Null if the driver cannot. */
    readonly popup: ((page: Page, path: string) => Promise<void>) | null;
  },
): Promise<void> {
  await browser.waitReady();
  for (const scene of scenes) {
    await begin();
    const page = await play(browser, servers, scene);
    const path = (look: string): string =>
      join(folder, `${browser.name}-${scene.name}-${look}.png`);
    if (scene.popup === true && popup !== null) {
      await popup(page, path('popup'));
      console.log(`· ${path('popup')}`);
    }
    for (const [name, look] of scene.looks) {
      await browser.screenshotDevtools(page, path(name), look);
      console.log(`· ${path(name)}`);
    }
    await page.close();
  }
}
