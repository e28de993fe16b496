import { expect, test } from 'vitest';
import { readConsole } from '../console/read-console.ts';
import { consoleProblem, consoleText, isConsoleText, isFoundInConsole } from './console-text.ts';
import type { FailOn } from './options.ts';

const options = {
  stack: null,
  origin: null,
  terminal: { width: 100, colours: false },
} as const;

type Said = Partial<{ stack: string; origin: string; failOn: readonly FailOn[] }>;

function told(text: string, said: Said = {}): readonly [code: number, words: string] {
  const reading = readConsole(text);
  const problem = consoleProblem(reading, 'text');
  if (problem !== null) return [2, problem];
  const code = isFoundInConsole(said.failOn ?? [], reading) ? 1 : 0;
  return [code, consoleText(reading, { ...options, ...said }).replace(/\s+/g, ' ')];
}

const CHROME =
  "Access to fetch at 'http://api.test/a' from origin 'http://app.test' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const FIREFOX =
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at http://api.test/a. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 404.';
const SAFARI =
  'Origin http://app.test is not allowed by Access-Control-Allow-Origin. Status code: 200 Fetch API cannot load http://api.test/a due to access control checks.';

test('without a server, one question asks for it', () => {
  const [code, words] = told(CHROME);
  expect(words).toContain('✗ http://api.test/a (Chromium, page http://app.test)');
  expect(words).toContain('Which server answers at http://api.test? Add --server ID');
  expect([code, words.includes('Fix:')]).toEqual([0, false]);
});

test('with the server, its fix allows the page, and claims no proof', () => {
  const [, words] = told(CHROME, { stack: 'express-cors' });
  expect(words).toContain("origin: ['http://app.test']");
  expect(words).not.toContain('Proved');
});

test('Firefox does not name the page, so it is asked for', () => {
  expect(told(FIREFOX)[1]).toContain('Add --origin ORIGIN');
  const [, words] = told(FIREFOX, { origin: 'http://app.test', stack: 'nginx' });
  expect(words).toContain('(Firefox, status 404)');
  expect(words).toContain('"http://app.test" $http_origin;');
});

test('where Safari leaves the cause open, no fix is printed', () => {
  const [, words] = told(SAFARI, { stack: 'nginx' });
  expect(words).toContain('? http://api.test/a (Safari, status 200, page http://app.test)');
  expect(words).toContain('Look at the response headers in the Network tab');
  expect(words).not.toContain('Fix:');
});

test('the origin null gets no fix', () => {
  expect(told(CHROME.replace('http://app.test', 'null'), { stack: 'nginx' })[1]).not.toContain(
    'Fix:',
  );
});

test('unknown texts say so', () => {
  expect(told('Failed to fetch')[1]).toContain('the browser tells only the console why');
  expect(told('Access to fetch: something new, blocked by CORS policy today')).toEqual([
    2,
    expect.stringContaining('we do not know this text: Access to fetch: something new'),
  ]);
  expect(told('hello')).toEqual([
    2,
    expect.stringMatching(
      /^it has no CORS message of a browser that we know\. Paste the whole red/,
    ),
  ]);
});

test('--fail-on blocked counts a known refusal', () => {
  expect(told(CHROME, { failOn: ['blocked'] })[0]).toBe(1);
  const unknown = CHROME.replace("No '", "Nope '");
  expect(told(unknown, { failOn: ['blocked'] })[0]).toBe(0);
});

test.each([
  ['page.txt', '{}', true],
  ['page.LOG', '', true],
  ['page.har', 'Access to fetch', false],
  ['-', 'Access to fetch', true],
  ['-', ' {"log": {}}', false],
  ['-', '', false],
])('%s with %j: console text is %s', (file, text, expected) => {
  expect(isConsoleText(file, text)).toBe(expected);
});
