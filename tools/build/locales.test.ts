import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../src/model/language.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const messagesIn = (language: string): Readonly<Record<string, { readonly message: string }>> =>
  JSON.parse(read(`public/_locales/${language}/messages.json`));

/** Chrome's limits. @see https://developer.chrome.com/docs/extensions/reference/manifest */
const [LONGEST_NAME, LONGEST_DESCRIPTION] = [75, 132];

test.each(LANGUAGES)('the browser has each text of the manifest in %s', (language) => {
  const named = [...read('manifest.json').matchAll(/__MSG_(\w+)__/g)].map(([, name]) => name);
  const messages = messagesIn(language);
  expect(Object.keys(messages)).toEqual(named);
  expect(messages['name']?.message.length).toBeLessThanOrEqual(LONGEST_NAME);
  expect(messages['description']?.message.length).toBeLessThanOrEqual(LONGEST_DESCRIPTION);
});

test('no two languages say the same', () => {
  const texts = LANGUAGES.flatMap((one) => Object.values(messagesIn(one))).map(
    ({ message }) => message,
  );
  expect(new Set(texts).size).toBe(texts.length);
});

test('the package describes itself as the extension does', () => {
  expect(JSON.parse(read('package.json')).description).toBe(
    messagesIn('en')['description']?.message,
  );
});
