import { describe, expect, test } from 'vitest';
import {
  isRecording,
  NO_FILES,
  nameOfPasted,
  textFile,
  withFiles,
  withoutFile,
} from './own-files.ts';
import { type HandedFile, takeFiles } from './take-files.ts';

const handed = (name: string, content: string | Uint8Array<ArrayBuffer>): HandedFile =>
  new File([content], name);

describe('what a user hands over', () => {
  test.each<[string, string, string | Uint8Array<ArrayBuffer>, string]>([
    ['a text file is taken as it is', 'settings.py', 'A = 1\r\n', 'A = 1\r\n'],
    ['a byte order mark stays', 'settings.py', '\ufeffA = 1\n', '\ufeffA = 1\n'],
    ['a file that is not UTF-8 is read as Latin-1', 'a.py', new Uint8Array([35, 0xe9]), '#é'],
  ])('%s', async (_, name, content, text) => {
    expect(await takeFiles([handed(name, content)])).toEqual({
      files: [{ name, text }],
      unread: [],
    });
  });

  const folder: HandedFile = {
    name: 'mysite',
    size: 4_096,
    arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')),
  };
  const huge: HandedFile = {
    name: 'huge.py',
    size: 4_000_000_000,
    arrayBuffer: () => Promise.reject(new Error('it was read')),
  };
  test.each([
    ['a folder', folder, 'it cannot be read: if it is a folder, hand over the files in it'],
    ['a huge file, which is not even opened', huge, 'it is too large for a settings file'],
  ])('%s gets one clear line', async (_, file, problem) => {
    expect(await takeFiles([file, handed('.env', 'A=1')])).toEqual({
      files: [{ name: '.env', text: 'A=1' }],
      unread: [{ name: file.name, problem }],
    });
  });

  test('files that are too large together are taken as far as there is room', async () => {
    const [first, second] = ['a.py', 'b.py'].map((name) => handed(name, '#'.repeat(300_000)));
    const taken = await takeFiles([first!, second!]);
    expect(taken.files.map(({ name }) => name)).toEqual(['a.py']);
    expect(taken.unread[0]?.problem).toContain('together they are too large');
    const later = await takeFiles([second!], taken);
    expect(later.files).toEqual([]);
  });

  test('of a thousand files, the first are read and one line says that', async () => {
    const many = Array.from({ length: 1_000 }, (_, at) => handed(`${at}.py`, ''));
    const { files, unread } = await takeFiles(many);
    expect([files.length, unread.length]).toEqual([20, 1]);
  });
});

describe('the files of one server', () => {
  const file = (name: string, text: string) => ({ files: [{ name, text }], unread: [] });
  const bad = (name: string) => ({ files: [], unread: [{ name, problem: 'it is a folder' }] });

  test('a file of the same name replaces the one before, also one that was not read', () => {
    const first = withFiles(file('settings.py', 'A'), bad('x'));
    expect(withFiles(first, file('settings.py', 'B'))).toEqual({
      files: [{ name: 'settings.py', text: 'B' }],
      unread: bad('x').unread,
    });
    expect(withFiles(first, file('x', 'C')).unread).toEqual([]);
  });

  test('the last file that is removed leaves nothing', () => {
    const both = withFiles(file('settings.py', 'A'), bad('x'));
    expect(withoutFile(withoutFile(both, 'x'), 'settings.py')).toEqual(NO_FILES);
  });

  test('a pasted text that is too large gets one line', () => {
    expect(textFile('settings.py', 'A = 1', NO_FILES).files).toHaveLength(1);
    expect(textFile('settings.py', '#'.repeat(500_000), NO_FILES).unread).toHaveLength(1);
  });
});

test.each([
  ['Django settings', 'import os\nDEBUG = True\n', 'settings.py'],
  ['variables, with comments', '# local\nDEBUG=1\nexport KEY=abc\n', '.env'],
  ['a compose file', 'version: "3"\nservices:\n  web:\n', 'docker-compose.yml'],
  ['nothing', '\n', 'settings.py'],
  ['one assignment with spaces', 'DEBUG = True', 'settings.py'],
])('a pasted text gets the name that it probably has: %s', (_, text, name) => {
  expect(nameOfPasted(text, 'settings.py')).toBe(name);
});

test.each([
  ['by its name', 'a.har', '', true],
  ['by its content, with a byte order mark', 'requests.txt', '\ufeff{\r\n "log" : {', true],
  ['a notebook is none', 'a.ipynb', '{"cells": []}', false],
  ['settings are none', 'settings.py', 'LOG = {"log": 1}', false],
  ['JSON settings are none', 'appsettings.json', '{"Logging": {"log": 1}}', false],
  ['our own report', 'report.json', '{\n  "format": "crosscheck-report",\n', true],
  ['another format is none', 'x.json', '{"format": "other"}', false],
])('a dropped file has requests: %s', (_, name, start, expected) => {
  expect(isRecording(name, start)).toBe(expected);
});
