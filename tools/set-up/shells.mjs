import { existsSync } from 'node:fs';
import { canInstall, install } from './debian.mjs';
import { onPath } from './program.mjs';

/** Debian's packages by the shell that each is for. */
const NEEDED = {
  bash: 'bash',
  dash: 'dash',
  zsh: 'zsh',
  ksh: 'ksh93u+m',
  mksh: 'mksh',
  fish: 'fish',
};

/**
 * Finds the shells that copied commands are pasted into, or installs Debian's packages.
 * @param {(line: string) => void} say Gets one line that names the missing ones.
 */
export async function shells(say) {
  if (missing().length > 0 && canInstall()) {
    say(`installing ${missing().join(', ')} (apt-get)`);
    await install(missing().map((name) => NEEDED[name]));
  }
  const still = missing();
  if (still.length > 0) say(`Not found: ${still.join(', ')}. What needs them is skipped.`);
}

const missing = () =>
  /** @type {(keyof typeof NEEDED)[]} */ (Object.keys(NEEDED)).filter(
    (name) => !onPath([name]).some((path) => existsSync(path)),
  );
