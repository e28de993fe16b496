import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BUILDS } from '../build/build.ts';
import { differences, type Files, filesBelow, filesIn } from './zip.ts';

/**
 * What Mozilla's reviewers build from: every file that git knows, as it is now.
 * @throws {Error} If this is no clone, or a file has been deleted but not committed.
 */
export function sourceFiles(root: string): Files {
  const names = git(root, ['ls-files', '-z']).split('\0').filter(Boolean);
  return new Map(names.map((name) => [name, readFileSync(join(root, name))]));
}

/** What differs from the last commit, a line for each file; empty if all is committed. */
export const uncommitted = (root: string): string => git(root, ['status', '--porcelain']).trim();

const git = (root: string, args: readonly string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64_000_000 });

/**
 * Builds the extension from the source archive, as docs/store/BUILD.md says, in an empty folder, and
 * compares it with the packages. Returns what differs; empty if every byte is the same.
 * @throws {Error} If it does not build there.
 */
export function differencesOfRebuild(
  source: Uint8Array,
  packages: ReadonlyMap<string, Uint8Array>,
): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'crosscheck-source-'));
  // Vite leaves this behind in its process; with it, npm installs no tool that builds.
  const { NODE_ENV: _, ...env } = process.env;
  try {
    for (const [path, bytes] of filesIn(source)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    for (const args of [['ci'], ['run', 'build-for-amo']]) {
      execFileSync('npm', args, {
        cwd: folder,
        env,
        stdio: 'pipe',
        encoding: 'utf8',
        shell: IS_WINDOWS,
      });
    }
    return BUILDS.flatMap((browser) => {
      const packed = packages.get(browser);
      if (packed === undefined) throw new Error(`There is no package for ${browser}.`);
      const built = filesBelow(join(folder, 'dist', browser));
      return differences(filesIn(packed), built).map((path) => `${browser}: ${path}`);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** There, npm is a script that only a shell can start. */
const IS_WINDOWS = process.platform === 'win32';
