import fc from 'fast-check';
import { expect, test } from 'vitest';
import { originDifference } from './origin-difference.ts';

const PAGE = 'http://localhost:3000';

test.each([
  ['equal', PAGE, PAGE, null],
  ['null', 'null', PAGE, { kind: 'null' }],
  ['a comma list', `${PAGE},http://b.test`, PAGE, { kind: 'list' }],
  ['a pattern', 'http://*.test', PAGE, { kind: 'pattern' }],
  ['no scheme', 'localhost:3000', PAGE, { kind: 'no-scheme' }],
  ['a scheme-relative address', '//localhost:3000', PAGE, { kind: 'no-scheme' }],
  ['a slash at the end', `${PAGE}/`, PAGE, { kind: 'trailing-slash' }],
  ['a path', `${PAGE}/app`, PAGE, { kind: 'path' }],
  ['a query', `${PAGE}?a=1`, PAGE, { kind: 'path' }],
  ['a user name', 'http://me@localhost:3000', PAGE, { kind: 'userinfo' }],
  ['upper case', 'HTTP://LOCALHOST:3000', PAGE, { kind: 'case' }],
  ['a zero-width space', `${PAGE}\u200b`, PAGE, { kind: 'invisible-character' }],
  [
    'the default port written out',
    'https://app.test:443',
    'https://app.test',
    { kind: 'default-port', port: '443' },
  ],
  [
    '127.0.0.1 for localhost',
    'http://127.0.0.1:3000',
    PAGE,
    { kind: 'parts', parts: ['host'], loopbackNames: true },
  ],
  [
    'another port',
    'http://localhost:5173',
    PAGE,
    { kind: 'parts', parts: ['port'], loopbackNames: false },
  ],
  [
    'https for http, same port',
    'https://localhost:3000',
    PAGE,
    { kind: 'parts', parts: ['scheme'], loopbackNames: false },
  ],
  [
    'http for https, both on their default ports',
    'http://app.test',
    'https://app.test',
    { kind: 'parts', parts: ['scheme'], loopbackNames: false },
  ],
  [
    'another host with a slash at the end',
    'http://b.test:3000/',
    PAGE,
    { kind: 'parts', parts: ['host'], loopbackNames: false },
  ],
  ['an invalid port', 'http://localhost:99999', PAGE, { kind: 'other' }],
  ['a scheme of another kind', 'capacitor://localhost', PAGE, { kind: 'other' }],
])('%s is recognized', (_, received, origin, expected) => {
  expect(originDifference(received, origin)).toEqual(expected);
});

test('every unequal text has a difference, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (received, origin) => {
      expect(originDifference(received, origin) === null).toBe(received === origin);
    }),
  );
  fc.assert(
    fc.property(fc.webUrl(), fc.webUrl(), (received, origin) => {
      const difference = originDifference(received, origin);
      expect(difference === null).toBe(received === origin);
      if (difference?.kind === 'parts') expect(difference.parts).not.toEqual([]);
    }),
  );
});
