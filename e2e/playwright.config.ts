import { defineConfig } from 'playwright/test';

/**
 * The specs launch their browsers themselves (tools/browsers): Playwright's fixtures cannot load an
 * extension into a fresh profile. Needs `npm run build` first.
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../artifacts/test-results',
  // Each worker starts its own browsers; more of them than cores only makes timing tests waver.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  reporter: 'list',
});
