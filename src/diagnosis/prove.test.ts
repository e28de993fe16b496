import { describe, expect, test } from 'vitest';
import { type Proof, proofProse } from '../causes/proof.ts';
import { get, type HeaderList } from '../model/header-list.ts';
import { nameableOrigin, originOf } from '../model/origin.ts';
import { plainText } from '../model/prose.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import type { SeenAnswer, SeenServer } from '../model/seen-server.ts';
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

const UNSEEN: SeenServer = { server: requirement.server, answers: [] };

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
    expect(prove(echo, { ...requirement, origins: BOTH }, UNSEEN)).not.toBeNull();
    expect(prove(always(GOOD), { ...requirement, origins: BOTH }, UNSEEN)).toBeNull();
  });

  test('exposes every header that the page could not read', () => {
    const exposes = always([...GOOD, ['Access-Control-Expose-Headers', 'ETag, X-Total']]);
    expect(prove(exposes, EXPOSING, UNSEEN)).not.toBeNull();
    expect(prove(always(GOOD), EXPOSING, UNSEEN)).toBeNull();
  });

  test('exposes everything to a request without credentials', () => {
    const star = always([...GOOD, ...CREDENTIALS, ['Access-Control-Expose-Headers', '*']]);
    expect(prove(star, EXPOSING, UNSEEN)).not.toBeNull();
    expect(prove(star, { ...EXPOSING, credentials: true }, UNSEEN)).toBeNull();
  });

  test('passes for both requests', () => {
    expect(said(prove(always(GOOD), requirement, UNSEEN))).toBe(
      'With these settings the preflight request and the request pass.',
    );
  });

  test('passes for the only request', () => {
    const simple = { ...requirement, method: 'GET', methods: [], headers: [], preflight: false };
    expect(said(prove(always(GOOD, 404), simple, UNSEEN))).toBe(
      'With these settings the request passes.',
    );
  });

  test('lets the page ask its own server instead, whatever the other one answers', () => {
    const nothing = always([], 500);
    const proof = prove({ ...nothing, sameOriginUrl: `${PAGE}/items` }, requirement, UNSEEN);
    expect(said(proof)).toMatch(/no CORS check/);
  });

  test('passes with credentials', () => {
    expect(prove(always([...GOOD, ...CREDENTIALS]), WITH_CREDENTIALS, UNSEEN)).not.toBeNull();
  });

  test('passes and redirects, and the proof says so', () => {
    const redirecting = remedy(({ method }) =>
      method === 'OPTIONS'
        ? { status: 200, headers: GOOD }
        : { status: 301, headers: [...GOOD, ['Location', '/items/']] },
    );
    expect(said(prove(redirecting, requirement, UNSEEN))).toMatch(
      /checks the redirect’s target again/,
    );
  });
});

describe('a fix is rejected when it', () => {
  test.each([
    [
      'sends the page to a third server',
      { ...always(GOOD), sameOriginUrl: `${API}/items` },
      requirement,
    ],
    [
      'names nobody where it is pasted at the end of the file',
      { ...always(GOOD), pasteAtEnd: always([]) },
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
      'allows authorization by a star, against the standard',
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
      'allows everybody with a star, although credentials are needed',
      always([
        ['Access-Control-Allow-Origin', '*'],
        ...without('Access-Control-Allow-Origin'),
        ...CREDENTIALS,
      ]),
      WITH_CREDENTIALS,
    ],
    ['allows no credentials, although they are needed', always(GOOD), WITH_CREDENTIALS],
    [
      'allows everybody with credentials by echoing any origin',
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
    expect(prove(offered, needed, UNSEEN)).toBeNull();
  });
});

test('the replay sends what a browser sends', () => {
  const seen: ServerRequest[] = [];
  const listening = remedy((request) => {
    seen.push(request);
    return { status: 200, headers: [...GOOD, ...CREDENTIALS] };
  });
  prove(listening, WITH_CREDENTIALS, UNSEEN);
  const preflight = seen.find(({ method }) => method === 'OPTIONS');
  expect(preflight?.headers).toEqual([
    ['Origin', PAGE],
    ['Access-Control-Request-Method', 'PUT'],
    ['Access-Control-Request-Headers', 'authorization,x-token'],
  ]);
  expect(get(seen.find(({ method }) => method === 'PUT')?.headers ?? [], 'cookie')).not.toBeNull();
});

describe('a fix is rejected when another origin gains by it:', () => {
  const PARTNER = 'https://partner.example';
  const seen = (from: string, headers: HeaderList, kind: SeenAnswer['kind'] = 'actual') => ({
    server: requirement.server,
    answers: [
      {
        kind,
        url: requirement.url,
        method: kind === 'actual' ? 'PUT' : 'OPTIONS',
        requestHeaders: [['Origin', from]] as const,
        status: 200,
        headers,
        at: 0,
      },
    ],
  });
  /** Allows these origins, and those for which `isLet` is true, with the headers of `more`. */
  const letting = (isLet: (origin: string) => boolean, more: HeaderList = []): Remedy =>
    remedy((request) => {
      const origin = get(request.headers, 'origin') ?? '';
      const named: HeaderList =
        origin === PAGE || isLet(origin) ? [['Access-Control-Allow-Origin', origin]] : [];
      return {
        status: 200,
        headers: [...named, ...without('Access-Control-Allow-Origin'), ...more],
      };
    });
  const NAMED: HeaderList = [['Access-Control-Allow-Origin', PARTNER]];
  const STAR: HeaderList = [['Access-Control-Allow-Origin', '*']];

  test.each([
    ['one that only a response to another origin named', PARTNER, seen(PAGE, NAMED)],
    ['one that asked and was refused', PARTNER, seen(PARTNER, [])],
    [
      'one that asked and got another origin’s name',
      PARTNER,
      seen(PARTNER, [['Access-Control-Allow-Origin', PAGE]]),
    ],
    ['one with a longer name', `${PAGE}0`, UNSEEN],
    ['one on another port of the host', 'http://localhost:8443', UNSEEN],
    ['one with the other scheme', 'https://localhost:3000', UNSEEN],
    ['one that begins with the host', 'http://localhost.stranger.invalid:3000', UNSEEN],
    ['one that ends with the host', 'http://strangerlocalhost:3000', UNSEEN],
    ['a subdomain of the host', 'http://sub.localhost:3000', UNSEEN],
    ['a page without an origin', 'null', UNSEEN],
    ['one that looks like a name in a response', 'http://partner.example', seen(PAGE, NAMED)],
    ['one that could read, and now may use PUT', PARTNER, seen(PARTNER, NAMED)],
    ['any origin that could read by the star, and now may use PUT', PARTNER, seen(PARTNER, STAR)],
  ])('%s', (_, origin, seenServer) => {
    expect(
      prove(
        letting((one) => one === origin),
        requirement,
        seenServer,
      ),
    ).toBeNull();
    expect(
      prove(
        letting(() => false),
        requirement,
        seenServer,
      ),
    ).not.toBeNull();
  });

  const all: HeaderList = [...NAMED, ...without('Access-Control-Allow-Origin')];

  test('unless it had all that before', () => {
    const partner = letting((one) => one === PARTNER);
    expect(prove(partner, requirement, seen(PARTNER, all, 'preflight'))).not.toBeNull();
  });

  test('unless the star gave everybody all that before', () => {
    const star = seen(PAGE, [...STAR, ...without('Access-Control-Allow-Origin')], 'preflight');
    expect(
      prove(
        letting(() => true),
        requirement,
        star,
      ),
    ).not.toBeNull();
  });

  test('one that had everything except the credentials', () => {
    const partner = letting((one) => one === PARTNER, CREDENTIALS);
    expect(prove(partner, WITH_CREDENTIALS, seen(PARTNER, all, 'preflight'))).toBeNull();
    const had = seen(PARTNER, [...all, ...CREDENTIALS], 'preflight');
    expect(prove(partner, WITH_CREDENTIALS, had)).not.toBeNull();
  });

  test('one that had everything except the header that is exposed now', () => {
    const exposing: HeaderList = [['Access-Control-Expose-Headers', 'X-Total']];
    const partner = letting((one) => one === PARTNER, exposing);
    const needs = { ...requirement, expose: ['x-total'] };
    expect(prove(partner, needs, seen(PARTNER, all, 'preflight'))).toBeNull();
    expect(prove(partner, needs, seen(PARTNER, [...all, ...exposing], 'preflight'))).not.toBeNull();
  });
});
