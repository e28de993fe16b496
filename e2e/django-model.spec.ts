import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'playwright/test';
import { get, type HeaderList } from '../src/model/header-list.ts';
import type { Library } from '../src/servers/django-cors-headers/cors-middleware.ts';
import {
  type DjangoProject,
  djangoModel,
  freshProject,
  type Middleware,
} from '../src/servers/django-cors-headers/model.ts';
import { pathInfo } from '../src/servers/django-cors-headers/python.ts';
import { pythonList } from '../src/servers/kit/literals.ts';
import type { ServerAnswer, ServerRequest } from '../src/servers/kit/stack.ts';
import { askDjango, type DjangoCase } from '../tools/real-servers/django/answers.ts';
import { djangoVersions, missingDjangoVersions } from '../tools/real-servers/django/server.ts';
import type { DjangoVersion } from '../tools/real-servers/django/versions.ts';

/** Compares the model with the real middleware: same settings, same requests, same responses. */

const SEED = 20261120;
const PROJECTS = 400;

/** MIDDLEWARE entries of the project in servers/django. */
const DOTTED: Readonly<Record<Middleware, string>> = {
  cors: 'corsheaders.middleware.CorsMiddleware',
  security: 'django.middleware.security.SecurityMiddleware',
  common: 'django.middleware.common.CommonMiddleware',
  'x-frame-options': 'django.middleware.clickjacking.XFrameOptionsMiddleware',
  star: 'middleware.AllowEverybody',
  gate: 'middleware.TokenGate',
};

const ORIGINS = [
  'http://localhost:3000',
  'http://localhost:3000/',
  'http://localhost:3000/app?x#y',
  'http://LOCALHOST:3000',
  'HTTP://localhost:3000',
  ' http://localhost:3000',
  'localhost:3000',
  'http//:localhost:3000',
  'http://127.0.0.1:3000',
  'https://app.example',
  'https://app.example:443',
  'https://*.example.com',
  'https://a-b.example.com',
  'http://[::1]:3000',
  'http://[bad',
  'capacitor://localhost',
  'file://',
  'null',
  '*',
  '',
];
const REGEXES = [
  '^https://\\w+\\.example\\.com$',
  '^https://.*\\.example',
  'http://localhost:\\d+',
  '\\Ahttp://localhost:3000\\Z',
  '(?P<scheme>https?)://a-b\\.example\\.com',
  'example',
  '[$]',
  '(',
];
const REQUEST_ORIGINS = [
  'http://localhost:3000',
  'http://localhost:30000',
  'http://127.0.0.1:3000',
  'http://[::1]:3000',
  'https://app.example',
  'https://a-b.example.com',
  'https://x.example.com.evil.test',
  'capacitor://localhost',
  'file://',
  'null',
  'http://[bad',
];

type Generated = {
  readonly project: Omit<DjangoProject, 'django' | 'library' | 'view'>;
  readonly signal: string | null;
  readonly requests: readonly (DjangoCase['requests'][number] & { readonly host: string })[];
};

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 });

/** A list as it should be, or a string where a list belongs. */
const sequence = (pool: readonly string[], strings: readonly string[] = pool) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.subarray([...pool], { maxLength: Math.min(4, pool.length) }) },
    { weight: 1, arbitrary: fc.constantFrom(...strings) },
  );

const corsSettings = fc.record(
  {
    CORS_ALLOWED_ORIGINS: sequence(ORIGINS),
    CORS_ORIGIN_WHITELIST: sequence(ORIGINS),
    CORS_ALLOWED_ORIGIN_REGEXES: sequence(REGEXES),
    CORS_ORIGIN_REGEX_WHITELIST: sequence(REGEXES, ['^http', '.']),
    CORS_ALLOW_ALL_ORIGINS: fc.boolean(),
    CORS_ORIGIN_ALLOW_ALL: fc.boolean(),
    CORS_URLS_REGEX: fc.constantFrom('^/api/.*$', '/api', '^api', '^/other/$', '', '/api/dä', '('),
    CORS_ALLOW_METHODS: sequence(['GET', 'PUT', 'put', 'PROPFIND'], ['GET', 'GET, PUT', '']),
    CORS_ALLOW_HEADERS: sequence(['x-token', 'X-Other', 'content-type', '*'], ['x-a', '']),
    CORS_EXPOSE_HEADERS: sequence(['x-total', 'ETag'], ['x-total', '']),
    CORS_PREFLIGHT_MAX_AGE: fc.constantFrom(0, 600, 86400),
    CORS_ALLOW_CREDENTIALS: fc.boolean(),
    CORS_ALLOW_PRIVATE_NETWORK: fc.boolean(),
  },
  { requiredKeys: [] },
);

const ALL_MIDDLEWARE: readonly Middleware[] = [
  'cors',
  'security',
  'common',
  'x-frame-options',
  'star',
  'gate',
];

const middleware = fc.oneof(
  { weight: 2, arbitrary: fc.constant(freshProject.middleware) },
  { weight: 3, arbitrary: fc.shuffledSubarray([...ALL_MIDDLEWARE]) },
);

const echoPath = fc
  .record({
    status: fc.constantFrom(200, 204, 302, 403, 404, 500),
    headers: fc.subarray<readonly [string, string]>([
      ['Vary', 'Accept, Cookie'],
      ['Access-Control-Allow-Origin', 'https://own.example'],
    ]),
    vary: maybe(fc.constantFrom('Accept', 'Cookie , Origin', 'origin', '*')),
  })
  .map(({ status, headers, vary }) => {
    const all = vary === undefined ? headers : [...headers, ['Vary', vary]];
    return `/api/echo/?status=${status}&headers=${encodeURIComponent(JSON.stringify(all))}`;
  });

const request = fc.record({
  method: fc.constantFrom('OPTIONS', 'OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'),
  path: fc.oneof(
    echoPath,
    fc.constantFrom('/api/data/', '/api/data', '/api/data?a=1', '/other/', '/nope', '/api/boom/'),
    fc.constantFrom('/api/d%C3%A4ta/', '/api/%FF/', '/api/boom'),
  ),
  secure: fc.boolean(),
  host: fc.constantFrom('localhost:8000', 'localhost:8000', 'other.test'),
  headers: fc
    .record({
      Origin: maybe(fc.constantFrom(...REQUEST_ORIGINS)),
      'Access-Control-Request-Method': maybe(fc.constantFrom('PUT', 'GET')),
      'Access-Control-Request-Private-Network': maybe(fc.constantFrom('true', 'false')),
      Authorization: maybe(fc.constant('Bearer x')),
    })
    .map((headers) =>
      Object.entries(headers).filter((one): one is [string, string] => one[1] !== undefined),
    ),
});

const generated: fc.Arbitrary<Generated> = fc.record({
  project: fc
    .record({
      middleware,
      cors: corsSettings,
      APPEND_SLASH: fc.boolean(),
      SECURE_SSL_REDIRECT: fc.boolean(),
      DEBUG: fc.boolean(),
      ALLOWED_HOSTS: fc.constantFrom(null, ['localhost']),
    })
    // Django's own debug page of a 404 raises when the host is not allowed.
    .filter(({ DEBUG, ALLOWED_HOSTS }) => !DEBUG || ALLOWED_HOSTS === null),
  signal: fc.constantFrom(null, null, '/api/e', '/other'),
  requests: fc.array(request, { minLength: 3, maxLength: 8 }),
});

test.describe.configure({ mode: 'parallel' });

for (const id of ['debian', 'newest'] as const) {
  test(`the model answers as the real middleware does (${id})`, async () => {
    test.setTimeout(300_000);
    const version = await versionOrSkip(id);
    const projects = fc.sample(generated, { seed: SEED, numRuns: PROJECTS });
    const real = await askDjango(version, projects.map(djangoCase));
    const seen = { answers: 0, allowed: 0, refused: 0, preflights: 0, wildcards: 0 };
    for (const [index, one] of projects.entries()) {
      for (const [at, asked] of one.requests.entries()) {
        const model = djangoModel(projectOf(one, version), serverRequest(asked));
        const expected = real[index]?.[at] as ServerAnswer;
        expect(image(model), JSON.stringify({ ...one, requests: [asked] })).toEqual(
          image(expected),
        );
        count(seen, expected);
      }
    }
    // If the generator drifts and every request is refused or skipped, the test compares nothing.
    expect(seen.answers).toBeGreaterThan(1500);
    for (const kind of ['allowed', 'refused', 'preflights', 'wildcards'] as const) {
      expect(seen[kind], kind).toBeGreaterThan(50);
    }
    test.info().annotations.push({ type: 'compared', description: JSON.stringify(seen) });
  });

  test(`the model matches an origin as the real library does (${id})`, async () => {
    const version = await versionOrSkip(id);
    const real = await askDjango(
      version,
      VALUES.map(([, CORS_ALLOWED_ORIGINS, origin]) =>
        djangoCase(simple({ CORS_ALLOWED_ORIGINS }, origin)),
      ),
    );
    for (const [index, [sentence, CORS_ALLOWED_ORIGINS, origin, matches]] of VALUES.entries()) {
      const one = simple({ CORS_ALLOWED_ORIGINS }, origin);
      const [asked] = one.requests;
      const model = djangoModel(projectOf(one, version), serverRequest(asked as never));
      const expected = matches ? origin : null;
      const answer = real[index]?.[0] as ServerAnswer;
      expect(get(answer.headers, 'access-control-allow-origin'), sentence).toBe(expected);
      expect(get(model.headers, 'access-control-allow-origin'), sentence).toBe(expected);
    }
  });
}

test('Python reads every literal back unchanged', async () => {
  const version = await versionOrSkip('debian');
  const values = fc.sample(fc.string({ unit: 'binary' }), { seed: SEED, numRuns: 500 });
  const program = [
    'import ast, json, sys',
    'print(json.dumps([ast.literal_eval(line) for line in json.load(sys.stdin)]))',
  ].join('\n');
  const { stdout } = spawnSync(version.python, ['-c', program], {
    input: JSON.stringify(values.map((value) => pythonList([value, 'x']))),
    encoding: 'utf8',
  });
  expect(JSON.parse(stdout)).toEqual(values.map((value) => [value, 'x']));
});

/** Sentence, CORS_ALLOWED_ORIGINS, the request's Origin, whether it is allowed. */
const VALUES: readonly (readonly [string, readonly string[] | string, string, boolean])[] = [
  ['the exact origin', ['http://localhost:3000'], 'http://localhost:3000', true],
  ['a trailing slash', ['http://localhost:3000/'], 'http://localhost:3000', true],
  ['a path', ['http://localhost:3000/app'], 'http://localhost:3000', true],
  ['an origin without a scheme', ['localhost:3000'], 'http://localhost:3000', false],
  ['a scheme with its slashes swapped', ['http//:localhost:8000'], 'http://localhost:8000', false],
  ['a star', ['*'], 'http://localhost:3000', false],
  ['a star for the host', ['http://*'], 'http://localhost:3000', false],
  ['a star for the subdomain', ['https://*.example.com'], 'https://a.example.com', false],
  ['an upper-case host', ['http://LOCALHOST:3000'], 'http://localhost:3000', false],
  ['an upper-case scheme', ['HTTP://localhost:3000'], 'http://localhost:3000', true],
  ['the default port spelled out', ['https://example.com:443'], 'https://example.com', false],
  ['another loopback name', ['http://127.0.0.1:3000'], 'http://localhost:3000', false],
  ['another port', ['http://localhost:3001'], 'http://localhost:3000', false],
  ['another scheme', ['https://localhost:3000'], 'http://localhost:3000', false],
  ['a string for the list', 'http://localhost:3000', 'http://localhost:3000', false],
  ['a star, asked by a sandboxed page', ['*'], 'null', true],
];

function simple(cors: DjangoProject['cors'], origin: string): Generated {
  return {
    project: { ...freshProject, cors },
    signal: null,
    requests: [
      {
        method: 'GET',
        path: '/api/data/',
        secure: false,
        host: 'localhost',
        headers: [['Origin', origin]],
      },
    ],
  };
}

async function versionOrSkip(id: DjangoVersion['id']): Promise<DjangoVersion> {
  const version = (await djangoVersions()).find((one) => one.id === id);
  const reason = (await missingDjangoVersions()).find((one) => one.id === id)?.reason;
  test.skip(version === undefined, reason);
  return version as DjangoVersion;
}

type Seen = Record<'answers' | 'allowed' | 'refused' | 'preflights' | 'wildcards', number>;

function count(seen: Seen, { headers }: ServerAnswer): void {
  const allowed = get(headers, 'access-control-allow-origin');
  const ran = /origin/i.test(get(headers, 'vary') ?? '');
  seen.answers += 1;
  seen.allowed += ran && allowed !== null ? 1 : 0;
  seen.refused += ran && allowed === null ? 1 : 0;
  seen.wildcards += ran && allowed === '*' ? 1 : 0;
  seen.preflights += get(headers, 'access-control-allow-methods') === null ? 0 : 1;
}

function djangoCase({ project, signal, requests }: Generated): DjangoCase {
  return {
    signal,
    settings: {
      ...project.cors,
      MIDDLEWARE: project.middleware.map((name) => DOTTED[name]),
      APPEND_SLASH: project.APPEND_SLASH,
      SECURE_SSL_REDIRECT: project.SECURE_SSL_REDIRECT,
      DEBUG: project.DEBUG,
      ALLOWED_HOSTS: project.ALLOWED_HOSTS ?? ['*'],
    },
    requests: requests.map(({ host, headers, ...rest }) => ({
      ...rest,
      headers: [...headers, ['Host', host]],
    })),
  };
}

function projectOf({ project, signal }: Generated, version: DjangoVersion): DjangoProject {
  const enabled = (asked: ServerRequest) =>
    signal !== null && pathInfo(asked.url).startsWith(signal);
  return {
    ...project,
    django: version.django.startsWith('3.') ? '3.2' : '4.2',
    library: libraryOf(version),
    cors: { ...project.cors, check_request_enabled: enabled },
    view,
  };
}

function libraryOf({ corsheaders }: DjangoVersion): Library {
  if (corsheaders.startsWith('3.')) return '3.14';
  return /^4\.[012]\./.test(corsheaders) ? '4.0' : '4.3';
}

/** The views of servers/django/urls.py that are asked here. */
function view({ url, method }: ServerRequest): ServerAnswer | null {
  const { pathname, searchParams } = new URL(url);
  if (pathname === '/api/echo/') {
    const headers = JSON.parse(searchParams.get('headers') ?? '[]') as HeaderList;
    // Django sets and does not append: the last header of a name stays.
    const last = new Map(headers);
    return { status: Number(searchParams.get('status')), headers: [...last] };
  }
  if (pathname === '/api/boom/') return { status: 500, headers: [] };
  if (pathname !== '/api/data/' && pathname !== '/other/') return null;
  return { status: method === 'OPTIONS' ? 405 : 200, headers: [] };
}

function serverRequest(asked: Generated['requests'][number]): ServerRequest {
  const scheme = asked.secure ? 'https' : 'http';
  return {
    method: asked.method,
    url: `${scheme}://${asked.host}${asked.path}`,
    headers: asked.headers,
  };
}

const SHOWN =
  /^(access-control-.*|vary|x-content-type-options|referrer-policy|cross-origin-opener-policy|x-frame-options)$/i;

/** Status, CORS headers, Vary and the headers that show a position, with their names as sent. */
function image({ status, headers }: ServerAnswer) {
  return {
    status,
    headers: headers
      .filter(([name]) => SHOWN.test(name))
      .map(([name, value]) => `${name}: ${value}`)
      .toSorted(),
  };
}
