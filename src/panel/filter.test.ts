import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { groupEndpoints } from '../endpoints/endpoints.ts';
import type { ListChoices } from '../model/kept-view.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { createFilter, valuesOf } from './filter.ts';
import { completionsAt, parseFilter } from './filter-query.ts';

const exchanges = [
  exchange({
    id: 'blocked',
    at: 10,
    url: 'http://api.test/Orders/7',
    method: 'PUT',
    unsent: true,
    error: CHROMIUM_BLOCKED,
    preflight: { asksHeaders: 'x-trace', headers: { Server: 'nginx' } },
  }),
  exchange({
    id: 'allowed',
    at: 20,
    url: 'http://cdn.test/font?v=2',
    response: { headers: { 'Access-Control-Allow-Origin': '*' } },
  }),
];
const endpoints = groupEndpoints(exchanges, (one) =>
  diagnose(one, { browser: 'chromium', exchanges }),
).flatMap((group) => group.endpoints);
const passing = (
  text: string,
  verdict: ListChoices['verdict'] = 'all',
  scope: ListChoices['scope'] = 'session',
): readonly string[] =>
  endpoints
    .filter(createFilter({ text, verdict, scope, navigatedAt: 15 }))
    .map(({ shown }) => shown.exchange.id);

test.each([
  ['no text', '', ['blocked', 'allowed']],
  ['blanks only', '  ', ['blocked', 'allowed']],
  ['a path, in any case', 'orders', ['blocked']],
  ['a query', 'v=2', ['allowed']],
  ['a method', 'put', ['blocked']],
  ['a header in the preflight request', 'X-Trace', ['blocked']],
  ['a response header', 'server: nginx', ['blocked']],
  ['words of the cause', 'does not allow', ['blocked']],
  ['several words, which must all match', 'put cdn', []],
  ['a word that must not be there', '-put', ['allowed']],
  ['two of them', '-put -cdn', []],
  ['a word and one that must not be there', 'test -cdn', ['blocked']],
  ['a pattern', '/orders\\/\\d+$/', ['blocked']],
  ['a pattern that must not match', '-/font/', ['blocked']],
  ['a pattern of the cause', '/^the.server/', ['blocked']],
  ['a pattern that is not complete, which hides nothing', '/orders(/ put', ['blocked', 'allowed']],
  ['a path that begins like a pattern', '/orders', ['blocked']],
  ['a status', 'status-code:200', ['allowed']],
  ['a kind of status', 'status-code:2xx', ['allowed']],
  ['a status in any case', 'Status-Code:2', ['allowed']],
  ['another status', '-status-code:200', ['blocked']],
  ['a method', 'method:put', ['blocked']],
  ['part of a method, which is no method', 'method:pu', []],
  ['a domain', 'domain:api.test', ['blocked']],
  ['a domain with its subdomains', 'domain:test', ['blocked', 'allowed']],
  ['part of a domain, which is no domain', 'domain:pi.test', []],
  ['a domain with a star', 'domain:*n.test', ['allowed']],
  ['a domain with two stars', 'domain:*p*t', ['blocked']],
  ['a cause by its id', 'cause:missing', ['blocked']],
  ['a cause by some of its words', 'cause:"does not allow"', ['blocked']],
  ['a server', 'server:http://cdn', ['allowed']],
  ['a page', 'page:localhost:3000', ['blocked', 'allowed']],
  ['a key without a value, which says nothing yet', 'method:', ['blocked', 'allowed']],
  ['a name that is no key', 'v:2', []],
  ['keys and words together', 'page:localhost -method:put font', ['allowed']],
] as const)('%s', (_, text, expected) => {
  expect(passing(text)).toEqual(expected);
});

test('one verdict only', () => {
  expect(passing('', 'blocked')).toEqual(['blocked']);
  expect(passing('', 'allowed')).toEqual(['allowed']);
  expect(passing('', 'failed')).toEqual([]);
  expect(passing('cdn', 'blocked')).toEqual([]);
});

test('the current page only', () => {
  expect(passing('', 'all', 'page')).toEqual(['allowed']);
});

test.each([
  ['a pattern that is not complete', '/a(/', 'Check the pattern: it is not complete.'],
  [
    'a pattern with a look-behind',
    '/(?<=a)b/',
    'Use a simpler pattern: this one is not supported.',
  ],
  ['a sound pattern', '/a+/', null],
  ['words', 'a b', null],
] as const)('%s says what to correct', (_, text, problem) => {
  expect(parseFilter(text).problem).toBe(problem);
});

test.each([
  ['nothing', '', []],
  ['the begin of a key', 'me', ['method:']],
  ['the begin of two keys', 's', ['server:', 'status-code:']],
  ['after a hyphen', '-dom', ['-domain:']],
  ['after another word', 'x ca', ['x cause:']],
  ['a key, with the values that are there', 'method:', ['method:PUT ', 'method:GET ']],
  ['the begin of a value', 'method:p', ['method:PUT ']],
  ['a whole value', 'method:put', []],
  [
    'a value with blanks, in quotes',
    'cause:"does',
    ['cause:"The server does not allow this page" '],
  ],
  ['a word that is no key', 'orders', []],
])('completes %s', (_, text, expected) => {
  const made = completionsAt(text, text.length, (key) => valuesOf(endpoints, key));
  expect(made.map((one) => one.text)).toEqual(expected);
  expect(made.every((one) => one.caret === one.text.length)).toBe(true);
});

test('completes in the middle of a text', () => {
  const [one] = completionsAt('me -cdn', 2, () => []);
  expect(one).toEqual({ label: 'method:', text: 'method: -cdn', caret: 7 });
});
