import { existsSync } from 'node:fs';
import { run } from './process.mjs';

const APT = '/usr/bin/apt-get';
const QUIETLY = { env: { DEBIAN_FRONTEND: 'noninteractive' }, limit: 10 * 60_000 };

/**
 * The one update of the package lists.
 *
 * @type {Promise<unknown> | undefined}
 */
let updated;

/** Whether packages can be installed here without asking for a password. */
export const canInstall = () => existsSync(APT) && process.getuid?.() === 0;

/**
 * Installs the newest of Debian packages from the sources that this machine is set up with, also
 * where older ones are installed.
 *
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} Whether apt-get says that they are installed.
 */
export async function install(packages) {
  // A fresh image has no package lists, or old ones. Offline, these must do.
  updated ??= run(APT, ['update', '-q'], QUIETLY);
  await updated;
  const args = ['install', '-y', '-q', '-o', 'DPkg::Lock::Timeout=300', '--no-install-recommends'];
  return (await run(APT, [...args, ...packages], QUIETLY)).code === 0;
}
