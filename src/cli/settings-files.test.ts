import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseArguments } from './options.ts';

const MAIN = resolve(import.meta.dirname, 'main.ts');
const PATIENCE = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'crosscheck-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const header = (name: string, value: string) => ({ name, value });
const HAR = JSON.stringify({
  log: {
    creator: { name: 'WebInspector' },
    entries: [
      {
        startedDateTime: '2026-01-01T00:00:00.000Z',
        time: 5,
        _resourceType: 'fetch',
        request: {
          method: 'GET',
          url: 'http://127.0.0.1:8000/items/',
          headers: [header('Origin', 'http://localhost:5173')],
        },
        response: {
          status: 200,
          headers: [
            header('Vary', 'origin'),
            header('X-Frame-Options', 'DENY'),
            header('X-Content-Type-Options', 'nosniff'),
            header('Referrer-Policy', 'same-origin'),
          ],
          redirectURL: '',
          _error: 'net::ERR_FAILED',
        },
      },
    ],
  },
});

const SECRET = 'q7Rm2Xv9LkTz4Wb8Yp3N';
/** In Latin-1 and with CRLF, as an old editor on Windows leaves it. */
const SETTINGS = Buffer.from(
  [
    '# R\u00e9glages',
    "MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware']",
    "CORS_ALLOWED_ORIGINS = ['http://localhost:3000']",
    `SECRET_KEY = '${SECRET}'`,
    '',
  ].join('\r\n'),
  'latin1',
);

function prepared(name: string): string {
  const own = mkdtempSync(join(folder, `${name}-`));
  writeFileSync(join(own, 'page.har'), HAR);
  writeFileSync(join(own, 'settings.py'), SETTINGS);
  return own;
}

type Told = { readonly code: number; readonly out: Buffer; readonly said: string };

/** Runs the command in a folder, as npm does. */
const diagnose = (cwd: string, ...args: readonly string[]): Promise<Told> => run(cwd, [], args);

const run = (cwd: string, flags: readonly string[], args: readonly string[]): Promise<Told> =>
  new Promise((done) => {
    const options = {
      cwd: resolve(import.meta.dirname, '../..'),
      env: { PATH: process.env['PATH'], CROSSCHECK_FOLDER: cwd },
      encoding: 'buffer',
    } as const;
    execFile(
      process.execPath,
      [...flags, '--import', 'tsx', MAIN, 'diagnose', ...args],
      options,
      (error, out, said) => {
        done({ code: error === null ? 0 : Number(error.code), out, said: said.toString() });
      },
    );
  });

const EDITED = "CORS_ALLOWED_ORIGINS = ['http://localhost:3000', 'http://localhost:5173']";

test('picks the settings files of a folder, and says which', { timeout: PATIENCE }, async () => {
  const own = prepared('folder');
  for (const name of ['shop', 'node_modules', 'shop/venv']) mkdirSync(join(own, name));
  writeFileSync(join(own, 'shop/settings.py'), SETTINGS);
  writeFileSync(join(own, 'shop/views.py'), 'def view(request): ...\n');
  writeFileSync(join(own, 'shop/.env'), 'A=b\n');
  for (const skipped of ['node_modules', 'shop/venv'])
    writeFileSync(join(own, skipped, 'settings.py'), SETTINGS);
  const { out } = await diagnose(own, 'page.har', '--settings', 'shop');
  const text = out.toString();
  expect(text).toContain('Read from the folder: shop/settings.py, shop/.env');
  expect(text).toContain('✗ shop/settings.py:3: Add http://localhost:5173 to');
});

test('names the line and shows the diff, without the secret that stands below it', {
  timeout: PATIENCE,
}, async () => {
  const own = prepared('diff');
  const { code, out } = await diagnose(own, 'page.har', '--settings', 'settings.py');
  expect(code).toBe(0);
  const text = out.toString();
  expect(text).toContain('✗ settings.py:3: Add http://localhost:5173 to');
  expect(text).toContain('With these settings the request passes.');
  expect(text).not.toContain(SECRET);
  expect(text).toContain('Use --write instead.');
  expect(readFileSync(join(own, 'settings.py'))).toEqual(SETTINGS);
});

test('--write changes the file, and keeps its encoding and its line breaks', {
  timeout: PATIENCE,
}, async () => {
  const own = prepared('write');
  const { out } = await diagnose(own, '--settings', 'settings.py', '--write', 'page.har');
  expect(out.toString()).toContain('Written: settings.py');
  const lines = SETTINGS.toString('latin1').split('\r\n').with(2, EDITED);
  expect(readFileSync(join(own, 'settings.py')).toString('latin1')).toBe(lines.join('\r\n'));
});

test('git apply takes the output as it is', { timeout: PATIENCE }, async () => {
  const own = prepared('apply');
  const plain = SETTINGS.toString('latin1')
    .replace('R\u00e9glages', 'Settings')
    .replace(/SECRET_KEY.*\r\n/, '');
  writeFileSync(join(own, 'settings.py'), plain);
  const { out } = await diagnose(own, 'page.har', '--settings', 'settings.py');
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: folder };
  const applied = spawnSync('git', ['apply', '-'], { cwd: own, input: out, env });
  expect(applied.stderr.toString()).not.toContain('error');
  expect(readFileSync(join(own, 'settings.py'), 'utf8')).toContain(`${EDITED}\r\n`);
});

describe('the arguments', () => {
  const KNOWN = { stacks: ['nginx'], browsers: ['chromium'] } as const;
  test('files may follow --settings, in any place', () => {
    const parsed = parseArguments(['--settings', 'a.py', 'x.har', '.env'], KNOWN);
    expect(parsed).toMatchObject({ inputs: ['x.har'], settings: ['a.py', '.env'], write: false });
  });

  test.each([
    [['x.har', '--write'], 'name your settings files: --settings FILE'],
    [['x.har', '--settings', 'a.py', '--diff', '--write'], 'choose --diff or --write, not both'],
    [
      ['x.har', '--settings', 'a.py', '--format', 'json'],
      '--settings works with --format text only',
    ],
    [['x.har', 'y.har', '--settings', 'a.py'], '--settings works with one file'],
    [['x.har', '--files-from', 'list'], 'name files, or use --files-from, not both'],
  ])('%j: %s', (args, problem) => {
    expect(parseArguments(args, KNOWN)).toEqual({ problem });
  });
});

test('a file that is not there or sets up nothing gets one line', {
  timeout: PATIENCE,
}, async () => {
  const own = prepared('bad');
  const missing = await diagnose(own, 'page.har', '--settings', 'none.py');
  expect([missing.code, missing.said.trim()]).toEqual([
    2,
    'crosscheck: none.py: there is no such file',
  ]);
  writeFileSync(join(own, 'notes.py'), 'print("hello")\n');
  const other = await diagnose(own, 'page.har', '--settings', 'notes.py');
  expect(other.out.toString()).toContain(
    '! notes.py: it sets up no server that Crosscheck can read',
  );
});

test('brackets deeper than the call stack get one line too', { timeout: PATIENCE }, async () => {
  const own = prepared('deep');
  const lines = Array.from({ length: 11_000 }, (_, at) => '('.repeat(at % 90));
  writeFileSync(join(own, 'deep.py'), `MIDDLEWARE = []\n${lines.join('\n')}\n`);
  const args = ['page.har', '--settings', 'deep.py'];
  const { code, out, said } = await run(own, ['--stack-size=300'], args);
  expect([code, said]).toEqual([0, '']);
  expect(out.toString()).toContain('! deep.py: its brackets are nested too deeply to be read');
});
