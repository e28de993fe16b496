import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';

const MAIN = resolve(import.meta.dirname, 'main.ts');
const PATIENCE = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'crosscheck-bad-input-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Told = { readonly code: number; readonly out: string; readonly said: readonly string[] };

/** What the command prints about a file, and its exit code. */
const diagnose = (file: string): Promise<Told> =>
  new Promise((done) => {
    const args = ['--import', 'tsx', MAIN, 'diagnose', file];
    const options = {
      cwd: resolve(import.meta.dirname, '../..'),
      env: { PATH: process.env['PATH'] },
    };
    execFile(process.execPath, args, options, (error, out, said) => {
      const code = error === null ? 0 : Number(error.code ?? Number.NaN);
      done({ code, out, said: said.trimEnd().split('\n') });
    });
  });

const BAD: readonly (readonly [name: string, content: string | Buffer, line: string])[] = [
  ['empty', '', 'it is empty'],
  ['malformed', '{"log": {"entries": [}]}}', 'its JSON is malformed'],
  [
    'truncated',
    '{"log": {"entries": [{"request": {"me',
    'it ends in the middle of its JSON: the file was cut off',
  ],
  [
    'another JSON',
    '{"log": {"version": "1.2"}}',
    'it is JSON, but not a HAR: it has no log.entries',
  ],
  ['a report', '{"format": "crosscheck-report"}', 'it is a report made by Crosscheck, not a HAR'],
  ['compressed', gzipSync('{}'), 'it is JSON, but not a HAR: it has no log.entries'],
  [
    'damaged',
    gzipSync('{"log": {}}').subarray(0, 20),
    'it cannot be unpacked: its gzip is damaged',
  ],
  ['zip', Buffer.from('PK\u0003\u0004'), 'unpack it first: it is a zip archive'],
];

test('a file that is not a HAR gets one line that says why, and exit code 2', {
  timeout: PATIENCE,
}, async () => {
  for (const [name, content, line] of BAD) {
    const file = join(folder, `${name}.har`);
    writeFileSync(file, content);
    const { code, out, said } = await diagnose(file);
    expect([code, out, said.length]).toEqual([2, '', 1]);
    // Not every engine reports the position of a mistake.
    expect(said[0]?.replace(/ at line 1, column \d+$/, '')).toBe(`crosscheck: ${file}: ${line}`);
  }
  const missing = join(folder, 'missing.har');
  expect((await diagnose(missing)).said).toEqual([`crosscheck: ${missing}: there is no such file`]);
  const empty = mkdtempSync(join(folder, 'empty-'));
  expect((await diagnose(empty)).said).toEqual([
    `crosscheck: ${empty}: there is no .har or .har.gz file in this folder`,
  ]);
});

const BLOCKED = JSON.stringify({
  startedDateTime: '2026-01-01T00:00:00.000Z',
  time: 5,
  _resourceType: 'fetch',
  request: {
    method: 'GET',
    url: 'http://127.0.0.1:8000/items',
    headers: [{ name: 'Origin', value: 'http://localhost:3000' }],
  },
  response: { status: 200, headers: [], redirectURL: '', _error: 'net::ERR_FAILED' },
});

/** Nearly all of it is one string, as in a file with a page's own scripts. */
async function writeLarge(file: string): Promise<void> {
  const handle = await open(file, 'w');
  await handle.write(
    `{"log":{"creator":{"name":"WebInspector"},"entries":[${BLOCKED}],"comment":"`,
  );
  const chunk = 'x'.repeat(10_000_000);
  for (let count = 0; count < 20; count += 1) await handle.write(chunk);
  await handle.write('"}}');
  await handle.close();
}

test('a file of 200 MB is read', { timeout: PATIENCE }, async () => {
  const file = join(folder, 'large.har');
  await writeLarge(file);
  const { code, out, said } = await diagnose(file);
  expect([code, said]).toEqual([0, ['']]);
  expect(out).toContain('127.0.0.1:8000/items');
});
