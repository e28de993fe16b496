import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'playwright/test';
import { at, page, row, rows, show, test } from '../tools/panel-lab/test.ts';

/** “Try it” in the panel and the popup, without a browser that changes anything. */

const PICTURES = resolve(import.meta.dirname, '../artifacts/try-it');
const picture = (name: string) => page.screenshot({ path: `${PICTURES}/${name}.png` });

test.beforeAll(() => {
  mkdirSync(PICTURES, { recursive: true });
});

/** The request of the row, repeated in the page now. `status`: what the server answers, if it does. */
const repeat = (kind: 'triedMethod' | 'blockedMethod', status = 200) =>
  page.evaluate(
    ([name, answered]) => {
      const one = window.traffic[name];
      const [first] = one.hops;
      const response = first.response && { ...first.response, status: answered };
      const now = { ...first, at: Date.now(), response };
      window.lab.change([{ ...one, id: 'now', tried: true, hops: [now] }]);
    },
    [kind, status] as const,
  );
const posted = (type: string) =>
  page.evaluate((wanted) => window.lab.posted.filter((one) => one.type === wanted), type);

test('a PUT is tried only after the panel has said that it reaches the server', async () => {
  await show('blocked-method');
  await at('try-it').click();
  await expect(at('try-asking')).toContainText('next PUT request really reaches your server');
  await expect(at('try-asking')).toContainText('held it back so far');
  expect(await posted('try')).toEqual([]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(at('try-asking')).toHaveCount(0);
  await at('try-it').click();
  await at('try-start').click();
  expect(await posted('try')).toMatchObject([
    {
      tabId: 1,
      plan: {
        origin: 'http://localhost:3000',
        preflight: expect.arrayContaining([
          ['access-control-allow-origin', 'http://localhost:3000'],
          ['access-control-allow-methods', expect.stringContaining('PUT')],
        ]),
      },
    },
  ]);
  await expect(at('trial-bar')).toContainText('in this tab only. Your server is unchanged.');
  await expect(at('try-waiting')).toBeVisible();
  await expect(at('try-repeat')).toHaveCount(0);
  await repeat('triedMethod');
  await expect(at('try-works')).toHaveText(
    'Works with this fix, in this tab only. Your server is still unchanged.',
  );
  await expect(row('items/42')).toHaveAttribute('data-verdict', 'blocked');
  await expect(row('items/42')).toContainText('tried');
  await at('end-trial').click();
  await expect(at('trial-bar')).toHaveCount(0);
  await expect(at('try-it')).toBeVisible();
});

test('a fix that does not help says so', async () => {
  await show('blocked-method');
  await at('try-it').click();
  await at('try-start').click();
  await repeat('blockedMethod');
  await expect(at('try-fails')).toContainText('Still blocked with this fix');
});

test('a fix that works with an error status says that a trial changes only headers', async () => {
  await show('blocked-method');
  await at('try-it').click();
  await at('try-start').click();
  await repeat('triedMethod', 403);
  await expect(at('try-works')).toContainText('unchanged. The response that the page can now read');
  await expect(at('try-works')).toContainText('status 403. Trying a fix changes only headers.');
});

test('“Do not ask again” is kept for this server only', async () => {
  await show('blocked-method');
  await at('try-it').click();
  await at('try-forever').check();
  await at('try-start').click();
  await at('end-trial').click();
  await at('try-it').click();
  await expect(at('trial-bar')).toBeVisible();
  expect(await page.evaluate(() => window.lab.settings.tryWithoutAsking)).toHaveLength(1);

  await at('end-trial').click();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await at('setting-ask-again').click();
  expect(await page.evaluate(() => window.lab.settings.tryWithoutAsking)).toEqual([]);

  const settings = { trialExplained: true, tryWithoutAsking: ['http://another.example'] };
  await show('blocked-method', { settings });
  await at('try-it').click();
  await expect(at('try-asking')).toBeVisible();
});

test('in a private window, nothing is offered that would keep the address of a server', async () => {
  await show('private');
  await at('try-it').click();
  await expect(at('try-start')).toBeVisible();
  await expect(at('try-forever')).toHaveCount(0);
  await rows().first().click({ button: 'right' });
  await expect(at('row-copy-url')).toBeVisible();
  await expect(at('row-ignore')).toHaveCount(0);
});

test('a GET is explained once, and sent again only by a click', async () => {
  await show('blocked-missing');
  await at('try-it').click();
  await expect(at('try-asking')).toContainText('really reaches your server');
  await expect(at('try-forever')).toHaveCount(0);
  await at('try-start').click();
  expect(await page.evaluate(() => window.lab.repeated)).toEqual([]);
  await at('try-repeat').click();
  expect(await page.evaluate(() => window.lab.repeated)).toMatchObject([{ method: 'GET' }]);
  await at('end-trial').click();
  await at('try-it').click();
  await expect(at('trial-bar')).toBeVisible();
});

test('what cannot be tried says why', async () => {
  await show('preflight-status');
  await expect(at('try-obstacle')).toContainText('answers the preflight with status');
  await expect(at('try-it')).toHaveCount(0);
  await show('failed');
  await expect(at('try-obstacle')).toContainText('No response arrived');
});

test('a request that was only tried is never called allowed or fixed', async () => {
  await show('tried');
  await expect(row('items/42')).toHaveAttribute('data-verdict', 'undetermined');
  await expect(at('verdict')).toHaveText('Tried: works in this tab only');
  await expect(at('try-it')).toHaveCount(0);
});

test('the popup says that a fix is tried, and ends it', async () => {
  await show('trying', { view: 'popup' });
  await expect(at('trial-note')).toContainText('in this tab only. The server is unchanged.');
  await at('end-trial').click();
  expect(await posted('end-trial')).toEqual([{ type: 'end-trial', tabId: 1 }]);
});

for (const theme of ['light', 'dark'] as const) {
  for (const width of [400, 1_200]) {
    test(`pictures, ${theme}, ${width}`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await show('blocked-method', { theme });
      await picture(`offer-${theme}-${width}`);
      await at('try-it').click();
      await picture(`asking-${theme}-${width}`);
      await at('try-start').click();
      await repeat('triedMethod');
      await expect(at('try-works')).toBeVisible();
      await picture(`works-${theme}-${width}`);
      if (width < 600) {
        await page.getByRole('button', { name: 'Back to the list' }).click();
        await picture(`list-${theme}-${width}`);
      }
    });
  }
}
