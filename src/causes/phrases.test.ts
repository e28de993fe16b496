import { expect, test } from 'vitest';
import { lowerFirst } from './phrases.ts';

test.each([
  ['The server does not allow this page', 'the server does not allow this page'],
  ['CORS works only over http and https', 'CORS works only over http and https'],
  ['L’origine autorisée n’est pas une origine', 'l’origine autorisée n’est pas une origine'],
  ['Échouée', 'échouée'],
  ['* does not work with credentials', '* does not work with credentials'],
  ['', ''],
])('within a sentence, “%s” is “%s”', (title, within) => {
  expect(lowerFirst(title)).toBe(within);
});
