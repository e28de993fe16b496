import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Header } from './header-list.ts';
import {
  REDACTED,
  redactHeader,
  redactHeaders,
  redactOrigin,
  redactText,
  redactUrl,
} from './redact.ts';

const SECRET = 'hunter2';
const LONG = 's3cretS3cretS3cretS3cretS3cret9';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.hunter2hunter2';

describe('a secret does not survive', () => {
  test.each<[string, string, string]>([
    ['in Authorization', 'Authorization', `Bearer ${SECRET}`],
    ['in Authorization, in any case', 'aUTHORIZATION', `Basic ${SECRET}`],
    ['in Proxy-Authorization', 'Proxy-Authorization', `Basic ${SECRET}`],
    ['in an Authorization header that a proxy has renamed', 'X-Forwarded-Authorization', SECRET],
    ['in Cookie', 'Cookie', `sessionid=${SECRET}; theme=dark`],
    ['in Set-Cookie', 'Set-Cookie', `sessionid=${SECRET}; Path=/; HttpOnly`],
    ['in a Set-Cookie without a name', 'Set-Cookie', `${SECRET}; Secure`],
    ['in the second cookie of a line', 'Set-Cookie', `a=b; Secure\nsessionid=${SECRET}`],
    ['in a cookie value with equals signs', 'Set-Cookie', `a=b=${SECRET}=c; Secure`],
    ['in X-API-Key', 'X-API-Key', SECRET],
    ['in an API gateway’s key', 'Ocp-Apim-Subscription-Key', SECRET],
    ['in X-CSRFToken', 'X-CSRFToken', SECRET],
    ['in X-Auth', 'X-Auth', SECRET],
    ['in a header of an unknown name, by its scheme', 'X-Custom', `Bearer ${SECRET}`],
    ['in a header of an unknown name, by its look', 'X-Custom', JWT],
    ['in the query of Location', 'Location', `https://app.test/cb?code=${SECRET}`],
    ['in the userinfo of Location', 'Location', `https://user:${SECRET}@app.test/`],
    ['in the userinfo of a Location without scheme', 'Location', `//user:${SECRET}@app.test/`],
    [
      'in the userinfo of a Location with too few slashes',
      'Location',
      `https:user:${SECRET}@app.test/`,
    ],
    [
      'in the userinfo of a Location with blanks',
      'Location',
      ` ht\ntps:/\t/user:${SECRET}@app.test/`,
    ],
    [
      'in the userinfo of a Location with backslashes',
      'Location',
      `https:\\\\user:${SECRET}@app.test/`,
    ],
    ['in the fragment of Location', 'Location', `/#access_token=${SECRET}`],
    ['in the query of Referer', 'Referer', `https://app.test/?token=${SECRET}`],
    ['in Link', 'Link', `<https://u:${SECRET}@cdn.test/a>; rel=preload`],
    ['in Refresh', 'Refresh', `0; url=https://app.test/?sid=${SECRET}`],
    ['in a URL in another header', 'X-Original-URL', `/login?password=${SECRET}`],
  ])('%s', (_, name, value) => {
    const [[kept, redacted] = ['', '']] = redactHeaders([[name, value]]);
    expect(kept).toBe(name);
    expect(redacted).not.toContain(SECRET);
    expect(redacted).not.toContain('eyJzdWIi');
  });

  test.each([
    `https://user:${SECRET}@api.test/users`,
    `https://${SECRET}@api.test/users`,
    `https://a@b:${SECRET}@api.test/users`,
    `https://api.test/users#${SECRET}`,
    `https://api.test/users?a=1#token=${SECRET}`,
    `https://api.test/users?access_token=${SECRET}`,
    `https://api.test/users?a=1&API_KEY=${SECRET}`,
    `https://api.test/users?a=1;token=${SECRET}`,
    `https://api.test/users?%61ccess%5Ftoken=${SECRET}`,
    `https://api.test/users?X-Amz-Signature=${SECRET}`,
    `https://api.test/users?next=/login?token=${SECRET}`,
    `https://api.test/users?next=%2Flogin%3Ftoken%3D${SECRET}`,
    `https://api.test/users?next=https://u:${SECRET}@x.test/`,
    'https://api.test/users?q=hunter2hunter2hunter2hunter2',
    '/users?hunter2hunter2hunter2hunter2',
    `/proxy/https://user:${SECRET}@api.test/`,
  ])('in %s', (url) => {
    expect(redactUrl(url)).not.toContain(SECRET);
  });
});

describe('what CORS needs survives', () => {
  test.each<Header>([
    ['Access-Control-Allow-Origin', 'https://app.example.com'],
    ['Access-Control-Allow-Headers', 'authorization, x-api-key, x-csrftoken'],
    ['Access-Control-Request-Headers', 'authorization,x-api-key'],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Origin', 'http://localhost:3000'],
    ['Origin', 'null'],
    ['Sec-Fetch-Storage-Access', 'active'],
    ['Vary', 'Origin, Cookie'],
    ['Allow', 'GET, HEAD'],
    ['Content-Type', 'application/json'],
    ['Server', 'gunicorn'],
    ['Location', '/users/'],
    ['Location', 'https://accounts.example.com/login?next=/users'],
    ['WWW-Authenticate', 'Bearer realm="api"'],
  ])('%s: %s', (name, value) => {
    expect(redactHeader([name, value])).toEqual([name, value]);
  });

  test('the attributes of a cookie, and its name', () => {
    expect(redactHeader(['Set-Cookie', `id=${SECRET}; Path=/; SameSite=None; Secure`])).toEqual([
      'Set-Cookie',
      `id=${REDACTED}; Path=/; SameSite=None; Secure`,
    ]);
  });

  test('the fact that Authorization and Cookie were sent', () => {
    expect(
      redactHeaders([
        ['Authorization', 'x'],
        ['Cookie', 'x'],
      ]),
    ).toEqual([
      ['Authorization', REDACTED],
      ['Cookie', REDACTED],
    ]);
  });

  test.each([
    'http://127.0.0.1:8201/users/7?page=2&sort=name',
    'https://api.test/@scope/package',
    'https://api.test/?',
    '/relative?a=b',
    '',
  ])('the URL %s', (url) => {
    expect(redactUrl(url)).toBe(url);
  });

  test('host and path beside a password', () => {
    expect(redactUrl(`https://user:${SECRET}@api.test:8443/users?token=x&page=2`)).toBe(
      `https://${REDACTED}@api.test:8443/users?token=${REDACTED}&page=2`,
    );
  });
});

const NAMES = [
  'Set-Cookie',
  'Cookie',
  'Location',
  'Link',
  'Refresh',
  'Origin',
  'X-Any',
  'X-Any-Id',
  'ETag',
  'Vary',
  'WWW-Authenticate',
  'Sec-WebSocket-Protocol',
];
const pieces = fc.constantFrom(
  'https:',
  '//',
  '/',
  '\\',
  '@',
  ':',
  '?',
  '&',
  ';',
  '=',
  '#',
  '%',
  '%3D',
  '%2F',
  'user',
  'token',
  'abc123',
  'abcdefghijklmnop12345678',
  '\t',
  '\n',
  ' ',
  '<',
  '>',
  ',',
  REDACTED,
  'Bearer x',
  '.',
  '-',
  '[',
  '{"',
  '"token":"',
  '"}',
  '"',
  "'",
  '\\"',
  '/reset/',
  '/services/T0/B0/',
  '/bot1:a',
  ';jsessionid=',
  'eyJhbGci.a',
  'ghp_abcdefghijklmnop',
  '550e8400-e29b-41d4-a716-446655440000',
  'aB3dE5fG7hJ9kL1mN3pQ5r',
  '123456',
  'Basic ',
  'http://',
);
const value = fc.oneof(
  fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
  fc.string({ unit: 'binary' }),
);

test('redacting twice equals redacting once', () => {
  const idempotent = fc.property(fc.constantFrom(...NAMES), value, (name, text) => {
    const once = redactHeader([name, text]);
    expect(redactHeader(once)).toEqual(once);
    expect(redactUrl(redactUrl(text))).toBe(redactUrl(text));
    expect(redactText(redactText(text))).toBe(redactText(text));
    expect(redactOrigin(redactOrigin(text))).toBe(redactOrigin(text));
  });
  fc.assert(idempotent, { numRuns: 3000 });
});

test.each(['http://@app.test/', '//:@app.test/'])('empty userinfo stays empty: %s', (url) => {
  expect(redactUrl(url)).toBe(url);
});

test('a planted secret in userinfo, parameter or fragment is removed, whatever surrounds it', () => {
  const around = fc.string({
    unit: fc.constantFrom('a', '1', '.', '-', '_', '~', '%', '/', '&', '='),
  });
  const gone = fc.property(around, around, (a, b) => {
    const host = 'https://api.test';
    for (const url of [
      `${host}/${a}?${b}&token=${SECRET}`,
      `${host}/${a}?password=${SECRET}&${b}`,
      `${host}/${a}?${b}#${SECRET}`,
      `https://user:${SECRET}@api.test/${a}?${b}`,
    ]) {
      expect(redactUrl(url)).not.toContain(SECRET);
    }
  });
  fc.assert(gone, { numRuns: 500 });
});

describe('takes linear time', { timeout: 60_000 }, () => {
  /** CPU time, the best of three, because other programs share the machine. */
  const cost = (name: string, text: string): number =>
    Math.min(
      ...[1, 2, 3].map(() => {
        const start = process.cpuUsage().user;
        redactHeader([name, text]);
        return process.cpuUsage().user - start;
      }),
    );

  test.each<[string, string]>([
    ['Location', '/'],
    ['Location', '\\'],
    ['Location', '@'],
    ['Location', '//@'],
    ['Location', '//a'],
    ['Location', '?'],
    ['Location', '?a=&'],
    ['Location', 'a='],
    ['Location', '%'],
    ['Location', '%2'],
    ['Location', '\n'],
    ['Location', '?'.padEnd(9, 'a1')],
    ['Set-Cookie', ';'],
    ['Set-Cookie', '='],
    ['Set-Cookie', 'a=b\n'],
    ['X-Any', 'eyJ'],
    ['X-Any', '-eyJaaaaaaaa'],
    ['X-Any', ' eyJaaaaaaaa'],
    ['Location', '-eyJaaaaaaaa'],
    ['X-Any', 'eyJaaaaaaaaa.'],
    ['X-Any', ' '],
    ['X-Any', 'a'],
    ['X-Any', 'a1.'],
  ])('%s: %j repeated to 1 MB', (name, piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(cost(name, text)).toBeLessThan(1_500_000);
  });
});

describe('a text', () => {
  test.each([
    [
      'a password in a URL',
      `see https://me:${LONG}@api.test/x now`,
      'see https://[redacted]@api.test/x now',
    ],
    ['a user alone', `https://${LONG}@api.test/`, 'https://[redacted]@api.test/'],
    [
      'a token in a query',
      `https://api.test/?a=1&token=${LONG}&b=2`,
      'https://api.test/?a=1&token=[redacted]&b=2',
    ],
    ['a fragment', `https://api.test/#access_token=${LONG}`, 'https://api.test/'],
    [
      'both URLs of a list',
      `https://a:${LONG}@a.test, https://b:${LONG}@b.test`,
      'https://[redacted]@a.test, https://[redacted]@b.test',
    ],
    [
      'a list without spaces',
      `https://a:${LONG}@a.test,https://b:${LONG}@b.test`,
      'https://[redacted]@a.test,https://[redacted]@b.test',
    ],
    [
      'a URL in a query',
      `https://a.test/?next=https://b:${LONG}@b.test/`,
      'https://a.test/?next=[redacted]',
    ],
    ['a JSON Web Token', 'x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln y', 'x [redacted] y'],
    [
      'nothing',
      `The page is http://localhost:3000 and asks http://127.0.0.1:8000/items?page=2.`,
      `The page is http://localhost:3000 and asks http://127.0.0.1:8000/items?page=2.`,
    ],
  ])('loses %s', (_, text, expected) => {
    expect(redactText(text)).toBe(expected);
    expect(redactText(expected)).toBe(expected);
  });

  test.each(['a', 'eyJaaaaa-', 'http://', ',http', ', ', ':///', 'bearer ', '@'])(
    'a hundred thousand characters are redacted quickly: %s',
    (part) => {
      const started = performance.now();
      redactText(part.repeat(100_000 / part.length));
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );

  test('gives the same result the second time, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true })),
        (text) => {
          expect(redactText(redactText(text))).toBe(redactText(text));
        },
      ),
      { numRuns: 500 },
    );
  });
});
