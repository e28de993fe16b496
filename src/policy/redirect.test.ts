import { describe, expect, test } from 'vitest';
import { hop } from '../model/exchange-builder.ts';
import { serializedOrigin } from '../model/origin.ts';
import {
  dropsAuthorization,
  isRedirect,
  redirectIncludesCredentials,
  redirectTarget,
  taintsOrigin,
} from './redirect.ts';

const PAGE = serializedOrigin('https://app.example');

test.each([
  [301, '/x', true],
  [303, 'https://b.example', true],
  [308, '/', true],
  [300, '/x', false],
  [304, '/x', false],
  [305, '/x', false],
  [200, '/x', false],
  [302, '', false],
])('%i with Location %s redirects: %s', (status, location, expected) => {
  expect(isRedirect(status, location)).toBe(expected);
});

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
  ['from what is no URL', ':', 'https://c.example/', true],
])('a redirect %s taints the origin: %4$s', (_, from, to, expected) => {
  expect(taintsOrigin(PAGE, from, to)).toBe(expected);
});

describe('where a response leads', () => {
  const answer = (Location: string, status = 302) =>
    hop({ url: 'http://a.test/x/y', response: { status, headers: { Location } } });

  test.each([
    ['relative', answer('../z'), 'http://a.test/z'],
    ['absolute', answer('https://b.test/'), 'https://b.test/'],
    [
      'with a redacted password',
      answer('http://[redacted]@b.test/'),
      'http://%5Bredacted%5D@b.test/',
    ],
    ['no URL', answer('http://'), null],
    ['no redirect', answer('/z', 200), null],
    ['no Location', hop({ response: { status: 302 } }), null],
    ['no answer', hop({ response: null }), null],
    [
      'as the browser said',
      hop({ response: null, redirectedTo: 'http://c.test/' }),
      'http://c.test/',
    ],
  ])('%s', (_, leg, expected) => {
    expect(redirectTarget(leg)).toBe(expected);
  });
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
