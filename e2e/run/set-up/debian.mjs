import { existsSync } from 'node:fs';
import { run } from './process.mjs';

const APT = '/usr/bin/apt-get';
const QUIETLY = { env: { DEBIAN_FRONTEND: 'noninteractive' }, limit: 10 * 60_000 };

/** Whether packages can be installed here without asking anybody. */
export const canInstall = () => existsSync(APT) && process.getuid?.() === 0;

/**
 * Installs Debian packages from the sources that this machine is set up with.
 *
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} Whether apt-get says that they are installed.
 */
export async function install(packages) {
  const args = [
    'install',
    '-y',
    '-q',
    '-o',
    'DPkg::Lock::Timeout=300',
    '--no-install-recommends',
    ...packages,
  ];
  if ((await run(APT, args, QUIETLY)).code === 0) return true;
  // A fresh image has no package lists, an old one stale ones.
  await run(APT, ['update', '-q'], QUIETLY);
  return (await run(APT, args, QUIETLY)).code === 0;
}
