import {
  CORS_MIDDLEWARE,
  djangoVersions,
  missingDjangoVersions,
  PLAIN_MIDDLEWARE,
  startDjango,
} from '../real-servers/django/server.ts';
import type { DemoFailure, DjangoProject } from './failure.ts';
import type { Running } from './running.ts';

/** Why no Django can be started here; null when one can. */
export async function whyNoDjango(): Promise<string | null> {
  if ((await djangoVersions()).length > 0) return null;
  return (await missingDjangoVersions()).map(({ reason }) => reason).join('; ');
}

/**
 * Starts the newest available Django.
 * @throws When there is none, or it does not start.
 */
export async function startProject(project: DjangoProject): Promise<Running> {
  const version = (await djangoVersions()).at(-1);
  if (version === undefined) throw new Error('There is no Django here.');
  return startDjango({ ...project, version, apps: ['corsheaders'] });
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** The library set up correctly, with the minimum of settings. */
const honest = (page: string): DjangoProject => ({
  middleware: CORS_MIDDLEWARE,
  settings: [allowed(page), 'CORS_ALLOW_METHODS = ["GET", "POST"]'].join('\n'),
});

/** Failures of a real Django with the real django-cors-headers. */
export const djangoFailures: readonly DemoFailure[] = [
  {
    id: 'django-error-above',
    pain: 1,
    sentence: 'The origin is allowed, and some days everything is blocked all the same.',
    truth: 'A middleware above CorsMiddleware raises: its 500 has no CORS headers.',
    server: django((page) => ({
      middleware: ['middleware.Failing', ...CORS_MIDDLEWARE],
      settings: allowed(page),
    })),
    action: (api) => ({ kind: 'fetch', url: `${api}/api/items/` }),
    expected: { verdict: 'blocked', cause: 'missing-allow-origin' },
  },
  {
    id: 'django-no-middleware',
    pain: 2,
    sentence: 'I installed django-cors-headers and allowed my site. Nothing happens.',
    truth: 'CorsMiddleware is not in MIDDLEWARE, so nothing reads the settings.',
    server: django((page) => ({ middleware: PLAIN_MIDDLEWARE, settings: allowed(page) })),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/items/`,
      init: { method: 'PUT', headers: JSON_TYPE, body: '{}' },
    }),
    expected: { verdict: 'blocked', cause: 'missing-allow-origin' },
  },
  {
    id: 'django-gate-above',
    pain: 2,
    sentence: 'With curl the token works, in the browser I get 401 and a CORS error.',
    truth: 'A hand-written token middleware stands above CorsMiddleware and refuses OPTIONS.',
    server: django((page) => ({
      middleware: ['middleware.TokenGate', ...CORS_MIDDLEWARE],
      settings: allowed(page),
    })),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/items/`,
      init: { headers: { authorization: 'Bearer demo' } },
    }),
    expected: { verdict: 'blocked', cause: 'missing-allow-origin' },
  },
  {
    id: 'django-ssl-redirect',
    pain: 3,
    sentence: 'Since the production settings, no preflight gets through.',
    truth: 'SECURE_SSL_REDIRECT answers OPTIONS, because SecurityMiddleware stands above CORS.',
    server: django((page) => ({
      middleware: [
        'django.middleware.security.SecurityMiddleware',
        'corsheaders.middleware.CorsMiddleware',
        'django.middleware.common.CommonMiddleware',
      ],
      settings: [allowed(page), 'SECURE_SSL_REDIRECT = True'].join('\n'),
    })),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/items/`,
      init: { method: 'POST', headers: JSON_TYPE, body: '{}' },
    }),
    expected: { verdict: 'blocked', cause: 'preflight-redirect' },
  },
  {
    id: 'django-other-name',
    pain: 4,
    sentence: 'But localhost and 127.0.0.1 are the same machine!',
    truth: 'The settings allow http://127.0.0.1, the page is http://localhost: two origins.',
    server: django((page) => ({
      middleware: CORS_MIDDLEWARE,
      settings: allowed(page.replace('localhost', '127.0.0.1')),
    })),
    action: (api) => ({ kind: 'fetch', url: `${api}/api/items/` }),
    expected: { verdict: 'blocked', cause: 'missing-allow-origin' },
  },
  {
    id: 'django-static-module',
    pain: 6,
    sentence: 'The API answers, but /static/module.js of the same Django is blocked.',
    truth: 'runserver serves static files itself: no middleware ever sees them.',
    server: django((page) => ({ ...honest(page), debug: true })),
    action: (api) => ({ kind: 'module', url: `${api}/static/module.js` }),
    expected: { verdict: 'blocked', cause: 'missing-allow-origin' },
  },
  {
    id: 'django-no-credentials',
    pain: 7,
    sentence: 'Without the cookie it works, with the cookie it does not.',
    truth: 'CORS_ALLOW_CREDENTIALS is not set.',
    server: django(honest),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/whoami/`,
      init: { credentials: 'include' },
    }),
    expected: { verdict: 'blocked', cause: 'credentials-not-allowed' },
  },
  {
    id: 'django-header-not-listed',
    pain: 8,
    sentence: 'One new header in the front end, and every request is dead.',
    truth: 'x-tenant is not in CORS_ALLOW_HEADERS.',
    server: django(honest),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/items/?tenant=7`,
      init: { method: 'POST', headers: { ...JSON_TYPE, 'x-tenant': '7' }, body: '{}' },
    }),
    expected: { verdict: 'blocked', cause: 'header-not-allowed' },
  },
  {
    id: 'django-csrf',
    pain: 9,
    sentence: 'POST is 403. CORS again?',
    truth: 'CORS let the answer through: it is Django’s CSRF protection that refuses.',
    server: django(honest),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/protected/`,
      init: { method: 'POST', headers: JSON_TYPE, body: '{}' },
    }),
    expected: { verdict: 'allowed' },
  },
  {
    id: 'django-method-not-listed',
    pain: 10,
    sentence: 'GET and POST work, DELETE does not.',
    truth: 'CORS_ALLOW_METHODS lists only GET and POST.',
    server: django(honest),
    action: (api) => ({
      kind: 'fetch',
      url: `${api}/api/items/?id=7`,
      init: { method: 'DELETE' },
    }),
    expected: { verdict: 'blocked', cause: 'method-not-allowed' },
  },
];

function django(project: (page: string) => DjangoProject): DemoFailure['server'] {
  return { kind: 'django', project };
}

const allowed = (origin: string): string => `CORS_ALLOWED_ORIGINS = [${JSON.stringify(origin)}]`;
