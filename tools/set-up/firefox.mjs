import { canInstall, install } from './debian.mjs';
import { OLDEST_FIREFOX } from './manifest.mjs';
import { firstThatStarts, onPath } from './program.mjs';

const NAMES = ['firefox-esr', 'firefox'];
const WELL_KNOWN = ['/Applications/Firefox.app/Contents/MacOS/firefox'];
const WANTED = { says: /^Mozilla Firefox (\d+)/m, oldest: OLDEST_FIREFOX };

const ADVICE =
  `No Firefox ${OLDEST_FIREFOX} or later was found, so some parts are skipped. Install the package ` +
  `"firefox-esr", or set FIREFOX to the path of a Firefox.`;

/**
 * Finds a Firefox, or installs one: what `FIREFOX` names, on PATH, Debian's.
 *
 * @param {(line: string) => void} say Gets one line when there is none.
 * @returns {Promise<string | null>} The path of a Firefox that starts, or null.
 * @throws {Error} When `FIREFOX` is set to what is none, or too old.
 */
export async function firefox(say) {
  const chosen = process.env.FIREFOX;
  if (chosen) {
    if ((await firstThatStarts([chosen], WANTED)) !== null) return chosen;
    throw new Error(
      `FIREFOX is set to ${chosen}, which does not start as a Firefox ${OLDEST_FIREFOX} or later.`,
    );
  }
  const look = () => firstThatStarts([...onPath(NAMES), ...WELL_KNOWN], WANTED);
  const found = await look();
  if (found !== null) return found;
  if (canInstall()) {
    say('installing firefox-esr (apt-get)');
    await install(['firefox-esr']);
    const debians = await look();
    if (debians !== null) return debians;
  }
  say(ADVICE);
  return null;
}
