import { expect, test } from 'vitest';
import { readStacks } from './read-stacks.ts';
import { settingsReaders } from './readers.ts';

test('the panel offers to read the files of exactly the servers that have a reader', () => {
  expect(Object.keys(readStacks).toSorted()).toEqual(
    settingsReaders.map(({ stack }) => stack).toSorted(),
  );
});
