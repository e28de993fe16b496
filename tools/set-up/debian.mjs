import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './process.mjs';

const APT = '/usr/bin/apt-get';
const QUIETLY = { env: { DEBIAN_FRONTEND: 'noninteractive' }, limit: 10 * 60_000 };

/**
 * What runs apt-get, to be followed by its arguments. Tests that install at the same time wait for
 * each other: apt-get itself does not wait for its lock on the package lists.
 *
 * @type {readonly [program: string, ...parameters: string[]]}
 */
export const APT_IN_TURN = ['flock', join(tmpdir(), 'crosscheck-apt.lock'), APT];

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
  const [program, ...inTurn] = APT_IN_TURN;
  // A fresh image has no package lists, or old ones. Offline, these must do.
  updated ??= run(program, [...inTurn, 'update', '-q'], QUIETLY);
  await updated;
  const args = ['install', '-y', '-q', '-o', 'DPkg::Lock::Timeout=300', '--no-install-recommends'];
  return (await run(program, [...inTurn, ...args, ...packages], QUIETLY)).code === 0;
}
