import type { Frame, Page } from 'playwright';
import { expect, test } from 'playwright/test';
import {
  type ChromiumUnderTest,
  exportedText,
  launchChromium,
} from '../tools/browsers/chromium.ts';
import { type SceneServers, startSceneServers } from '../tools/pictures/scene-servers.ts';
import {
  djangoVersions,
  missingDjangoVersions,
  startDjango,
} from '../tools/real-servers/django/server.ts';

/**
 * What five people do with the panel in real DevTools. A step is a click, a choice, a command or a
 * paste of the person; what the person only reads is none.
 */

test.setTimeout(120_000);

let servers: SceneServers;
let browser: ChromiumUnderTest;
let page: Page;
let panel: Frame;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  servers = await startSceneServers();
  browser = await launchChromium({ devtools: true });
  await browser.waitReady();
});
test.beforeEach(async () => {
  servers.fix(false);
  page = await browser.open(`${servers.page}/`);
  panel = await browser.devtoolsPanel(page);
  await expect(panel.getByTestId('state-empty')).toBeVisible();
});
test.afterEach(async () => {
  await page.close();
});
test.afterAll(async () => {
  await browser.close();
  servers.close();
});

type Diary = {
  /** The person does this. */
  readonly step: <Result>(what: string, act: () => Promise<Result>) => Promise<Result>;
  /** The person is done: with at most this many steps. */
  readonly done: (most: number) => void;
};

function diary(): Diary {
  const steps: string[] = [];
  const began = Date.now();
  return {
    step: async (what, act) => {
      steps.push(what);
      return act();
    },
    done: (most) => {
      const seconds = ((Date.now() - began) / 1_000).toFixed(1);
      const description = `${steps.length} steps, ${seconds} s by script: ${steps.join(', ')}`;
      test.info().annotations.push({ type: 'steps', description });
      expect(steps.length, description).toBeLessThanOrEqual(most);
    },
  };
}

const ask = (...urls: readonly string[]): Promise<readonly boolean[]> =>
  page.evaluate(
    (all) =>
      Promise.all(
        all.map((url) =>
          fetch(url).then(
            () => true,
            () => false,
          ),
        ),
      ),
    urls,
  );

/** Resolves once the panel says so: a busy machine takes a while to list them. */
async function listed(blocked: number, fix: string): Promise<void> {
  const summary = panel.getByTestId('blocked-summary');
  await expect(summary).toHaveText(new RegExp(`^${blocked} requests .*${fix}$`), {
    timeout: 30_000,
  });
}

/** DevTools let no panel read the clipboard; the page may, once it has the focus. */
async function clipboard(): Promise<string> {
  const hasFocus = async (): Promise<boolean> => {
    await page.bringToFront();
    return page.evaluate(() => document.hasFocus());
  };
  await expect.poll(hasFocus).toBe(true);
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Only a focused document may use the clipboard. */
async function copy(testId: string): Promise<string> {
  await panel.page().bringToFront();
  await panel.getByTestId(testId).first().click();
  await expect(panel.getByText(/copied/i).first()).toBeVisible();
  return clipboard();
}

const notifications = (): readonly string[] =>
  Array.from({ length: 46 }, (_, index) => `${servers.api}/api/notifications/${1_000 + index}`);

test('a newcomer to Django is green after 6 steps, without a second red round', async () => {
  const [version] = await djangoVersions();
  const missing = (await missingDjangoVersions()).map(({ reason }) => reason).join();
  test.skip(version === undefined, `no Django on this machine: ${missing}`);
  if (version === undefined) return;
  const django = await startDjango({ version, settings: '', server: 'gunicorn' });
  try {
    expect(await ask(`${django.origin}/api/data/`)).toEqual([false]);
    await expect(panel.getByTestId('headline')).toContainText('Access-Control-Allow-Origin');
    const { step, done } = diary();
    const fix = await step('Copy all steps', () => copy('copy-all'));
    await step('run the install command of step 1', async () => {
      // The Python of this machine has it already.
      expect(fix).toMatch(/pip install "?django-cors-headers/);
    });
    await step('paste at the end of settings.py', () => django.paste(fix));
    await step('restart', () => django.restart());
    await step('Check again', async () => {
      await panel.page().bringToFront();
      await panel.getByTestId('check-again').first().click();
    });
    await expect(panel.getByTestId('fixed-card')).toBeVisible({ timeout: 20_000 });
    done(6);
    await page.bringToFront();
    expect(await ask(`${django.origin}/api/data/`)).toEqual([true]);
  } finally {
    await django.stop();
  }
});

test('which of 50 failures are one thing: at most 2 clicks', async () => {
  await ask(...notifications(), `${servers.api}/api/products`);
  await page.evaluate(
    (url) => fetch(url, { method: 'PUT' }).catch(() => {}),
    `${servers.api}/api/items/42`,
  );
  await listed(48, 'one fix for 47');
  const { step, done } = diary();
  await step('open the choice of groups', async () => {});
  await step('By cause', async () => {
    await panel.getByTestId('group-by').selectOption('By cause');
  });
  const head = panel.getByTestId('group-head').first();
  await expect(head).toContainText('One fix for 47 requests');
  await expect(head).toContainText(servers.api);
  done(2);
});

test('a report for the backend team: at most 2 clicks', async () => {
  await ask(...notifications());
  await listed(46, 'one fix for all');
  const { step, done } = diary();
  await step('Export', () => panel.getByTestId('export-menu').click());
  const text = await step('Copy for the backend team', () => copy('copy-team-markdown'));
  done(2);
  expect(text).toContain(servers.api);
  expect(text).toContain(`curl`);
  expect(text).toMatch(/\d\d:\d\d(:\d\d)? UTC/);
  // One fix for all of them.
  expect(text.match(/origin: \['http/g)).toHaveLength(1);
  // One screen.
  expect(text.split('\n').length).toBeLessThan(60);
});

test('back to green after a restart: 1 click', async () => {
  await ask(`${servers.api}/api/products`);
  await expect(panel.getByTestId('headline')).toContainText('Access-Control-Allow-Origin');
  servers.fix(true);
  const { step, done } = diary();
  await step('Check again', () => panel.getByTestId('check-again').first().click());
  await expect(panel.getByTestId('fixed-card')).toBeVisible();
  done(1);
});

test('a colleague reads a saved report, as it was: 2 clicks', async () => {
  await ask(...notifications());
  await listed(46, 'one fix for all');
  const tab = await browser.panelTab(page);
  await expect(tab.getByTestId('summary')).toHaveText(/^46 blocked/);
  const headline = await tab.getByTestId('headline').textContent();
  const saved = await exportedText(tab, 'export-json');
  await tab.close();
  await panel.getByRole('button', { name: 'Clear' }).click();
  await expect(panel.getByTestId('state-empty')).toBeVisible();
  const { step, done } = diary();
  await step('Open', async () => {});
  await step('choose the file', () =>
    panel
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'from-ann.json',
        mimeType: 'application/json',
        buffer: Buffer.from(saved),
      }),
  );
  await expect(panel.getByTestId('about-file')).toContainText(/Saved by Crosscheck .* UTC/);
  await listed(46, 'one fix for all');
  await expect(panel.getByTestId('headline')).toHaveText(headline ?? '');
  done(2);
});

test('the extension throws nothing', () => {
  expect(browser.extensionErrors()).toEqual([]);
});
