import { expect } from 'playwright/test';
import { tooWideIn, violationsIn } from '../tools/browsers/accessibility.ts';
import { SMALL_STATES, type StateName } from '../tools/panel-lab/states.ts';
import { at, openEverything, page, rows, show, test } from '../tools/panel-lab/test.ts';
import { englishIn } from './french/english-in.ts';

/**
 * Every state in every theme and contrast: axe-core finds nothing, and nothing overflows sideways.
 */

const POPUP_STATES = [
  'morning',
  'one-cause',
  'many-servers',
  'empty',
  'connecting',
  'unwatchable',
  'no-permission',
  'allowed',
  'many-hosts',
  'not-watched',
  'trying',
  'statuses',
  'left',
  'fixed',
] as const satisfies readonly StateName[];
/** Docked to the right and below, undocked, and 800 and 900 pixels at a zoom of 200 %. */
const WIDTHS = [320, 400, 450, 900, 1_600, 2_000];

/** The size at which a popup opens, and sizes that a browser may give it. */
const POPUP_SIZE = { width: 360, height: 300 };
const OTHER_POPUP_SIZES = [
  { width: 400, height: 600 },
  { width: 800, height: 600 },
];

type Look = {
  readonly theme: 'light' | 'dark';
  readonly forcedColors: 'active' | 'none';
  readonly reducedMotion: 'reduce' | 'no-preference';
};

const LOOKS: readonly Look[] = [
  { theme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' },
  { theme: 'dark', forcedColors: 'none', reducedMotion: 'reduce' },
  { theme: 'light', forcedColors: 'active', reducedMotion: 'no-preference' },
];

for (const state of SMALL_STATES) {
  test(`${state}: axe finds nothing in any theme, and every width is wide enough`, async () => {
    await show(state);
    await openEverything();
    await expectNoViolationsInAnyLook();
    await expectNothingSideways();
  });
}

for (const state of POPUP_STATES) {
  test(`popup, ${state}: axe finds nothing in any theme and size`, async () => {
    await show(state, { view: 'popup' });
    await page.setViewportSize(POPUP_SIZE);
    await expectNoViolationsInAnyLook();
    expect(await sideways()).toEqual([]);
    for (const size of OTHER_POPUP_SIZES) {
      await page.setViewportSize(size);
      await expectNoViolations({ theme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
      expect(await sideways()).toEqual([]);
    }
  });
}

test('grouped by cause, several chosen', async () => {
  await show('one-cause');
  await at('group-by').selectOption('By cause');
  await at('flip').click();
  await rows()
    .nth(1)
    .click({ modifiers: ['Shift'] });
  await expectNoViolationsInAnyLook();
});

test('the export menu, several chosen', async () => {
  await show('morning');
  await rows()
    .nth(1)
    .click({ modifiers: ['Shift'] });
  await at('export-menu').click();
  await expectNoViolationsInAnyLook();
});

const press = async (id: string): Promise<void> => {
  await at(id).focus();
  await page.keyboard.press('Enter');
};

/** The page repeats its request under the trial, and it passes. */
const answerTried = (): Promise<void> =>
  page.evaluate(() => {
    const { triedMethod: one } = window.traffic;
    const hops = [{ ...one.hops[0], at: Date.now() }] as const;
    window.lab.change([{ ...one, id: 'now', hops }]);
  });

test('a fix is tried and ended with the keyboard alone', async () => {
  await show('blocked-method');
  await press('try-it');
  await expect(page.getByRole('button', { name: 'Try it', exact: true })).toBeFocused();
  await expectNoViolationsInAnyLook();
  await expectNothingSideways();
  await press('try-start');
  await expect(at('trial-bar')).toBeVisible();
  await expect(at('try')).toBeFocused();
  await expectNoViolationsInAnyLook();
  await expectNothingSideways();
  await expect(page.getByRole('status').filter({ has: at('try-waiting') })).toBeVisible();
  await answerTried();
  await expect(page.getByRole('status').filter({ has: at('try-works') })).toBeVisible();
  await expectNoViolationsInAnyLook();
  await expectNothingSideways();
  await press('end-trial');
  await expect(at('trial-bar')).toHaveCount(0);
  await expect(at('try-it')).toBeFocused();
});

test('a trial that ends while another view is shown leaves the focus there', async () => {
  await page.setViewportSize({ width: 400, height: 700 });
  await show('trying');
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await press('end-trial');
  await expect(at('trial-bar')).toHaveCount(0);
  await expect(rows().first()).toBeFocused();
  await show('trying', { view: 'popup' });
  await press('end-trial');
  await expect(at('trial-note')).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
});

/** The server answers each check only when the test lets it: as it answered the page, or right. */
const answerChecks = (): Promise<void> =>
  page.evaluate(() => {
    const { lab, traffic } = window;
    const known = [...traffic.oneCause, ...traffic.morning, traffic.blockedMissing];
    let waiting: (() => void)[] = [];
    let fixed = false;
    lab.check = async ({ exchange, cookies }) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      const made = fixed ? traffic.nowAllowed : known.find(({ id }) => id === exchange);
      if (made === undefined) return { type: 'not-checked', why: 'gone' };
      const checked = { of: exchange, credentials: null, cookies, withheld: [] } as const;
      const asked = { ...made, id: `check-${exchange}`, checked };
      lab.change([asked]);
      return { type: 'checked', exchange: asked };
    };
    Object.assign(window, {
      answer: (isFixed: boolean) => {
        fixed = isFixed;
        const now = waiting;
        waiting = [];
        for (const go of now) go();
      },
    });
  });

const answer = (isFixed = false): Promise<void> =>
  page.evaluate((is) => (window as unknown as { answer(is: boolean): void }).answer(is), isFixed);

test('a server is checked, and asked until it has restarted, with the keyboard alone', async () => {
  await show('blocked-missing');
  await answerChecks();
  await expect(at('fix-step').last()).toContainText(
    'Press Check again, or repeat the request in the page.',
  );
  await press('check-again');
  await expect(at('check-outcome')).toHaveText('Asking the server…');
  await expect(at('check-again')).toBeFocused();
  await expectNoViolationsInAnyLook();
  await expectNothingSideways();
  await press('cancel-check');
  await expect(at('cancel-check')).toHaveCount(0);
  await expect(at('check-section')).toBeFocused();
  await press('check-again');
  await answer();
  await expect(at('check-outcome')).toContainText('Still blocked');
  await expectNoViolationsInAnyLook();

  await press('keep-asking');
  await expect(page.getByRole('status').filter({ has: at('asking') })).toContainText(
    'every 3 seconds',
  );
  await expect(at('keep-asking')).toBeFocused();
  await expectNoViolationsInAnyLook();
  await expectNothingSideways();
  await press('stop-asking');
  await expect(at('asking')).toHaveCount(0);

  await press('check-again');
  await answer(true);
  await expect(at('headline')).toContainText('Fixed: the server allows this page now.');
  await expect(at('headline')).toBeFocused();
  await expect(at('checked-note')).toBeVisible();
  await expectNoViolationsInAnyLook();
  await expectNothingSideways();
});

test('all that one paste may fix is checked with the keyboard alone', async () => {
  await show('one-cause');
  await answerChecks();
  await press('check-all');
  await expect(at('checklist')).toContainText('Checking 0 of');
  await expect(at('check-all')).toBeFocused();
  await expectNoViolationsInAnyLook();
  await expectNothingSideways();
  await press('cancel-check');
  await expect(at('cancel-check')).toHaveCount(0);
});

test('the button of a server checks each of its requests in trouble', async () => {
  await show('one-cause');
  await answerChecks();
  const button = at('check-group').first();
  const label = (await button.getAttribute('aria-label')) ?? '';
  await button.click();
  const count = Number(/^Check all (\d+) again at http/.exec(label)?.[1]);
  expect(count).toBeGreaterThan(1);
  await expect(at('checklist-row')).toHaveCount(count);
  await answer();
  await expect(at('checklist-row').first()).toHaveAttribute('data-result', 'refused');
});

test('popup: the first failure is checked with the keyboard alone', async () => {
  await show('morning', { view: 'popup' });
  await answerChecks();
  await page.setViewportSize(POPUP_SIZE);
  await press('check-again');
  await expect(at('check-outcome')).toHaveText('Asking the server…');
  await expect(at('check-again')).toBeFocused();
  await expectNoViolationsInAnyLook();
  expect(await sideways()).toEqual([]);
  await answer();
  await expect(at('check-outcome')).toContainText('Still blocked');
  await expectNoViolationsInAnyLook();
  expect(await sideways()).toEqual([]);
});

test('in French, trying and checking fit every width, and say no English', async () => {
  const settings = { language: 'fr' } as const;
  await show('blocked-method', { settings });
  await press('try-it');
  await expectOnlyFrench('try-asking', 'atteint vraiment votre serveur');
  await press('try-start');
  await expectOnlyFrench('try-waiting', 'Répétez maintenant la requête');
  await answerTried();
  await expectOnlyFrench('try-works', 'dans cet onglet seulement');
  await expectOnlyFrench('trial-bar', 'Votre serveur est inchangé');

  await show('blocked-missing', { settings });
  await answerChecks();
  await press('check-again');
  await answer();
  await expectOnlyFrench('check-outcome', 'Toujours bloquée');
  await press('keep-asking');
  await expectOnlyFrench('asking', 'toutes les 3 secondes');
  await press('stop-asking');
  await press('check-again');
  await answer(true);
  await expectOnlyFrench('headline', 'Corrigée');
  await show('trying', { view: 'popup', settings });
  await page.setViewportSize(POPUP_SIZE);
  await expect(at('trial-note')).toContainText('Le serveur reste inchangé');
  expect(await englishIn(page)).toEqual([]);
  expect(await sideways()).toEqual([]);
});

test('the sheets of settings and help', async () => {
  const ignored = ['https://api.example.com', 'https://stats.example'];
  await show('morning', { settings: { ignored, hiddenColumns: ['status', 'cause'] } });
  await at('open-help').click();
  await expectNoViolationsInAnyLook();
  await page.keyboard.press('Escape');
  await at('open-settings').click();
  await expectNoViolationsInAnyLook();
});

test('narrow: the export menu over the list, and the detail', async () => {
  await page.setViewportSize({ width: 400, height: 700 });
  await show('morning');
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await at('export-menu').click();
  await expectNoViolationsInAnyLook();
  await page.keyboard.press('Escape');
  await rows().first().click();
  await expectNoViolationsInAnyLook();
});

test('a low dock: the list, the menu of a request, completions and the detail', async () => {
  test.setTimeout(180_000);
  for (const [width, height] of [
    [900, 272],
    [400, 272],
  ] as const) {
    await page.setViewportSize({ width, height });
    await show('fifty');
    await expectNoViolationsInAnyLook();
    await at('filter').fill('method:');
    await expect(at('completions')).toBeVisible();
    await expectNoViolationsInAnyLook();
    await at('filter').fill('/a(/');
    await expectNoViolationsInAnyLook();
    await at('filter').fill('');
  }
  await page.setViewportSize({ width: 900, height: 272 });
  await rows().first().click({ button: 'right' });
  await expectNoViolationsInAnyLook();
  await at('row-note').click();
  await expectNoViolationsInAnyLook();
});

async function expectNoViolationsInAnyLook(): Promise<void> {
  for (const look of LOOKS) await expectNoViolations(look);
}

async function expectNoViolations({ theme, forcedColors, reducedMotion }: Look): Promise<void> {
  await page.emulateMedia({ forcedColors, reducedMotion, colorScheme: theme });
  await page.evaluate((name) => window.lab.setTheme(name), theme);
  expect({ theme, forcedColors, told: await violationsIn(page, forcedColors === 'none') }).toEqual({
    theme,
    forcedColors,
    told: [],
  });
}

async function expectOnlyFrench(id: string, words: string): Promise<void> {
  // French puts spaces that do not break before its signs.
  const text = async () => (await at(id).textContent())?.replace(/[\u00a0\u202f]/g, ' ');
  await expect.poll(text).toContain(words);
  expect(await englishIn(page)).toEqual([]);
  await expectNothingSideways();
}

async function expectNothingSideways(): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 500 });
    expect({ width, sideways: await sideways() }).toEqual({ width, sideways: [] });
  }
}

const sideways = (): Promise<readonly string[]> => tooWideIn(page);
