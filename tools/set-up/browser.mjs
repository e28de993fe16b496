import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { canInstall, install } from './debian.mjs';
import { OLDEST_CHROMIUM } from './manifest.mjs';
import { run } from './process.mjs';
import { firstThatStarts, onPath } from './program.mjs';

const NAMES = ['chromium', 'chromium-browser'];
const WELL_KNOWN = ['/Applications/Chromium.app/Contents/MacOS/Chromium'];
const WANTED = {
  says: /^(?:Chromium|Google Chrome for Testing) (\d+)/m,
  oldest: OLDEST_CHROMIUM,
};

/** How long the browser's download may make no progress, for machines that are offline. */
const SILENCE = 30_000;

const ADVICE =
  `No Chromium ${OLDEST_CHROMIUM} or later was found. Install the package "chromium", run ` +
  '`npx playwright install chromium`, or set CHROMIUM to the path of a Chromium. ' +
  'Google Chrome does not work: it no longer loads unpacked extensions from the command line.';

/**
 * Finds a Chromium, or installs one: what `CHROMIUM` names, on PATH, Playwright's own, Debian's.
 *
 * @param {string} root The repository's folder; its node packages are installed.
 * @param {(line: string) => void} say
 * @returns {Promise<string>} The path of a Chromium that starts.
 * @throws {Error} When there is none; the message says in one line what to install.
 */
export async function chromium(root, say) {
  const chosen = process.env.CHROMIUM;
  if (chosen) {
    if ((await firstThatStarts([chosen], WANTED)) !== null) return chosen;
    throw new Error(
      `CHROMIUM is set to ${chosen}, which is no Chromium ${OLDEST_CHROMIUM} or later that starts.`,
    );
  }
  const look = () => firstThatStarts([...onPath(NAMES), ...WELL_KNOWN], WANTED);
  const found = (await look()) ?? (await playwrights(root, say));
  if (found !== null) return found;
  if (canInstall()) {
    say('installing chromium (apt-get)');
    await install(['chromium']);
    const debians = await look();
    if (debians !== null) return debians;
  }
  throw new Error(ADVICE);
}

/** @param {string} root @param {(line: string) => void} say */
async function playwrights(root, say) {
  const require = createRequire(join(root, 'package.json'));
  const path = require('playwright').chromium.executablePath();
  const look = () => firstThatStarts([path], WANTED);
  const found = await look();
  if (found !== null || existsSync(path)) return found;
  say('downloading chromium (playwright install)');
  const cli = join(require.resolve('playwright/package.json'), '..', 'cli.js');
  await run(process.execPath, [cli, 'install', '--no-shell', 'chromium'], { silence: SILENCE });
  return look();
}
