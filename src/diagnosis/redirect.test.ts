import { describe, expect, test } from 'vitest';
import { type Hop, unseenHop } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { redirectAdvice } from './redirect.ts';

const hopTo = (url: string): Hop => unseenHop({ url, method: 'GET', at: 0 });

const redirected = (url: string, headers: HeaderList): Hop => ({
  ...hopTo(url),
  response: { status: 307, headers, at: 0 },
});

describe('a redirect', () => {
  test.each([
    ['that adds a slash', 'http://a.test/x', 'http://a.test/x/'],
    ['that removes a slash', 'http://a.test/x/', 'http://a.test/x'],
    ['to https', 'http://a.test/x?q=1', 'https://a.test/x?q=1'],
    ['to https on another port', 'http://a.test:8000/x', 'https://a.test:8443/x'],
    ['that puts a language in front', 'http://a.test/x/y', 'http://a.test/de/x/y'],
    ['that changes the case', 'http://a.test/X', 'http://a.test/x'],
    ['that removes repeated slashes', 'http://a.test//x', 'http://a.test/x'],
  ])('%s is the preferred URL: the page should use it', (_, from, to) => {
    expect(redirectAdvice(hopTo(from), to)).toEqual({ kind: 'client-url', from, to });
  });

  test.each([
    ['to a login page', 'http://a.test/x', 'http://a.test/login?next=/x'],
    ['to another server', 'http://a.test/x', 'http://b.test/x'],
    ['to the start page', 'http://a.test/x', 'http://a.test/'],
    ['from the start page to anything', 'http://a.test/', 'http://a.test/home'],
    ['to a path with a similar end', 'http://a.test/ing', 'http://a.test/morning-/thing'],
    ['to a URL that is not HTTP', 'http://a.test/x', 'app://a.test/x'],
    ['with invalid URLs', '', 'x'],
  ])('%s is another resource: the server should not redirect scripts there', (_, from, to) => {
    expect(redirectAdvice(hopTo(from), to)).toEqual({ kind: 'redirect-target', from, to });
  });

  const HSTS: HeaderList = [['Non-Authoritative-Reason', 'HSTS']];

  test('that the browser made, because localhost once required https, is the browser’s to forget', () => {
    const hop = redirected('http://localhost:8000/x', HSTS);
    const advice = { kind: 'forget-https', host: 'localhost' };
    expect(redirectAdvice(hop, 'https://localhost:8000/x')).toEqual(advice);
  });

  test.each([
    ['of a public site', 'http://a.test/x', HSTS],
    ['of a local server itself', 'http://localhost:8000/x', []],
    ['on the port that https replaces', 'http://localhost/x', HSTS],
  ])('to https %s needs another URL in the page', (_, from, headers) => {
    const to = from.replace('http:', 'https:');
    expect(redirectAdvice(redirected(from, headers), to)).toEqual({ kind: 'client-url', from, to });
  });
});
