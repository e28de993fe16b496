import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../model/header-list.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import type { SeenAnswer } from '../model/seen-server.ts';
import { stacks } from './index.ts';

/** What the servers of the lab really answered to `npm run proof`, and which stack is detected. */

const ROOMS = new URL('.//', import.meta.url);
const SERVER = 'http://localhost:8000' as SerializedOrigin;
/** As in diagnosis/remedies.ts: the confidence that makes a stack detected or possible. */
const [DETECTED, LIKELY] = [0.5, 0.3];

type Image = Omit<SeenAnswer, 'url' | 'at'> & { readonly name: string; readonly path: string };
type StackImages = {
  readonly lab: string;
  readonly stack: string;
  readonly images: readonly Image[];
};

const all: readonly StackImages[] = readdirSync(ROOMS, { recursive: true, encoding: 'utf8' })
  .filter((name) => /^[^/]+\/testing\/[^/]+\.json$/.test(name))
  .toSorted()
  .map((name) => JSON.parse(readFileSync(new URL(name, ROOMS), 'utf8')));

/** On the wire these look like what they are built on, except for a few answers. */
const BUILT_ON: Readonly<Record<string, string>> = {
  'apollo-server': 'express-cors',
  'firebase-functions': 'express-cors',
  jupyter: 'tornado',
  'mcp-typescript-sdk': 'express-cors',
  'node-red': 'express-cors',
  nestjs: 'express-cors',
  vite: 'express-cors',
};

/** Without a sign of their own, some answers of these look like those of another. */
const LOOKS_LIKE: Readonly<Record<string, readonly string[]>> = {
  bottle: ['django-cors-headers'],
  'chi-cors': ['rs-cors'],
  'echo-cors': ['rs-cors'],
  falcon: ['django-cors-headers'],
  'firebase-functions': ['express-cors', 'koa-cors'],
  'gorilla-handlers': ['gin-cors', 'rs-cors'],
  'mcp-typescript-sdk': ['express-cors'],
  'node-red': ['express-cors', 'koa-cors', 'vite'],
  prometheus: ['rs-cors'],
  'spring-cors-filter': ['jetty'],
};

/** These answers do not show who answered. */
const NAMELESS: Readonly<Record<string, number>> = {
  'amazon-s3': 4,
  'cloudflare-workers': 11,
  'deno-2': 11,
  'chi-cors-1.2': 6,
  'echo-cors-4.2': 10,
  'firebase-functions-7': 6,
  'gin-cors': 4,
  'gorilla-handlers-1.5': 8,
  'hapi-21': 1,
  'graphql-yoga-5': 11,
  'haproxy-2.6': 11,
  'hono-4': 4,
  'koa-3': 4,
  'nextjs-16': 5,
  'nitro-2': 11,
  'node-http': 11,
  'node-red-5': 6,
  'rs-cors-1.11': 6,
  'rs-cors-1.7': 6,
  'socket-io-4': 2,
  'sveltekit-3': 10,
  'tomcat-cors-filter': 5,
  'vite-8': 7,
};

/** Nothing that they answer shows who they are. */
const NEVER_NAMED = [
  'cloudflare-workers',
  'deno-deploy',
  'graphql-yoga',
  'haproxy',
  'nitro',
  'node-http',
];

/** What they answer shows only what they are built on. */
const NEVER_ITSELF = [
  'apollo-server',
  'firebase-functions',
  'mcp-typescript-sdk',
  'node-red',
  'vite',
];

/** The detected stacks, the surest first. */
function named(answers: readonly SeenAnswer[]) {
  return stacks
    .map(({ id, detect }) => ({ id, ...detect({ server: SERVER, answers }) }))
    .filter(({ confidence }) => confidence >= LIKELY)
    .toSorted((a, b) => b.confidence - a.confidence);
}

const answered = ({ path, name: _, ...image }: Image): SeenAnswer => ({
  ...image,
  url: `${SERVER}${path}`,
  at: 0,
});

describe.each(all)('$lab', ({ lab, stack, images }) => {
  test('is first for answers that identify a server, and never taken for another', () => {
    const told = images.map((image) => ({ image, found: named([answered(image)]) }));
    for (const { image, found } of told) {
      const [first] = found;
      if (first === undefined) continue;
      const alike = LOOKS_LIKE[stack] ?? [];
      if (first.confidence < DETECTED && alike.includes(first.id)) continue;
      const right = [stack, BUILT_ON[stack]];
      expect(right, `${image.name}: ${first.id} ${first.confidence}`).toContain(first.id);
      const three = found.slice(0, 3).map(({ id }) => id);
      if (first.confidence < DETECTED) expect(three, image.name).toContain(stack);
    }
    expect(told.filter(({ found }) => found.length === 0)).toHaveLength(NAMELESS[lab] ?? 0);
  });

  test('is first for all its recorded answers', () => {
    const [first] = named(images.map(answered));
    if (first === undefined) expect(NEVER_NAMED).toContain(stack);
    else if (first.confidence < DETECTED && LOOKS_LIKE[stack]?.includes(first.id)) return;
    else
      expect([stack, NEVER_ITSELF.includes(stack) ? BUILT_ON[stack] : stack]).toContain(first.id);
  });
});

test('every server that runs in the lab has its answers here', () => {
  const measured = stacks.filter(({ basis }) => basis === 'measured').map(({ id }) => id);
  const seen = new Set<string>(all.map(({ stack }) => stack));
  const PAGES_OWN = ['any-server', 'vite-proxy'];
  expect(measured.filter((id) => !seen.has(id) && !PAGES_OWN.includes(id))).toEqual([]);
});

/** As measured: refusals of servers for which there is no fix here. */
describe('an unknown server is not taken for a known one', () => {
  test.each<[string, number, HeaderList]>([
    ['Falcon', 200, [['allow', 'GET, OPTIONS']]],
    ['Plack', 403, [['Vary', 'Origin']]],
    [
      'wsgicors',
      204,
      [
        ['Access-Control-Allow-Methods', 'GET, PUT'],
        ['Access-Control-Max-Age', '600'],
      ],
    ],
    [
      'h3',
      204,
      [
        ['Access-Control-Allow-Methods', 'PUT'],
        ['vary', 'origin'],
      ],
    ],
    ['gorilla refuses the method', 405, []],
    ['gorilla refuses a header', 403, []],
    [
      'Jetty without CORS',
      200,
      [
        ['Allow', 'TRACE, OPTIONS'],
        ['Server', 'Jetty(9.4.57)'],
      ],
    ],
    ['HAProxy', 405, []],
    ['http-server', 405, []],
    [
      'a gateway',
      502,
      [
        ['Content-Type', 'text/html'],
        ['Content-Length', '150'],
      ],
    ],
  ])('%s', (_, status, headers) => {
    const found = named([
      {
        kind: 'preflight',
        url: `${SERVER}/api/data`,
        method: 'OPTIONS',
        requestHeaders: [
          ['Origin', 'http://localhost:3000'],
          ['Access-Control-Request-Method', 'PUT'],
        ],
        status,
        headers,
        at: 0,
      },
    ]);
    expect(found.filter(({ confidence }) => confidence >= DETECTED)).toEqual([]);
  });
});
