import { expect, test } from 'vitest';
import { readJson } from './json.ts';

test.each([
  ['an empty file', '', 'it is empty'],
  ['blanks', ' \n\t ', 'it is empty'],
  ['only a byte order mark', '\uFEFF', 'it is empty'],
  ['a web page', '<!doctype html><title>HAR</title>', 'it is not JSON, which a HAR is'],
  [
    'a file cut off inside an object',
    '{"log": {"entries": [{"a": 1',
    'it ends in the middle of its JSON: the file was cut off',
  ],
  [
    'a file cut off inside a text',
    '{"log": {"comment": "abc',
    'it ends in the middle of its JSON: the file was cut off',
  ],
  [
    'a file cut off after a comma',
    '{"log": {"a": 1,',
    'it ends in the middle of its JSON: the file was cut off',
  ],
  [
    'a file cut off inside a word',
    '{"log": tru',
    'it ends in the middle of its JSON: the file was cut off',
  ],
  ['a second value', '{"log": {}}\n{"log": {}}', 'its JSON is malformed at line 2, column 1'],
])('%s', (_, text, problem) => {
  expect(readJson(text)).toEqual({ problem });
});

test('a mistake in the middle', () => {
  // Not every engine reports the position.
  const place = expect.stringMatching(/^its JSON is malformed( at line 2, column 14)?$/);
  expect(readJson('{"log":\n {"entries": [}]}}')).toEqual({ problem: place });
});

test('a byte order mark is not a mistake', () => {
  expect(readJson('\uFEFF{"log": 1}')).toEqual({ value: { log: 1 } });
});

test('the error never repeats text of the file', () => {
  const reading = readJson('{"log": {"cookie": hunter2 }}');
  expect(JSON.stringify(reading)).not.toContain('hunter2');
});
