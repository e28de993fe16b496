import { expect, test } from 'vitest';
import { serializedOrigin } from '../model/origin.ts';
import { dropsAuthorization, redirectIncludesCredentials, taintsOrigin } from './redirect.ts';

const PAGE = serializedOrigin('https://app.example');

// fetch/api/redirect/redirect-origin.any.js
test.each([
  ['from the page’s own server to another', 'https://app.example/a', 'https://b.example/', false],
  ['within another server', 'https://b.example/a', 'https://b.example/b', false],
  ['from one server to yet another', 'https://b.example/', 'https://c.example/', true],
  [
    'from another server back to the page’s own',
    'https://b.example/',
    'https://app.example/',
    true,
  ],
  ['from an invalid URL', ':', 'https://c.example/', true],
])('a redirect %s taints the origin: %4$s', (_, from, to, expected) => {
  expect(taintsOrigin(PAGE, from, to)).toBe(expected);
});

// fetch/api/cors/cors-redirect-credentials.any.js
test.each([
  ['no user', 'https://b.example/', true, false],
  ['a user on another server', 'https://u@b.example/', false, true],
  ['a password on another server', 'https://:p@b.example/', false, true],
  ['a redacted one', 'https://[redacted]@b.example/', false, true],
  ['a user on the page’s own server', 'https://u@app.example/', false, false],
  ['a user on the page’s own server, after another', 'https://u@app.example/', true, true],
  ['no URL', 'https://', true, false],
])('the target has %s', (_, target, tainted, expected) => {
  expect(redirectIncludesCredentials(target, PAGE, tainted)).toBe(expected);
});

// fetch/api/credentials/authentication-redirection.any.js
test('Authorization stays behind when the origin changes', () => {
  expect(dropsAuthorization('https://a.test/1', 'https://a.test/2')).toBe(false);
  expect(dropsAuthorization('https://a.test/1', 'https://b.test/2')).toBe(true);
});
