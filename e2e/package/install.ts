import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildNpm } from '../../tools/npm/build.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** How a command ended. */
export type Ended = { readonly code: number; readonly out: string; readonly said: string };

/** The packed package, installed into an empty folder without a network. */
export type Installed = {
  readonly folder: string;
  /** Runs `crosscheck`, as a shell finds it there. */
  readonly crosscheck: (...args: readonly string[]) => Promise<Ended>;
  /** Writes a file into the folder, and returns its name. */
  readonly write: (name: string, content: string | Uint8Array) => string;
  /** Runs Node in the folder. */
  readonly node: (
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<Ended>;
  readonly remove: () => void;
};

/** Builds, packs and installs the package. */
export async function installed(): Promise<Installed> {
  const packed = await buildNpm(ROOT);
  const folder = mkdtempSync(join(tmpdir(), 'crosscheck-package-'));
  const write = (name: string, content: string | Uint8Array): string => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
    return name;
  };
  write('package.json', '{"name":"empty","private":true}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', packed], {
    cwd: folder,
    stdio: 'pipe',
  });
  const run = (
    file: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<Ended> =>
    new Promise((done) => {
      // What Playwright sets for its own workers would confuse a Playwright inside.
      const own = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env };
      const options = { cwd: folder, env: own, maxBuffer: 1 << 27 };
      execFile(file, args, options, (error, out, said) => {
        done({ code: error === null ? 0 : Number(error.code ?? Number.NaN), out, said });
      });
    });
  return {
    folder,
    write,
    crosscheck: (...args) => run(join(folder, 'node_modules/.bin/crosscheck'), args),
    node: (args, env) => run(process.execPath, args, env),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Puts this repository's Playwright into the folder, under the name that its users know. */
export function addPlaywright({ folder, write }: Installed): void {
  for (const name of ['playwright', 'playwright-core']) {
    const link = join(folder, 'node_modules', name);
    if (!existsSync(link)) symlinkSync(join(ROOT, 'node_modules', name), link);
  }
  const at = 'node_modules/@playwright/test';
  write(`${at}/package.json`, '{"name":"@playwright/test","version":"1.64.1","main":"index.js"}');
  write(`${at}/index.js`, "module.exports = require('playwright/test');");
  write(`${at}/index.d.ts`, "export * from 'playwright/test';");
}
