import { expect } from 'playwright/test';
import { tooWideIn, violationsIn } from '../tools/browsers/accessibility.ts';
import { type StateName, states } from '../tools/panel-lab/states.ts';
import { at, page, rows, show, test } from '../tools/panel-lab/test.ts';
import { englishIn } from './french/english-in.ts';

/** Every state of the panel and the popup in French: no English, and nothing overflows sideways. */

const FRENCH = { language: 'fr' } as const;
const WIDTHS = [320, 400, 900];
const POPUP_WIDTH = 360;

/** Thousands of rows have the same few kinds of elements. */
const STATES = (Object.keys(states) as StateName[]).filter(
  (state) => state !== 'many' && state !== 'large' && state !== 'long-lists',
);

for (const state of STATES) {
  test(`${state}, in French`, async () => {
    await show(state, { settings: FRENCH });
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
    await openEverything();
    expect(await englishIn(page)).toEqual([]);
    expect(await violationsIn(page)).toEqual([]);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 500 });
      expect({ width, tooWide: await tooWideIn(page) }).toEqual({ width, tooWide: [] });
    }
  });

  test(`popup, ${state}, in French`, async () => {
    await show(state, { view: 'popup', settings: FRENCH });
    await page.setViewportSize({ width: POPUP_WIDTH, height: 500 });
    expect(await englishIn(page)).toEqual([]);
    expect(await tooWideIn(page)).toEqual([]);
  });
}

/** The first row's detail with all its folds open, if there is a row. */
async function openEverything(): Promise<void> {
  for (const fold of await at('flip').all()) await fold.click();
  if ((await rows().count()) === 0) return;
  await rows().first().click();
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
}
