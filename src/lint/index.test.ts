import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plausible } from '../diagnosis/testing/arbitrary-exchange.ts';
import type { Exchange } from '../model/exchange.ts';
import { originOf } from '../model/origin.ts';
import { plainText } from '../model/prose.ts';
import { seenServerOf } from '../model/seen-server.ts';
import {
  API,
  type ExchangeInput,
  exchange,
  type HeaderInput,
} from '../model/testing/sample-exchange.ts';
import { lintServer, risks } from './index.ts';

const lint = (exchanges: readonly Exchange[]) => lintServer(seenServerOf(exchanges, originOf(API)));

/** An answer that echoes the origin. */
const echo = (origin: string, more: HeaderInput = {}, input: ExchangeInput = {}): Exchange =>
  exchange({
    page: origin,
    origin,
    response: { headers: { 'Access-Control-Allow-Origin': origin, ...more } },
    ...input,
  });
const preflight = (headers: HeaderInput): Exchange =>
  exchange({ method: 'PUT', preflight: { status: 200, asksHeaders: '', headers } });
const CREDENTIALS = { 'Access-Control-Allow-Credentials': 'true' };
const STAR = { 'Access-Control-Allow-Origin': '*' };

type Row = readonly [
  name: string,
  exchanges: readonly Exchange[],
  ids: readonly string[],
  words: string,
];

const ROWS: readonly Row[] = [
  [
    'two sites, each allowed by name, with cookies',
    [echo('https://a.test', CREDENTIALS), echo('https://b.test', CREDENTIALS)],
    ['any-origin-with-credentials'],
    'allowed https://a.test and https://b.test, which belong to different sites',
  ],
  ['two sites without cookies', [echo('https://a.test'), echo('https://b.test')], [], ''],
  [
    'two pages of one site, with cookies',
    [echo('https://a.app.test', CREDENTIALS), echo('https://b.app.test', CREDENTIALS)],
    [],
    '',
  ],
  [
    'two names of this machine, with cookies',
    [echo('http://localhost:3000', CREDENTIALS), echo('http://127.0.0.1:5173', CREDENTIALS)],
    [],
    '',
  ],
  [
    'null for a sandboxed frame',
    [echo('null', CREDENTIALS)],
    ['null-origin-allowed'],
    'Access-Control-Allow-Origin: null with Access-Control-Allow-Credentials: true',
  ],
  [
    'a refused null',
    [exchange({ page: 'null', origin: 'null', response: { headers: {} } })],
    [],
    '',
  ],
  [
    'a wildcard on an answer that sets cookies',
    [exchange({ response: { headers: { ...STAR, 'Set-Cookie': 'sid=[redacted]; Path=/' } } })],
    ['wildcard-with-cookies'],
    'and sets the cookie sid',
  ],
  [
    'a wildcard on an answer to a request with a token',
    [exchange({ requestHeaders: { Authorization: '[redacted]' }, response: { headers: STAR } })],
    ['wildcard-with-cookies'],
    'although the request had Authorization',
  ],
  [
    'a wildcard on an answer to a request with cookies',
    [exchange({ requestHeaders: { Cookie: '[redacted]' }, response: { headers: STAR } })],
    ['wildcard-with-cookies'],
    'although the request had cookies',
  ],
  ['a wildcard for public data', [exchange({ response: { headers: STAR } })], [], ''],
  [
    'a pattern without an end',
    [echo('https://app.example.com'), echo('https://app.example.com.evil.net')],
    ['unanchored-pattern'],
    'whose name only begins like the first',
  ],
  [
    'a pattern without a beginning',
    [echo('https://evilexample.com'), echo('https://example.com')],
    ['unanchored-pattern'],
    'allowed https://example.com and also https://evilexample.com',
  ],
  ['subdomains', [echo('https://example.com'), echo('https://a.example.com')], [], ''],
  [
    'two ports of one host',
    [echo('https://example.com'), echo('https://example.com:8443')],
    [],
    '',
  ],
  [
    'methods as letters',
    [preflight({ 'Access-Control-Allow-Methods': 'G, E, T' })],
    ['single-letter-methods'],
    'Look for "GET" in the settings, and write it in brackets: ["GET"].',
  ],
  ['one short method', [preflight({ 'Access-Control-Allow-Methods': 'X' })], [], ''],
  [
    'one day, the default of django-cors-headers',
    [preflight({ 'Access-Control-Max-Age': '86400' })],
    ['preflight-kept-too-long'],
    'Browsers keep it for less: Safari (its engine, WebKit) for 600 seconds, Chromium for 7200 seconds. More',
  ],
  [
    'one year',
    [preflight({ 'Access-Control-Max-Age': '31536000' })],
    ['preflight-kept-too-long'],
    'Chromium for 7200 seconds, Firefox for 86400 seconds. More',
  ],
  [
    'two hours',
    [preflight({ 'Access-Control-Max-Age': '7200' })],
    ['preflight-kept-too-long'],
    'Safari (its engine, WebKit) for 600 seconds. More has no effect. You can leave it as it is.',
  ],
  ['ten minutes', [preflight({ 'Access-Control-Max-Age': '600' })], [], ''],
  ['an invalid time', [preflight({ 'Access-Control-Max-Age': 'forever' })], [], ''],
];

test.each(ROWS)('%s', (_, exchanges, ids, words) => {
  const found = lint(exchanges);
  expect(found.map(({ id }) => id)).toEqual(ids);
  expect(found.map(({ seen, proof }) => plainText([...seen, ' ', ...proof])).join()).toContain(
    words,
  );
});

test('what has no effect is a note, and no alarm', () => {
  const kinds = risks.map(({ id, kind }) => [id, kind]);
  expect(kinds.filter(([, kind]) => kind === 'note')).toEqual([
    ['preflight-kept-too-long', 'note'],
  ]);
});

describe('the registry', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => !['index', 'index.test', 'risk', 'allowed'].includes(name));

  test('has one file for each rule, named after it', () => {
    expect(risks.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  test.each(risks.map(({ id }) => id))('%s is shown to work', (id) => {
    expect(ROWS.some(([, , ids]) => ids.includes(id))).toBe(true);
  });
});

test('whatever was seen, every risk says what it is and how to prove it', () => {
  fc.assert(
    fc.property(fc.array(plausible('1'), { maxLength: 3 }), (exchanges) => {
      for (const server of new Set(exchanges.flatMap(({ hops }) => hops.map(({ url }) => url)))) {
        for (const { seen, proof } of lintServer(seenServerOf(exchanges, originOf(server)))) {
          expect(plainText(seen)).toMatch(/\w\.$/);
          expect(plainText(proof)).toMatch(/\w\.$/);
        }
      }
    }),
  );
});
