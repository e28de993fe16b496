import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { originOf } from '../model/origin.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  FIREFOX_BLOCKED,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { runsOf } from './runs.ts';
import { knownServer, seenServerIn } from './seen-server-in.ts';

const SERVER = originOf(API);

/** Exchanges one second apart. */
const series = (...inputs: readonly ExchangeInput[]): readonly Exchange[] =>
  inputs.map((input, index) => exchange({ id: `${index}`, at: index * 1_000, ...input }));

/** The ids in each run. */
const runs = (exchanges: readonly Exchange[]): readonly (readonly string[])[] =>
  runsOf(exchanges, SERVER).map((run) => run.map((reply) => reply.exchange.id));

const ALLOW = { 'Access-Control-Allow-Origin': PAGE, Vary: 'Origin' };
const PASSES = { response: { headers: ALLOW } };
const REFUSED = { response: {}, error: CHROMIUM_BLOCKED };
const DOWN = { response: null, error: 'net::ERR_CONNECTION_REFUSED' };
const by = (headers: Record<string, string>, url = `${API}/items`): ExchangeInput => ({
  url,
  response: { headers },
});
const EXPRESS = { 'X-Powered-By': 'Express' };
const DJANGO = { Server: 'WSGIServer/0.2 CPython/3.11.2' };

describe('what the server answered before is old', () => {
  test.each<[string, readonly ExchangeInput[], readonly (readonly string[])[]]>([
    ['I switched the branch, and CORS is gone', [PASSES, REFUSED], [['0'], ['1']]],
    ['I pasted the fix and restarted', [REFUSED, REFUSED, PASSES], [['0', '1'], ['2']]],
    ['I pasted it, then took it out again', [REFUSED, PASSES, REFUSED], [['0'], ['1'], ['2']]],
    ['the server was down in between', [PASSES, DOWN, PASSES], [['0'], ['2']]],
    [
      'the server was down in between, in Firefox',
      [PASSES, { response: null, error: 'NS_ERROR_CONNECTION_REFUSED' }, PASSES],
      [['0'], ['2']],
    ],
    [
      'yesterday Express on this port, today Django, for the same URL',
      [by(EXPRESS), by(DJANGO)],
      [['0'], ['1']],
    ],
    [
      'yesterday Express on this port, today Django, for other URLs',
      [by(EXPRESS, `${API}/a`), by(EXPRESS, `${API}/b`), by(DJANGO, `${API}/c`)],
      [['0', '1'], ['2']],
    ],
    [
      'its preflight lost a header',
      ['x-a', 'x-b'].map((name) => ({
        method: 'PUT',
        preflight: { asksHeaders: 'x-a', headers: { 'Access-Control-Allow-Headers': name } },
      })),
      [['0'], ['1']],
    ],
    [
      'what was not asked again since the change',
      [by(ALLOW, `${API}/a`), by(ALLOW), by({}), by(ALLOW, `${API}/b`)],
      [
        ['0', '1'],
        ['2', '3'],
      ],
    ],
  ])('%s', (_, inputs, expected) => {
    expect(runs(series(...inputs))).toEqual(expected);
  });
});

describe('nothing is old', () => {
  test.each<[string, readonly ExchangeInput[]]>([
    ['the same answer again', [PASSES, PASSES, PASSES]],
    ['another page asks, which is not allowed', [PASSES, { ...REFUSED, page: 'http://x.test' }]],
    ['another path answers differently', [PASSES, { ...REFUSED, url: `${API}/admin` }]],
    ['another method', [PASSES, { ...REFUSED, method: 'POST' }]],
    ['with cookies', [PASSES, { ...PASSES, requestHeaders: { Cookie: 'a=b' } }]],
    ['an error without CORS headers', [PASSES, { response: { status: 401 } }, PASSES]],
    ['the gateway was overloaded', [PASSES, { response: { status: 503 } }, PASSES]],
    ['the page canceled a request', [PASSES, { response: null, error: 'net::ERR_ABORTED' }]],
    ['the browser took it from its cache', [PASSES, { response: { fromCache: true } }]],
    ['the server is down now', [PASSES, PASSES, DOWN]],
    [
      'two layers that answer in turn',
      [by(EXPRESS, `${API}/a`), by(DJANGO, `${API}/b`), by(EXPRESS, `${API}/c`)],
    ],
    [
      'a newer release of the same server',
      [by({ Server: 'nginx/1.27.1' }), by({ Server: 'nginx' })],
    ],
    [
      'a gateway that answers preflights itself',
      [
        {
          method: 'PUT',
          preflight: { headers: { ...ALLOW, Server: 'cloudflare' } },
          response: { headers: { ...ALLOW, ...EXPRESS } },
        },
      ],
    ],
  ])('%s', (_, inputs) => {
    const exchanges = series(...inputs);
    expect(runs(exchanges)).toHaveLength(1);
  });
});

test('the answers to one request stay together, and with it what came before the change', () => {
  const allowed = { asksHeaders: 'x-a', headers: ALLOW };
  const put = { method: 'PUT', preflight: allowed };
  const exchanges = series({ ...put, ...PASSES }, { ...put, ...REFUSED });
  const server = seenServerIn(exchanges, SERVER);
  expect(server.answers.map(({ kind }) => kind)).toEqual(['preflight', 'actual']);
  expect(server.earlier?.map(({ kind }) => kind)).toEqual(['preflight', 'actual']);
});

test('an older request is explained by its own time, and fixed in the server of today', () => {
  const [first, ...rest] = series(
    by(EXPRESS, `${API}/a`),
    by(EXPRESS, `${API}/b`),
    by(DJANGO, `${API}/b`),
    by(DJANGO, `${API}/c`),
  );
  const known = knownServer(first!, [first!, ...rest], SERVER);
  const urls = (answers: readonly { readonly url: string }[]) =>
    answers.map(({ url }) => url.slice(API.length));
  expect(known.hasChanged).toBe(true);
  expect(urls(known.inItsTime.answers)).toEqual(['/a', '/b']);
  expect(urls(known.now.answers)).toEqual(['/a', '/b', '/c']);
  expect(urls(known.fresh.answers)).toEqual(['/a']);
});

test('what came after a request is fresh, what came before is not', () => {
  const [a, b, c] = series(by({}, `${API}/a`), by({}, `${API}/b`), by({}, `${API}/c`));
  const known = knownServer(b!, [a!, b!, c!], SERVER);
  expect(known.hasChanged).toBe(false);
  expect(known.now.answers).toHaveLength(3);
  expect(known.fresh.answers.map(({ url }) => url)).toEqual([`${API}/b`, `${API}/c`]);
});

/** A server with one setting: which pages it allows. */
const settings = fc.subarray([PAGE, 'http://x.test', 'http://y.test']);
const asked = fc.record({
  page: fc.constantFrom(PAGE, 'http://x.test', 'http://y.test'),
  path: fc.constantFrom('/a', '/b'),
});
const life = fc.array(fc.tuple(settings, fc.array(asked, { minLength: 1, maxLength: 6 })), {
  minLength: 1,
  maxLength: 5,
});

type Life = readonly (readonly [readonly string[], readonly { page: string; path: string }[]])[];

/** All that the server answers during its life, with the number of its settings as the id. */
function lived(stages: Life): readonly Exchange[] {
  return stages
    .flatMap(([allowed, all], stage) =>
      all.map(({ page, path }): ExchangeInput => {
        const headers = allowed.includes(page) ? { 'Access-Control-Allow-Origin': page } : {};
        return { id: `${stage}`, page, url: API + path, response: { headers } };
      }),
    )
    .map((input, index) => exchange({ at: index * 1_000, ...input }));
}

describe('whatever a server does', () => {
  test('all replies stay, in their order, and nothing in a run contradicts anything in it', () => {
    fc.assert(
      fc.property(life, (stages) => {
        const exchanges = lived(stages);
        const found = runsOf(exchanges, SERVER);
        expect(found.flat().map(({ exchange }) => exchange)).toEqual(exchanges);
        for (const run of found) {
          const said = new Map<string, string>();
          for (const { url, requestHeaders, headers } of run.flatMap(({ answers }) => answers)) {
            const question = JSON.stringify([url, requestHeaders]);
            expect(said.get(question) ?? JSON.stringify(headers)).toBe(JSON.stringify(headers));
            said.set(question, JSON.stringify(headers));
          }
        }
      }),
    );
  });

  test('a server that never changes has one run', () => {
    fc.assert(
      fc.property(settings, fc.array(asked, { minLength: 1 }), (allowed, all) => {
        expect(runsOf(lived([[allowed, all]]), SERVER)).toHaveLength(1);
      }),
    );
  });

  test('after a change that any equal request shows, nothing from before it is left', () => {
    let shown = 0;
    fc.assert(
      fc.property(life, fc.array(asked, { minLength: 8, maxLength: 8 }), (stages, all) => {
        const last = stages.at(-1)?.[0] ?? [];
        // Every question twice before the change: the first time may show the change before it.
        const every = [PAGE, 'http://x.test', 'http://y.test'].flatMap((page) =>
          ['/a', '/b'].map((path) => ({ page, path })),
        );
        const other = [PAGE].filter((page) => !last.includes(page));
        const exchanges = lived([
          ...stages,
          [last, [...every, ...every]],
          [other, [...every, ...all]],
        ]);
        const newest = runsOf(exchanges, SERVER).at(-1) ?? [];
        if (JSON.stringify(last) === JSON.stringify(other)) return;
        shown += 1;
        expect(new Set(newest.map(({ exchange: { id } }) => id))).toEqual(
          new Set([`${stages.length + 1}`]),
        );
      }),
    );
    expect(shown).toBeGreaterThan(0);
  });

  test('no browser error breaks it', () => {
    const error = fc.constantFrom(CHROMIUM_BLOCKED, FIREFOX_BLOCKED, 'net::ERR_ABORTED', 'x', '');
    fc.assert(
      fc.property(fc.array(error), (errors) => {
        const exchanges = series(...errors.map((one) => ({ response: null, error: one })));
        expect(runsOf(exchanges, SERVER)).toEqual([]);
      }),
    );
  });
});
