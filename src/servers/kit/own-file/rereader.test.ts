import { expect, test } from 'vitest';
import type { SettingsFile } from '../../../settings/file.ts';
import { rereader } from './rereader.ts';

const filesOf = (text: string): readonly SettingsFile[] => [{ name: 'settings.py', text }];

test('an edited file is read once, also when the file before the edit is asked for in between', () => {
  const read: string[] = [];
  const again = rereader({ files: filesOf('before') }, (files) => {
    read.push(files.map(({ text }) => text).join());
    return { files };
  });
  for (const text of ['before', 'after', 'before', 'after', 'other', 'other']) again(filesOf(text));
  expect(read).toEqual(['after', 'other']);
});
