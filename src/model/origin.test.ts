import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCrossSite, originOf } from './origin.ts';

const byTheParser = (text: string): string => (URL.canParse(text) ? new URL(text).origin : 'null');

/** Characters that URL parsers treat specially. */
const odd = fc.constantFrom(
  ...[
    'http:',
    'https:',
    'ws:',
    'wss:',
    'blob:',
    'file:',
    'HTTP:',
    'data:',
    'x-y:',
    '//',
    '/',
    '\\',
    '\t',
    '\n',
  ],
  ...[
    ' ',
    '@',
    ':',
    '#',
    '?',
    '%',
    '.',
    '[::1]',
    '127.0.0.1',
    '0x7f.1',
    'A.example',
    'xn--',
    'é',
    '80',
    '443',
    '99999',
  ],
);

test.each([
  ['http://localhost:3000/a?b#c', 'http://localhost:3000'],
  ['https://app.example:443/', 'https://app.example'],
  ['https://user@app.example/', 'https://app.example'],
  ['blob:https://app.example/1', 'https://app.example'],
  ['file:///a', 'null'],
  ['data:,', 'null'],
  ['http://', 'null'],
  ['', 'null'],
])('the origin of %s is %s', (url, origin) => {
  expect(originOf(url)).toBe(origin);
});

test('an origin is what the URL parser gives, for any text', () => {
  const text = fc.oneof(
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc
      .array(fc.oneof({ weight: 4, arbitrary: odd }, fc.string({ maxLength: 3 })), { maxLength: 8 })
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (url) => {
      expect(originOf(url)).toBe(byTheParser(url));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['two ports of one host', 'http://app.example:3000', 'http://app.example:8000', false],
  ['two names below one domain', 'https://app.example.com', 'https://api.example.com', false],
  ['two domains', 'https://app.example.com', 'https://api.example.net', true],
  ['one host over http and https', 'http://app.example', 'https://app.example', true],
  ['two names of this machine', 'http://localhost:3000', 'http://api.localhost:8000', false],
  ['a name and an address of this machine', 'http://localhost:3000', 'http://127.0.0.1:3000', true],
  ['two addresses', 'http://10.0.0.1', 'http://10.1.0.1', true],
  ['not a URL', 'null', 'http://app.example', true],
])('%s: another site? %s, %s', (_, a, b, expected) => {
  expect(isCrossSite(a, b)).toBe(expected);
});
