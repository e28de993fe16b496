import { readFileSync } from 'node:fs';

const { minimum_chrome_version, browser_specific_settings } = JSON.parse(
  readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8'),
);

/** The major versions of the oldest browsers that take the extension. */
export const OLDEST_CHROMIUM = Number.parseInt(minimum_chrome_version, 10);
export const OLDEST_FIREFOX = Number.parseInt(
  browser_specific_settings.gecko.strict_min_version,
  10,
);
