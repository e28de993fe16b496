import { expect, test } from 'vitest';
import { plainText } from '../model/prose.ts';
import type { Elsewhere } from '../model/requirement.ts';
import { elsewhereProse } from './elsewhere.ts';

const ITEMS: {
  readonly [Kind in Exclude<Elsewhere['kind'], 'own-place'>]: readonly [
    Extract<Elsewhere, { kind: Kind }>,
    readonly string[],
  ];
} = {
  'client-url': [
    { kind: 'client-url', from: 'http://a/x', to: 'http://a/x/' },
    ['http://a/x', 'http://a/x/'],
  ],
  'client-method-case': [
    { kind: 'client-method-case', sent: 'patch', use: 'PATCH' },
    ['patch', 'PATCH'],
  ],
  'client-header': [{ kind: 'client-header', header: 'vary' }, ['vary']],
  'client-mode': [{ kind: 'client-mode', mode: 'same-origin' }, ['same-origin']],
  'client-scheme': [{ kind: 'client-scheme', url: 'ftp://a/' }, ['ftp://a/', 'https']],
  'redirect-target': [
    { kind: 'redirect-target', from: 'http://a/', to: 'http://b/' },
    ['http://a/', 'http://b/'],
  ],
  'redirect-credentials': [{ kind: 'redirect-credentials', from: 'http://a/' }, ['http://a/']],
  'null-origin-after-redirect': [
    { kind: 'null-origin-after-redirect', url: 'http://b/' },
    ['http://b/', 'Origin: null'],
  ],
  'opaque-page': [{ kind: 'opaque-page' }, ['null', 'allow-same-origin']],
  'login-redirect': [
    { kind: 'login-redirect', from: 'http://a/x', to: 'http://b/login' },
    ['http://a/x', 'http://b', '401'],
  ],
  'forget-https': [{ kind: 'forget-https', host: 'localhost' }, ['#hsts', 'localhost']],
  'manifest-credentials': [{ kind: 'manifest-credentials' }, ['use-credentials']],
  'one-credentials-layer': [
    { kind: 'one-credentials-layer', received: 'true, true' },
    ['true, true', 'Access-Control-Allow-Credentials'],
  ],
  'one-origin': [
    { kind: 'one-origin', origin: 'http://a', received: 'http://a,http://b' },
    ['http://a alone', 'http://a,http://b'],
  ],
  'server-error': [
    { kind: 'server-error', status: 502 },
    ['502', 'Start or repair the application first'],
  ],
  'one-layer': [{ kind: 'one-layer', received: ['*', 'http://a'] }, ['* and http://a']],
  'local-network': [{ kind: 'local-network', secure: true }, ['permission']],
  network: [{ kind: 'network', failure: 'dns' }, ['host name']],
};

test.each(Object.entries(ITEMS))(
  '%s is one or two sentences, with its values',
  (_, [item, values]) => {
    const text = plainText(elsewhereProse(item));
    for (const value of values) expect(text).toContain(value);
    expect(text).toMatch(/^\S.*\.$/);
  },
);

test.each([
  ['an insecure page must become secure', { kind: 'local-network', secure: false }, 'https'],
  [
    'an error without our own words keeps the browser’s name',
    { kind: 'network', failure: 'net::ERR_X' },
    'net::ERR_X',
  ],
  ['several joined values', { kind: 'one-layer', received: [] }, 'several values'],
  [
    'the outer of two layers is named if the response names it',
    { kind: 'one-layer', received: ['*', '*'], via: 'Caddy' },
    'header_down -Access-Control-Allow-Origin',
  ],
  [
    'an outer layer with unknown settings',
    { kind: 'one-layer', received: ['*', '*'], via: 'varnish' },
    'Via: varnish names the outer layer',
  ],
  [
    'a login that starts at another server needs navigation',
    { kind: 'login-redirect', from: 'http://a/oauth/start', to: 'http://b/' },
    'Navigate to http://a/oauth/start',
  ],
  ['a 401 needs a token', { kind: 'server-error', status: 401 }, 'valid token'],
  ['a 421 needs another connection', { kind: 'server-error', status: 421 }, 'certificate'],
  [
    'an error of the preflight itself: it has no body',
    { kind: 'server-error', status: 500, preflight: true },
    'expects a body',
  ],
] as const)('%s', (_, item, text) => {
  expect(plainText(elsewhereProse(item))).toContain(text);
});
