import { expect } from 'playwright/test';
import { blockedMissing } from '../tools/panel-lab/exchanges.ts';
import { at, page, show, test } from '../tools/panel-lab/test.ts';

/** What the panel asks, and what it says of a fix that was tried. */

const LINE = 'only if it sends cookies';

test('the question about cookies changes the fix and its proof, and can be answered again', async () => {
  await show('blocked-missing');
  const fix = at('fix-snippet').first();
  await expect(at('cookie-question')).toContainText('Does this request send cookies?');
  await expect(fix.getByText(LINE)).not.toHaveCount(0);
  await expect(at('proof')).toContainText('Proved if the request sends no cookies');

  await at('cookie-question').getByRole('button', { name: 'Yes' }).click();
  await expect(at('cookie-answer')).toContainText('You said: this request sends cookies.');
  await expect(at('proof')).toHaveAttribute('data-condition', 'false');
  await expect(fix.getByText(LINE)).toHaveCount(0);

  await at('cookie-answer').getByRole('button', { name: 'Change' }).click();
  await at('cookie-question').getByRole('button', { name: 'No' }).click();
  await expect(at('cookie-answer')).toContainText('no cookies');
  await expect(at('proof')).toHaveAttribute('data-condition', 'false');
  await expect(fix.getByText(LINE)).toHaveCount(0);
});

test('a fix that was copied and did not help is folded, below what else it can be', async () => {
  await show('blocked-missing');
  await at('copy-fix').last().click();
  await expect(at('copy-fix').last()).toHaveText('Copied');
  const [hop] = blockedMissing.hops;
  const later = { ...hop, at: Date.now() + 60_000 };
  await page.evaluate((exchange) => window.lab.change([exchange]), {
    ...blockedMissing,
    id: 'again',
    hops: [later] as const,
  });
  await expect(at('did-not-help')).toContainText('This did not help');
  await expect(at('did-not-help')).toContainText('Restart the server.');
  await expect(at('fix-snippet').first()).toBeHidden();
  await at('tried-fix').locator('> summary').click();
  await expect(at('fix-snippet').first()).toBeVisible();
  await expect(at('proof')).toContainText('Proved if the server uses these lines');
});
