import { describe, expect, test } from 'vitest';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { Elsewhere, Requirement } from '../model/requirement.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  FIREFOX_BLOCKED,
  hop,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { evaluate } from '../policy/evaluate.ts';
import { advise } from './advice.ts';
import { requirementOf } from './requirement.ts';

const OK = { 'Access-Control-Allow-Origin': PAGE };

function requirement(
  asked: Exchange,
  {
    browser = 'chromium',
    others = [],
  }: { browser?: BrowserName; others?: readonly Exchange[] } = {},
): Requirement {
  const context = { browser, exchanges: [...others, asked] };
  return requirementOf(asked, evaluate(asked, browser), context);
}

const blocked = (input: ExchangeInput): Exchange => exchange({ error: CHROMIUM_BLOCKED, ...input });

/** A request whose preflight was refused, as Chromium shows it. */
const refused = (input: ExchangeInput): Exchange =>
  blocked({ method: 'PUT', unsent: true, ...input });

const kinds = ({ elsewhere }: Requirement): readonly Elsewhere['kind'][] =>
  elsewhere.map(({ kind }) => kind);

describe('the server must', () => {
  test.each([
    ['name the page, if it names none', blocked({ response: {} }), {}],
    [
      'name the page instead of another one',
      blocked({
        response: { headers: { 'Access-Control-Allow-Origin': 'http://localhost:3001' } },
      }),
      {},
    ],
    [
      'name the page instead of an invalid value',
      blocked({ response: { headers: { 'Access-Control-Allow-Origin': 'localhost' } } }),
      {},
    ],
    [
      'name the page instead of a star, for a request with a cookie',
      blocked({
        requestHeaders: { Cookie: 'a=b' },
        response: { headers: { 'Access-Control-Allow-Origin': '*' } },
      }),
      { credentials: true },
    ],
    [
      'allow credentials, inferred from what the browser refused',
      blocked({ response: { headers: OK } }),
      { credentials: true },
    ],
    [
      'answer a preflight that it answers 405',
      refused({ preflight: { status: 405, headers: OK } }),
      { method: 'PUT', methods: ['PUT'], preflight: true },
    ],
    [
      'list the method',
      refused({
        method: 'DELETE',
        preflight: { headers: { ...OK, 'Access-Control-Allow-Methods': 'GET, PUT' } },
      }),
      { method: 'DELETE', methods: ['DELETE'], preflight: true },
    ],
    [
      'list the headers, but not a safelisted method',
      refused({ method: 'POST', preflight: { asksHeaders: 'content-type,x-token', headers: OK } }),
      { method: 'POST', headers: ['content-type', 'x-token'], preflight: true },
    ],
    [
      'answer a preflight that it redirects to an invalid URL',
      refused({ preflight: { status: 302, headers: { Location: 'http://[' } } }),
      { method: 'PUT', methods: ['PUT'], preflight: true },
    ],
    [
      'write its list of methods with correct syntax',
      refused({ preflight: { headers: { ...OK, 'Access-Control-Allow-Methods': '[PUT]' } } }),
      { method: 'PUT', methods: ['PUT'], preflight: true },
    ],
    [
      'write its list of headers with correct syntax',
      refused({
        method: 'POST',
        preflight: {
          asksHeaders: 'x-a',
          headers: { ...OK, 'Access-Control-Allow-Headers': 'x a' },
        },
      }),
      { method: 'POST', headers: ['x-a'], preflight: true },
    ],
    [
      'answer a preflight that only an upload listener causes',
      refused({ method: 'POST', preflight: { status: 404 } }),
      { method: 'POST', preflight: true },
    ],
    [
      'allow a custom method in the page’s own spelling',
      refused({ method: 'Frob', preflight: { headers: OK } }),
      { method: 'Frob', methods: ['Frob'], preflight: true },
    ],
  ] as const)('%s', (_, asked, expected) => {
    const { answer, elsewhere } = requirement(asked);
    expect(answer).toEqual({
      origins: [PAGE],
      expose: [],
      server: API,
      url: `${API}/items`,
      method: 'GET',
      origin: PAGE,
      credentials: false,
      methods: [],
      headers: [],
      preflight: false,
      ...expected,
    });
    expect(elsewhere).toEqual([]);
  });

  test('do the same for Firefox, where a blocked request completes', () => {
    const { answer } = requirement(exchange({ response: {} }), { browser: 'firefox' });
    expect(answer).toMatchObject({ origin: PAGE, server: API });
  });

  test('do the same for Firefox, where a refused preflight’s request is shown', () => {
    const asked = exchange({
      method: 'PUT',
      requestHeaders: { 'X-Token': 'a', 'Content-Type': 'application/json', 'User-Agent': 'x' },
      response: null,
      preflight: { asksHeaders: 'content-type,x-token', status: 200, error: FIREFOX_BLOCKED },
      error: FIREFOX_BLOCKED,
    });
    const { answer } = requirement(asked, { browser: 'firefox' });
    expect(answer).toMatchObject({ methods: ['PUT'], headers: ['content-type', 'x-token'] });
  });

  test('list what only the request shows, if the preflight cache had answered', () => {
    const headers = { 'X-Token': 'a', 'User-Agent': 'x', Cookie: 'a=b', 'Sec-Fetch-Mode': 'cors' };
    const asked = blocked({ method: 'PATCH', requestHeaders: headers, response: {} });
    expect(requirement(asked).answer).toMatchObject({
      methods: ['PATCH'],
      headers: ['x-token'],
      credentials: true,
      preflight: true,
    });
  });
});

describe('one paste is enough: it also has', () => {
  const asked = refused({ preflight: { asksHeaders: 'x-b' } });

  test('what the same page asked of the same server elsewhere', () => {
    const others = [
      refused({
        id: '2',
        method: 'DELETE',
        url: `${API}/other`,
        preflight: { asksHeaders: 'x-a' },
      }),
      exchange({ id: '3', requestHeaders: { Cookie: 'a=b' } }),
    ];
    expect(requirement(asked, { others }).answer).toMatchObject({
      url: `${API}/items`,
      method: 'PUT',
      methods: ['PUT', 'DELETE'],
      headers: ['x-a', 'x-b'],
      credentials: true,
    });
  });

  test('nothing that another page, another server or an image asked', () => {
    const others = [
      refused({ id: '2', method: 'DELETE', page: 'https://other.example' }),
      refused({ id: '3', method: 'DELETE', url: 'http://127.0.0.1:9000/' }),
      exchange({ id: '4', resourceType: 'image', origin: null, requestHeaders: { Cookie: 'a=b' } }),
    ];
    expect(requirement(asked, { others }).answer).toMatchObject({
      methods: ['PUT'],
      headers: ['x-b'],
      credentials: false,
    });
  });
});

describe('somebody else must', () => {
  const leg = (url: string, more: Parameters<typeof hop>[0] = {}) => hop({ url, ...more });
  const redirect = (from: string, to: string, headers: Record<string, string> = OK) =>
    hop({
      url: from,
      response: { status: 301, headers: { ...headers, Location: to } },
      redirectedTo: to,
    });

  test.each([
    [
      'write the slash that the server redirects a preflight to',
      refused({ preflight: { status: 301, headers: { Location: '/items/' } } }),
      { kind: 'client-url', from: `${API}/items`, to: `${API}/items/` },
      { url: `${API}/items/`, server: API },
    ],
    [
      'write https, to which the server redirects a preflight',
      refused({
        url: 'http://api.test/x',
        preflight: { status: 308, headers: { Location: 'https://api.test/x' } },
      }),
      { kind: 'client-url', from: 'http://api.test/x', to: 'https://api.test/x' },
      { url: 'https://api.test/x', server: 'https://api.test' },
    ],
    [
      'write the slash that the server redirects the request to, without headers',
      blocked({ response: { status: 301, headers: { Location: '/items/' } } }),
      { kind: 'client-url', from: `${API}/items`, to: `${API}/items/` },
      { url: `${API}/items/` },
    ],
    [
      'answer a preflight instead of redirecting it to a login page',
      refused({ preflight: { status: 302, headers: { Location: '/login?next=/items' } } }),
      { kind: 'redirect-target', from: `${API}/items`, to: `${API}/login?next=/items` },
      { url: `${API}/items` },
    ],
    [
      'answer a preflight instead of redirecting it between two servers’ slashes',
      refused({
        hops: [
          hop({
            url: `${PAGE}/x`,
            origin: null,
            response: { status: 302 },
            redirectedTo: `${API}/x`,
          }),
          hop({
            url: `${API}/x`,
            method: 'PUT',
            unsent: true,
            preflight: { status: 301, headers: { Location: '/x/' } },
          }),
        ],
      }),
      { kind: 'client-url', from: `${API}/x`, to: `${API}/x/` },
      { url: `${API}/x/` },
    ],
    [
      'answer a preflight instead of redirecting it to another server',
      refused({ preflight: { status: 302, headers: { Location: 'https://sso.example/' } } }),
      { kind: 'redirect-target', from: `${API}/items`, to: 'https://sso.example/' },
      { url: `${API}/items` },
    ],
    [
      'write the method in upper case, even if the server lists neither case',
      refused({
        method: 'patch',
        preflight: { headers: { ...OK, 'Access-Control-Allow-Methods': 'PUT' } },
      }),
      { kind: 'client-method-case', sent: 'patch', use: 'PATCH' },
      { method: 'PATCH', methods: ['PATCH'] },
    ],
    [
      'not send a response header, beside one that must be allowed',
      refused({
        method: 'POST',
        preflight: { asksHeaders: 'access-control-allow-origin,x-a', headers: OK },
      }),
      { kind: 'client-header', header: 'access-control-allow-origin' },
      { headers: ['x-a'] },
    ],
    [
      'fix the server that fails before it adds headers',
      blocked({ response: { status: 502 } }),
      { kind: 'server-error', status: 502 },
      { server: API },
    ],
    [
      'fix the server that fails on a preflight',
      refused({ preflight: { status: 500 } }),
      { kind: 'server-error', status: 500, preflight: true },
      { preflight: true },
    ],
    [
      'check the gateway’s limit that the page cannot read yet',
      blocked({ response: { status: 413 } }),
      { kind: 'server-error', status: 413 },
      { server: API },
    ],
    [
      'stop one of two layers',
      blocked({
        response: {
          headers: [
            ['Access-Control-Allow-Origin', PAGE],
            ['Access-Control-Allow-Origin', '*'],
          ],
        },
      }),
      { kind: 'one-layer', received: [PAGE, '*'] },
      { origin: PAGE },
    ],
    [
      'ask directly for the redirect target of its own server',
      blocked({
        hops: [
          hop({
            url: `${PAGE}/api`,
            origin: null,
            response: { status: 302 },
            redirectedTo: `${API}/v2`,
          }),
          leg(`${API}/v2`),
        ],
      }),
      { kind: 'redirect-target', from: `${PAGE}/api`, to: `${API}/v2` },
      { server: API, url: `${API}/v2` },
    ],
    [
      'ask directly for what a chain of redirects ends at',
      blocked({
        hops: [
          redirect('https://a.test/', 'https://b.test/'),
          leg('https://b.test/', { origin: 'null' }),
        ],
      }),
      { kind: 'null-origin-after-redirect', url: 'https://b.test/' },
      { server: 'https://b.test', url: 'https://b.test/', origin: PAGE },
    ],
  ] as const)('%s, and the server must answer', (_, asked, item, answer) => {
    const found = requirement(asked);
    expect(found.elsewhere).toContainEqual(item);
    expect(found.answer).toMatchObject(answer);
  });

  test.each([
    [
      'write the method in upper case, as the server lists it',
      refused({
        method: 'patch',
        preflight: { headers: { ...OK, 'Access-Control-Allow-Methods': 'PATCH' } },
      }),
      ['client-method-case'],
    ],
    [
      'not send a response header',
      refused({
        method: 'POST',
        preflight: { asksHeaders: 'access-control-allow-origin', headers: OK },
      }),
      ['client-header'],
    ],
    [
      'ask directly for the last URL, whose server allows the page already',
      blocked({
        hops: [
          redirect('https://a.test/', 'https://b.test/'),
          leg('https://b.test/', { origin: 'null', response: { headers: OK } }),
        ],
      }),
      ['null-origin-after-redirect', 'redirect-target'],
    ],
    [
      'ask for https directly, and read this once',
      blocked({
        hops: [
          redirect('http://a.test/x', 'https://a.test/x'),
          leg('https://a.test/x', { origin: 'null', response: { headers: OK } }),
        ],
      }),
      ['null-origin-after-redirect'],
    ],
    [
      'ask the page’s own server directly, to which a redirect led back',
      blocked({
        hops: [redirect('https://a.test/', `${PAGE}/x`), leg(`${PAGE}/x`, { origin: 'null' })],
      }),
      ['null-origin-after-redirect', 'redirect-target'],
    ],
    ['give the page an origin', blocked({ page: 'null', response: {} }), ['opaque-page']],
    [
      'give a page opened as a file an origin, instead of allowing null',
      refused({ page: 'file:///x.html', origin: 'null', preflight: {} }),
      ['opaque-page'],
    ],
    [
      'redirect without a password',
      blocked({
        response: { status: 302, headers: { ...OK, Location: 'http://u:p@127.0.0.1:8000/y' } },
      }),
      ['redirect-credentials'],
    ],
    ['ask over http', blocked({ url: 'foo://api/x', response: null }), ['client-scheme']],
    [
      'not use mode same-origin for a URL that redirects to another origin',
      exchange({
        url: `${PAGE}/x`,
        requestHeaders: { 'Sec-Fetch-Mode': 'same-origin' },
        response: { status: 302, headers: { Location: `${API}/` } },
        error: 'net::ERR_ABORTED',
      }),
      ['client-mode', 'redirect-target'],
    ],
    [
      'serve the page over https, so that the browser asks about the local network',
      blocked({
        page: 'http://app.example',
        response: null,
        error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
      }),
      ['local-network'],
    ],
    [
      'start the server',
      exchange({ error: 'net::ERR_CONNECTION_REFUSED', response: null }),
      ['network'],
    ],
    [
      'allow access to the local network',
      blocked({
        page: 'https://app.example',
        response: null,
        error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
      }),
      ['local-network'],
    ],
  ] as const)('%s, and the server need not change', (_, asked, expected) => {
    const found = requirement(asked);
    expect(kinds(found)).toEqual(expected);
    expect(found.answer).toBeNull();
  });
});

test.each([
  ['came through', exchange({ response: { headers: OK } })],
  ['is still under way', exchange({ ending: { kind: 'pending' }, response: null })],
] as const)('what %s needs nothing', (_, asked) => {
  expect(requirement(asked)).toEqual({ answer: null, elsewhere: [], covers: [] });
});

test('a request in mode no-cors that is redirected needs another mode', () => {
  const one = exchange();
  const finding = {
    cause: 'no-cors-redirect-mode',
    phase: 'actual',
    hop: 0,
    evidence: { url: API },
  } as const;
  expect(
    advise(finding, { exchange: one, hop: one.hops[0], origin: PAGE, browser: 'chromium' }),
  ).toEqual({
    answer: false,
    elsewhere: [{ kind: 'client-mode', mode: 'no-cors' }],
  });
});

describe('one paste is enough for all requests seen to the server', () => {
  const OTHER = 'http://localhost:5173';
  const STRANGER = 'https://ads.example';
  const asking = blocked({ response: {} });
  const from = (page: string, more: Partial<Exchange> = {}) => ({
    ...refused({ page, origin: page, method: 'DELETE', preflight: { status: 405, origin: page } }),
    ...more,
  });

  test('the page on another port of the same host, if it needs the same', () => {
    const { answer, covers } = requirement(from(PAGE), { others: [from(OTHER)] });
    expect(answer).toMatchObject({ origin: PAGE, origins: [PAGE, OTHER], methods: ['DELETE'] });
    expect(covers.map(({ origin, method }) => `${method} ${origin}`)).toEqual([
      `DELETE ${PAGE}`,
      `DELETE ${OTHER}`,
    ]);
  });

  test('everything that the page itself asked for elsewhere', () => {
    const { answer, covers } = requirement(asking, { others: [from(PAGE)] });
    expect(answer).toMatchObject({ origins: [PAGE], methods: ['DELETE'] });
    expect(covers).toHaveLength(2);
  });

  test('cookies, where only a request with cookies is refused so', () => {
    const star = blocked({ response: { headers: { 'Access-Control-Allow-Origin': '*' } } });
    const { answer, covers } = requirement(asking, { others: [star] });
    expect(answer).toMatchObject({ origins: [PAGE], credentials: true });
    expect(covers.map(({ credentials }) => credentials)).toEqual([false, true]);
  });

  const sameSite = { 'Sec-Fetch-Site': 'same-site' };
  const admin = blocked({
    origin: 'https://admin.example.com',
    requestHeaders: sameSite,
    response: {},
  });

  test('another page that is same-site with the server, like this one', () => {
    const page = 'https://app.example.com';
    const app = blocked({ page, requestHeaders: sameSite, response: {} });
    expect(requirement(app, { others: [admin] }).answer?.origins).toEqual([
      page,
      'https://admin.example.com',
    ]);
  });

  test.each([
    ['a frame of an unknown site', from(STRANGER, { frameId: 7 })],
    ['a page of an unknown site that was open before', from(STRANGER)],
    ['another page under the same suffix', from('http://other.localhost.example')],
    ['a page without an origin to name', from('null')],
  ])('but never %s', (_, other) => {
    const { answer, covers } = requirement(asking, { others: [other] });
    expect(answer).toMatchObject({ origins: [PAGE], methods: [] });
    expect(covers).toHaveLength(1);
  });

  const reading = (...readNames: readonly string[]) => ({
    credentials: 'same-origin' as const,
    mode: 'cors' as const,
    headerNames: [],
    readNames,
    stack: [],
  });
  const SENT = { ...OK, 'X-Total': '7', Link: '</2>' };

  test('a header that the page could not read is exposed, although the request passed', () => {
    const passed = exchange({
      response: { headers: SENT },
      declared: reading('x-total', 'x-none'),
    });
    const { answer, covers } = requirement(passed);
    expect(answer).toMatchObject({ origin: PAGE, expose: ['x-total'], preflight: false });
    expect(covers).toHaveLength(1);
    expect(requirement(asking, { others: [passed] }).answer?.expose).toEqual(['x-total']);
  });

  test('a header that did not come, or is readable anyway, needs nothing', () => {
    const headers = { ...SENT, 'Content-Type': 'text/html' };
    const declared = reading('x-none', 'content-type');
    expect(requirement(exchange({ response: { headers }, declared })).answer).toBeNull();
  });
});
