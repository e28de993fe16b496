import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { canInstall, install } from './debian.mjs';
import { run } from './process.mjs';

const NAMES = ['firefox-esr', 'firefox'];
const WELL_KNOWN = ['/Applications/Firefox.app/Contents/MacOS/firefox'];

const ADVICE =
  'No Firefox found: what needs it is skipped (install the package "firefox-esr", or set FIREFOX ' +
  "to a Firefox's path).";

/**
 * Finds a Firefox, or installs one: what `FIREFOX` names, on PATH, Debian's.
 *
 * @param {(line: string) => void} say Told in one line when there is none.
 * @returns {Promise<string | null>} The path of a Firefox that starts, or null.
 * @throws {Error} When `FIREFOX` is set to what is none.
 */
export async function firefox(say) {
  const chosen = process.env.FIREFOX;
  if (chosen) {
    if (await starts(chosen)) return chosen;
    throw new Error(`FIREFOX is set to ${chosen}, which does not start as a Firefox.`);
  }
  const found = await firstThatStarts();
  if (found !== null) return found;
  if (canInstall()) {
    say('installing firefox-esr (apt-get)');
    await install(['firefox-esr']);
    const debians = await firstThatStarts();
    if (debians !== null) return debians;
  }
  say(ADVICE);
  return null;
}

async function firstThatStarts() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const path of [...onPath, ...WELL_KNOWN]) if (await starts(path)) return path;
  return null;
}

/**
 * Asks instead of looking: Ubuntu's `firefox` may only be a note to install a snap.
 *
 * @param {string} path
 */
async function starts(path) {
  if (!existsSync(path)) return false;
  const { code, output } = await run(path, ['--version'], { limit: 20_000 });
  return code === 0 && /^Mozilla Firefox \d+/m.test(output);
}
