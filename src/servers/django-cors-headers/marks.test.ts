import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Header } from '../../model/header-list.ts';
import type { SerializedOrigin } from '../../model/origin.ts';
import { plainText } from '../../model/prose.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import {
  corsMiddlewareRan,
  detect,
  isRestFramework,
  isRunserversFile,
  isStarAlone,
  looksLikeDjango,
  madeAboveViews,
  passedFrameMiddleware,
  passedSecurityMiddleware,
} from './marks.ts';

/** `204 Vary: Origin; Allow: GET`: a status and header lines. */
function answered(kind: SeenAnswer['kind'], image: string): SeenAnswer {
  const [status = '', ...rest] = image.split(' ');
  const lines = rest.join(' ').split(' | ');
  return {
    kind,
    url: 'http://localhost:8000/api/data/',
    method: kind === 'preflight' ? 'OPTIONS' : 'GET',
    requestHeaders: [['Origin', 'http://localhost:3000']],
    status: Number(status),
    headers: lines
      .filter((line) => line !== '')
      .map(
        (line): Header => [
          line.slice(0, line.indexOf(':')),
          line.slice(line.indexOf(':') + 1).trim(),
        ],
      ),
    at: 0,
  };
}

function detected(preflight: string, actual: string) {
  return detect({
    server: 'http://localhost:8000' as SerializedOrigin,
    answers: [
      ...(preflight === '' ? [] : [answered('preflight', preflight)]),
      ...(actual === '' ? [] : [answered('actual', actual)]),
    ],
  });
}

const RUNSERVER = 'Server: WSGIServer/0.2 CPython/3.11.2';
const SECURED = 'X-Content-Type-Options: nosniff | Referrer-Policy: same-origin';
const COOP = 'Cross-Origin-Opener-Policy: same-origin';
const EMPTY = 'Content-Type: text/html; charset=utf-8 | Content-Length: 0';

test.each([
  [
    'runserver without the library',
    `405 ${RUNSERVER} | X-Frame-Options: DENY | ${SECURED} | ${COOP}`,
    '',
    ['Django ≥ 4.0', 'Python 3.11'],
  ],
  [
    'an old Django behind gunicorn',
    `405 Server: gunicorn | X-Frame-Options: DENY | ${SECURED}`,
    '',
    ['Django 3.x'],
  ],
  [
    'runserver, the library refuses',
    `200 ${RUNSERVER} | ${EMPTY} | Vary: origin`,
    '',
    ['django-cors-headers ≥ 4.0', 'Python 3.11'],
  ],
  [
    'nginx in front, an old library refuses, credentials on',
    `200 Server: nginx | ${EMPTY} | Vary: Origin | Access-Control-Allow-Credentials: true`,
    '',
    ['django-cors-headers ≤ 3.14'],
  ],
  [
    'a library before 4.3 refuses, credentials on',
    `200 ${EMPTY} | vary: origin | access-control-allow-credentials: true`,
    '',
    ['django-cors-headers 4.0 – 4.2'],
  ],
  [
    'the default lists over HTTP/2',
    '200 vary: origin | access-control-allow-methods: DELETE, GET, OPTIONS, PATCH, POST, PUT',
    '',
    ['django-cors-headers ≥ 4.0'],
  ],
  [
    'REST framework with authentication',
    `403 ${RUNSERVER} | Allow: GET, PUT, HEAD, OPTIONS | Vary: Accept | X-Frame-Options: DENY | ${SECURED}`,
    '',
    ['Django 3.x', 'Python 3.11'],
  ],
  ['only its CSRF cookie', '', '200 Set-Cookie: csrftoken=[redacted]; SameSite=Lax', []],
])('Django is recognized: %s', (_, preflight, actual, versions) => {
  const detection = detected(preflight, actual);
  expect(detection.confidence).toBeGreaterThanOrEqual(0.5);
  expect(detection.evidence.map(plainText).join('')).not.toBe('');
  expect(detection.versions).toEqual(versions);
});

const LISTS = 'Access-Control-Allow-Methods: GET,POST,PUT | Access-Control-Allow-Headers: x-token';

/** What other servers were measured to answer, allowed and refused. */
test.each([
  ['nothing is known', '', ''],
  ['Express cors', `204 X-Powered-By: Express | ${LISTS} | Vary: Origin | Content-Length: 0`, ''],
  ['Express, refused', '404 X-Powered-By: Express | Content-Security-Policy: default-src', ''],
  [
    'Express with helmet',
    '404 Vary: Origin',
    `200 X-Frame-Options: SAMEORIGIN | X-Content-Type-Options: nosniff | Referrer-Policy: no-referrer | ${COOP}`,
  ],
  ['Fastify', `204 ${LISTS} | vary: Origin | content-length: 0`, '200 vary: Origin'],
  ['Koa', '204 Vary: Origin', '405 Vary: Origin | Content-Type: text/plain; charset=utf-8'],
  ['Hono', `204 ${LISTS} | vary: Origin`, '200 vary: Origin'],
  ['hapi', '200 vary: origin | content-type: application/json; charset=utf-8', '200 vary: origin'],
  [
    'Flask-CORS behind gunicorn',
    `200 Server: gunicorn | ${EMPTY} | Allow: GET, HEAD, OPTIONS | Vary: Origin`,
    '200 Server: gunicorn',
  ],
  ['Flask', `200 Server: Werkzeug/2.2.2 Python/3.11.2 | ${EMPTY} | Vary: Origin`, ''],
  [
    'FastAPI',
    '400 server: uvicorn | vary: Origin | content-type: text/plain; charset=utf-8',
    '200 server: uvicorn',
  ],
  ['aiohttp', '403 Server: Python/3.11 aiohttp/3.8.4', ''],
  ['Tornado', `200 Server: TornadoServer/6.2 | ${EMPTY} | Vary: Origin`, ''],
  ['Bottle on wsgiref', `405 ${RUNSERVER} | Allow: GET`, `200 ${RUNSERVER}`],
  ['Falcon on wsgiref', `200 ${RUNSERVER} | allow: GET, OPTIONS`, `200 ${RUNSERVER}`],
  ['Rack::Cors', '200 Transfer-Encoding: chunked', '200 Vary: Origin'],
  [
    'Rails',
    '404 X-Runtime: 0.01',
    '200 X-Frame-Options: SAMEORIGIN | X-Content-Type-Options: nosniff | Referrer-Policy: strict-origin-when-cross-origin | X-Runtime: 0.01',
  ],
  [
    'Spring Security',
    '403 Vary: Origin, Access-Control-Request-Method | X-Content-Type-Options: nosniff | X-Frame-Options: DENY',
    '403 X-Content-Type-Options: nosniff | X-Frame-Options: DENY | X-XSS-Protection: 0',
  ],
  ['Tomcat', '403 Content-Type: text/plain', '403 Content-Type: text/plain'],
  ['Jetty', '200 Server: Jetty(9.4.50) | Allow: TRACE, OPTIONS', ''],
  ['rs/cors', '204 Vary: Origin, Access-Control-Request-Method', '200 Vary: Origin'],
  ['gin', '403 Content-Length: 0', '403 Content-Length: 0'],
  ['echo', '204 Vary: Origin | Vary: Access-Control-Request-Method', '200 Vary: Origin'],
  ['nginx', '405 Server: nginx/1.22.1', '200 Server: nginx/1.22.1'],
  ['Apache', '200 Server: Apache/2.4 | Allow: GET,POST,OPTIONS,HEAD,TRACE', '200 Server: Apache'],
  ['lighttpd', '200 Server: lighttpd/1.4.69 | Allow: OPTIONS, GET, HEAD, POST', ''],
  ['Caddy', '200 Server: Caddy', '200 Server: Caddy'],
  ['PHP', '200 X-Powered-By: PHP/8.2 | Content-Type: text/html; charset=UTF-8', ''],
  ['S3', '403 Server: AmazonS3 | x-amz-request-id: 1', '200 Server: AmazonS3 | Vary: Origin'],
  ['Vite', '204 Vary: Origin, Access-Control-Request-Headers | Content-Length: 0', ''],
])('another server is not taken for Django: %s', (_, preflight, actual) => {
  expect(detected(preflight, actual).confidence).toBeLessThan(0.5);
});

test.each<[string, boolean, boolean]>([
  [
    'Django’s default headers',
    true,
    passedSecurityMiddleware(answered('actual', `200 ${SECURED}`).headers),
  ],
  [
    'the headers of helmet',
    false,
    passedSecurityMiddleware(
      answered('actual', `200 X-Content-Type-Options: nosniff | Referrer-Policy: no-referrer`)
        .headers,
    ),
  ],
  [
    'SAMEORIGIN, which Django sent before 3.0',
    true,
    passedFrameMiddleware(answered('actual', '200 X-Frame-Options: SAMEORIGIN').headers),
  ],
  [
    'a redirect for a slash',
    true,
    madeAboveViews(answered('actual', `301 ${SECURED} | Location: /x/`).headers),
  ],
  [
    'a view’s own error',
    false,
    madeAboveViews(answered('actual', `500 ${SECURED} | X-Frame-Options: DENY`).headers),
  ],
  [
    'REST framework',
    true,
    isRestFramework(answered('preflight', '200 Allow: GET, HEAD, OPTIONS | Vary: Accept').headers),
  ],
  [
    'a plain view behind LocaleMiddleware is not REST framework',
    false,
    isRestFramework(answered('preflight', '405 Allow: GET | Vary: Accept-Language').headers),
  ],
  ['its Vary on a preflight', true, corsMiddlewareRan(answered('preflight', '200 Vary: origin'))],
  [
    'a preflight that a view refused',
    false,
    corsMiddlewareRan(answered('preflight', '405 Vary: Origin')),
  ],
  [
    'a wildcard with lists is not hand-written',
    false,
    isStarAlone(answered('preflight', `200 Access-Control-Allow-Origin: * | ${LISTS}`).headers),
  ],
  [
    'a file of runserver',
    true,
    isRunserversFile({ ...answered('actual', `200 ${RUNSERVER}`), url: 'http://a/static/a.woff2' }),
  ],
  [
    'a file that passed the middleware is not from runserver',
    false,
    isRunserversFile({
      ...answered('actual', `200 ${RUNSERVER} | ${SECURED}`),
      url: 'http://a/static/a.woff2',
    }),
  ],
])('a mark is read: %s', (_, expected, found) => {
  expect(found).toBe(expected);
});

type Recorded = { readonly stack: string; readonly images: readonly SeenAnswer[] };
const ROOMS = new URL('../', import.meta.url);
const recorded: readonly (readonly [string, Recorded])[] = readdirSync(ROOMS, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((name) => /^[^/]+\/testing\/[^/]+\.json$/.test(name))
  .map((name) => [name, JSON.parse(readFileSync(new URL(name, ROOMS), 'utf8'))]);

test.each(recorded)(
  'in the recorded answers, only Django has its marks: %s',
  (_, { stack, images }) => {
    const isDjango = stack === 'django-cors-headers';
    const marked = images.filter(
      ({ headers }) => passedSecurityMiddleware(headers) || isRestFramework(headers),
    );
    expect(marked.length > 0).toBe(isDjango);
    const server = { server: 'http://localhost:8000' as SerializedOrigin, answers: images };
    expect(looksLikeDjango(server)).toBe(isDjango);
  },
);
