import { describe, expect, test } from 'vitest';
import type { Header, HeaderList } from '../../model/header-list.ts';
import type { SerializedOrigin } from '../../model/origin.ts';
import { plainText } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { type Remedy, snippetDiff, snippetText } from '../kit/stack.ts';
import { djangoCorsHeaders } from './index.ts';

const SERVER = 'http://localhost:8000' as SerializedOrigin;
const PAGE = 'http://localhost:3000' as SerializedOrigin;
const URL_ = `${SERVER}/api/data/`;

const EMPTY: HeaderList = [
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Content-Length', '0'],
  ['Vary', 'origin'],
];
const SECURED: HeaderList = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
];
const FRAMED: HeaderList = [...SECURED, ['X-Frame-Options', 'DENY']];
const METHODS: Header = ['access-control-allow-methods', 'DELETE, GET, OPTIONS, PATCH, POST, PUT'];
const NAMES: Header = [
  'access-control-allow-headers',
  'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with, x-old',
];
const allowing = (origin: string): Header => ['access-control-allow-origin', origin];

function answer(part: Partial<SeenAnswer>): SeenAnswer {
  return {
    kind: 'preflight',
    url: URL_,
    method: part.kind === 'actual' ? 'PUT' : 'OPTIONS',
    requestHeaders: [
      ['Origin', PAGE],
      ['Access-Control-Request-Method', 'PUT'],
    ],
    status: 200,
    headers: [],
    at: 0,
    ...part,
  };
}

function remedy(
  part: Partial<AnswerRequirement>,
  ...answers: readonly Partial<SeenAnswer>[]
): Remedy {
  const required: AnswerRequirement = {
    server: SERVER,
    url: URL_,
    method: 'PUT',
    origin: PAGE,
    origins: [PAGE],
    credentials: false,
    methods: ['PUT'],
    headers: [],
    expose: [],
    preflight: true,
    ...part,
  };
  const found = djangoCorsHeaders.remedy(required, {
    server: SERVER,
    answers: answers.map(answer),
  });
  if (found === null) throw new Error('no remedy');
  return found;
}

const settingsOf = ({ pasteAtEnd }: Remedy): string =>
  (pasteAtEnd?.snippets ?? []).map(snippetText).join('');
const editsOf = ({ snippets }: Remedy): readonly string[] =>
  snippets.map((one) => `${plainText(one.place)}\n${snippetDiff(one)}`);
const notesOf = ({ notes }: Remedy): string => notes.map(plainText).join('\n');
const cautionsOf = ({ cautions }: Remedy): string => cautions.map(plainText).join('\n');

const ABOUT =
  '# Turns CORS on, whatever the lines above say: the last assignment wins.\n# It is safe to paste this again.';
const KEEP_ORIGINS =
  '# Add those that your settings list already, if they are yours\n# (in CORS_ALLOWED_ORIGINS or CORS_ORIGIN_WHITELIST).';
const FIRST = [
  'MIDDLEWARE = [',
  '    "corsheaders.middleware.CorsMiddleware",',
  '    *(m for m in MIDDLEWARE if m != "corsheaders.middleware.CorsMiddleware"),',
  ']',
];

describe('at the end of the file, prints only what is needed', () => {
  test.each<readonly [string, Remedy, readonly string[]]>([
    [
      'a header is missing: print the defaults, the existing name and the new one',
      remedy({ headers: ['x-token'] }, { headers: [...EMPTY, allowing(PAGE), METHODS, NAMES] }),
      [
        'from corsheaders.defaults import default_headers',
        '',
        'CORS_ALLOW_HEADERS = (*default_headers, "x-old", "x-token")',
      ],
    ],
    [
      'a method is missing from a short list: the list stays short',
      remedy(
        {},
        {
          headers: [...EMPTY, allowing(PAGE), ['access-control-allow-methods', 'GET, POST'], NAMES],
        },
      ),
      ['CORS_ALLOW_METHODS = ["GET", "POST", "PUT"]'],
    ],
    [
      'a method that no default contains',
      remedy(
        { method: 'PROPFIND', methods: ['PROPFIND'] },
        { headers: [...EMPTY, allowing(PAGE), METHODS, NAMES] },
      ),
      [
        'from corsheaders.defaults import default_methods',
        '',
        'CORS_ALLOW_METHODS = (*default_methods, "PROPFIND")',
      ],
    ],
    [
      'the methods are a string',
      remedy(
        {},
        { headers: [...EMPTY, allowing(PAGE), ['access-control-allow-methods', 'G, E, T'], NAMES] },
      ),
      ['CORS_ALLOW_METHODS = ["GET", "PUT"]'],
    ],
    [
      'another origin is allowed: only the user knows whose it is',
      remedy(
        {},
        {
          requestHeaders: [['Origin', 'http://localhost:8080']],
          headers: [...EMPTY, allowing('http://localhost:8080'), METHODS, NAMES],
        },
        { headers: EMPTY },
      ),
      [KEEP_ORIGINS, 'CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]'],
    ],
    [
      'another origin is allowed, and a method is missing: the other origin does not get the method',
      remedy(
        {},
        {
          requestHeaders: [['Origin', 'http://localhost:8080']],
          headers: [...EMPTY, allowing('http://localhost:8080')],
        },
        {
          headers: [...EMPTY, allowing(PAGE), ['access-control-allow-methods', 'GET, POST'], NAMES],
        },
      ),
      [
        KEEP_ORIGINS,
        'CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]',
        'CORS_ALLOW_METHODS = ["GET", "POST", "PUT"]',
      ],
    ],
    [
      'every origin is allowed, and a method is missing: not every origin gets the method',
      remedy(
        {},
        {
          headers: [...EMPTY, allowing('*'), ['access-control-allow-methods', 'GET, POST'], NAMES],
        },
      ),
      [
        KEEP_ORIGINS,
        'CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]',
        'CORS_ALLOW_ALL_ORIGINS = False',
        'CORS_ALLOW_METHODS = ["GET", "POST", "PUT"]',
      ],
    ],
    [
      'credentials are missing: only for the page',
      remedy({ credentials: true }, { headers: [...EMPTY, allowing(PAGE), METHODS, NAMES] }),
      [
        KEEP_ORIGINS,
        'CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]',
        'CORS_ALLOW_CREDENTIALS = True',
      ],
    ],
    [
      'every origin is allowed and credentials are needed: a list replaces it',
      remedy({ credentials: true }, { headers: [...EMPTY, allowing('*'), METHODS, NAMES] }),
      [
        KEEP_ORIGINS,
        'CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]',
        'CORS_ALLOW_ALL_ORIGINS = False',
        'CORS_ALLOW_CREDENTIALS = True',
      ],
    ],
    [
      'the library runs elsewhere, and this answer comes from the view: the regex',
      remedy(
        {},
        { url: `${SERVER}/other/`, headers: [...EMPTY, allowing(PAGE), METHODS, NAMES] },
        { status: 405, headers: FRAMED },
      ),
      ['CORS_URLS_REGEX = r"^.*$"'],
    ],
    [
      'the preflight passes, and a middleware above redirects the request: the order',
      remedy(
        {},
        { headers: [...EMPTY, ...SECURED, allowing(PAGE), METHODS, NAMES], at: 1 },
        { kind: 'actual', status: 301, headers: SECURED, at: 2 },
      ),
      FIRST,
    ],
  ])('%s', (_, found, lines) => {
    expect(settingsOf(found)).toBe(`${[ABOUT, ...lines].join('\n')}\n`);
    expect(found.install).toBeNull();
  });
});

test('everything is printed if the library was not seen to run', () => {
  const found = remedy({ headers: ['x-token'] }, { status: 405, headers: FRAMED });
  expect(settingsOf(found)).toBe(
    `${[
      ABOUT,
      'from corsheaders.defaults import default_headers, default_methods',
      '',
      'INSTALLED_APPS = [',
      '    *(app for app in INSTALLED_APPS if not app.startswith("corsheaders")),',
      '    "corsheaders",',
      ']',
      ...FIRST,
      'CORS_URLS_REGEX = r"^.*$"',
      KEEP_ORIGINS,
      'CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]',
      '# Add what your settings list in CORS_ALLOW_METHODS already.',
      'CORS_ALLOW_METHODS = default_methods',
      '# Add what your settings list in CORS_ALLOW_HEADERS already.',
      'CORS_ALLOW_HEADERS = (*default_headers, "x-token")',
    ].join('\n')}\n`,
  );
  expect(found.install && snippetText(found.install)).toBe(
    'python -m pip install django-cors-headers\n',
  );
  expect(notesOf(found)).toContain('delete it, or make it match /api/data/');
});

test('pip does not upgrade an old Django', () => {
  const old = FRAMED.filter(([name]) => name !== 'Cross-Origin-Opener-Policy');
  const found = remedy({}, { status: 405, headers: old });
  expect(found.install && snippetText(found.install)).toBe(
    'python -m pip install "django-cors-headers<4.6"\n',
  );
});

test('lines that replace what was seen are marked as changed, the others as added', () => {
  const found = remedy(
    { headers: ['x-token'], credentials: true },
    { headers: [...EMPTY, allowing(PAGE), METHODS, NAMES] },
  );
  const marks = found.pasteAtEnd?.snippets[0]?.lines
    .slice(2)
    .map(({ text, mark }) => [text.split(' ')[0], mark]);
  expect(marks).toEqual([
    ['from', 'added'],
    ['', 'context'],
    ['#', 'context'],
    ['#', 'context'],
    ['CORS_ALLOWED_ORIGINS', 'context'],
    ['CORS_ALLOW_CREDENTIALS', 'added'],
    ['CORS_ALLOW_HEADERS', 'changed'],
  ]);
});

test('a long list is split into lines like Black does', () => {
  const origins = ['a', 'b', 'c'].map((name) => `https://${name}.a-rather-long-name.example`);
  const found = remedy({ origins: [PAGE, ...origins] as SerializedOrigin[] }, { headers: EMPTY });
  expect(settingsOf(found)).toContain(
    `CORS_ALLOWED_ORIGINS = [\n    "${PAGE}",\n${origins.map((one) => `    "${one}",\n`).join('')}]`,
  );
});

describe('in place, shows the lines that change', () => {
  const right = { headers: [...EMPTY, allowing(PAGE), METHODS, NAMES] };
  const plain: Header = [
    'access-control-allow-headers',
    'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
  ];
  const APPS =
    'In INSTALLED_APPS, unless it is there already.\n INSTALLED_APPS = [\n+    "corsheaders",\n';
  const FIRST_EDIT =
    'At the top of MIDDLEWARE. If it is there already, move it.\n MIDDLEWARE = [\n+    "corsheaders.middleware.CorsMiddleware",\n';
  const MOVED =
    'Move it to the top of MIDDLEWARE.\n MIDDLEWARE = [\n+    "corsheaders.middleware.CorsMiddleware",\n     # …\n-    "corsheaders.middleware.CorsMiddleware",\n';
  const LISTED =
    'In this list, or in CORS_ORIGIN_WHITELIST. If you have neither, write CORS_ALLOWED_ORIGINS = ["http://localhost:3000"].\n CORS_ALLOWED_ORIGINS = [\n     # …\n+    "http://localhost:3000",\n';
  const own = (...lines: readonly string[]) => ['On lines of their own.', ...lines, ''].join('\n');
  const fresh = (...lines: readonly string[]) =>
    own(...lines).replace('own.', 'own. If you have such a list already, add to it.');

  test.each<readonly [string, Remedy, readonly string[]]>([
    [
      'nothing is installed, and a GET needs no more than the origin',
      remedy({ method: 'GET', methods: [], preflight: false }, { kind: 'actual', headers: FRAMED }),
      [APPS, FIRST_EDIT, fresh('+CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]')],
    ],
    [
      'nothing is installed, and the defaults allow the method and the header',
      remedy({ headers: ['content-type'] }, { status: 405, headers: FRAMED }),
      [APPS, FIRST_EDIT, fresh('+CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]')],
    ],
    [
      'nothing is installed, and the request needs everything',
      remedy(
        { headers: ['content-type', 'x-foo'], credentials: true, expose: ['x-total'] },
        { status: 405, headers: FRAMED },
      ),
      [
        APPS,
        FIRST_EDIT,
        fresh(
          '+from corsheaders.defaults import default_headers',
          '+',
          '+CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]',
          '+CORS_ALLOW_CREDENTIALS = True',
          '+CORS_ALLOW_HEADERS = (*default_headers, "x-foo")',
          '+CORS_EXPOSE_HEADERS = ["x-total"]',
        ),
      ],
    ],
    ['only the origin is missing', remedy({}, { headers: EMPTY }), [LISTED]],
    [
      'only the origin is missing, and another one is allowed: it stays',
      remedy(
        {},
        {
          requestHeaders: [['Origin', 'http://localhost:8080']],
          headers: [...EMPTY, allowing('http://localhost:8080'), METHODS, NAMES],
        },
        { headers: EMPTY },
      ),
      [LISTED],
    ],
    [
      'a header is missing from a list',
      remedy({ headers: ['x-token'] }, right),
      ['In CORS_ALLOW_HEADERS.\n CORS_ALLOW_HEADERS = [\n     # …\n+    "x-token",\n'],
    ],
    [
      'a header is missing from the defaults',
      remedy({ headers: ['x-token'] }, { headers: [...EMPTY, allowing(PAGE), METHODS, plain] }),
      [
        own(
          '+from corsheaders.defaults import default_headers',
          '+',
          '+CORS_ALLOW_HEADERS = (*default_headers, "x-token")',
        ),
      ],
    ],
    [
      'a method is missing from a list that is a string',
      remedy(
        {},
        { headers: [...EMPTY, allowing(PAGE), ['access-control-allow-methods', 'G, E, T'], NAMES] },
      ),
      [
        'In place of the present value.\n-CORS_ALLOW_METHODS = …\n+CORS_ALLOW_METHODS = ["GET", "PUT"]\n',
      ],
    ],
    [
      'a star lists the headers, and credentials make it a name',
      remedy(
        { headers: ['content-type'], credentials: true },
        {
          headers: [
            ...EMPTY,
            allowing(PAGE),
            ['access-control-allow-credentials', 'true'],
            METHODS,
            ['access-control-allow-headers', '*'],
          ],
        },
      ),
      ['Delete CORS_ALLOW_HEADERS: the default is enough.\n-CORS_ALLOW_HEADERS = …\n'],
    ],
    [
      'a method is missing, and another origin is allowed: it does not get the method',
      remedy(
        {},
        {
          requestHeaders: [['Origin', 'http://localhost:8080']],
          headers: [...EMPTY, allowing('http://localhost:8080')],
        },
        {
          headers: [...EMPTY, allowing(PAGE), ['access-control-allow-methods', 'GET, POST'], NAMES],
        },
      ),
      [
        'In this list, or in CORS_ORIGIN_WHITELIST.\n CORS_ALLOWED_ORIGINS = [\n     # …\n-    "http://localhost:8080",\n',
        'In CORS_ALLOW_METHODS.\n CORS_ALLOW_METHODS = [\n     # …\n+    "PUT",\n',
      ],
    ],
    [
      'credentials are missing',
      remedy({ credentials: true }, right),
      [own('+CORS_ALLOW_CREDENTIALS = True')],
    ],
    [
      'every origin is allowed and credentials are needed: a list takes its place',
      remedy({ credentials: true }, { headers: [...EMPTY, allowing('*'), METHODS, NAMES] }),
      [
        'In place of CORS_ALLOW_ALL_ORIGINS, or of its old name CORS_ORIGIN_ALLOW_ALL.\n-CORS_ALLOW_ALL_ORIGINS = True\n+CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]\n+CORS_ALLOW_CREDENTIALS = True\n',
      ],
    ],
    [
      'the library runs elsewhere, and this answer comes from the view: the regex goes',
      remedy(
        {},
        { url: `${SERVER}/other/`, headers: [...EMPTY, allowing(PAGE), METHODS, NAMES] },
        { status: 405, headers: FRAMED },
      ),
      ['Delete this line: by default, every path matches.\n-CORS_URLS_REGEX = …\n'],
    ],
    [
      'a middleware above it redirects: it moves',
      remedy(
        {},
        { headers: [...EMPTY, ...SECURED, allowing(PAGE), METHODS, NAMES], at: 1 },
        { kind: 'actual', status: 301, headers: SECURED, at: 2 },
      ),
      [MOVED],
    ],
  ])('%s', (_, found, edits) => {
    expect(editsOf(found)).toEqual(edits);
  });
});

describe('says what to know before the paste', () => {
  const right = { headers: [...EMPTY, allowing(PAGE), METHODS, NAMES] };
  test.each<readonly [string, Remedy, string]>([
    [
      'the origin is allowed already',
      remedy({ headers: ['x-token'] }, right),
      'The server already allows http://localhost:3000.',
    ],
    [
      'it runs elsewhere, and the reason is unknown',
      remedy({}, { url: `${SERVER}/other/`, headers: EMPTY }, { status: 405, headers: [] }),
      'These lines fix both.',
    ],
    [
      'a hand-written middleware',
      remedy({}, { status: 405, headers: [...FRAMED, allowing('*')] }),
      'and its line in MIDDLEWARE',
    ],
    [
      'a redirect follows',
      remedy(
        { url: `${SERVER}/api/data` },
        { url: `${SERVER}/api/data`, headers: [...EMPTY, ...SECURED] },
      ),
      'the URL does not end in a slash',
    ],
    [
      'a redirect follows, and SecurityMiddleware has a policy of its own',
      remedy(
        { url: `${SERVER}/api/data` },
        {
          url: `${SERVER}/api/data`,
          headers: [...EMPTY, ['X-Content-Type-Options', 'nosniff'], ['Referrer-Policy', 'origin']],
        },
      ),
      'the URL does not end in a slash',
    ],
    ['malformed entries', remedy({}, { headers: EMPTY }), 'corsheaders.E013'],
    ['MIDDLEWARE_CLASSES', remedy({}), 'ignore MIDDLEWARE_CLASSES'],
    ['allow-all, if it may be on', remedy({}), 'If your settings turn on CORS_ALLOW_ALL'],
  ])('%s', (_, found, note) => {
    expect(notesOf(found)).toContain(note);
  });

  test.each<readonly [string, Remedy]>([
    [
      'a string instead of a list',
      remedy({}, { headers: [...EMPTY, allowing(PAGE), ['access-control-allow-methods', 'G, E']] }),
    ],
    [
      'a gate above it',
      remedy(
        { methods: [] },
        { url: `${SERVER}/other/`, headers: [...EMPTY, allowing(PAGE)] },
        { status: 401, headers: [] },
      ),
    ],
    [
      'it stands low, but that is not the reason',
      remedy({ headers: ['x-token'] }, { headers: [...right.headers, ...FRAMED] }),
    ],
  ])('the hints explain why it failed: %s', (_, found) => {
    const known = [
      'The server already allows http://localhost:3000. Only these lines are missing.',
    ];
    expect(found.notes.map(plainText).filter((note) => !known.includes(note))).toEqual([]);
  });
});

describe('cautions', () => {
  const withCookies = { credentials: true };
  const right = { headers: [...EMPTY, allowing(PAGE), METHODS, NAMES] };
  test.each<readonly [string, Remedy, string]>([
    ['CSRF, if cookies and an unsafe method meet', remedy(withCookies, right), 'CSRF_TRUSTED'],
    [
      'SameSite, if the page is on another site',
      remedy({ ...withCookies, origin: 'http://127.0.0.1:3000' as SerializedOrigin }, right),
      "SESSION_COOKIE_SAMESITE = 'None'",
    ],
    [
      'allow-all, which ends',
      remedy({}, { headers: [...EMPTY, allowing('*'), METHODS] }),
      'Every site can read these responses now',
    ],
    [
      'a file server or bucket',
      remedy(
        { url: `${SERVER}/media/a.png` },
        { url: `${SERVER}/media/a.png`, kind: 'actual', headers: [['Server', 'nginx']] },
      ),
      'A file server, bucket or CDN',
    ],
    [
      'a layer above that replaces the origin',
      remedy({}, { headers: [...EMPTY, allowing('https://other.example'), METHODS] }),
      'Something replaced the Access-Control-Allow-Origin',
    ],
    [
      'the other origins of the list, if credentials are turned on',
      remedy(withCookies, right),
      'Keep only those that are yours.',
    ],
    [
      'allow-all, if it may be on and credentials are turned on',
      remedy(withCookies, { status: 405, headers: FRAMED }),
      'Delete CORS_ALLOW_ALL_ORIGINS or CORS_ORIGIN_ALLOW_ALL, if your settings have it',
    ],
  ])('%s', (_, found, caution) => {
    expect(cautionsOf(found)).toContain(caution);
  });

  test('no caution about SameSite if the response sets a cookie: a hint covers that cookie', () => {
    const other = { ...withCookies, origin: 'http://127.0.0.1:3000' as SerializedOrigin };
    const setting = { headers: [...right.headers, ['Set-Cookie', 'sessionid=1'] as const] };
    expect(cautionsOf(remedy(other, setting))).not.toContain('SESSION_COOKIE_SAMESITE');
  });

  test('no caution about a proxy that answers instead: a hint says to fix that error', () => {
    const nginx = { status: 502, headers: [['Server', 'nginx']] as const };
    expect(cautionsOf(remedy({}, nginx))).not.toContain('Django’s headers');
  });

  test('no caution about CSRF for a GET, for Django 3, or without cookies', () => {
    const old = { status: 405, headers: FRAMED.filter(([name]) => !name.startsWith('Cross')) };
    for (const found of [
      remedy({ ...withCookies, method: 'GET' }, right),
      remedy(withCookies, old),
      remedy({}, right),
    ]) {
      expect(cautionsOf(found)).not.toContain('CSRF_TRUSTED');
    }
  });
});

test('the model answers as the application did, with its errors', () => {
  const found = remedy(
    {},
    { headers: EMPTY },
    {
      kind: 'actual',
      status: 500,
      headers: [
        ['Vary', 'Cookie, origin'],
        ['X-Own', '1'],
      ],
    },
  );
  const answered = found.answer({ method: 'PUT', url: URL_, headers: [['Origin', PAGE]] });
  expect(answered.status).toBe(500);
  expect(answered.headers).toEqual(
    expect.arrayContaining([
      ['X-Own', '1'],
      ['Vary', 'Cookie, origin'],
      ['access-control-allow-origin', PAGE],
    ]),
  );
});
