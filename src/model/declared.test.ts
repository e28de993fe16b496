import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDeclaration, parseStack } from './declared.ts';

const declared = { credentials: 'include', mode: 'cors', headerNames: ['X-Custom'], stack: '' };
const declaration = {
  url: 'https://a.example/x',
  method: 'PUT',
  at: 1,
  origin: 'http://localhost:3000',
  declared,
};

describe('the request that a page says it made', () => {
  test('is kept, with header names in lower case and once each', () => {
    const twice = { ...declared, headerNames: ['X-Custom', 'x-custom', 'Accept'] };
    expect(parseDeclaration({ ...declaration, declared: twice })).toEqual({
      url: 'https://a.example/x',
      method: 'PUT',
      at: 1,
      origin: 'http://localhost:3000',
      declared: {
        credentials: 'include',
        mode: 'cors',
        headerNames: ['x-custom', 'accept'],
        readNames: [],
        stack: [],
      },
    });
  });

  test('is redacted: its URL and its stack keep no token', () => {
    const stack = 'Error\n    at load (https://a.example/app.js?token=abc123:3:5)';
    const parsed = parseDeclaration({
      ...declaration,
      url: 'https://me:pw@a.example/x?access_token=abc123#frag',
      declared: { ...declared, stack },
    });
    expect(JSON.stringify(parsed)).not.toMatch(/abc123|pw|frag/);
  });

  test.each([
    ['GetUser', 'GetUser'],
    ['eth_getBalance', 'eth_getBalance'],
    ['user.list/v2', 'user.list/v2'],
    ['', undefined],
    ['two words', undefined],
    ['{"query":1}', undefined],
    ['1st', undefined],
    ['x'.repeat(82), undefined],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', undefined],
    [['GetUser'], undefined],
    [undefined, undefined],
  ])('names its operation only by a short identifier that is no secret: %s', (operation, kept) => {
    const parsed = parseDeclaration({ ...declaration, declared: { ...declared, operation } });
    expect(parsed?.declared.operation).toBe(kept);
  });

  test.each([
    ['nothing', undefined],
    ['a URL that is not text', { ...declaration, url: {} }],
    ['a URL that is too long', { ...declaration, url: `https://a.example/${'x'.repeat(10_000)}` }],
    ['a method that is not a token', { ...declaration, method: 'P T' }],
    ['a time that is not a number', { ...declaration, at: Number.NaN }],
    ['an unknown credentials mode', { ...declaration, declared: { ...declared, credentials: 1 } }],
    [
      'a mode that no page can request',
      { ...declaration, declared: { ...declared, mode: 'navigate' } },
    ],
    [
      'header names that are not a list',
      { ...declaration, declared: { ...declared, headerNames: 'x' } },
    ],
  ])('is ignored: %s', (_, value) => {
    expect(parseDeclaration(value)).toBeNull();
  });

  test('only valid header names are kept, at most a hundred', () => {
    const headerNames = ['a b', '', 7, ...Array.from({ length: 300 }, (_, i) => `x-${i}`)];
    const parsed = parseDeclaration({ ...declaration, declared: { ...declared, headerNames } });
    expect(parsed?.declared.headerNames).toHaveLength(97);
  });

  test('the unreadable response headers are checked and limited in the same way', () => {
    const readNames = [
      'X-Total',
      'x-total',
      'a b',
      7,
      ...Array.from({ length: 300 }, (_, i) => `x-${i}`),
    ];
    const names = (value: unknown) =>
      parseDeclaration({ ...declaration, declared: { ...declared, readNames: value } })?.declared
        .readNames;
    expect(names(['X-Total', 'x-total', 'Link'])).toEqual(['x-total', 'link']);
    expect(names(readNames)).toHaveLength(97);
    expect(names({ length: 3 })).toEqual([]);
  });

  test('reading the result again changes nothing', () => {
    const once = parseDeclaration({
      ...declaration,
      declared: { ...declared, stack: '    at load (https://a.example/app.js:3:5)' },
    });
    expect(parseDeclaration(once)).toEqual(once);
  });

  test('unexpected input never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (value, stack) => {
        parseDeclaration(value);
        parseDeclaration({ ...declaration, declared: { ...declared, stack } });
      }),
    );
  });
});

describe('reading a stack', () => {
  test("Chromium's format is read", () => {
    const stack = [
      'Error',
      '    at window.f (http://localhost:3000/app.js:3:17)',
      '    at async loadUsers (http://localhost:3000/app.js:9:10)',
      '    at http://localhost:3000/app.js:11:30',
      '    at new Promise (<anonymous>)',
      '    at <anonymous>:1:1',
    ].join('\n');
    expect(parseStack(stack)).toEqual([
      { functionName: 'window.f', url: 'http://localhost:3000/app.js', line: 3, column: 17 },
      { functionName: 'loadUsers', url: 'http://localhost:3000/app.js', line: 9, column: 10 },
      { functionName: '', url: 'http://localhost:3000/app.js', line: 11, column: 30 },
    ]);
  });

  test("Firefox's format is read", () => {
    expect(parseStack('load@http://localhost:3000/app.js:3:17\n@http://[::1]:80/b.js:1:2')).toEqual(
      [
        { functionName: 'load', url: 'http://localhost:3000/app.js', line: 3, column: 17 },
        { functionName: '', url: 'http://[::1]:80/b.js', line: 1, column: 2 },
      ],
    );
  });

  test('of an endless stack, twenty calls are kept', () => {
    const line = '    at f (https://a.example/app.js:3:5)\n';
    expect(parseStack(line.repeat(40))).toHaveLength(20);
    expect(parseStack(line.repeat(100_000))).toEqual([]);
  });
});
