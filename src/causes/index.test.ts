import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Prose, plainText } from '../model/prose.ts';
import type { CauseId, Evidence, Finding, Phase } from '../policy/finding.ts';
import { causes, explain } from './index.ts';

const PAGE = 'http://localhost:3000';
const URL_ = 'http://localhost:8000/api/';

/** Builds a finding of any cause; the evidence's type follows the id. */
function finding<Id extends CauseId>(
  cause: Id,
  evidence: Evidence[Id],
  { phase = 'actual', hop = 0 }: { phase?: Phase; hop?: number } = {},
): Finding {
  return { cause, phase, hop, evidence } as unknown as Finding;
}
const PREFLIGHT = { phase: 'preflight' } as const;

/** At least one row for each cause: what the user would say, the finding, the sentence. */
const ROWS: readonly (readonly [string, Finding, string])[] = [
  [
    'no header at all',
    finding('missing-allow-origin', { origin: PAGE, status: 200 }),
    'The page is http://localhost:3000, but the response to the request (status 200) has no Access-Control-Allow-Origin header.',
  ],
  [
    'no header on a login wall',
    finding('missing-allow-origin', { origin: PAGE, status: 401 }, PREFLIGHT),
    'The page is http://localhost:3000, but the response to the preflight request (status 401) has no Access-Control-Allow-Origin header.',
  ],
  [
    'two layers that both answer',
    finding('multiple-allow-origin-values', { origin: PAGE, received: ['*', PAGE] }),
    'The page is http://localhost:3000, but the response to the request has 2 lines of Access-Control-Allow-Origin: * and http://localhost:3000. Only one origin is allowed there.',
  ],
  [
    'a list in one line',
    finding('multiple-allow-origin-values', {
      origin: PAGE,
      received: ['http://a.test, http://b.test'],
    }),
    'The page is http://localhost:3000, but the response to the request has Access-Control-Allow-Origin: http://a.test, http://b.test. Only one origin is allowed there.',
  ],
  [
    'a host without scheme',
    finding('invalid-allow-origin-value', { origin: PAGE, received: 'localhost' }),
    'The page is http://localhost:3000, but in the response to the request Access-Control-Allow-Origin is localhost, which is not an origin.',
  ],
  [
    'an empty header',
    finding('invalid-allow-origin-value', { origin: PAGE, received: '' }),
    'The page is http://localhost:3000, but in the response to the request Access-Control-Allow-Origin is an empty value, which is not an origin.',
  ],
  [
    'another name of this machine',
    finding('allow-origin-mismatch', { origin: PAGE, received: 'http://127.0.0.1:3000' }),
    'The page is http://localhost:3000, but the response to the request allows only http://127.0.0.1:3000.',
  ],
  [
    'another origin, in the preflight',
    finding('allow-origin-mismatch', { origin: PAGE, received: 'http://b.test' }, PREFLIGHT),
    'The page is http://localhost:3000, but the response to the preflight request allows only http://b.test.',
  ],
  [
    'an origin lost in redirects',
    finding('allow-origin-mismatch', { origin: 'null', received: PAGE }, { hop: 2 }),
    'The origin of the request is null, but the response to the request after the redirect allows only http://localhost:3000.',
  ],
  [
    'a wildcard with cookies',
    finding('wildcard-with-credentials', { origin: PAGE }),
    'The page is http://localhost:3000 and its request has credentials (cookies or a login), but the response to the request allows only *. That does not cover credentials.',
  ],
  [
    'cookies that the server does not allow',
    finding('credentials-not-allowed', { origin: PAGE, received: null }, PREFLIGHT),
    'The page is http://localhost:3000 and its request has credentials (cookies or a login), but the response to the preflight request has no Access-Control-Allow-Credentials header.',
  ],
  [
    'a capital T',
    finding('credentials-not-allowed', { origin: PAGE, received: 'True' }),
    'The page is http://localhost:3000 and its request has credentials (cookies or a login), but the response to the request has Access-Control-Allow-Credentials: True. Only true counts.',
  ],
  [
    'OPTIONS not answered',
    finding('preflight-status', { status: 405 }, PREFLIGHT),
    'The server answered the preflight request with status 405. The browser needs one from 200 to 299.',
  ],
  [
    'a missing slash',
    finding('preflight-redirect', { status: 301, location: URL_ }, PREFLIGHT),
    'The server redirected the preflight request (status 301) to http://localhost:8000/api/. Browsers never follow a redirect of a preflight request.',
  ],
  [
    'a preflight without an answer',
    finding('preflight-network-error', { error: 'net::ERR_FAILED' }, PREFLIGHT),
    'The preflight request got no answer: the browser reports net::ERR_FAILED.',
  ],
  [
    'semicolons between methods',
    finding('invalid-allow-methods', { received: 'PUT; POST' }, PREFLIGHT),
    'In the response to the preflight request, Access-Control-Allow-Methods is PUT; POST. The browser cannot read that as a list of methods.',
  ],
  [
    'spaces between headers',
    finding('invalid-allow-headers', { received: 'x custom' }, PREFLIGHT),
    'In the response to the preflight request, Access-Control-Allow-Headers is x custom. The browser cannot read that as a list of header names.',
  ],
  [
    'a method that is not listed',
    finding('method-not-allowed', { method: 'PUT', received: 'GET, POST' }, PREFLIGHT),
    'The page wants to send PUT, but the response to the preflight request allows only GET, POST in Access-Control-Allow-Methods.',
  ],
  [
    'no methods at all',
    finding(
      'method-not-allowed',
      { method: 'PUT', received: null },
      { phase: 'preflight', hop: 1 },
    ),
    'The page wants to send PUT, but the response to the preflight request after the redirect has no Access-Control-Allow-Methods header.',
  ],
  [
    'headers that are not listed',
    finding(
      'header-not-allowed',
      { headers: ['content-type', 'x-token'], received: 'accept' },
      PREFLIGHT,
    ),
    'The page wants to send the request headers content-type and x-token, but the response to the preflight request allows only accept in Access-Control-Allow-Headers.',
  ],
  [
    'a header, with no list',
    finding('header-not-allowed', { headers: ['x-token'], received: null }, PREFLIGHT),
    'The page wants to send the request header x-token, but the response to the preflight request has no Access-Control-Allow-Headers header.',
  ],
  [
    'a login inside a redirect',
    finding('redirect-with-credentials', { location: 'http://u:p@b.test/' }),
    'The server redirected the request to http://u:p@b.test/, an address with a user name or password in it. The browser does not follow such a redirect across origins.',
  ],
  [
    'a file',
    finding('scheme-not-http', { url: 'file:///etc/hosts' }),
    'The page requests file:///etc/hosts, but from another origin a page can request only http: and https: addresses.',
  ],
  [
    'its own mode',
    finding('same-origin-mode', { url: URL_ }),
    "The page requests http://localhost:8000/api/ with mode: 'same-origin', but that is another origin.",
  ],
  [
    'no-cors with a redirect mode',
    finding('no-cors-redirect-mode', { url: URL_ }),
    "The page requests http://localhost:8000/api/ with mode: 'no-cors' and a redirect other than 'follow'. The browser does not allow both together.",
  ],
  [
    'a denied permission',
    finding('local-network-access-denied', { url: URL_ }),
    'The page has no permission to reach http://localhost:8000/api/, an address on this device or in the local network.',
  ],
  [
    'a page over http',
    finding('local-network-access-insecure', { url: URL_ }),
    'The page was not loaded over https, so it may not reach http://localhost:8000/api/, an address on this device or in the local network.',
  ],
];

test.each(ROWS)('explains %s', (_, one, sentence) => {
  expect(plainText(explain(one).text)).toBe(sentence);
});

describe('the reason depends on the evidence', () => {
  test.each([
    [
      'a login wall',
      finding('preflight-status', { status: 401 }, PREFLIGHT),
      'before it asks for a login',
    ],
    [
      'no OPTIONS handler',
      finding('preflight-status', { status: 404 }, PREFLIGHT),
      'no code on the server answers OPTIONS',
    ],
    [
      'a crash',
      finding('preflight-status', { status: 502 }, PREFLIGHT),
      'a proxy in front of it: one of them failed',
    ],
    [
      'a redirect to nowhere',
      finding('preflight-status', { status: 302 }, PREFLIGHT),
      'no Location header says where',
    ],
    [
      'a bad request',
      finding('preflight-status', { status: 400 }, PREFLIGHT),
      'Read the body of the response',
    ],
    [
      'a rare status',
      finding('preflight-status', { status: 429 }, PREFLIGHT),
      'only after a response that allows it',
    ],
    [
      'an error page',
      finding('missing-allow-origin', { origin: PAGE, status: 500 }),
      'Fix the error first (status 500)',
    ],
    [
      'a redirect',
      finding('missing-allow-origin', { origin: PAGE, status: 302 }),
      'before it follows it',
    ],
    [
      'a plain answer',
      finding('missing-allow-origin', { origin: PAGE, status: 304 }),
      'only if this header has the page’s origin',
    ],
    [
      'an empty preflight',
      finding('missing-allow-origin', { origin: PAGE, status: 204 }, PREFLIGHT),
      'when they refuse only the method or a request header',
    ],
    [
      'no OPTIONS, no header',
      finding('missing-allow-origin', { origin: PAGE, status: 405 }, PREFLIGHT),
      'Nothing on the server answers OPTIONS',
    ],
    [
      'a broken preflight',
      finding('missing-allow-origin', { origin: PAGE, status: 500 }, PREFLIGHT),
      '(status 500)',
    ],
    [
      'a forbidden preflight',
      finding('missing-allow-origin', { origin: PAGE, status: 403 }, PREFLIGHT),
      'without cookies',
    ],
    [
      'loopback names',
      finding('allow-origin-mismatch', { origin: PAGE, received: 'http://127.0.0.1:3000' }),
      'Both names mean this computer',
    ],
    [
      'loopback names and ports',
      finding('allow-origin-mismatch', { origin: PAGE, received: 'http://127.0.0.1:8000' }),
      'The ports or schemes differ too',
    ],
    [
      'the scheme',
      finding('allow-origin-mismatch', { origin: PAGE, received: 'https://localhost:3000' }),
      'The scheme (http or https) differs',
    ],
    [
      'host and port',
      finding('allow-origin-mismatch', { origin: PAGE, received: 'http://b.test' }),
      'The host and the port differ',
    ],
    [
      'a trailing slash',
      finding('allow-origin-mismatch', { origin: PAGE, received: `${PAGE}/` }),
      'Remove the slash at the end',
    ],
    [
      'a path',
      finding('allow-origin-mismatch', { origin: PAGE, received: `${PAGE}/app` }),
      'Remove the path',
    ],
    [
      'case',
      finding('allow-origin-mismatch', { origin: PAGE, received: 'HTTP://localhost:3000' }),
      'in lower case, as the browser does',
    ],
    [
      'null',
      finding('allow-origin-mismatch', { origin: PAGE, received: 'null' }),
      'does not mean “any page”',
    ],
    [
      'a list',
      finding('allow-origin-mismatch', { origin: PAGE, received: `${PAGE}\thttp://b.test` }),
      'takes one origin',
    ],
    [
      'a pattern',
      finding('allow-origin-mismatch', { origin: PAGE, received: 'http://*' }),
      'only when it stands alone',
    ],
    [
      'no scheme',
      finding('allow-origin-mismatch', { origin: PAGE, received: 'localhost:3000' }),
      'Add the scheme',
    ],
    [
      'a user name',
      finding('allow-origin-mismatch', { origin: PAGE, received: 'http://u@localhost:3000' }),
      'Remove the user name',
    ],
    [
      'the default port',
      finding('allow-origin-mismatch', {
        origin: 'https://a.test',
        received: 'https://a.test:443',
      }),
      'Remove the port 443',
    ],
    [
      'an invisible character',
      finding('allow-origin-mismatch', { origin: PAGE, received: `${PAGE}\ufeff` }),
      'invisible character',
    ],
    [
      'something else',
      finding('allow-origin-mismatch', { origin: PAGE, received: 'app://localhost' }),
      'character by character',
    ],
    [
      'an opaque page',
      finding('allow-origin-mismatch', { origin: 'null', received: PAGE }),
      'A sandboxed frame',
    ],
    [
      'a redirected origin',
      finding('allow-origin-mismatch', { origin: 'null', received: PAGE }, { hop: 2 }),
      'from one foreign server to another',
    ],
    [
      'quotation marks',
      finding('invalid-allow-origin-value', { origin: PAGE, received: `"${PAGE}"` }),
      'quotation marks',
    ],
    [
      'a variable',
      finding('invalid-allow-origin-value', { origin: PAGE, received: '$http_origin' }),
      'a variable that the server did not fill in',
    ],
    [
      'a switch',
      finding('invalid-allow-origin-value', { origin: PAGE, received: 'true' }),
      'not a switch',
    ],
    [
      'a bad port',
      finding('invalid-allow-origin-value', { origin: PAGE, received: 'http://h:1:2' }),
      'a scheme, a host and',
    ],
    [
      'a bare host',
      finding('invalid-allow-origin-value', { origin: PAGE, received: 'localhost' }),
      'Add the scheme: an origin starts with http://',
    ],
    [
      'an invisible character',
      finding('invalid-allow-origin-value', { origin: PAGE, received: `${PAGE}\u200b` }),
      'an invisible character',
    ],
    [
      'an unset value',
      finding('invalid-allow-origin-value', { origin: PAGE, received: '' }),
      'never filled in',
    ],
    [
      'a capital',
      finding('credentials-not-allowed', { origin: PAGE, received: 'True' }),
      'in lower case',
    ],
    [
      'a doubled flag',
      finding('credentials-not-allowed', { origin: PAGE, received: 'true, true' }),
      'Two layers',
    ],
    [
      'a false flag',
      finding('credentials-not-allowed', { origin: PAGE, received: 'false' }),
      'one value',
    ],
    [
      'a permission for this device',
      finding('local-network-access-denied', { url: URL_ }),
      'the permission, loopback-network. No response header replaces it, not even Access-Control-Allow-Private-Network.',
    ],
    [
      'a permission for the network',
      finding('local-network-access-denied', { url: 'http://192.168.1.9/' }),
      'the permission, local-network.',
    ],
    [
      'a wildcard for a page that has no name',
      finding('wildcard-with-credentials', { origin: 'null' }),
      'Send the request without credentials',
    ],
    [
      'a missing flag',
      finding('credentials-not-allowed', { origin: PAGE, received: null }),
      'allow that separately',
    ],
    [
      'a lower-case method',
      finding('method-not-allowed', { method: 'patch', received: 'PATCH' }, PREFLIGHT),
      'Write PATCH in the page and in the server’s list',
    ],
    [
      'a wildcard for methods',
      finding('method-not-allowed', { method: 'PUT', received: '*' }, PREFLIGHT),
      'not “every method”',
    ],
    [
      'a short list',
      finding('method-not-allowed', { method: 'PUT', received: 'GET' }, PREFLIGHT),
      'Only GET, HEAD and POST',
    ],
    [
      'a wildcard for headers',
      finding('header-not-allowed', { headers: ['x-a'], received: 'y, *' }, PREFLIGHT),
      'not “every header”',
    ],
    [
      'a wildcard for authorization',
      finding('header-not-allowed', { headers: ['authorization'], received: '*' }, PREFLIGHT),
      'never covers authorization',
    ],
    [
      'a missing header',
      finding('header-not-allowed', { headers: ['x-a'], received: null }, PREFLIGHT),
      'must list every header that the page adds',
    ],
    [
      'a semicolon',
      finding('invalid-allow-methods', { received: 'PUT; POST' }, PREFLIGHT),
      '; has no place in this list',
    ],
    [
      'a space',
      finding('invalid-allow-headers', { received: 'x-a x-b' }, PREFLIGHT),
      'A space stands between two names',
    ],
    [
      'a valid list',
      finding('invalid-allow-headers', { received: '' }, PREFLIGHT),
      'Write the names with commas between them',
    ],
    [
      'one layer',
      finding('multiple-allow-origin-values', { origin: PAGE, received: ['a, b'] }),
      'never a list',
    ],
    [
      'two layers',
      finding('multiple-allow-origin-values', { origin: PAGE, received: ['*', '*'] }),
      'Let only one layer add the header',
    ],
  ])('%s', (_, one, words) => {
    expect(plainText(explain(one).why)).toContain(words);
  });

  test('no words recommend anything useless', () => {
    for (const [, one] of ROWS) {
      const text = plainText(explain(one).why);
      expect(text).not.toMatch(
        /(use|set|try|add) mode: 'no-cors'|disable.*security|proxy_set_header/i,
      );
    }
  });
});

describe('the registry', () => {
  const OTHER_FILES = [
    'cause',
    'console-text',
    'credentials',
    'did-not-help',
    'elsewhere',
    'expected',
    'failures',
    'index',
    'not-run',
    'other-browser',
    'phrases',
    'proof',
    'undetermined',
    'verdicts',
  ];
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => !OTHER_FILES.includes(name));

  test('has one file for each cause, named after it', () => {
    expect(files.toSorted()).toEqual(Object.keys(causes).toSorted());
  });

  test.each(Object.entries(causes))('%s is complete', (id, cause) => {
    expect(cause.id).toBe(id);
    expect(cause.title).toMatch(/^[A-Z*n].{5,60}[^.]$/);
    expect(cause.spec).toMatch(
      id.startsWith('local-network-')
        ? /^https:\/\/wicg\.github\.io\/local-network-access\/#[a-z-]+$/
        : /^https:\/\/fetch\.spec\.whatwg\.org\/#[a-z-]+$/,
    );
    expect(cause.mdn).toMatch(/^https:\/\/developer\.mozilla\.org\/docs\/Web\/[\w/-]+$/);
    expect(ROWS.some(([, one]) => one.cause === id)).toBe(true);
  });

  test('has no two causes with the same title', () => {
    const titles = Object.values(causes).map((cause) => cause.title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('every sentence', () => {
  test.each(ROWS)('about %s names all of its evidence and is well formed', (_, one) => {
    const { text, why } = explain(one);
    for (const value of Object.values(one.evidence).flat()) {
      if (value !== null && value !== '') expect(plainText(text)).toContain(String(value));
    }
    expectSentence(text);
    expectSentence(why);
  });

  test('survives hostile values', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(hostile, hostile, fc.integer({ min: 0, max: 999 }), (a, b, status) => {
        for (const one of hostileFindings(a, b, status)) {
          const { text, why } = explain(one);
          expectSentence(text);
          expectSentence(why);
          expect(plainText(text).length).toBeLessThan(8_000);
        }
      }),
    );
  });
});

function hostileFindings(a: string, b: string, status: number): readonly Finding[] {
  return [
    finding('missing-allow-origin', { origin: a, status }),
    finding('missing-allow-origin', { origin: a, status }, PREFLIGHT),
    finding('multiple-allow-origin-values', { origin: a, received: [a, b] }),
    finding('invalid-allow-origin-value', { origin: a, received: b }),
    finding('allow-origin-mismatch', { origin: a, received: b }),
    finding('wildcard-with-credentials', { origin: a }),
    finding('credentials-not-allowed', { origin: a, received: b }),
    finding('preflight-status', { status }, PREFLIGHT),
    finding('preflight-redirect', { status, location: a }, PREFLIGHT),
    finding('preflight-network-error', { error: a }, PREFLIGHT),
    finding('invalid-allow-methods', { received: a }, PREFLIGHT),
    finding('invalid-allow-headers', { received: a }, PREFLIGHT),
    finding('method-not-allowed', { method: a, received: b }, PREFLIGHT),
    finding('header-not-allowed', { headers: [a, b], received: b }, PREFLIGHT),
    finding('redirect-with-credentials', { location: a }),
    finding('scheme-not-http', { url: a }),
    finding('same-origin-mode', { url: a }),
    finding('no-cors-redirect-mode', { url: a }),
    finding('local-network-access-denied', { url: a }),
    finding('local-network-access-insecure', { url: a }),
  ];
}

/**
 * One sentence: it starts with text, ends with one full stop, and has no empty or doubled parts.
 */
function expectSentence(prose: Prose): void {
  const last = prose.at(-1);
  expect(typeof last === 'string' && /[^.]\.$|^\.$/.test(last)).toBe(true);
  for (const span of prose) {
    const text = typeof span === 'string' ? span : 'code' in span ? span.code : span.link;
    expect(text).not.toBe('');
    if (typeof span === 'string') expect(span).not.toMatch(/ {2}|undefined|\[object/);
  }
}
