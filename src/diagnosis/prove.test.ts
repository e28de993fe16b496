import { describe, expect, test } from 'vitest';
import { type Proof, proofProse } from '../causes/proof.ts';
import { get, type HeaderList } from '../model/header-list.ts';
import { nameableOrigin, originOf } from '../model/origin.ts';
import { plainText } from '../model/prose.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { API, PAGE } from '../model/testing/sample-exchange.ts';
import type { Remedy, ServerAnswer, ServerRequest } from '../servers/kit/stack.ts';
import { prove } from './prove.ts';

const requirement: AnswerRequirement = {
  server: originOf(API),
  url: `${API}/items`,
  method: 'PUT',
  origin: nameableOrigin(PAGE)!,
  origins: [nameableOrigin(PAGE)!],
  credentials: false,
  methods: ['PUT', 'DELETE'],
  headers: ['authorization', 'x-token'],
  expose: [],
  preflight: true,
};

const remedy = (answer: (request: ServerRequest) => ServerAnswer): Remedy => ({
  snippets: [],
  notes: [],
  cautions: [],
  client: [],
  test: null,
  answer,
});

const GOOD: HeaderList = [
  ['Access-Control-Allow-Origin', PAGE],
  ['Access-Control-Allow-Methods', 'PUT, DELETE'],
  ['Access-Control-Allow-Headers', 'Authorization, X-Token'],
];
const without = (name: string): HeaderList => GOOD.filter(([key]) => key !== name);
const always = (headers: HeaderList, status = 200): Remedy => remedy(() => ({ status, headers }));

const WITH_CREDENTIALS = { ...requirement, credentials: true };
const CREDENTIALS: HeaderList = [['Access-Control-Allow-Credentials', 'true']];

const said = (proof: Proof | null): string => (proof === null ? '' : plainText(proofProse(proof)));

describe('a fix is proved when it', () => {
  const BOTH = [nameableOrigin(PAGE)!, nameableOrigin('https://app.example')!];
  const EXPOSING = { ...requirement, expose: ['x-total'] };

  test('passes for every origin that asked', () => {
    const echo = remedy(({ headers }) => ({
      status: 200,
      headers: [
        ...without('Access-Control-Allow-Origin'),
        ...BOTH.filter((one) => one === get(headers, 'origin')).map(
          (one) => ['Access-Control-Allow-Origin', one] as const,
        ),
      ],
    }));
    expect(prove(echo, { ...requirement, origins: BOTH })).not.toBeNull();
    expect(prove(always(GOOD), { ...requirement, origins: BOTH })).toBeNull();
  });

  test('exposes every header that was read in vain', () => {
    const exposes = always([...GOOD, ['Access-Control-Expose-Headers', 'ETag, X-Total']]);
    expect(prove(exposes, EXPOSING)).not.toBeNull();
    expect(prove(always(GOOD), EXPOSING)).toBeNull();
  });

  test('exposes everything, to a request without credentials', () => {
    const star = always([...GOOD, ...CREDENTIALS, ['Access-Control-Expose-Headers', '*']]);
    expect(prove(star, EXPOSING)).not.toBeNull();
    expect(prove(star, { ...EXPOSING, credentials: true })).toBeNull();
  });

  test('passes for both requests', () => {
    expect(said(prove(always(GOOD), requirement))).toBe(
      'With these settings the preflight request and the request pass.',
    );
  });

  test('passes for the one request that is made', () => {
    const simple = { ...requirement, method: 'GET', methods: [], headers: [], preflight: false };
    expect(said(prove(always(GOOD, 404), simple))).toBe('With these settings the request passes.');
  });

  test('lets the page ask its own server instead, whatever the other answers', () => {
    const nothing = always([], 500);
    const proof = prove({ ...nothing, sameOriginUrl: `${PAGE}/items` }, requirement);
    expect(said(proof)).toMatch(/no CORS check/);
  });

  test('passes with credentials', () => {
    expect(prove(always([...GOOD, ...CREDENTIALS]), WITH_CREDENTIALS)).not.toBeNull();
  });

  test('passes and redirects, and then it says so', () => {
    const redirecting = remedy(({ method }) =>
      method === 'OPTIONS'
        ? { status: 200, headers: GOOD }
        : { status: 301, headers: [...GOOD, ['Location', '/items/']] },
    );
    expect(said(prove(redirecting, requirement))).toMatch(/checks the redirect’s target anew/);
  });
});

describe('a fix is none when it', () => {
  test.each([
    [
      'sends the page to yet another server',
      { ...always(GOOD), sameOriginUrl: `${API}/items` },
      requirement,
    ],
    ['names nobody', always(without('Access-Control-Allow-Origin')), requirement],
    ['does not list the methods', always(without('Access-Control-Allow-Methods')), requirement],
    ['does not list the headers', always(without('Access-Control-Allow-Headers')), requirement],
    [
      'lists only one of the methods that are needed',
      always([...without('Access-Control-Allow-Methods'), ['Access-Control-Allow-Methods', 'PUT']]),
      requirement,
    ],
    [
      'leaves authorization to a star, which the standard does not allow',
      always([...without('Access-Control-Allow-Headers'), ['Access-Control-Allow-Headers', '*']]),
      requirement,
    ],
    ['refuses the preflight', always(GOOD, 403), requirement],
    ['redirects the preflight', always([...GOOD, ['Location', '/items/']], 301), requirement],
    [
      'passes only the preflight',
      remedy(({ method }) => ({ status: 200, headers: method === 'OPTIONS' ? GOOD : [] })),
      requirement,
    ],
    [
      'allows everybody with a star, where credentials are needed',
      always([
        ['Access-Control-Allow-Origin', '*'],
        ...without('Access-Control-Allow-Origin'),
        ...CREDENTIALS,
      ]),
      WITH_CREDENTIALS,
    ],
    ['allows no credentials, where they are needed', always(GOOD), WITH_CREDENTIALS],
    [
      'lets everybody in with credentials by sending any origin back',
      remedy(({ headers }) => ({
        status: 200,
        headers: [
          ['Access-Control-Allow-Origin', get(headers, 'origin') ?? '*'],
          ...without('Access-Control-Allow-Origin'),
          ...CREDENTIALS,
        ],
      })),
      WITH_CREDENTIALS,
    ],
  ])('%s', (_, offered, needed) => {
    expect(prove(offered, needed)).toBeNull();
  });
});

test('what is replayed is what a browser sends', () => {
  const seen: ServerRequest[] = [];
  const listening = remedy((request) => {
    seen.push(request);
    return { status: 200, headers: [...GOOD, ...CREDENTIALS] };
  });
  prove(listening, WITH_CREDENTIALS);
  const preflight = seen.find(({ method }) => method === 'OPTIONS');
  expect(preflight?.headers).toEqual([
    ['Origin', PAGE],
    ['Access-Control-Request-Method', 'PUT'],
    ['Access-Control-Request-Headers', 'authorization,x-token'],
  ]);
  expect(get(seen.find(({ method }) => method === 'PUT')?.headers ?? [], 'cookie')).not.toBeNull();
});
