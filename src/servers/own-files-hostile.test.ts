import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requirementOf, seenIn } from '../../tools/real-servers/django/settings-cases.ts';
import { allOwnFileCases, type OwnFileCase } from '../../tools/real-servers/own-files/cases.ts';
import { readOwnSettings } from '../diagnosis/own-settings.ts';
import { plainText } from '../model/prose.ts';
import { withChanged } from '../settings/edit.ts';
import type { SettingsFile } from '../settings/file.ts';
import { changed, changesWith } from '../settings/testing/changes.ts';

const all = allOwnFileCases();
const caseOf = (name: string): OwnFileCase => {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no case ${name}`);
  return found;
};

/** One case of each server whose file holds everything. */
const plain = ['trailing-slash', 'only-the-blueprint', 'on-the-router', 'list-with-slash'].map(
  (name) => ({ one: caseOf(name), stack: caseOf(name).stack }),
);

const read = (one: OwnFileCase, files: readonly SettingsFile[]) =>
  readOwnSettings(files, requirementOf(one), seenIn(one, one.answers ?? []));

const withMain = (one: OwnFileCase, text: string): readonly SettingsFile[] =>
  one.files.map((file, index) => (index === 0 ? { ...file, text } : file));

const mainOf = ({ files }: OwnFileCase): string => files[0]?.text ?? '';

const repeated = (part: string, length: number): string =>
  part.repeat(Math.ceil(length / part.length));

describe.each(plain)('$stack: what is no program gets one clear line', ({ one }) => {
  const text = mainOf(one);
  test.each([
    ['a file with NUL', `${text}\0`, /^it is not a text file/],
    ['UTF-16', [...text].map((char) => `${char}\0`).join(''), /^it is not a text file/],
    ['a picture', `\x89PNG\r\n\x1a\n\0\0\0\rIHDR${text}`, /^it is not a text file/],
    ['a notebook', `{"cells": [${JSON.stringify(text)}]}`, /^it is a notebook/],
    [
      'a minified bundle',
      text + repeated('!function(){}();', 200_000),
      /^it was made by a bundler/,
    ],
    ['an empty file', '', /^it sets up no server/],
    ['5 MB', text + repeated('# a line of words\n', 5_000_000), /^it is too large/],
  ])('%s', (_, hostile, problem) => {
    const { name = '' } = one.files[0] ?? {};
    const found = readOwnSettings([{ name, text: hostile }], requirementOf(one), seenIn(one, []));
    expect(found.stack).toBeNull();
    expect(found.unread.map((file) => file.name)).toEqual([name]);
    expect(found.unread[0]?.problem).toMatch(problem);
  });
});

describe.each(plain)('$stack: a broken or strange program is read as far as it goes', ({ one }) => {
  const text = mainOf(one);
  const comment = /\.py$/.test(one.main) ? '# a line of words\n' : '// a line of words\n';
  const first = (files: readonly SettingsFile[]) => {
    const found = read(one, files);
    return found.stack === null ? found : found.faults[0]?.id;
  };
  test.each([
    ['a byte order mark', `\ufeff${text}`],
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['Latin-1 that was decoded', `${comment.replace('words', 'wörds \xff')}${text}`],
    ['an unclosed bracket behind it', `${text}\nx = [(`],
    ['an unclosed quote behind it', `${text}\nx = "abc\n`],
    ['2 MB of comments behind it', text + repeated(comment, 2_000_000)],
    ['100,000 brackets behind it', text + repeated('[\n', 200_000)],
    ['100,000 mixed brackets behind it', text + repeated('([{\n', 140_000)],
    ['100,000 closing brackets behind it', text + repeated('),\n', 300_000)],
  ])(
    '%s',
    (_, strange) => {
      expect(first(withMain(one, strange))).toBe(first(one.files));
    },
    60_000,
  );

  test('an edit of a file with CRLF and a byte order mark keeps both', () => {
    const found = read(one, withMain(one, `\ufeff${text.replaceAll('\n', '\r\n')}`));
    const edit = found.stack === null ? null : found.edit;
    expect(edit?.files[0]?.text.startsWith('\ufeff')).toBe(true);
    expect(edit?.files[0]?.text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe.each(plain)('$stack: a server that does not run the file', ({ one }) => {
  test('it refuses what the file allows', () => {
    const { edit } = { edit: null, ...read(one, one.files) };
    const now = read(one, withChanged(one.files, edit?.files ?? []));
    if (now.stack === null) throw new Error('the files were not read');
    expect(now.faults).toEqual([]);
    expect(now.notRun && plainText(now.notRun)).toMatch(/^Your server does not run this file/);
  });

  test('the file agrees with what it answered', () => {
    expect(read(one, one.files)).toMatchObject({ notRun: null });
  });
});

const SECRET = 'w1ndy-Secret-41';

describe.each(all.map((one) => ({ one, title: `${one.stack}: ${one.name}` })))(
  '$title: a secret is shown nowhere',
  ({ one }) => {
    test.each(['first', 'last'])('on the %s line', (where) => {
      const line = /\.py$/.test(one.main)
        ? `DATABASE_PASSWORD = "${SECRET}"\n`
        : `const DATABASE_PASSWORD = '${SECRET}';\n`;
      const text = mainOf(one);
      const found = read(one, withMain(one, where === 'first' ? line + text : text + line));
      if (found.stack === null) throw new Error('the files were not read');
      const { edit, ...rest } = found;
      expect(JSON.stringify([rest, edit?.diff, edit?.text])).not.toContain(SECRET);
    });
  },
);

const PIECES = [
  ...`[ ] ( ) { } " ' \` \\ / * : ; , = => += # // \${ é if else function def class @ import ...`.split(
    ' ',
  ),
  ...['\n', '\r\n', '\ufeff', ' ', '$', ' always', 'if (', 'include site.conf;', 'return 204;'],
  ...['add_header A b;', 'location / {'],
];

test('any change of any case is read without an error, and its edit changes no other line', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), changesWith(PIECES), (one, changes) => {
      const files = changed(one.files, changes);
      const found = read(one, files);
      if (found.stack === null || found.edit === null) return;
      const { diff } = found.edit;
      const after = withChanged(files, found.edit.files);
      expect(after).not.toEqual(files);
      if (diff.hides) return;
      const [taken, put] = [linesWith(diff.text, '-'), linesWith(diff.text, '+')];
      expect([...linesOf(files), ...put].toSorted()).toEqual(
        [...linesOf(after), ...taken].toSorted(),
      );
    }),
    { numRuns: 250 },
  );
}, 120_000);

const linesOf = (files: readonly SettingsFile[]): readonly string[] =>
  files.flatMap(({ text }) => text.split('\n')).filter((line) => line !== '');

const linesWith = (diff: string, sign: '+' | '-'): readonly string[] =>
  diff
    .split('\n')
    .filter((line) => line.startsWith(sign) && !/^(?:--- |\+\+\+ )(?:[ab]\/|\/dev)/.test(line))
    .map((line) => line.slice(1))
    .filter((line) => line !== '');
