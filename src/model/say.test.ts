import { afterEach, describe, expect, test } from 'vitest';
import { languageOf, speak } from './language.ts';
import { code, plainText } from './prose.ts';
import { codeList, counted, figure, phrase, say, verbatim } from './say.ts';
import { shown } from './shown.ts';

afterEach(() => speak('en'));

describe('a text is in the language that is spoken', () => {
  const text = (origin: string) =>
    say`The server allows ${code(origin)}:
      ${say`all origins`.fr`toutes les origines`}.`.fr`Le serveur autorise ${code(origin)} :
      ${say`all origins`.fr`toutes les origines`}.`;

  test('English unless another one is chosen', () => {
    expect(text('*')).toEqual(['The server allows ', { code: '*' }, ': all origins.']);
  });

  test('French with spaces that do not break', () => {
    speak('fr');
    expect(text('*')).toEqual([
      'Le serveur autorise ',
      { code: '*' },
      '\u00a0: toutes les origines.',
    ]);
    expect(phrase`“${1}” works?`.fr`« ${1} » marche ?`).toBe('«\u00a01\u00a0» marche\u00a0?');
    expect(
      phrase`“it works”?`.fr`«
        il marche
        » ?`,
    ).toBe('«\u00a0il marche\u00a0»\u00a0?');
  });

  test('a phrase folds its lines, a verbatim text keeps them', () => {
    expect(
      phrase`two
      lines`.fr`deux lignes`,
    ).toBe('two lines');
    expect(
      verbatim`two
  lines`.fr`deux lignes`,
    ).toBe('two\n  lines');
  });

  test.each([
    ['en', '0 requests', '1 request', '1,000 requests'],
    ['fr', '0 request', '1 request', '1\u202f000 requests'],
  ] as const)('numbers agree with their nouns, in %s', (language, ...texts) => {
    speak(language);
    expect([0, 1, 1_000].map((count) => counted(count, 'request'))).toEqual(texts);
    expect(figure(1_000)).toBe(texts[2]?.replace(' requests', ''));
  });

  test('lists and empty values too', () => {
    speak('fr');
    expect(plainText(codeList(['a', 'b', 'c'], 'or'))).toBe('a, b ou c');
    expect(shown(' ')).toBe('une valeur vide');
  });
});

test.each([
  ['fr', 'fr'],
  ['fr-CA', 'fr'],
  ['fr_FR.UTF-8', 'fr'],
  ['FR', 'fr'],
  ['frr', 'en'],
  ['de', 'en'],
  ['', 'en'],
  ['C.UTF-8', 'en'],
])('the language of %j is %s', (tag, expected) => {
  expect(languageOf(tag)).toBe(expected);
});
