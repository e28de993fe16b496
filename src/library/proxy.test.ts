import { describe, expect, test } from 'vitest';
import { readProxies } from './proxy.ts';

const PROXIES = { HTTPS_PROXY: 'http://secure.test:1', HTTP_PROXY: 'http://plain.test:2' };

function proxyOf(url: string, environment: Record<string, string>, chosen?: string | null) {
  const proxyFor = readProxies(chosen, environment);
  return 'problem' in proxyFor ? proxyFor.problem : (proxyFor(new URL(url))?.address ?? null);
}

test.each<[string, string, Record<string, string>, string | null]>([
  ['nothing is set', 'https://api.test/', {}, null],
  ['https: goes through HTTPS_PROXY', 'https://api.test/', PROXIES, 'http://secure.test:1'],
  ['http: goes through HTTP_PROXY', 'http://api.test/', PROXIES, 'http://plain.test:2'],
  ['the other variable does not count', 'http://api.test/', { HTTPS_PROXY: 'http://a.test' }, null],
  [
    'lower-case names come first',
    'http://api.test/',
    { ...PROXIES, http_proxy: 'http://lower.test:3' },
    'http://lower.test:3',
  ],
  ['an empty variable is none', 'http://api.test/', { HTTP_PROXY: '' }, null],
  ['a proxy without a scheme', 'http://api.test/', { HTTP_PROXY: 'a.test:8' }, 'http://a.test:8'],
  ['a proxy with TLS', 'http://api.test/', { HTTP_PROXY: 'https://a.test' }, 'https://a.test'],
  ['localhost is asked directly', 'http://localhost:8000/', PROXIES, null],
  ['a name below localhost, too', 'http://api.localhost/', PROXIES, null],
  ['127.0.0.1, too', 'https://127.0.0.1/', PROXIES, null],
  ['all of 127.0.0.0/8, too', 'https://127.9.9.9/', PROXIES, null],
  ['[::1], too', 'http://[::1]:8000/', PROXIES, null],
  ['a name that only begins so is not', 'http://localhost.test/', PROXIES, 'http://plain.test:2'],
  ['another address is not', 'http://128.0.0.1/', PROXIES, 'http://plain.test:2'],
])('%s', (_, url, environment, address) => {
  expect(proxyOf(url, environment)).toBe(address);
});

describe('NO_PROXY', () => {
  test.each<[string, string, boolean]>([
    ['*', 'http://api.test/', true],
    ['api.test', 'http://api.test/', true],
    ['API.test', 'http://api.test/', true],
    ['other.test, api.test', 'http://api.test/', true],
    ['other.test api.test', 'http://api.test/', true],
    ['api.test', 'http://v1.api.test/', true],
    ['.api.test', 'http://v1.api.test/', true],
    ['*.api.test', 'http://v1.api.test/', true],
    ['.api.test', 'http://api.test/', true],
    ['api.test', 'http://myapi.test/', false],
    ['api.test', 'http://api.test.evil.test/', false],
    ['api.test:80', 'http://api.test/', true],
    ['api.test:8080', 'http://api.test/', false],
    ['api.test:443', 'https://api.test/', true],
    ['10.0.0.1', 'http://10.0.0.1/', true],
    ['0.0.1', 'http://10.0.0.1/', false],
    ['10.0.0.0/8', 'http://10.20.30.40/', true],
    ['10.0.0.0/8', 'http://11.20.30.40/', false],
    ['10.0.0.0/8', 'http://10.test/', false],
    ['10.0.0.0/99', 'http://10.0.0.0/', false],
    ['2001:db8::1', 'http://[2001:db8::1]/', true],
    ['2001:db8:0:0::1', 'http://[2001:db8::1]/', true],
    ['[2001:db8::1]', 'http://[2001:db8::1]/', true],
    ['[2001:db8::1]:8000', 'http://[2001:db8::1]:8000/', true],
    ['[2001:db8::1]:8000', 'http://[2001:db8::1]/', false],
    ['2001:db8::/32', 'http://[2001:db8::1]/', true],
    ['', 'http://api.test/', false],
    [',', 'http://api.test/', false],
  ])('%j and %s: excepted is %s', (exceptions, url, isExcepted) => {
    const address = proxyOf(url, { ...PROXIES, no_proxy: exceptions });
    expect(address === null).toBe(isExcepted);
  });
});

test('--proxy counts for everything, and --no-proxy for nothing', () => {
  const all = { ...PROXIES, NO_PROXY: '*' };
  expect(proxyOf('http://localhost/', all, 'a.test:8')).toBe('http://a.test:8');
  expect(proxyOf('https://api.test/', all, 'a.test:8')).toBe('http://a.test:8');
  expect(proxyOf('https://api.test/', PROXIES, null)).toBeNull();
});

test.each([['http://me:c2VjcmV0@'], ['http://me:c2VjcmV0@a.test:99999']])(
  '%s is refused by the name of its variable, and nobody reads the password',
  (address) => {
    const says = ' must be like http://proxy.example:3128';
    expect(proxyOf('http://api.test/', { HTTP_PROXY: address })).toBe(`HTTP_PROXY${says}`);
    expect(proxyOf('http://api.test/', { https_proxy: address })).toBe(`HTTPS_PROXY${says}`);
    expect(proxyOf('http://api.test/', {}, address)).toBe(`--proxy${says}`);
  },
);

test.each(['socks5://me:c2VjcmV0@a.test:1080', 'socks5h://a.test:1080', 'socks4://a.test'])(
  '%s is told to be what it is, without its password',
  (address) => {
    const says = ' is a SOCKS proxy. Name an HTTP proxy, such as http://proxy.example:3128';
    for (const told of [
      proxyOf('http://api.test/', { HTTP_PROXY: address }),
      proxyOf('http://api.test/', {}, address),
    ]) {
      expect(told).toContain(says);
      expect(told).not.toContain('c2VjcmV0');
    }
  },
);

test.each([
  ['http://me:pass@a.test', 'me:pass'],
  ['http://me@a.test', 'me:'],
  ['http://m%40e:p%3Ass%25@a.test', 'm@e:p:ss%'],
  ['http://me:100%@a.test', 'me:100%'],
  ['http://a.test', null],
])('the credentials of %s are sent as %s', (address, userinfo) => {
  const proxyFor = readProxies(address, {});
  if ('problem' in proxyFor) throw new Error(proxyFor.problem);
  const authorization = proxyFor(new URL('http://api.test/'))?.authorization;
  const expected = userinfo && `Basic ${Buffer.from(userinfo).toString('base64')}`;
  expect(authorization).toBe(expected);
});
