import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractTokens, get, type HeaderList } from '../model/header-list.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import type { SeenAnswer, SeenServer } from '../model/seen-server.ts';
import { stacks } from '../servers/index.ts';
import type { Remedy, ServerAnswer } from '../servers/kit/stack.ts';
import { withPassed } from './passed.ts';
import { prove } from './prove.ts';
import { offersFor } from './remedies.ts';

const PAGE = 'http://localhost:3000' as SerializedOrigin;
const SERVER = 'https://api.example' as SerializedOrigin;

/** A GET that has no CORS header on its response. */
const simple: AnswerRequirement = {
  server: SERVER,
  url: `${SERVER}/api/list`,
  method: 'GET',
  origin: PAGE,
  origins: [PAGE],
  credentials: false,
  methods: [],
  headers: [],
  expose: [],
  preflight: false,
};

type Asked = { readonly method: string; readonly headers: readonly string[] };

const asks = ({ method, headers }: Asked): HeaderList => [
  ['Origin', PAGE],
  ['Access-Control-Request-Method', method],
  ...(headers.length === 0
    ? []
    : ([['Access-Control-Request-Headers', headers.join(',')]] as const)),
];

function preflight(asked: Asked, url: string, headers: HeaderList, at = 0): SeenAnswer {
  const requestHeaders = asks(asked);
  return { kind: 'preflight', url, method: 'OPTIONS', requestHeaders, status: 204, headers, at };
}

const allowing = (methods: string, headers: string): HeaderList => [
  ['Access-Control-Allow-Origin', PAGE],
  ['Access-Control-Allow-Methods', methods],
  ['Access-Control-Allow-Headers', headers],
];

const refused = (at: number): SeenAnswer => ({
  kind: 'actual',
  url: simple.url,
  method: 'GET',
  requestHeaders: [['Origin', PAGE]],
  status: 200,
  headers: [],
  at,
});

const seenServer = (...answers: readonly SeenAnswer[]): SeenServer => ({ server: SERVER, answers });

const PUT = { method: 'PUT', headers: ['content-type'] };

const remedy = (answer: Remedy['answer']): Remedy => ({
  install: null,
  snippets: [],
  pasteAtEnd: null,
  restart: null,
  notes: [],
  cautions: [],
  client: [],
  test: null,
  answer,
});

/** Lets the simple request through, and answers every preflight with a bare 204. */
const bare = remedy(() => ({ status: 204, headers: [['Access-Control-Allow-Origin', PAGE]] }));

describe('a fix that answers every preflight with a bare 204', () => {
  const url = `${SERVER}/api/items`;

  test('is not proved where a PUT passed', () => {
    const working = preflight(PUT, url, allowing('PUT', 'content-type'));
    expect(prove(bare, simple, seenServer(working, refused(1)))).toBeNull();
  });

  test('is not proved where a JSON POST passed', () => {
    const post = { ...PUT, method: 'POST' };
    const working = preflight(post, url, allowing('GET', '*'));
    expect(prove(bare, simple, seenServer(working, refused(1)))).toBeNull();
  });

  test.each<[string, readonly SeenAnswer[]]>([
    ['nothing was seen', []],
    ['the PUT was refused since', [preflight(PUT, url, [], 1)]],
    ['the page is not of the user', []],
  ])('is proved if %s', (name, later) => {
    const working = preflight(PUT, url, allowing('PUT', 'content-type'));
    const own = name === 'nothing was seen' ? [] : [working];
    const asked = name.startsWith('the page')
      ? own.map((one) => ({
          ...one,
          requestHeaders: [['Origin', 'https://other.example']] as const,
        }))
      : own;
    expect(prove(bare, simple, seenServer(...asked, ...later, refused(2)))).not.toBeNull();
  });
});

test('a fix that takes cookies away is not proved where a request with cookies passed', () => {
  const { url } = simple;
  const requestHeaders: HeaderList = [
    ['Origin', PAGE],
    ['Cookie', 'session=1'],
  ];
  const headers: HeaderList = [
    ['Access-Control-Allow-Origin', PAGE],
    ['Access-Control-Allow-Credentials', 'true'],
  ];
  const passed: SeenAnswer = { ...refused(0), url: `${url}/own`, requestHeaders, headers };
  expect(prove(bare, simple, seenServer(passed, refused(1)))).toBeNull();
  const keeping = remedy(() => ({ status: 204, headers }));
  expect(prove(keeping, simple, seenServer(passed, refused(1)))).not.toBeNull();
});

const asked: fc.Arbitrary<Asked> = fc.record({
  method: fc.constantFrom('POST', 'PUT', 'DELETE', 'PATCH'),
  headers: fc.subarray(['authorization', 'content-type', 'x-token'], { minLength: 1 }),
});

/** How servers answer the preflight of such a request. */
const STYLES: readonly ((one: Asked) => HeaderList)[] = [
  ({ method, headers }) => allowing(method, headers.join(', ')),
  ({ headers }) => allowing('GET, POST, PUT, PATCH, DELETE', headers.join(', ')),
  () => allowing('*', '*, authorization'),
];

/** All that was asked before is allowed, by the facts that the browser's checks read. */
function expectKept(answer: ServerAnswer, { method, headers }: Asked): void {
  const list = (name: string) => {
    const tokens = extractTokens(answer.headers, name);
    return tokens === 'failure' ? [] : (tokens ?? []);
  };
  expect([PAGE, '*']).toContain(get(answer.headers, 'access-control-allow-origin'));
  expect([200, 204]).toContain(answer.status);
  if (method !== 'POST') {
    const methods = list('access-control-allow-methods');
    expect(methods.includes(method) || methods.includes('*')).toBe(true);
  }
  const names = list('access-control-allow-headers').map((name) => name.toLowerCase());
  for (const name of headers) {
    expect(names.includes(name) || (names.includes('*') && name !== 'authorization')).toBe(true);
  }
}

describe.each(stacks.map((stack) => [stack.id, stack] as const))('%s', (id, stack) => {
  test('stops no request that passed, for the sake of one simple request', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(asked, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...STYLES),
        fc.boolean(),
        (all, style, same) => {
          const url = (index: number) => `${SERVER}/api/${same ? 'items' : `items/${index}`}`;
          const before = all.map((one, index) => preflight(one, url(index), style(one), index));
          const seen = seenServer(...before, refused(9));
          if (stack.remedy(withPassed(simple, seen), seen) === null) return;
          const fix = offersFor(simple, seen).remedyFor(id);
          expect(fix).not.toBeNull();
          if (fix === null || fix.remedy.sameOriginUrl !== undefined) return;
          for (const { url: path, requestHeaders } of before) {
            const one = all[before.findIndex((other) => other.requestHeaders === requestHeaders)];
            const answer = fix.remedy.answer({
              method: 'OPTIONS',
              url: path,
              headers: requestHeaders,
            });
            if (one !== undefined) expectKept(answer, one);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
