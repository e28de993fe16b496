import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REDACTED, redactHeader, redactUrl } from '../model/redact.ts';
import { plantedSecrets } from '../model/testing/planted-secrets.ts';
import { hiddenParts } from './hidden-parts.ts';

const why = (text: string, header?: string): readonly (string | null)[] =>
  hiddenParts(text, header).flatMap((part) => part.why ?? []);

test.each([
  ['a header’s name', why(REDACTED, 'X-Api-Key'), ['by its name']],
  ['a parameter’s name', why(`/a?page=2&token=${REDACTED}`), ['by its name']],
  ['a name in JSON', why(`{"token":"${REDACTED}"}`, 'X-A'), ['by its name']],
  ['the place', why(`https://a.test/reset/${REDACTED}/done`), ['by its place']],
  ['the look', why(`https://a.test/items/${REDACTED}`), ['random']],
  ['the look', why(`web, ${REDACTED}`, 'X-A'), ['random']],
  ['a password', why(`https://${REDACTED}@a.test/`), ['password']],
  ['a cookie', why(`sid=${REDACTED}; Secure`, 'Set-Cookie'), ['cookie']],
  ['each of two', why(`/reset/${REDACTED}?pin=${REDACTED}`), ['by its place', 'by its name']],
  ['nothing', why('/reset?page=2'), []],
])('%s is given as the reason', (_, told, expected) => {
  expect(told.length).toBe(expected.length);
  for (const [at, words] of expected.entries()) expect(told[at]).toContain(words);
});

test('the parts add up to the whole, and each hidden part has its reason', () => {
  for (const { carrier } of plantedSecrets(7, 300)) {
    const [name, text] =
      'url' in carrier ? [null, redactUrl(carrier.url)] : redactHeader(carrier.header);
    const parts = hiddenParts(text, name);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.filter((part) => part.why !== null).length).toBe(text.split(REDACTED).length - 1);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(hiddenParts(text)).toEqual(text === '' ? [] : [{ text, why: null }]);
    }),
  );
});
