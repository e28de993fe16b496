import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractTokens, get, type Header, type HeaderList } from '../../model/header-list.ts';
import { originOf, type SerializedOrigin } from '../../model/origin.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import type { ServerAnswer } from '../kit/stack.ts';
import { infer } from './infer.ts';
import { type DjangoProject, djangoModel, freshProject, type Middleware } from './model.ts';
import { proposeAtEnd, proposedSettings } from './propose.ts';

/**
 * Any project, asked as a browser asks. The proposed change must be enough. The proposal sees the
 * answers only, not the project's settings.
 */

const PAGE = 'http://localhost:3000' as SerializedOrigin;
const ORIGINS = [
  'http://localhost:3000',
  'http://localhost:3000/',
  'localhost:3000',
  'http//:localhost:3000',
  'http://127.0.0.1:3000',
  'https://*',
  '*',
  'null',
];

const sequence = (...pool: readonly string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.subarray([...pool]) },
    { weight: 1, arbitrary: fc.constantFrom(...pool) },
  );

const cors = fc.record(
  {
    CORS_ALLOWED_ORIGINS: sequence(...ORIGINS),
    CORS_ORIGIN_WHITELIST: sequence(...ORIGINS),
    // A string would allow every origin, unseen from outside. A caution covers it.
    CORS_ALLOWED_ORIGIN_REGEXES: fc.subarray([
      '^https://\\w+\\.example\\.com$',
      '^http://localhost',
    ]),
    CORS_ALLOW_ALL_ORIGINS: fc.boolean(),
    CORS_ORIGIN_ALLOW_ALL: fc.boolean(),
    CORS_URLS_REGEX: fc.constantFrom('^/api/.*$', '^/other/', '^/v2/', '^api'),
    CORS_ALLOW_METHODS: sequence('GET', 'PUT', 'put', 'PROPFIND'),
    CORS_ALLOW_HEADERS: sequence('x-token', 'X-Other', 'content-type', '*'),
    CORS_EXPOSE_HEADERS: sequence('x-total'),
    CORS_PREFLIGHT_MAX_AGE: fc.constantFrom(0, 600),
    CORS_ALLOW_CREDENTIALS: fc.boolean(),
  },
  { requiredKeys: [] },
);

const REST: readonly Middleware[] = ['security', 'common', 'x-frame-options'];

const project: fc.Arbitrary<DjangoProject> = fc
  .record({
    django: fc.constantFrom('3.2', '4.2'),
    library: fc.constantFrom('3.14', '4.0', '4.3'),
    cors,
    at: fc.constantFrom(0, 1, 2, 3, null),
    extra: fc.constantFrom(null, null, 'star', 'gate'),
    SECURE_SSL_REDIRECT: fc.boolean(),
    DEBUG: fc.boolean(),
  } as const)
  .map(({ at, extra, ...rest }) => {
    const own = at === null ? REST : REST.toSpliced(at, 0, 'cors');
    const middleware = extra === null ? own : [extra, ...own];
    return { ...freshProject, ...rest, middleware, view };
  });

function view({ url, method }: { readonly url: string; readonly method: string }) {
  const { pathname } = new URL(url);
  if (pathname !== '/api/data/' && pathname !== '/other/') return null;
  return { status: method === 'OPTIONS' ? 405 : 200, headers: [] };
}

type Wish = {
  readonly path: string;
  readonly method: string;
  readonly headers: readonly string[];
  readonly credentials: boolean;
};

const wish: fc.Arbitrary<Wish> = fc.record({
  path: fc.constantFrom('/api/data/', '/api/data', '/other/'),
  method: fc.constantFrom('GET', 'PUT', 'PATCH', 'PROPFIND'),
  headers: fc.subarray(['authorization', 'content-type', 'dnt', 'x-token']),
  credentials: fc.boolean(),
});

test('whatever the settings were, one paste is enough', () => {
  let mended = 0;
  fc.assert(
    fc.property(project, wish, fc.array(wish, { maxLength: 2 }), (before, wanted, others) => {
      const seen = [...others, wanted].flatMap((one) => ask(before, one));
      fc.pre(!passes(wanted, ask(before, wanted)) && !looksLikeAllowAll(before, wanted));
      const requirement = requirementOf(wanted);
      const present = infer(requirement, { server: requirement.server, answers: seen });
      const proposal = proposeAtEnd(requirement, present);
      const after: DjangoProject = {
        ...before,
        middleware:
          proposal.middleware === null
            ? before.middleware
            : ['cors', ...before.middleware.filter((name) => name !== 'cors')],
        cors: { ...before.cors, ...proposedSettings(proposal, before.library) },
      };
      expect(passes(wanted, ask(after, wanted)), JSON.stringify({ proposal, present })).toBe(true);
      // The page needs credentials; an unknown site never gets them.
      const opened = admitsStranger(after) && !admitsStranger(before);
      expect(wanted.credentials && opened, JSON.stringify({ proposal, present })).toBe(false);
      mended += 1;
    }),
    { numRuns: 1000 },
  );
  expect(mended).toBeGreaterThan(500);
}, 30_000);

function admitsStranger(asked: DjangoProject): boolean {
  const stranger = 'https://stranger.invalid';
  return ['/api/data/', '/other/'].some((path) => {
    const { headers } = djangoModel(asked, {
      method: 'GET',
      url: `http://localhost:8000${path}`,
      headers: [
        ['Origin', stranger],
        ['Authorization', 'x'],
      ],
    });
    return (
      get(headers, 'access-control-allow-origin') === stranger &&
      get(headers, 'access-control-allow-credentials') === 'true'
    );
  });
}

/**
 * A `*` set over the library's simple answers looks exactly like CORS_ALLOW_ALL_ORIGINS. Only the
 * next answer shows the difference.
 */
function looksLikeAllowAll({ middleware }: DjangoProject, { credentials }: Wish): boolean {
  return middleware[0] === 'star' && middleware.includes('cors') && credentials;
}

function requirementOf({ path, method, headers, credentials }: Wish): AnswerRequirement {
  const url = `http://localhost:8000${path}`;
  return {
    server: originOf(url),
    url,
    method,
    origin: PAGE,
    origins: [PAGE],
    credentials,
    methods: method === 'GET' ? [] : [method],
    headers,
    expose: [],
    preflight: method !== 'GET' || headers.length > 0,
  };
}

/** The preflight, if one is needed, and the request itself if the preflight passed. */
function ask(asked: DjangoProject, one: Wish): readonly SeenAnswer[] {
  const { url, method, headers, preflight } = requirementOf(one);
  const actual: HeaderList = [['Origin', PAGE], ...headers.map((name): Header => [name, 'x'])];
  const request = observed('actual', asked, { method, url, headers: actual });
  if (!preflight) return [request];
  const first = observed('preflight', asked, {
    method: 'OPTIONS',
    url,
    headers: [
      ['Origin', PAGE],
      ['Access-Control-Request-Method', method],
    ],
  });
  return preflightPasses(one, first) ? [first, request] : [first];
}

function observed(
  kind: SeenAnswer['kind'],
  asked: DjangoProject,
  request: { readonly method: string; readonly url: string; readonly headers: HeaderList },
): SeenAnswer {
  const { headers: requestHeaders, ...rest } = request;
  return { kind, ...rest, requestHeaders, ...djangoModel(asked, request), at: 0 };
}

function passes(one: Wish, answers: readonly SeenAnswer[]): boolean {
  const last = answers.at(-1);
  return last?.kind === 'actual' && originPasses(one, last);
}

function preflightPasses(one: Wish, answer: SeenAnswer): boolean {
  const lists = (name: string, value: string) => {
    const tokens = extractTokens(answer.headers, name);
    if (tokens === null || tokens === 'failure') return false;
    const lower = tokens.map((token) => token.toLowerCase());
    const listed = name.endsWith('headers') ? lower.includes(value) : tokens.includes(value);
    return listed || (!one.credentials && value !== 'authorization' && tokens.includes('*'));
  };
  return (
    answer.status === 200 &&
    originPasses(one, answer) &&
    (one.method === 'GET' || lists('access-control-allow-methods', one.method)) &&
    one.headers.every((name) => lists('access-control-allow-headers', name))
  );
}

function originPasses({ credentials }: Wish, { headers }: Pick<ServerAnswer, 'headers'>): boolean {
  const allowed = get(headers, 'access-control-allow-origin');
  if (!credentials) return allowed === '*' || allowed === PAGE;
  return allowed === PAGE && get(headers, 'access-control-allow-credentials') === 'true';
}
