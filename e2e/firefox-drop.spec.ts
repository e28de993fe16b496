import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'playwright/test';
import { displayReady, type Point, withDisplay } from '../tools/browsers/display.ts';
import {
  type DragSource,
  dragSourceReady,
  startDragSource,
} from '../tools/browsers/drag-source.ts';
import { type FirefoxView, launchFirefox } from '../tools/browsers/firefox.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import { DJANGO } from '../tools/panel-lab/exchanges.ts';
import { startScenarioServers } from '../tools/scripted-servers/scenario-server.ts';

/**
 * The developer's own settings, dragged by the mouse from another window into Firefox's real
 * DevTools: only so does Firefox give the panel a folder.
 */
test.skip(firefoxPath() === undefined, 'no Firefox');
test.setTimeout(180_000);

const HERE = mkdtempSync(join(tmpdir(), 'crosscheck-drop-'));
test.afterAll(() => rmSync(HERE, { recursive: true, force: true }));

const SETTINGS = `from .base import *

CORS_ALLOWED_ORIGINS = [
    "http://localhost:5173",
]
`;
const PROJECT = {
  'shop/manage.py': '#!/usr/bin/env python\nimport django\n',
  'shop/config/settings/local.py': SETTINGS,
  'shop/config/settings/base.py': `INSTALLED_APPS = ["corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]
`,
  'shop/node_modules/left/settings.py': SETTINGS,
  'other/settings.py': SETTINGS.replace('from .base import *\n\n', ''),
};

const texts = (panel: FirefoxView, id: string) =>
  panel.evaluate<string[]>(
    `[...document.querySelectorAll('[data-testid="${id}"]')].map((one) => one.textContent.trim())`,
  );

/** The middle of the panel, on the screen. */
const middleOf = (panel: FirefoxView): Promise<Point> =>
  panel.evaluate(`({
    x: Math.round(mozInnerScreenX + innerWidth / 2),
    y: Math.round(mozInnerScreenY + innerHeight / 2),
  })`);

test('a folder and files that are dropped: their lines, and the diff', async () => {
  const missing = (await displayReady()) ?? (await dragSourceReady());
  test.skip(missing !== null, `no screen on which something can be dragged: ${missing}`);
  for (const [name, text] of Object.entries(PROJECT)) {
    mkdirSync(dirname(join(HERE, name)), { recursive: true });
    writeFileSync(join(HERE, name), text);
  }
  await withDisplay(async (display) => {
    const servers = await startScenarioServers();
    servers.script('drop', { 'api/profile': { actual: { headers: Object.entries(DJANGO) } } });
    const browser = await launchFirefox({ headed: true });
    try {
      await browser.waitReady();
      const page = await browser.open(servers.url('drop', 'page/index.html'));
      const panel = await browser.devtoolsPanel(page);
      const url = servers.url('drop', 'api/profile');
      await page.evaluate((asked: string) => fetch(asked).catch(() => {}), url);
      await browser.privileged.resize(1_200, 800);
      await expect.poll(() => texts(panel, 'own-open'), { timeout: 30_000 }).toHaveLength(1);
      const source = await startDragSource(display, { x: 1_230, y: 20 });
      try {
        await dropped(source, panel, servers.origin('page'));
      } finally {
        await source.close();
      }
      expect(browser.extensionErrors()).toEqual([]);
    } finally {
      await browser.close();
      await servers.close();
    }
  });
});

async function dropped(source: DragSource, panel: FirefoxView, origin: string): Promise<void> {
  const files = () => texts(panel, 'own-file');
  const shows = (id: string, text: string) =>
    expect.poll(async () => (await texts(panel, id)).join('\n')).toContain(text);

  await source.drop([join(HERE, 'shop')], await middleOf(panel));
  await expect.poll(files).toEqual(['config/settings/base.py', 'config/settings/local.py']);
  await shows('own-fault', 'config/settings/local.py:3');
  await shows('own-diff', `"${origin}",`);

  for (const _ of await files()) await panel.click('[data-testid="own-remove"]');
  await expect.poll(files).toEqual([]);
  const [one, other] = ['local.py', 'base.py'].map((name) =>
    join(HERE, 'shop/config/settings', name),
  );
  await source.drop([one ?? '', other ?? ''], await middleOf(panel));
  await expect.poll(files).toEqual(['local.py', 'base.py']);
  await shows('own-fault', 'local.py:3');

  await source.drop([join(HERE, 'other')], await middleOf(panel));
  await expect.poll(files).toEqual(['local.py', 'base.py', 'settings.py']);
}
