import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './process.mjs';

/**
 * Where programs of these names would be on PATH.
 *
 * @param {readonly string[]} names
 */
export const onPath = (names) => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
};

/**
 * The first of these paths where a program starts that is new enough.
 *
 * @param {readonly string[]} paths
 * @param {{ says: RegExp, oldest: number }} wanted What it says of itself, its major version in the
 *   first group, and the oldest that will do.
 * @returns {Promise<string | null>}
 */
export async function firstThatStarts(paths, { says, oldest }) {
  for (const path of paths) if ((await versionOf(path, says)) >= oldest) return path;
  return null;
}

/**
 * Asks instead of looking: Ubuntu's browsers may only be notes to install a snap, and a download may
 * lack the system's libraries.
 *
 * @param {string} path
 * @param {RegExp} says
 * @returns {Promise<number>} 0 where it does not start as such a program.
 */
async function versionOf(path, says) {
  if (!existsSync(path)) return 0;
  const { code, output } = await run(path, ['--version'], { limit: 20_000 });
  return code === 0 ? Number(says.exec(output)?.[1] ?? 0) : 0;
}
