import { request as httpRequest } from 'node:http';
import { expect, test } from 'playwright/test';
import { extractTokens, get, type Header, type HeaderList } from '../src/model/header-list.ts';
import type { SerializedOrigin } from '../src/model/origin.ts';
import { plainText } from '../src/model/prose.ts';
import type { AnswerRequirement } from '../src/model/requirement.ts';
import type { SeenAnswer } from '../src/model/seen-server.ts';
import { djangoCorsHeaders } from '../src/servers/django-cors-headers/index.ts';
import { isShownOnly, type Snippet, snippetDiff, snippetText } from '../src/servers/kit/stack.ts';
import type { EditForm } from '../src/servers/kit/steps.ts';
import { editSettings } from '../tools/real-servers/django/edit-settings.ts';
import {
  CORS_MIDDLEWARE,
  type DjangoOptions,
  djangoVersions,
  hasPackage,
  missingDjangoVersions,
  PLAIN_MIDDLEWARE,
  type RunningDjango,
  startDjango,
} from '../tools/real-servers/django/server.ts';
import type { DjangoVersion } from '../tools/real-servers/django/versions.ts';
import type { PrintedSnippet } from '../tools/real-servers/lab-stack.ts';

/**
 * The snippet is pasted exactly as printed at the end of settings.py. One paste and one restart fix
 * the project, whatever its settings were; a second paste changes nothing. The edits in place are
 * made as a reader of the file makes them. The requests are a browser's, sent without a browser.
 */

const PAGE = 'http://localhost:3000';
const CORS = 'corsheaders.middleware.CorsMiddleware';
const [SECURITY = '', SESSION = '', COMMON = '', CSRF = '', FRAMES = ''] = PLAIN_MIDDLEWARE;
const APPS = { apps: ['corsheaders'] } as const;
const INSTALLED = { middleware: CORS_MIDDLEWARE, ...APPS } as const;

type Wish = {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: readonly string[];
  readonly credentials?: boolean;
};
type State = Pick<DjangoOptions, 'middleware' | 'apps' | 'server' | 'settings' | 'debug'> & {
  /** Needs a package that the system's Python may lack. */
  readonly needs?: string;
  readonly wish: Wish;
  /** Why an edit in place is not enough: only the file shows what a note is about. */
  readonly onlyAtEnd?: string;
  /** Requests that the tool has seen before. */
  readonly seen?: readonly Wish[];
};

const REGEX_UNSEEN = 'a note says to delete CORS_URLS_REGEX, which no response shows';
const put: Wish = { method: 'PUT', headers: ['content-type', 'x-token'] };
const putWithCookies: Wish = { ...put, credentials: true };

const STATES: Readonly<Record<string, State>> = {
  'nothing is installed': { settings: '', wish: putWithCookies },
  'nothing is installed, REST framework with authentication': {
    settings: '',
    wish: { ...put, path: '/api/rest-users/' },
  },
  'the origin is not listed': { ...INSTALLED, settings: '', wish: put },
  'an old setting lists another origin': {
    ...INSTALLED,
    settings: "CORS_ORIGIN_WHITELIST = ('http://localhost:8080',)",
    wish: putWithCookies,
  },
  'an old setting allows every origin, cookies are needed': {
    ...INSTALLED,
    settings: 'CORS_ORIGIN_ALLOW_ALL = True',
    wish: { credentials: true },
  },
  'every origin is allowed, cookies and a header are needed': {
    ...INSTALLED,
    settings: 'CORS_ALLOW_ALL_ORIGINS = True',
    wish: putWithCookies,
  },
  'the list of origins is a string': {
    ...INSTALLED,
    server: 'gunicorn',
    settings: `CORS_ALLOWED_ORIGINS = ('${PAGE}')`,
    wish: put,
  },
  'the methods are a string': {
    ...INSTALLED,
    server: 'gunicorn',
    settings: `CORS_ALLOWED_ORIGINS = ['${PAGE}']\nCORS_ALLOW_METHODS = 'GET'`,
    wish: { method: 'PUT' },
  },
  'the headers are a string': {
    ...INSTALLED,
    server: 'gunicorn',
    settings: `CORS_ALLOWED_ORIGINS = ['${PAGE}']\nCORS_ALLOW_HEADERS = 'x-token'`,
    wish: put,
  },
  'the headers are a star, cookies are needed': {
    ...INSTALLED,
    settings: `CORS_ALLOWED_ORIGINS = ['${PAGE}']\nCORS_ALLOW_HEADERS = ['*']`,
    wish: putWithCookies,
  },
  'some methods and headers are listed, others are needed': {
    ...INSTALLED,
    settings: [
      `CORS_ALLOWED_ORIGINS = ['${PAGE}']`,
      "CORS_ALLOW_METHODS = ['GET', 'POST']",
      "CORS_ALLOW_HEADERS = ['content-type', 'x-other']",
    ].join('\n'),
    wish: put,
  },
  'credentials are not allowed': {
    ...INSTALLED,
    settings: `CORS_ALLOWED_ORIGINS = ['${PAGE}']`,
    wish: { credentials: true },
  },
  'the regex does not match the URL': {
    ...INSTALLED,
    onlyAtEnd: REGEX_UNSEEN,
    settings: `CORS_ALLOWED_ORIGINS = ['${PAGE}']\nCORS_URLS_REGEX = r'^/v2/.*$'`,
    wish: put,
  },
  'the regex matches other URLs only': {
    ...INSTALLED,
    settings: `CORS_ALLOWED_ORIGINS = ['${PAGE}']\nCORS_URLS_REGEX = r'^/other/.*$'`,
    seen: [{ path: '/other/' }],
    wish: put,
  },
  'nothing matches: regex, methods and headers, with an old setting that allows every origin': {
    ...INSTALLED,
    onlyAtEnd: REGEX_UNSEEN,
    settings: [
      "CORS_URLS_REGEX = r'^/v2/'",
      "CORS_ALLOW_METHODS = ['GET']",
      'CORS_ALLOW_HEADERS = []',
      'CORS_ORIGIN_ALLOW_ALL = True',
    ].join('\n'),
    wish: putWithCookies,
  },
  'the middleware is below CommonMiddleware, the slash is missing': {
    middleware: [SECURITY, SESSION, COMMON, CORS, CSRF, FRAMES],
    ...APPS,
    settings: `CORS_ALLOWED_ORIGINS = ['${PAGE}']`,
    seen: [{ path: '/other/' }],
    wish: { ...put, path: '/api/data' },
  },
  'the middleware is last, nothing else was seen': {
    middleware: [...PLAIN_MIDDLEWARE, CORS],
    ...APPS,
    settings: `CORS_ALLOWED_ORIGINS = ['${PAGE}']`,
    wish: { path: '/api/data' },
  },
  'the middleware is last, the origin is not listed': {
    middleware: [...PLAIN_MIDDLEWARE, CORS],
    ...APPS,
    settings: '',
    wish: put,
  },
  'an https redirect is above the middleware': {
    middleware: [SECURITY, CORS, ...PLAIN_MIDDLEWARE.slice(1)],
    ...APPS,
    settings: `SECURE_SSL_REDIRECT = True\nCORS_ALLOWED_ORIGINS = ['${PAGE}']`,
    wish: put,
  },
  'a gate above the middleware asks the preflight for a token': {
    middleware: ['middleware.TokenGate', CORS, ...PLAIN_MIDDLEWARE],
    ...APPS,
    settings: `CORS_ALLOWED_ORIGINS = ['${PAGE}']`,
    wish: { method: 'PUT', headers: ['authorization'] },
  },
  'the app is not installed': {
    middleware: CORS_MIDDLEWARE,
    settings: '',
    wish: put,
  },
  'the app is installed by its config, the middleware is missing': {
    apps: ['corsheaders.apps.CorsHeadersAppConfig'],
    settings: '',
    wish: put,
  },
  'MIDDLEWARE and INSTALLED_APPS are tuples': {
    settings: 'MIDDLEWARE = tuple(MIDDLEWARE)\nINSTALLED_APPS = tuple(INSTALLED_APPS)',
    wish: put,
  },
  'MIDDLEWARE_CLASSES replaces MIDDLEWARE': {
    onlyAtEnd: 'a note says that only MIDDLEWARE counts',
    settings: `MIDDLEWARE_CLASSES = ['${CORS}', *MIDDLEWARE]\ndel MIDDLEWARE`,
    wish: put,
  },
  'a hand-written middleware sets a star': {
    middleware: [...PLAIN_MIDDLEWARE, 'middleware.OwnCors'],
    settings: '',
    wish: putWithCookies,
  },
  'a hand-written middleware under another name sets a star, first': {
    middleware: ['middleware.AllowEverybody', ...PLAIN_MIDDLEWARE],
    settings: '',
    wish: { method: 'PUT', headers: ['x-token'] },
  },
  'a hand-written middleware replaces the library’s origin': {
    middleware: ['middleware.OwnCors', ...CORS_MIDDLEWARE],
    ...APPS,
    settings: `CORS_ALLOWED_ORIGINS = ['${PAGE}']\nCORS_ALLOW_CREDENTIALS = True`,
    wish: { credentials: true },
  },
  'runserver sends a static file, and nothing is installed': {
    settings: '',
    debug: true,
    needs: 'whitenoise',
    wish: { path: '/static/module.js' },
  },
  'runserver sends a static file, and the library handles the rest': {
    ...INSTALLED,
    settings: `CORS_ALLOWED_ORIGINS = ['${PAGE}']\nCORS_URLS_REGEX = r'^/api/.*$'`,
    debug: true,
    needs: 'whitenoise',
    seen: [{}],
    wish: { path: '/static/module.js' },
  },
  'a listed origin has its slashes swapped': {
    ...INSTALLED,
    server: 'gunicorn',
    settings: "CORS_ALLOWED_ORIGINS = ['http//:localhost:3000']",
    wish: put,
  },
};

// Each test has its own server.
test.describe.configure({ mode: 'parallel' });

/** `DJANGO=all npm run e2e -- django-paste` plays both forms on both. */
const isAll = process.env['DJANGO'] === 'all';
const VERSIONS = ['debian', 'newest'] as const;

const FORMS = [
  ['one paste fixes it', 'at-end'],
  ['edits in place fix it', 'in-place'],
] as const;
const STATES_IN_FORMS = Object.entries(STATES).flatMap(([name, state], index) =>
  FORMS.map(([does, form], turn) => ({ does, form, name, state, turn: index + turn })),
);

for (const [number, id] of VERSIONS.entries()) {
  test.describe(id, () => {
    for (const { does, form, name, state, turn } of STATES_IN_FORMS) {
      if (!isAll && (turn + number) % VERSIONS.length !== 0) continue;
      test(`${does} when ${name}`, async () => {
        const version = await versionOrSkip(id);
        const { needs, onlyAtEnd } = state;
        test.skip(form === 'in-place' && onlyAtEnd !== undefined, onlyAtEnd);
        const has = needs === undefined || (await hasPackage(version, needs));
        test.skip(!has, `${needs} is not installed`);
        await mendsIt(version, state, form);
      });
    }
  });
}

async function mendsIt(version: DjangoVersion, state: State, form: EditForm): Promise<void> {
  const { wish, seen = [], needs: _, onlyAtEnd: __, ...options } = state;
  const django = await startDjango({ version, ...options });
  try {
    const before = [...(await askAll(django, seen)), ...(await ask(django, wish))];
    expect(passes(wish, before), 'it is blocked before').toBe(false);

    const remedy = djangoCorsHeaders.remedy(requirementOf(django, wish), {
      server: django.origin as SerializedOrigin,
      answers: before,
    });
    const text =
      form === 'at-end'
        ? (remedy?.pasteAtEnd?.snippets ?? []).map(snippetText).join('')
        : (remedy?.snippets ?? []).map(snippetDiff).join('');
    if (form === 'at-end') await django.paste(`${text}${text}`);
    else
      await django.edit((settings) =>
        editSettings(settings, (remedy?.snippets ?? []).map(printed)),
      );
    await django.restart();

    const after = await ask(django, wish);
    expect(passes(wish, after), `${text}\n${JSON.stringify(after, null, 1)}`).toBe(true);
    await neverWide(django, wish);
  } finally {
    await django.stop();
  }
}

const printed = (snippet: Snippet): PrintedSnippet => ({
  file: snippet.file,
  language: snippet.language,
  place: plainText(snippet.place),
  code: snippetText(snippet),
  ...(snippet.lines.some(isShownOnly) ? { diff: snippetDiff(snippet) } : {}),
});

/** The same paste does not let another site in with cookies. */
async function neverWide(django: RunningDjango, wish: Wish): Promise<void> {
  const answers = await ask(django, wish, 'https://evil.example');
  for (const { headers } of answers) {
    const credentials = get(headers, 'access-control-allow-credentials') === 'true';
    const origin = get(headers, 'access-control-allow-origin');
    expect(credentials && origin === 'https://evil.example').toBe(false);
  }
}

function requirementOf(django: RunningDjango, wish: Wish): AnswerRequirement {
  const { path = '/api/data/', method = 'GET', headers = [], credentials = false } = wish;
  return {
    server: django.origin as SerializedOrigin,
    url: `${django.origin}${path}`,
    method,
    origin: PAGE as SerializedOrigin,
    origins: [PAGE as SerializedOrigin],
    credentials,
    methods: method === 'GET' ? [] : [method],
    headers,
    expose: [],
    preflight: isPreflighted(wish),
  };
}

function isPreflighted({ method = 'GET', headers = [] }: Wish): boolean {
  return method !== 'GET' || headers.length > 0;
}

async function askAll(
  django: RunningDjango,
  wishes: readonly Wish[],
): Promise<readonly SeenAnswer[]> {
  const all: SeenAnswer[] = [];
  for (const wish of wishes) all.push(...(await ask(django, wish)));
  return all;
}

/** The preflight if one is needed, and the request itself if the preflight passed. */
async function ask(
  django: RunningDjango,
  wish: Wish,
  origin: string = PAGE,
): Promise<readonly SeenAnswer[]> {
  const { path = '/api/data/', method = 'GET', headers = [] } = wish;
  const actual: HeaderList = [['Origin', origin], ...headers.map((name): Header => [name, 'x'])];
  if (!isPreflighted(wish)) return [await send(django, 'actual', method, path, actual)];
  const preflight = await send(django, 'preflight', 'OPTIONS', path, [
    ['Origin', origin],
    ['Access-Control-Request-Method', method],
    ...(headers.length > 0
      ? ([['Access-Control-Request-Headers', headers.join(',')]] as const)
      : []),
  ]);
  if (!preflightPasses(wish, preflight)) return [preflight];
  return [preflight, await send(django, 'actual', method, path, actual)];
}

function passes(wish: Wish, answers: readonly SeenAnswer[]): boolean {
  const last = answers.at(-1);
  return last?.kind === 'actual' && originPasses(wish, last);
}

function preflightPasses(wish: Wish, answer: SeenAnswer): boolean {
  const { method = 'GET', headers = [], credentials = false } = wish;
  const lists = (name: string, value: string) => {
    const tokens = extractTokens(answer.headers, name);
    if (tokens === null || tokens === 'failure') return false;
    return tokens.includes(value) || (!credentials && tokens.includes('*'));
  };
  return (
    originPasses(wish, answer) &&
    answer.status >= 200 &&
    answer.status < 300 &&
    (method === 'GET' || lists('access-control-allow-methods', method)) &&
    headers.every((name) => lists('access-control-allow-headers', name))
  );
}

function originPasses({ credentials = false }: Wish, { headers }: SeenAnswer): boolean {
  const allowed = get(headers, 'access-control-allow-origin');
  if (!credentials) return allowed === '*' || allowed === PAGE;
  return allowed === PAGE && get(headers, 'access-control-allow-credentials') === 'true';
}

function send(
  { port, origin }: RunningDjango,
  kind: SeenAnswer['kind'],
  method: string,
  path: string,
  headers: HeaderList,
): Promise<SeenAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { Host: `localhost:${port}`, ...Object.fromEntries(headers) },
      },
      (response) => {
        response.resume();
        response.on('end', () =>
          resolve({
            kind,
            url: `${origin}${path}`,
            method,
            requestHeaders: headers,
            status: response.statusCode ?? 0,
            headers: pairs(response.rawHeaders),
            at: Date.now(),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end();
  });
}

function pairs(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, index): Header[] =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : [],
  );
}

async function versionOrSkip(id: DjangoVersion['id']): Promise<DjangoVersion> {
  const version = (await djangoVersions()).find((one) => one.id === id);
  const reason = (await missingDjangoVersions()).find((one) => one.id === id)?.reason;
  test.skip(version === undefined, reason);
  return version as DjangoVersion;
}
