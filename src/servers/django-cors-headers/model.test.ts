import { describe, expect, test } from 'vitest';
import { get, type HeaderList, has } from '../../model/header-list.ts';
import type { ServerAnswer } from '../kit/stack.ts';
import { type DjangoProject, djangoModel, freshProject, type Middleware } from './model.ts';
import { patchVary, pathInfo, reMatch, urlsplit } from './python.ts';

/** What the real middleware was measured to do. e2e/django-model.spec.ts compares more cases. */

const PAGE = 'http://localhost:3000';
const project: DjangoProject = {
  ...freshProject,
  cors: { CORS_ALLOWED_ORIGINS: [PAGE] },
  view: ({ url, method }) =>
    new URL(url).pathname === '/x/'
      ? { status: method === 'OPTIONS' ? 405 : 200, headers: [] }
      : null,
};

const ask = (asked: DjangoProject, method: string, path: string): ServerAnswer =>
  djangoModel(asked, {
    method,
    url: `http://localhost:8000${path}`,
    headers: [
      ['Origin', PAGE],
      ...((method === 'OPTIONS' ? [['Access-Control-Request-Method', 'PUT']] : []) as HeaderList),
    ],
  });

/** `200+OV/sx`: status, Allow-Origin and Vary, SecurityMiddleware's and X-Frame-Options. */
function image({ status, headers }: ServerAnswer): string {
  const cors = `${has(headers, 'access-control-allow-origin') ? 'O' : ''}${has(headers, 'vary') ? 'V' : ''}`;
  const layers = `${has(headers, 'referrer-policy') ? 's' : ''}${has(headers, 'x-frame-options') ? 'x' : ''}`;
  return `${status}${cors === '' ? '' : `+${cors}`}${layers === '' ? '' : `/${layers}`}`;
}

const TOP: readonly Middleware[] = ['cors', 'security', 'common', 'x-frame-options'];
const BELOW_SECURITY: readonly Middleware[] = ['security', 'cors', 'common', 'x-frame-options'];
const BELOW_COMMON: readonly Middleware[] = ['security', 'common', 'cors', 'x-frame-options'];
const BOTTOM: readonly Middleware[] = ['security', 'common', 'x-frame-options', 'cors'];
const ABSENT: readonly Middleware[] = ['security', 'common', 'x-frame-options'];

describe('the answers show where the middleware stands', () => {
  test.each([
    ['first', TOP, '200+OV', '200+OV', '200+OV/sx', '301+OV/s'],
    ['below SecurityMiddleware', BELOW_SECURITY, '200+OV/s', '200+OV/s', '200+OV/sx', '301+OV/s'],
    ['below CommonMiddleware', BELOW_COMMON, '200+OV/s', '200+OV/s', '200+OV/sx', '301/s'],
    ['last', BOTTOM, '200+OV/sx', '200+OV/sx', '200+OV/sx', '301/s'],
    ['nowhere', ABSENT, '405/sx', '301/s', '200/sx', '301/s'],
    ['below a gate', ['gate', ...TOP] as const, '401', '401', '401', '401'],
  ])('%s', (_, middleware, preflight, preflightNoSlash, get_, getNoSlash) => {
    const asked = { ...project, middleware };
    expect(image(ask(asked, 'OPTIONS', '/x/'))).toBe(preflight);
    expect(image(ask(asked, 'OPTIONS', '/x'))).toBe(preflightNoSlash);
    expect(image(ask(asked, 'GET', '/x/'))).toBe(get_);
    expect(image(ask(asked, 'GET', '/x'))).toBe(getNoSlash);
  });

  test('until Django 3.2 the slash redirect comes before what stands below', () => {
    const asked: DjangoProject = { ...project, django: '3.2', middleware: BELOW_COMMON };
    expect(image(ask(asked, 'OPTIONS', '/x'))).toBe('301/s');
  });

  test('a POST without its slash is an error if DEBUG is on', () => {
    expect(image(ask({ ...project, DEBUG: true }, 'POST', '/x'))).toBe('500+OV/s');
  });

  test('Django refuses a host that is not allowed, but not its preflight', () => {
    const asked: DjangoProject = { ...project, ALLOWED_HOSTS: ['api.example'] };
    expect(image(ask(asked, 'GET', '/x/'))).toBe('400+OV/s');
    expect(image(ask(asked, 'OPTIONS', '/x/'))).toBe('200+OV');
  });

  test('SecurityMiddleware redirects to https', () => {
    const asked: DjangoProject = { ...project, SECURE_SSL_REDIRECT: true };
    expect(image(ask(asked, 'GET', '/x/'))).toBe('301+OV/s');
    expect(image(ask({ ...asked, middleware: BELOW_SECURITY }, 'OPTIONS', '/x/'))).toBe('301/s');
  });

  test('a wildcard set above replaces the origin and keeps Vary', () => {
    const answer = ask({ ...project, middleware: ['star', ...TOP] }, 'GET', '/x/');
    expect(get(answer.headers, 'access-control-allow-origin')).toBe('*');
    expect(get(answer.headers, 'vary')).toBe('origin');
  });
});

describe('settings', () => {
  const refused = { CORS_ALLOWED_ORIGINS: [], CORS_ALLOW_CREDENTIALS: true };
  test.each([
    ['3.14', 'Origin', 'true'],
    ['4.0', 'origin', 'true'],
    ['4.3', 'origin', null],
  ] as const)('%s refuses in its own way', (library, vary, credentials) => {
    const { headers } = ask({ ...project, library, cors: refused }, 'OPTIONS', '/x/');
    expect(get(headers, 'vary')).toBe(vary);
    expect(get(headers, 'access-control-allow-credentials')).toBe(credentials);
    expect(get(headers, 'access-control-allow-origin')).toBeNull();
  });

  test.each([
    [
      'a new name wins over an old one, even if empty',
      { CORS_ALLOWED_ORIGINS: [], CORS_ORIGIN_WHITELIST: [PAGE] },
      null,
    ],
    ['an old name alone', { CORS_ORIGIN_WHITELIST: [PAGE] }, PAGE],
    ['allow-all', { CORS_ALLOW_ALL_ORIGINS: true }, '*'],
    [
      'allow-all with credentials echoes the origin',
      { CORS_ORIGIN_ALLOW_ALL: true, CORS_ALLOW_CREDENTIALS: true },
      PAGE,
    ],
    [
      'a regex as a string matches every origin by its first letter',
      { CORS_ALLOWED_ORIGIN_REGEXES: '^https://a$' },
      PAGE,
    ],
    [
      'a URL regex that does not match',
      { CORS_ALLOWED_ORIGINS: [PAGE], CORS_URLS_REGEX: '^/v2/' },
      null,
    ],
    ['the signal', { check_request_enabled: () => true, CORS_URLS_REGEX: '^/v2/' }, PAGE],
  ])('%s', (_, cors, allowed) => {
    const { headers } = ask({ ...project, cors }, 'GET', '/x/');
    expect(get(headers, 'access-control-allow-origin')).toBe(allowed);
  });

  test('a string for the methods is sent letter by letter', () => {
    const { headers } = ask(
      { ...project, cors: { ...project.cors, CORS_ALLOW_METHODS: 'GET' } },
      'OPTIONS',
      '/x/',
    );
    expect(get(headers, 'access-control-allow-methods')).toBe('G, E, T');
  });
});

describe('Python', () => {
  test.each([
    ['HTTP://A:1/b', { scheme: 'http', netloc: 'A:1' }],
    ['http//:a', { scheme: '', netloc: '' }],
    ['localhost:3000', { scheme: 'localhost', netloc: '' }],
    ['http://[::1]:1', { scheme: 'http', netloc: '[::1]:1' }],
    ['http://[::1', null],
  ])('urlsplit(%j)', (text, parts) => expect(urlsplit(text)).toEqual(parts));

  test.each([
    ['^https://\\w+\\.a$', 'https://b.a', true],
    ['https://b', 'https://b.evil', true],
    ['b', 'ab', false],
    ['\\Aab\\Z', 'ab', true],
    ['(?P<x>a)b$', 'ab', true],
    ['[$]', '$', true],
    ['(', 'a', 'error'],
  ])('re.match(%j, %j)', (pattern, text, result) => expect(reMatch(pattern, text)).toBe(result));

  test.each([
    [null, 'origin'],
    ['Accept', 'Accept, origin'],
    ['Accept ,  ORIGIN', 'Accept ,  ORIGIN'],
    ['*', '*'],
  ])('patch_vary_headers over %j', (vary, result) =>
    expect(patchVary(vary, 'origin').replace(/\s*,\s*/g, ', ')).toBe(
      result.replace(/\s*,\s*/g, ', '),
    ),
  );

  test.each([
    ['http://a/b%20c?d', '/b c'],
    ['http://a/%FF%41', '/%FF%41'],
    ['nonsense', '/'],
  ])('path_info of %j', (url, path) => expect(pathInfo(url)).toBe(path));
});
