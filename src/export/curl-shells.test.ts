import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Shell } from '../model/shell.ts';
import { hop, PAGE } from '../model/testing/sample-exchange.ts';
import { curlCommands } from './curl.ts';
import { type HostilePair, hostilePair } from './testing/hostile-pairs.ts';
import {
  cmdCommandLine,
  powershellCommandLine,
  powershellWords,
  windowsArguments,
} from './testing/windows-shells.ts';

/** Commands in one shell; `PAIRS=2500 npx vitest run src/export/curl-shells.test.ts` for more. */
const PAIRS = Number(process.env['PAIRS'] ?? 300);
const pairs = fc.sample(hostilePair, PAIRS);

type Meant = { readonly pair: HostilePair; readonly argv: readonly string[] };

/** The expected request of curl, written without the code under test. */
function meant(pair: HostilePair): Meant {
  const value = /^[ \t]*$/.test(pair.value) ? `${pair.name};` : `${pair.name}: ${pair.value}`;
  const url = [...pair.url]
    .map((char) =>
      /[!#-;=?-[\]^-~]/.test(char)
        ? char
        : [...Buffer.from(char)]
            .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
            .join(''),
    )
    .join('');
  const head = ['--include', '--request', 'GET', '--globoff'];
  const argv = [...head, '--header', `Origin: ${PAGE}`, '--header', value, '--url', url];
  return { pair, argv };
}

type Written = Meant & { readonly command: string };

/** The pairs for which there is a command, and the command. */
const writtenFor = (shell: Shell): readonly Written[] =>
  pairs.flatMap((pair) => {
    const { url, name, value } = pair;
    const made = curlCommands(hop({ url, requestHeaders: [[name, value]] }), shell);
    return 'refused' in made ? [] : made.commands.map((command) => ({ ...meant(pair), command }));
  });

const QUIET = { PS1: '', PS2: '', LC_ALL: 'C.UTF-8', TERM: 'dumb' };

/** Each as at a prompt with history expansion, except in shells that only run scripts so. */
const POSIX_SHELLS: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['sh', ['-i']],
  ['bash', ['--norc', '--noprofile', '-i']],
  ['bash', ['--norc', '--posix']],
  ['dash', []],
  ['zsh', ['-f', '-i', '-s']],
  ['zsh', ['-f', '-s', '-o', 'rcquotes']],
  ['ksh', []],
  ['mksh', []],
  ['fish', ['--no-config']],
];

const installed = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** What a shell does with a text: the arguments of each `curl`, and any side effect. */
async function play(shell: string, args: readonly string[], text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'crosscheck-shells-'));
  try {
    const bin = join(folder, 'bin');
    const work = join(folder, 'work');
    const log = join(folder, 'log');
    const other = join(folder, 'other');
    mkdirSync(bin);
    mkdirSync(work);
    const program = (name: string, script: string): void => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(bin, name), 0o755);
    };
    program('curl', `printf '%s\\0' "$@" >>'${log}'; printf '\\n\\0' >>'${log}'`);
    program('pwned', `echo pwned >>'${other}'`);
    const script = join(folder, 'script');
    writeFileSync(script, text);
    const input = openSync(script, 'r');
    const child = spawn(shell, args, {
      cwd: work,
      env: { ...QUIET, PATH: bin, HOME: work },
      // In its own session: an interactive shell must not take over the terminal.
      detached: true,
      // A file: fish reads nothing from Node's pipe.
      stdio: [input, 'ignore', 'pipe'],
    });
    let complaints = '';
    child.stderr?.setEncoding('utf8').on('data', (some: string) => {
      complaints += some;
    });
    await once(child, 'close');
    closeSync(input);
    const calls = existsSync(log) ? readFileSync(log, 'utf8').split('\n\0').slice(0, -1) : [];
    return {
      calls: calls.map((call) => call.split('\0').slice(0, -1)),
      executed: existsSync(other) ? readFileSync(other, 'utf8') : '',
      files: readdirSync(work).filter((name) => !name.startsWith('.')),
      complaints,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a command copied for bash, zsh, fish', () => {
  const written = writtenFor('bash');

  test('is refused if it is not plain ASCII, and only then', () => {
    const plain = pairs.filter(({ value }) => /^(?:[ -~]*|[ \t]*)$/.test(value));
    expect(written.map(({ pair }) => pair)).toEqual(plain);
    expect(plain.length).toBeGreaterThan(PAIRS / 2);
    expect(plain.length).toBeLessThan(PAIRS);
  });

  for (const [name, args] of POSIX_SHELLS) {
    const path = installed(name);
    test.skipIf(path === undefined)(
      `gives curl what is meant and runs nothing else: ${[name, ...args].join(' ')}`,
      async () => {
        const text = `${written.map(({ command }) => command).join('\n\n')}\n`;
        const { calls, executed, files, complaints } = await play(path ?? name, args, text);
        expect(executed).toBe('');
        expect(files).toEqual([]);
        expect(complaints).not.toMatch(/not found|unknown command/i);
        expect(calls).toEqual(written.map(({ argv }) => argv));
      },
    );
  }
});

describe('a command copied for PowerShell', () => {
  const written = writtenFor('powershell');

  test.each([
    ['Windows PowerShell 5.1', true],
    ['PowerShell 7.3 and later', false],
  ])('gives curl the right request and runs nothing else, by the rules of %s', (_, legacy) => {
    expect(written.length).toBeGreaterThan(PAIRS / 4);
    for (const { command, argv } of written) {
      const [program, ...words] = powershellWords(command);
      expect(program).toBe('curl.exe');
      expect(words).toEqual(argv);
      expect(windowsArguments(powershellCommandLine(words, legacy))).toEqual(argv);
    }
  });
});

describe('a command copied for cmd', () => {
  const written = writtenFor('cmd');

  test('gives curl the right request and runs nothing else, at a prompt and in a batch file', () => {
    expect(written.length).toBeGreaterThan(0);
    for (const { command, argv } of written) {
      expect(windowsArguments(cmdCommandLine(command))).toEqual(['curl.exe', ...argv]);
    }
  });
});
