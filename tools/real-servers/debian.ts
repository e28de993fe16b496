import { existsSync } from 'node:fs';
import { installPackages } from './debian-suite.ts';

/**
 * For a stack's `ready`: installs Debian packages if it may (root, apt-get) and their paths are
 * missing.
 */
export function debianReady(packages: readonly string[], paths: readonly string[]) {
  const isMissing = () => paths.some((path) => !existsSync(path));
  return async (): Promise<string | null> => {
    if (!isMissing()) return null;
    try {
      await installPackages(packages);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    return isMissing() ? `${packages.join(' ')} did not bring ${paths.join(' ')}` : null;
  };
}
