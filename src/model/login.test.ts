import { expect, test } from 'vitest';
import { isAuthorization, isLoginRedirect, isLoginStart } from './login.ts';

test.each([
  ['the login page of the same server', 'https://a.test/items', 'https://a.test/login', true],
  [
    'a login below /auth/, where the API is too',
    'https://a.test/auth/items',
    'https://a.test/auth/login',
    true,
  ],
  ['the next page below /auth/', 'https://a.test/auth/items', 'https://a.test/auth/items/1', false],
  ['a step of the login itself', 'https://a.test/login', 'https://a.test/login/code', false],
  ['a login that returns here', 'https://a.test/x', 'https://a.test/start?next=%2Fx', true],
  [
    'the login of another server, from a login start',
    'https://a.test/oauth/start',
    'https://login.b.test/',
    true,
  ],
  [
    'the way back from a login',
    'https://a.test/api/sign-up',
    'https://b.test/callback?code=a&state=b',
    true,
  ],
  ['another server without any login', 'https://a.test/x', 'https://b.test/x', false],
  ['not an address', 'https://a.test/x', 'nowhere', false],
])('%s', (_, from, to, expected) => {
  expect(isLoginRedirect(from, to)).toBe(expected);
});

test.each([
  ['https://a.test/_allauth/browser/v1/auth/provider/redirect', true],
  ['https://a.test/auth/github', true],
  ['https://a.test/api/auth/signin/google', true],
  ['https://a.test/auth/api/orders', false],
  ['https://a.test/accounts/7', false],
  ['nowhere', false],
])('%s starts a login: %s', (url, expected) => {
  expect(isLoginStart(url)).toBe(expected);
});

test.each([
  ['https://a.test/oauth/authorize?oauth_token=x', true],
  ['https://a.test/realms/r/protocol/openid-connect/auth?client_id=shop&response_type=code', true],
  ['https://a.test/login?client_id=shop&response_type=code', true],
  ['https://a.test/authorize', false],
  ['https://a.test/oauth/token?client_id=shop', false],
  ['nowhere', false],
])('%s asks for a permission: %s', (url, expected) => {
  expect(isAuthorization(url)).toBe(expected);
});
