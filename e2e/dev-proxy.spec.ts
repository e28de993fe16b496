import { expect, test } from 'playwright/test';
import { launchChromium } from '../tools/browsers/chromium.ts';
import { closeProxyLoop } from '../tools/real-servers/close-proxy-loop.ts';

/**
 * The fix beside CORS: the page asks its own development server. `npm test` leaves it out to save
 * time.
 */
const { PROOF } = process.env;

if (PROOF !== undefined) {
  test('a page served by Vite works once Vite forwards the request', async () => {
    const browser = await launchChromium({ devtools: true });
    try {
      await browser.waitReady();
      const { before, after } = await closeProxyLoop(browser);
      expect(before).toMatch(/^refused/);
      expect(after).toMatch(/^status 200/);
    } finally {
      await browser.close();
    }
  });
}
