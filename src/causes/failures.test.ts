import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../model/prose.ts';
import { FAILURES, type Failure } from '../policy/finding.ts';
import { failures } from './failures.ts';

const REQUEST = {
  url: 'http://localhost:8000/api/?page=1',
  origin: 'https://app.test',
  error: 'net::ERR_SOMETHING',
};

test.each<[string, Failure, string]>([
  [
    'a server that is not running',
    'connection-refused',
    'Nothing answers at http://localhost:8000. The server is not running, or uses another port (net::ERR_SOMETHING).',
  ],
  [
    'a proxy that refuses',
    'proxy',
    'The request to http://localhost:8000 goes through a proxy, and that proxy did not connect (net::ERR_SOMETHING).',
  ],
  ['a misspelled host', 'dns', 'The host name localhost has no address (net::ERR_SOMETHING).'],
  [
    'a self-signed certificate',
    'tls',
    'The browser could not make a secure connection to http://localhost:8000 (net::ERR_SOMETHING).',
  ],
  [
    'http from https',
    'mixed-content',
    'The page https://app.test is secure, so the browser does not let it request http://localhost:8000/api/?page=1 over plain http (net::ERR_SOMETHING).',
  ],
  [
    'an ad blocker',
    'blocked-by-client',
    'An extension, usually an ad blocker, stopped the request to http://localhost:8000/api/?page=1 (net::ERR_SOMETHING).',
  ],
])('explains %s', (_, id, sentence) => {
  expect(plainText(failures[id].explain(REQUEST))).toBe(sentence);
});

describe.each(FAILURES)('%s', (id) => {
  const words = failures[id];

  test('names the address and the browser’s own error', () => {
    const text = plainText(words.explain(REQUEST));
    expect(text).toContain('localhost');
    expect(text).toMatch(/\(net::ERR_SOMETHING\)\.$/);
  });

  test('says that it is not CORS', () => {
    expect(plainText(words.why(REQUEST))).toMatch(/not a CORS problem|not decided by the CORS/);
  });

  test('works without an error name, and survives hostile values', () => {
    expect(plainText(words.explain({ ...REQUEST, error: null }))).toMatch(/[^ (]\.$/);
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (url, origin, error) => {
        for (const prose of [
          words.explain({ url, origin, error }),
          words.why({ url, origin, error }),
        ]) {
          expect(plainText(prose)).toMatch(/\.$/);
          expect(prose.map((span) => plainText([span]))).not.toContain('');
        }
      }),
      { numRuns: 30 },
    );
  });

  test('has a title and a place to read on', () => {
    expect(words.title).toMatch(/^[A-Z].{5,60}[^.]$/);
    expect(words.docs).toMatch(/^https:\/\//);
  });
});
