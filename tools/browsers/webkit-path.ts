import { existsSync } from 'node:fs';
import { debianReady } from '../real-servers/debian.ts';

/** Where Debian and Ubuntu put WebKit's small browser. */
const BINARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`,
);
const XVFB = '/usr/bin/Xvfb';

/**
 * The WebKit to test with: the MiniBrowser in the environment variable `MINIBROWSER`, else
 * Debian's. Undefined when there is none: its tests are skipped then.
 */
export const webkitPath = (): string | undefined =>
  process.env['MINIBROWSER'] || BINARIES.find((path) => existsSync(path));

const install = debianReady(['libwebkit2gtk-4.1-0', 'xvfb'], [XVFB]);

/** Null, or why there can be no WebKit here. Installs it and its screen if it may. */
export async function webkitReady(): Promise<string | null> {
  if (webkitPath() !== undefined && existsSync(XVFB)) return null;
  const problem = await install();
  if (problem !== null) return problem;
  return webkitPath() === undefined ? 'libwebkit2gtk-4.1-0 brought no MiniBrowser' : null;
}
