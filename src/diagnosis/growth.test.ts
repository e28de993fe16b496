import { beforeAll, describe, expect, test } from 'vitest';
import { hints } from '../hints/index.ts';
import { risks } from '../lint/index.ts';
import { type Exchange, lastHop } from '../model/exchange.ts';
import { originOf } from '../model/origin.ts';
import { type SeenServer, seenServerOf } from '../model/seen-server.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { stacks } from '../servers/index.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What a server or page may send much of, and how many of it are few. */
type Kind = readonly [name: string, few: number, traffic: (count: number) => readonly Exchange[]];

const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, number) => `${prefix}${number.toString(36)}`);

const blocked = (id: string, page: string, name: string, value: string): Exchange =>
  exchange({
    id,
    page,
    url: `http://127.0.0.1:8000/items/${name}`,
    method: 'PUT',
    error: CHROMIUM_BLOCKED,
    unsent: true,
    preflight: {
      asksHeaders: `x-${name}`,
      status: 200,
      headers: { 'Access-Control-Allow-Origin': page, Server: 'AmazonS3', [`X-${name}`]: value },
    },
  });

const listing = (asked: string, listed: string) => (count: number) => [
  exchange({
    method: 'PUT',
    error: CHROMIUM_BLOCKED,
    requestHeaders: { Cookie: '[redacted]', Accept: '*/*' },
    preflight: {
      asksHeaders: numbered(asked, count).join(),
      status: 200,
      headers: {
        'Access-Control-Allow-Origin': 'http://localhost:3000',
        'Access-Control-Allow-Headers': numbered(listed, count).join(', '),
        'Access-Control-Allow-Methods': numbered('M', count).join(', '),
        'Access-Control-Expose-Headers': numbered('z', count).join(', '),
        Vary: numbered('v', count).join(', '),
      },
    },
  }),
];

const KINDS: readonly Kind[] = [
  ['names in its lists', 250, listing('x', 'y')],
  ['names that it lists and the page asks for', 250, listing('x', 'x')],
  ['patterns', 250, listing('x*', 'x*y')],
  ['request headers that belong to responses', 250, listing('access-control-allow-', 'y')],
  [
    'characters in its values',
    4_000,
    (count) => [
      exchange({
        method: 'PUT',
        error: CHROMIUM_BLOCKED,
        response: {
          status: 401,
          headers: [
            'Access-Control-Allow-Origin',
            'Access-Control-Allow-Methods',
            'Location',
            'Server',
            'Set-Cookie',
            'Via',
            'WWW-Authenticate',
            'X-Powered-By',
          ].flatMap((name) =>
            ['a', ' ', 'a=; ', '/.'].map((unit) => [name, unit.repeat(count / unit.length)]),
          ),
        },
      }),
    ],
  ],
  [
    'pages',
    64,
    (count) =>
      numbered('', count).map((name, number) =>
        blocked(name, `http://localhost:${1000 + number}`, 'a', 'b'),
      ),
  ],
  [
    'requests of one page',
    64,
    (count) =>
      numbered('', count).map((name) => blocked(name, 'http://localhost:3000', name, name)),
  ],
];

/** What was seen, and what is known about the newest request before a part of its diagnosis. */
type Known = {
  readonly all: readonly Exchange[];
  readonly diagnosis: Diagnosis;
  readonly server: SeenServer;
};

type Part = readonly [name: string, work: (known: Known) => unknown];

const PARTS: readonly Part[] = [
  ['verdict', ({ all }) => all.map((one) => of(one, all).title)],
  ['comparison', ({ diagnosis }) => diagnosis.comparison],
  ['other browser', ({ diagnosis }) => diagnosis.otherBrowsers],
  ['requirements of all rows', ({ all }) => all.map((one) => of(one, all).requirement)],
  ['fixes of all rows', ({ all }) => all.map((one) => of(one, all).remedies)],
  ['detection', ({ diagnosis }) => diagnosis.candidates],
  ...hints.map(
    ({ id, detect }): Part => [
      id,
      ({ diagnosis, server }) =>
        detect({ exchange: diagnosis.exchange, evaluation: diagnosis.evaluation, server }),
    ],
  ),
  ...risks.map(({ id, detect }): Part => [id, ({ server }) => detect(server)]),
  ...stacks.map((stack): Part => [stack.id, ({ diagnosis }) => diagnosis.remedyFor(stack.id)]),
];

const of = (one: Exchange, exchanges: readonly Exchange[]): Diagnosis =>
  diagnose(one, { browser: 'chromium', exchanges });

function known(all: readonly Exchange[]): Known {
  const last = all.at(-1);
  if (last === undefined) throw new Error('no exchange');
  return {
    all,
    diagnosis: of(last, all),
    server: seenServerOf(all, originOf(lastHop(last).url)),
  };
}

function milliseconds(work: Part[1], before: Known): number {
  const start = process.cpuUsage();
  work(before);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

const FACTOR = 16;
/** So much, in milliseconds, may be noise, or what any diagnosis takes. */
const NOTHING = 25;
/** Sorting takes 20 to 30 times as long, a square 256 times: far enough apart for a busy machine. */
const MOST = 80;
const ROUNDS = 8;

/**
 * How many times longer the work takes for `FACTOR` times the traffic. Other programs only ever
 * make it take longer, so the shortest of some rounds counts.
 */
function growth([, few, traffic]: Kind, work: Part[1]): number {
  let [little, much] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  work(known(traffic(few)));
  for (let round = 0; round < ROUNDS; round += 1) {
    little = Math.min(little, milliseconds(work, known(traffic(few))));
    much = Math.min(much, milliseconds(work, known(traffic(FACTOR * few))));
    if (much <= NOTHING || much / little <= MOST) break;
  }
  return much <= NOTHING ? 1 : much / little;
}

describe.each(KINDS)('sixteen times as many %s', (...kind) => {
  const [, few, traffic] = kind;
  // What the parts have in common is worked out by the first of them, and is long for that one only.
  let all: Known;
  beforeAll(() => {
    all = known(traffic(FACTOR * few));
  });

  test.each(PARTS)('do not take as long as a square: %s', (_, work) => {
    if (milliseconds(work, all) <= NOTHING) return;
    expect(growth(kind, work)).toBeLessThanOrEqual(MOST);
  });
});
