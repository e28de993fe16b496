import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../model/header-list.ts';
import {
  API,
  exchange,
  FIREFOX_BLOCKED,
  headers,
  hop,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { corsCheck } from './cors-check.ts';
import { evaluate } from './evaluate.ts';
import { isCorsSafelistedRequestHeader } from './safelists.ts';

/**
 * What the Web Platform Tests check in every browser, as facts about our own page and servers.
 * Above each table stands the file that it follows. Other tables name theirs in the tests beside.
 */
const ACAO = 'Access-Control-Allow-Origin';
const HOST = 'localhost:3000';

const refuses = (list: HeaderList, credentials: 'same-origin' | 'include' = 'same-origin') =>
  corsCheck({ origin: PAGE, credentials, headers: list, status: 200, phase: 'actual', hop: 0 })
    .length > 0;

// cors/origin.htm
describe('which values allow http://localhost:3000', () => {
  test.each(['*', ' *  ', '\t*', PAGE, ` ${PAGE}`, ` ${PAGE}   \t `, `\t${PAGE}`])(
    '%j does',
    (value) => {
      expect(refuses([[ACAO, value]])).toBe(false);
    },
  );

  test.each([
    `http://www1.${HOST}`,
    `//${HOST}`,
    `://${HOST}`,
    `ftp://${HOST}`,
    `http:://${HOST}`,
    `http:/${HOST}`,
    `http:${HOST}`,
    HOST,
    `${PAGE}?`,
    `${PAGE}/`,
    `${PAGE} /`,
    `${PAGE}#`,
    `${PAGE}%23`,
    `${PAGE}:80`,
    `${PAGE}, *`,
    `${PAGE}\0`,
    PAGE.toUpperCase(),
    `HTTP://${HOST}`,
    '-',
    '**',
    '\0*',
    '*\0',
    "'*'",
    '"*"',
    '* *',
    '* null',
    '*http://*',
    `*${PAGE}`,
    `* ${PAGE}`,
    `*, ${PAGE}`,
    `\0${PAGE}`,
    `null ${PAGE}`,
    'http://example.net',
    'null',
    'null *',
    '',
    `${PAGE}/cors/page.html`,
    `${PAGE}/cors/`,
    API,
    'localhost',
    '.localhost:3000',
    '*.localhost:3000',
    'http://.localhost:3000',
    'http://*.localhost:3000',
  ])('%j does not', (value) => {
    expect(refuses([[ACAO, value]])).toBe(true);
  });

  test.each([
    ['', '*'],
    ['*', ''],
    ['*', '*'],
    ['', PAGE],
    ['*', PAGE],
    [PAGE, PAGE],
  ])('two lines, %j and %j, do not', (first, second) => {
    expect(
      refuses([
        [ACAO, first],
        [ACAO, second],
      ]),
    ).toBe(true);
  });
});

// cors/credentials-flag.htm
test.each(['TRUE', 'True', '"true"', 'false', '1', '0'])(
  'Access-Control-Allow-Credentials: %s allows no credentials',
  (value) => {
    const answer = headers({ [ACAO]: PAGE, 'Access-Control-Allow-Credentials': value });
    expect(refuses(answer, 'include')).toBe(true);
    expect(refuses(answer)).toBe(false);
  },
);

// cors/cors-safelisted-request-header.any.js; a sample of each sort of value
describe('which header values need no preflight', () => {
  const LONG = '9'.repeat(64);
  test.each<[name: string, value: string, safe: boolean]>([
    ['content-type', 'text /plain', false],
    ['content-type', 'text\t/\tplain', false],
    ['content-type', 'text/plain;', true],
    ['content-type', 'text/plain;nonsense', true],
    ['content-type', 'text/plain;nonsense\u0001', false],
    ['content-type', 'text/plain,', false],
    ['content-type', ',text/plain', false],
    ['content-type', 'text/plain,text/plain', false],
    ['content-type', 'text/plain,x/x', false],
    ['content-type', 'text/plain\u000b', false],
    ['content-type', 'text/plain\u000c', false],
    ['content-type', 'application/www-form-urlencoded', false],
    ['content-type', 'application/x-www-form-urlencoded;\u007f', false],
    ['content-type', 'multipart/form-data', true],
    ['content-type', 'multipart/form-data;"', false],
    ['range', '100-200', false],
    ['range', 'MB=100-200', false],
    ['range', 'bytes=100-200', true],
    ['range', 'bytes=200-', true],
    ['range', 'bytes=-200', false],
    ['range', 'bytes=200-100', false],
    ['range', 'bytes =100-200', false],
    ['range', 'bytes\t=100-200', false],
    ['range', 'bytes=  100-200', false],
    ['range', 'bytes=100 -200', false],
    ['range', 'bytes=100-\t200', false],
    ['range', 'bytes=100-200x', false],
    ['range', 'bytes=a-b', false],
    ['range', 'bytes=100-200,300-400', false],
    ['range', `bytes=1${LONG}-2${LONG}`, false],
    ['range', 'bytes 100-200', false],
    ['range', ',bytes=100-200', false],
    ['range', 'bytes=,100-200', false],
  ])('%s: %j → %s', (name, value, safe) => {
    expect(isCorsSafelistedRequestHeader([name, value])).toBe(safe);
  });
});

// cors/redirect-origin.htm: every pair of a first and a second server, and what they allow
describe('a redirect', () => {
  const SERVERS = { page: PAGE, api: API, other: 'http://127.0.0.1:9000' } as const;
  type Server = keyof typeof SERVERS;
  /** What the second server must allow; null where the first one stops it already. */
  type Needed = 'page' | 'null' | null;
  const VALUES = ['*', PAGE, 'null', null] as const;

  const needed = (from: Server, to: Server, first: (typeof VALUES)[number]): Needed => {
    if (from === 'page') return 'page';
    if (first !== '*' && first !== PAGE) return null;
    return from === to ? 'page' : 'null';
  };

  const rows = (
    [
      ['page', 'api'],
      ['api', 'page'],
      ['api', 'api'],
      ['api', 'other'],
    ] as const
  ).flatMap(([from, to]) =>
    VALUES.flatMap((first) =>
      VALUES.map((second) => [from, first, to, second, needed(from, to, first)] as const),
    ),
  );

  test.each(rows)('from %s, which says %s, to %s, which says %s: needs %s', (...row) => {
    const [from, first, to, second, needs] = row;
    const allow = (value: string | null) => headers(value === null ? [] : { [ACAO]: value });
    const target = `${SERVERS[to]}/b`;
    const origin = needs === 'null' ? 'null' : PAGE;
    const redirect = { status: 302, headers: [...allow(first), ['Location', target]] } as const;
    const start = hop({
      url: `${SERVERS[from]}/a`,
      origin: from === 'page' ? null : PAGE,
      response: redirect,
      redirectedTo: needs === null ? null : target,
    });
    const end = hop({ url: target, origin, response: { headers: allow(second) } });
    const seen = exchange({
      hops: needs === null ? [start] : [start, end],
      declared: {
        credentials: 'same-origin',
        mode: 'cors',
        headerNames: [],
        readNames: [],
        stack: [],
      },
      ...(needs === null ? { error: FIREFOX_BLOCKED } : {}),
    });
    const passes = needs !== null && (second === '*' || second === origin);
    expect(evaluate(seen, 'firefox').verdict).toBe(passes ? 'allowed' : 'blocked');
  });
});
