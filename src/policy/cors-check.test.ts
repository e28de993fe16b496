import { describe, expect, test } from 'vitest';
import type { CredentialsMode } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { corsCheck } from './cors-check.ts';

const ORIGIN = 'http://localhost:8100';
const ACAO = 'Access-Control-Allow-Origin';
const ACAC = 'Access-Control-Allow-Credentials';

function check(headers: HeaderList, credentials: CredentialsMode = 'same-origin', origin = ORIGIN) {
  return corsCheck({ origin, credentials, headers, status: 200, phase: 'actual', hop: 0 });
}

const causes = (headers: HeaderList, credentials?: CredentialsMode, origin?: string) =>
  check(headers, credentials, origin).map(({ cause }) => cause);

const PASSES: readonly string[] = [];

// Values and verdicts as Chromium 156 gave them; fetch/api/cors/cors-origin.any.js has similar
// ones.
describe('Access-Control-Allow-Origin without credentials', () => {
  test.each([
    ['the page’s own origin', ORIGIN, PASSES],
    ['the page’s own origin between blanks', `  ${ORIGIN}\t`, PASSES],
    ['a star', '*', PASSES],
    ['another host', 'http://example.test', ['allow-origin-mismatch']],
    ['a trailing slash', `${ORIGIN}/`, ['allow-origin-mismatch']],
    ['the other scheme', 'https://localhost:8100', ['allow-origin-mismatch']],
    ['the other port', 'http://localhost:8101', ['allow-origin-mismatch']],
    ['the host in upper case', 'http://LOCALHOST:8100', ['allow-origin-mismatch']],
    ['the scheme in upper case', 'HTTP://localhost:8100', ['allow-origin-mismatch']],
    ['the word null', 'null', ['allow-origin-mismatch']],
    ['no scheme', 'localhost:8100', ['allow-origin-mismatch']],
    ['a path', `${ORIGIN}/app`, ['allow-origin-mismatch']],
    ['a query', `${ORIGIN}?x`, ['allow-origin-mismatch']],
    ['a user', 'http://user@localhost:8100', ['allow-origin-mismatch']],
    ['a subdomain wildcard', 'http://*.localhost', ['allow-origin-mismatch']],
    ['a host wildcard', 'https://*', ['allow-origin-mismatch']],
    ['a tab inside', 'http://local\thost:8100', ['allow-origin-mismatch']],
    ['a list with commas', `${ORIGIN}, http://b.test`, ['multiple-allow-origin-values']],
    ['a list with blanks', `${ORIGIN} http://b.test`, ['multiple-allow-origin-values']],
    ['a trailing comma', `${ORIGIN},`, ['multiple-allow-origin-values']],
    ['two stars in one line', '*, *', ['multiple-allow-origin-values']],
    ['nothing', '', ['invalid-allow-origin-value']],
    ['quotes', `"${ORIGIN}"`, ['invalid-allow-origin-value']],
    ['the word none', 'none', ['invalid-allow-origin-value']],
    ['the word true', 'true', ['invalid-allow-origin-value']],
    ['a bare host', 'localhost', ['invalid-allow-origin-value']],
    ['two ports', 'http://host:1:2', ['invalid-allow-origin-value']],
    ['no scheme before the slashes', '//localhost', ['invalid-allow-origin-value']],
    ['the word undefined', 'undefined', ['invalid-allow-origin-value']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template that was never filled in
    ['a template', '${origin}', ['invalid-allow-origin-value']],
  ])('%s', (_, value, expected) => {
    expect(causes([[ACAO, value]])).toEqual(expected);
  });

  test('no header at all', () => {
    expect(check([])).toEqual([
      {
        cause: 'missing-allow-origin',
        phase: 'actual',
        hop: 0,
        evidence: { origin: ORIGIN, status: 200 },
      },
    ]);
  });

  test('the evidence shows two equal lines as two', () => {
    expect(
      check([
        [ACAO, ORIGIN],
        [ACAO.toLowerCase(), ORIGIN],
      ]),
    ).toEqual([
      {
        cause: 'multiple-allow-origin-values',
        phase: 'actual',
        hop: 0,
        evidence: { origin: ORIGIN, received: [ORIGIN, ORIGIN] },
      },
    ]);
  });

  test('omit behaves as same-origin', () => {
    expect(causes([[ACAO, '*']], 'omit')).toEqual([]);
  });

  test('an opaque origin passes with the value null', () => {
    expect(causes([[ACAO, 'null']], 'same-origin', 'null')).toEqual([]);
  });
});

// fetch/api/credentials/ and fetch/api/cors/cors-cookies.any.js in the platform's own tests.
describe('with credentials', () => {
  test.each([
    ['both right', ORIGIN, 'true', PASSES],
    ['true with a blank after it', ORIGIN, 'true ', PASSES],
    ['True', ORIGIN, 'True', ['credentials-not-allowed']],
    ['false', ORIGIN, 'false', ['credentials-not-allowed']],
    ['true twice', ORIGIN, 'true, true', ['credentials-not-allowed']],
    ['a star', '*', 'true', ['wildcard-with-credentials']],
    ['a star and False', '*', 'False', ['wildcard-with-credentials', 'credentials-not-allowed']],
    ['a mismatch', 'http://b.test', 'true', ['allow-origin-mismatch']],
    [
      'a mismatch and false',
      'http://b.test',
      'false',
      ['allow-origin-mismatch', 'credentials-not-allowed'],
    ],
    [
      'a list and false',
      '*, *',
      'false',
      ['multiple-allow-origin-values', 'credentials-not-allowed'],
    ],
    [
      'nonsense and false',
      'none',
      'false',
      ['invalid-allow-origin-value', 'credentials-not-allowed'],
    ],
  ])('%s', (_, origin, credentials, expected) => {
    expect(
      causes(
        [
          [ACAO, origin],
          [ACAC, credentials],
        ],
        'include',
      ),
    ).toEqual(expected);
  });

  test('no headers at all', () => {
    expect(causes([], 'include')).toEqual(['missing-allow-origin', 'credentials-not-allowed']);
  });

  test('an opaque origin passes with null and true', () => {
    expect(
      causes(
        [
          [ACAO, 'null'],
          [ACAC, 'true'],
        ],
        'include',
        'null',
      ),
    ).toEqual([]);
  });

  test('the evidence distinguishes a missing header from a wrong one', () => {
    const received = (headers: HeaderList) =>
      check([[ACAO, ORIGIN], ...headers], 'include').map(({ evidence }) => evidence);
    expect(received([])).toEqual([{ origin: ORIGIN, received: null }]);
    expect(received([[ACAC, 'yes']])).toEqual([{ origin: ORIGIN, received: 'yes' }]);
  });
});
