import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { differences, type Files, filesBelow, filesIn, zipOf } from './zip.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function folderWith(files: readonly (readonly [string, string])[], modified: Date): string {
  const folder = mkdtempSync(join(tmpdir(), 'crosscheck-zip-'));
  folders.push(folder);
  for (const [path, text] of files) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
    utimesSync(join(folder, path), modified, modified);
  }
  return folder;
}

const FILES = [
  ['manifest.json', '{}'],
  ['src/panel/panel.html', '<!doctype html>'],
  ['icons/é.svg', '<svg/>'],
] as const;

test('two runs give the same bytes: written in another order, at another time, in another zone', () => {
  const zone = process.env['TZ'];
  const zips = [
    { files: FILES, modified: new Date('2020-02-03T04:05:06Z'), zone: 'UTC' },
    { files: [...FILES].reverse(), modified: new Date(), zone: 'Asia/Kathmandu' },
    { files: FILES, modified: new Date('2031-07-01'), zone: 'America/St_Johns' },
  ].map(({ files, modified, zone }) => {
    process.env['TZ'] = zone;
    return zipOf(filesBelow(folderWith(files, modified)));
  });
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
  for (const zip of zips) expect(zip).toEqual(zips[0]);
});

test('a changed byte changes the zip', () => {
  const files = new Map(FILES.map(([path, text]) => [path, Buffer.from(text)]));
  const changed = new Map(files).set('manifest.json', Buffer.from('[]'));
  expect(zipOf(files)).not.toEqual(zipOf(changed));
});

const someFiles: fc.Arbitrary<Files> = fc
  .dictionary(fc.stringMatching(/^[a-zé]{1,6}(\/[a-z.]{1,6})?$/), fc.uint8Array({ maxLength: 40 }))
  .filter((files) => Object.keys(files).every((path) => !/\.\.|\/$/.test(path)))
  .map((files) => new Map(Object.entries(files)));

test('a zip has exactly the files that were put into it', () => {
  fc.assert(
    fc.property(someFiles, (files) => {
      expect(differences(filesIn(zipOf(files)), files)).toEqual([]);
    }),
  );
});

test.each([
  ['a file that is missing', [['a', '1']], [], ['a']],
  ['a file too many', [], [['b', '1']], ['b']],
  [
    'another byte',
    [
      ['a', '1'],
      ['b', '2'],
    ],
    [
      ['a', '1'],
      ['b', '3'],
    ],
    ['b'],
  ],
  ['nothing, if all is the same', [['a', '1']], [['a', '1']], []],
] as const)('a comparison names %s', (_, one, other, paths) => {
  const files = (entries: readonly (readonly [string, string])[]): Files =>
    new Map(entries.map(([path, text]) => [path, Buffer.from(text)]));
  expect(differences(files(one), files(other))).toEqual(paths);
});
