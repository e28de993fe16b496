import { expect, test } from 'playwright/test';
import { launchChromium } from '../tools/browsers/chromium.ts';
import { closeProxyLoop } from '../tools/real-servers/close-proxy-loop.ts';

/** The fix beside CORS: the page asks its own development server. `npm test` has no time for it. */
const { PROOF } = process.env;

if (PROOF !== undefined) {
  test('a page of Vite passes once its own server passes the request on', async () => {
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
