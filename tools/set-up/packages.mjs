import { statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.mjs';

/**
 * Installs the node packages that package-lock.json lists, unless they are there.
 *
 * @param {string} root The repository's folder.
 * @param {(line: string) => void} say
 * @throws {Error} When npm cannot install them; the message is npm's own.
 */
export async function nodePackages(root, say) {
  // npm writes this file last: without it, an installation stopped half-way.
  const installed = modified(join(root, 'node_modules', '.package-lock.json'));
  if (installed >= modified(join(root, 'package-lock.json'))) return;
  say('installing node packages (npm ci)');
  // Under `npm start`, npm provides its own script, which fits this node.
  const npm = process.env.npm_execpath;
  const ci = ['ci', '--include=dev', '--no-progress', '--loglevel=error'];
  const { code, output } = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...ci], { cwd: root })
    : await run('npm', ci, { cwd: root });
  if (code !== 0) throw new Error(`npm ci failed:\n${output.trim()}`);
}

/** @param {string} path */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
