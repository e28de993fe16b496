import { expect } from 'playwright/test';
import { tooWideIn } from '../tools/browsers/accessibility.ts';
import { SMALL_STATES } from '../tools/panel-lab/states.ts';
import { openEverything, page, show, test } from '../tools/panel-lab/test.ts';
import { englishIn } from './french/english-in.ts';

/** Every state of the panel and the popup in French: no English, and nothing overflows sideways. */

const FRENCH = { language: 'fr' } as const;
const WIDTHS = [320, 400, 900];
const POPUP_WIDTH = 360;

for (const state of SMALL_STATES) {
  test(`${state}, in French`, async () => {
    await show(state, { settings: FRENCH });
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
    await openEverything();
    expect(await englishIn(page)).toEqual([]);
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
