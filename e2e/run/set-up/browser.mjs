import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { canInstall, install } from './debian.mjs';
import { run } from './process.mjs';

const NAMES = ['chromium', 'chromium-browser'];
const WELL_KNOWN = ['/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** How long the browser's download may stand still, for machines that are offline. */
const SILENCE = 30_000;

const ADVICE =
  'No Chromium found: install the package "chromium", or run `npx playwright install chromium`, ' +
  "or set CHROMIUM to a Chromium's path (Google Chrome no longer loads unpacked extensions).";

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
    if (await starts(chosen)) return chosen;
    throw new Error(`CHROMIUM is set to ${chosen}, which does not start as a Chromium.`);
  }
  const found = (await firstThatStarts(onPath())) ?? (await playwrights(root, say));
  if (found !== null) return found;
  if (canInstall()) {
    say('installing chromium (apt-get)');
    await install(['chromium']);
    const debians = await firstThatStarts(onPath());
    if (debians !== null) return debians;
  }
  throw new Error(ADVICE);
}

const onPath = () => [
  ...NAMES.flatMap((name) =>
    (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)),
  ),
  ...WELL_KNOWN,
];

/** @param {string} root @param {(line: string) => void} say */
async function playwrights(root, say) {
  const require = createRequire(join(root, 'package.json'));
  const path = require('playwright').chromium.executablePath();
  if (await starts(path)) return path;
  if (existsSync(path)) return null;
  say('downloading chromium (playwright install)');
  const cli = join(require.resolve('playwright/package.json'), '..', 'cli.js');
  await run(process.execPath, [cli, 'install', '--no-shell', 'chromium'], { silence: SILENCE });
  return (await starts(path)) ? path : null;
}

/** @param {readonly string[]} paths */
async function firstThatStarts(paths) {
  for (const path of paths) if (await starts(path)) return path;
  return null;
}

/**
 * Asks instead of looking: Ubuntu's `chromium-browser` may only be a note to install a snap, and
 * a download may lack the system's libraries.
 *
 * @param {string} path
 */
async function starts(path) {
  if (!existsSync(path)) return false;
  const { code, output } = await run(path, ['--version'], { limit: 20_000 });
  return code === 0 && /^(Chromium|Google Chrome for Testing) \d+/m.test(output);
}
