import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { curlCommands } from '../../src/export/curl.ts';
import { hostilePair } from '../../src/export/testing/hostile-pairs.ts';
import { hop, PAGE } from '../../src/model/testing/sample-exchange.ts';

const run = promisify(execFile);
const WINE = '/usr/bin/wine';
const COMPILER = '/usr/bin/x86_64-w64-mingw32-gcc';
const PAIRS = Number(process.env['PAIRS'] ?? 400);
const SEED = 20261120;

/** Both read a command differently: `%` at a prompt, `!` with delayed expansion. */
const WAYS = {
  'in a batch file': ['cmd', '/c', 'commands.bat'],
  'at a prompt': ['cmd'],
  'at a prompt with delayed expansion': ['cmd', '/v:on'],
} as const;

/** Writes down its arguments. It replaces curl and the programs that an attacker would start. */
const RECORDER = `#include <stdio.h>
#include <stdlib.h>
int main(int count, char **words) {
  FILE *log = fopen(getenv("ARGV_LOG"), "ab");
  for (int at = 0; at < count; at++) { fputs(words[at], log); fputc(0, log); }
  fputs("\\n", log); fputc(0, log);
  return fclose(log);
}
`;

/**
 * Runs hostile commands that are copied for cmd in Wine's cmd. Curl must get exactly what is meant,
 * and nothing else may start. Returns what went wrong; null if Wine or a compiler for it is
 * missing.
 */
export async function proveCmd(): Promise<readonly string[] | null> {
  if (!existsSync(WINE) || !existsSync(COMPILER)) return null;
  const meant = fc.sample(hostilePair, { numRuns: PAIRS, seed: SEED }).flatMap((pair) => {
    const { url, name, value } = pair;
    const made = curlCommands(hop({ url, requestHeaders: [[name, value]] }), 'cmd');
    if ('refused' in made) return [];
    const header = /^ *$/.test(value) ? `${name};` : `${name}: ${value}`;
    const head = ['--include', '--request', 'GET', '--globoff', '--header', `Origin: ${PAGE}`];
    return made.commands.map((command) => ({
      command,
      argv: [...head, '--header', header, '--url', url],
    }));
  });
  const folder = await mkdtemp(join(tmpdir(), 'crosscheck-cmd-'));
  try {
    await writeFile(join(folder, 'recorder.c'), RECORDER);
    await mkdir(join(folder, 'work'));
    for (const name of ['curl', 'pwned']) {
      await run(COMPILER, ['-o', join(folder, 'work', `${name}.exe`), join(folder, 'recorder.c')]);
    }
    const problems: string[] = [];
    for (const [way, args] of Object.entries(WAYS)) {
      const found = await problemsOf(folder, args, meant);
      console.log(`cmd, ${way}: ${meant.length} commands, ${found.length} problems`);
      problems.push(...found.map((problem) => `cmd ${way}: ${problem}`));
    }
    return problems;
  } finally {
    // Wine's server still writes for a moment after its last program has ended.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
  }
}

type Meant = { readonly command: string; readonly argv: readonly string[] };

async function problemsOf(
  folder: string,
  args: readonly string[],
  meant: readonly Meant[],
): Promise<readonly string[]> {
  const work = join(folder, 'work');
  const log = join(folder, 'log');
  const lines = meant.map(({ command }) => command).join('\r\n');
  await rm(log, { force: true });
  await writeFile(join(work, 'commands.bat'), `@echo off\r\n${lines}\r\n`);
  await writeFile(join(folder, 'typed'), `${lines}\r\nexit\r\n`);
  const files = await readdir(work);
  const input = openSync(join(folder, 'typed'), 'r');
  const child = spawn(WINE, args, {
    cwd: work,
    env: {
      ...process.env,
      WINEPREFIX: join(folder, 'prefix'),
      WINEDEBUG: '-all',
      DISPLAY: '',
      ARGV_LOG: log,
    },
    stdio: [input, 'ignore', 'ignore'],
  });
  await once(child, 'close');
  closeSync(input);
  const calls = existsSync(log) ? (await readFile(log, 'utf8')).split('\n\0').slice(0, -1) : [];
  const strange = (await readdir(work)).filter((name) => !files.includes(name));
  return [
    ...strange.map((name) => `a file was written: ${name}`),
    ...(calls.length === meant.length ? [] : [`${calls.length} programs started`]),
    ...meant.flatMap(({ command, argv }, index) => {
      const [program = '', ...words] = calls[index]?.split('\0').slice(0, -1) ?? [];
      const same = /curl/.test(program) && JSON.stringify(words) === JSON.stringify(argv);
      return same ? [] : [`${command} gave ${JSON.stringify([program, ...words])}`];
    }),
  ];
}
