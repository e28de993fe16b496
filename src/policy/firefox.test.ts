/**
 * What Firefox ESR 153 did in measured scenarios. The end of a blocked request shows little (a
 * small body completes, a large one ends in an error), so the headers decide every row.
 */
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import {
  type ExchangeInput,
  exchange,
  FIREFOX_BLOCKED,
  type HeaderInput,
  headers,
  hop,
} from '../model/testing/sample-exchange.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './finding.ts';

const PAGE = 'http://app.test:21001';
const API = 'http://api.test:21002/items';
const SECURE = 'https://api.test:21006/items';
const ACAO = 'Access-Control-Allow-Origin';
const ACAC = 'Access-Control-Allow-Credentials';
const ACAM = 'Access-Control-Allow-Methods';
const ACAH = 'Access-Control-Allow-Headers';
const ALLOWED = { [ACAO]: PAGE, [ACAC]: 'true' };
const GOOD = { ...ALLOWED, [ACAM]: 'PUT', [ACAH]: 'x-custom' };

const see = (input: ExchangeInput) =>
  evaluate(exchange({ page: PAGE, url: API, ...input }), 'firefox');
const seeHops = (hops: Exchange['hops'], rest: ExchangeInput = {}) => see({ hops, ...rest });

const firstOf = ({ verdict, findings: [first] }: Evaluation) =>
  first === undefined ? verdict : `${verdict}: ${first.phase} ${first.cause}`;

/**
 * Firefox shows the response to a preflight, then ends both requests, whatever was wrong with it.
 */
const refused = (
  answer: HeaderInput,
  rest: Omit<ExchangeInput, 'preflight'> & { status?: number; asks?: string } = {},
): ExchangeInput => ({
  method: 'PUT',
  response: null,
  error: FIREFOX_BLOCKED,
  ...rest,
  preflight: {
    headers: answer,
    status: rest.status ?? 204,
    error: FIREFOX_BLOCKED,
    ...(rest.asks === undefined ? {} : { asksHeaders: rest.asks }),
  },
});

describe('a preflight that was refused', () => {
  test.each<[string, ExchangeInput, string]>([
    ['404 without CORS headers', refused([], { status: 404 }), 'missing-allow-origin'],
    ['404 with good ones', refused(GOOD, { status: 404 }), 'preflight-status'],
    ['304', refused(GOOD, { status: 304 }), 'preflight-status'],
    ['301 without Location', refused(GOOD, { status: 301 }), 'preflight-status'],
    [
      '301 with Location and CORS headers',
      refused({ ...GOOD, Location: '/' }, { status: 301 }),
      'preflight-redirect',
    ],
    ['301 with Location only', refused({ Location: '/' }, { status: 301 }), 'missing-allow-origin'],
    ['another origin', refused({ ...GOOD, [ACAO]: 'http://b.test' }), 'allow-origin-mismatch'],
    [
      'two values, merged by Firefox',
      refused({ ...GOOD, [ACAO]: `${PAGE}, ${PAGE}` }),
      'multiple-allow-origin-values',
    ],
    ['PUT, where GET is allowed', refused({ ...GOOD, [ACAM]: 'GET' }), 'method-not-allowed'],
    [
      'patch, where PATCH is allowed',
      refused({ ...GOOD, [ACAM]: 'PATCH' }, { method: 'patch' }),
      'method-not-allowed',
    ],
    ['x-other', refused(GOOD, { asks: 'x-custom,x-other' }), 'header-not-allowed'],
    [
      'a bad token among the methods',
      refused({ ...GOOD, [ACAM]: 'P(UT' }),
      'invalid-allow-methods',
    ],
    [
      'a bad token among the headers',
      refused({ ...GOOD, [ACAH]: 'x custom' }, { asks: 'x-custom' }),
      'invalid-allow-headers',
    ],
    [
      'a bad token among the headers, PUT not allowed',
      refused({ ...GOOD, [ACAM]: 'GET', [ACAH]: 'x custom' }),
      'method-not-allowed',
    ],
  ])('%s', (_, input, cause) => {
    expect(firstOf(see(input))).toBe(`blocked: preflight ${cause}`);
  });

  test('a redirected preflight ends in a special error', () => {
    const seen = see({
      method: 'PUT',
      response: null,
      preflight: {
        status: 307,
        headers: { ...GOOD, Location: '/' },
        error: 'NS_ERROR_NET_ON_RECEIVING_FROM',
      },
      error: FIREFOX_BLOCKED,
    });
    expect(firstOf(seen)).toBe('blocked: preflight preflight-redirect');
  });

  test('credentials show on the preflight itself, for a cross-site https server', () => {
    const answer = { [ACAO]: PAGE, [ACAM]: 'PUT' };
    const crossSite = { 'Sec-Fetch-Site': 'cross-site' };
    const preflight = (extra: HeaderInput) => ({
      headers: answer,
      requestHeaders: { ...crossSite, ...Object.fromEntries(headers(extra)) },
      error: FIREFOX_BLOCKED,
    });
    const include = see({
      url: SECURE,
      method: 'PUT',
      unsent: true,
      preflight: preflight({ 'Sec-Fetch-Storage-Access': 'none' }),
      error: FIREFOX_BLOCKED,
    });
    expect(firstOf(include)).toBe('blocked: preflight credentials-not-allowed');
    expect(include.credentials).toEqual({ known: true, value: 'include', from: 'observed' });

    const without = exchange({
      page: PAGE,
      url: SECURE,
      method: 'PUT',
      unsent: true,
      preflight: { ...preflight([]), headers: { [ACAO]: PAGE } },
      error: FIREFOX_BLOCKED,
    });
    const told = evaluate(without, 'firefox');
    expect(told.credentials).toEqual({ known: true, value: 'same-origin', from: 'inferred' });
    expect(told.alternatives).toEqual([]);
    // After the user's settings were seen to withhold the header, its absence shows nothing.
    const open = evaluate(without, 'firefox', { storageAccessWithheld: true });
    expect(open.credentials.known).toBe(false);
    expect(open.alternatives).toHaveLength(1);
  });
});

describe('a response that was refused', () => {
  const endings: readonly [string, ExchangeInput][] = [
    ['a small body', {}],
    ['a large body', { error: FIREFOX_BLOCKED }],
    ['a truncated body', { error: 'NS_ERROR_NET_RESET' }],
    ['no end seen', { ending: { kind: 'lost', at: 9 } }],
  ];
  const rows: readonly [string, HeaderInput, string][] = [
    ['no header', [], 'missing-allow-origin'],
    ['a trailing slash', { [ACAO]: `${PAGE}/` }, 'allow-origin-mismatch'],
    ['an empty value', { [ACAO]: '' }, 'invalid-allow-origin-value'],
    ['a list', { [ACAO]: '*, *' }, 'multiple-allow-origin-values'],
  ];
  test.each(
    endings.flatMap(([end, rest]) =>
      rows.map(([row, answer, cause]) => [row, end, answer, rest, cause] as const),
    ),
  )('%s, with %s', (_, __, answer, rest, cause) => {
    const seen = see({ started: true, ...rest, response: { headers: answer } });
    expect(firstOf(seen)).toBe(`blocked: actual ${cause}`);
  });

  test.each<[string, HeaderInput, string]>([
    ['a star', { [ACAO]: '*', [ACAC]: 'true' }, 'wildcard-with-credentials'],
    ['True', { [ACAO]: PAGE, [ACAC]: 'True' }, 'credentials-not-allowed'],
    ['true twice', { [ACAO]: PAGE, [ACAC]: 'true, true' }, 'credentials-not-allowed'],
  ])('with a cookie: %s', (_, answer, cause) => {
    const seen = see({ requestHeaders: { Cookie: '[redacted]' }, response: { headers: answer } });
    expect(firstOf(seen)).toBe(`blocked: actual ${cause}`);
    expect(seen.credentials).toEqual({ known: true, value: 'include', from: 'observed' });
  });

  test('the status does not matter', () => {
    expect(see({ response: { status: 500, headers: ALLOWED } }).verdict).toBe('allowed');
    expect(firstOf(see({ response: { status: 401 } }))).toBe(
      'blocked: actual missing-allow-origin',
    );
  });
});

describe('if the headers pass under one credentials mode only', () => {
  const star = { response: { headers: { [ACAO]: '*' } } };

  test('a completed request is undetermined, and what would decide it is shown', () => {
    const seen = see(star);
    expect(seen).toMatchObject({
      verdict: 'undetermined',
      findings: [],
      alternatives: [
        {
          if: { credentials: 'include' },
          findings: [{ cause: 'wildcard-with-credentials' }, { cause: 'credentials-not-allowed' }],
        },
      ],
    });
    expect(seen.undetermined).toBe('needs-credentials');
    expect(seen.credentials.known).toBe(false);
  });

  test.each([
    ['got the response', true, 'allowed', 'same-origin'],
    ['was not', false, 'blocked: actual wildcard-with-credentials', 'include'],
  ])('what the page got decides: it %s', (_, handedOver, expected, credentials) => {
    const asked = exchange({ page: PAGE, url: API, ...star });
    const seen = evaluate({ ...asked, handedOver }, 'firefox');
    expect(firstOf(seen)).toBe(expected);
    expect(seen.credentials).toEqual({ known: true, value: credentials, from: 'inferred' });
  });

  test('what the page got never overrides the headers', () => {
    const passed = exchange({ page: PAGE, url: API, response: { headers: ALLOWED } });
    expect(evaluate({ ...passed, handedOver: false }, 'firefox').verdict).toBe('allowed');
    const refused = exchange({ page: PAGE, url: API, response: { headers: [] } });
    expect(evaluate({ ...refused, handedOver: true }, 'firefox').verdict).toBe('blocked');
  });

  test('without CORS, the page gets nothing that it may read', () => {
    const image = { page: PAGE, url: API, origin: null, resourceType: 'image' } as const;
    const asked = exchange({ ...image, ...star });
    expect(evaluate({ ...asked, handedOver: false }, 'firefox').verdict).toBe('allowed');
  });

  test('a refused request had credentials', () => {
    const seen = see({ ...star, error: FIREFOX_BLOCKED });
    expect(firstOf(seen)).toBe('blocked: actual wildcard-with-credentials');
    expect(seen.credentials).toEqual({ known: true, value: 'include', from: 'inferred' });
  });

  test('another failure is reported as such', () => {
    expect(see({ ...star, error: 'NS_ERROR_NET_RESET' })).toMatchObject({
      verdict: 'failed',
      failure: 'reset',
    });
  });

  test('for a cross-site https server it is known, unless settings withhold the sign', () => {
    const asked = exchange({
      page: PAGE,
      ...star,
      url: SECURE,
      requestHeaders: { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' },
    });
    const withheld = { storageAccessWithheld: true };
    expect(evaluate(asked, 'firefox', withheld).verdict).toBe('undetermined');
    expect(evaluate(asked, 'firefox')).toMatchObject({
      verdict: 'allowed',
      credentials: { known: true, value: 'same-origin', from: 'inferred' },
    });
    // The page got nothing, so the settings do withhold it.
    expect(evaluate({ ...asked, handedOver: false }, 'firefox')).toMatchObject({
      verdict: 'blocked',
      credentials: { known: true, value: 'include', from: 'inferred' },
      findings: [{ cause: 'wildcard-with-credentials' }, {}],
    });
  });

  test('a worker’s request shows neither mode', () => {
    const requestHeaders = { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' };
    const asked = exchange({ page: PAGE, ...star, url: SECURE, requestHeaders });
    const seen = evaluate({ ...asked, documentId: null }, 'firefox');
    expect(seen).toMatchObject({ verdict: 'undetermined', credentials: { known: false } });
  });
});

describe('if it is unknown whether CORS applies', () => {
  const post = { method: 'POST', response: { headers: [] } } as const;

  test('a POST to plain http that completed may have been no-cors', () => {
    const seen = see(post);
    expect(seen).toMatchObject({ verdict: 'undetermined', findings: [], alternatives: [] });
    expect(seen.undetermined).toBe('needs-mode');
  });

  test('a refused request was not no-cors', () => {
    expect(firstOf(see({ ...post, error: FIREFOX_BLOCKED }))).toBe(
      'blocked: actual missing-allow-origin',
    );
  });

  test('a request with good headers passes either way', () => {
    expect(see({ ...post, response: { headers: ALLOWED } }).verdict).toBe('allowed');
  });

  test('another failure is reported as such', () => {
    expect(see({ ...post, error: 'NS_ERROR_NET_RESET' })).toMatchObject({ failure: 'reset' });
  });
});

describe('redirects', () => {
  const leg = (answer: HeaderInput, to: string) =>
    hop({
      url: API,
      origin: PAGE,
      response: { status: 302, headers: [...headers(answer), ['Location', to]] },
      redirectedTo: to,
    });

  // Which of the two errors comes depends on how busy the machine is.
  const refused = ['NS_ERROR_UNEXPECTED', 'NS_ERROR_NET_ON_RECEIVING_FROM'];

  test.each(refused)('one without the header: %s', (error) => {
    const seen = seeHops([leg([], 'http://third.test:21003/')], { error });
    expect(firstOf(seen)).toBe('blocked: actual missing-allow-origin');
  });

  test.each(refused)('one to a URL with a password: %s', (error) => {
    const seen = seeHops([leg(ALLOWED, 'http://[redacted]@third.test:21003/')], { error });
    expect(firstOf(seen)).toBe('blocked: actual redirect-with-credentials');
  });

  test('an image’s redirect to a URL with a password is no CORS failure', () => {
    const image = { ...leg([], 'http://[redacted]@third.test:21003/'), request: null };
    expect(seeHops([image], { resourceType: 'image' })).toMatchObject({ verdict: 'allowed' });
  });

  test.each(refused)('one that the page’s content security policy forbids: %s', (error) => {
    const seen = seeHops([leg(ALLOWED, 'http://third.test:21003/')], { error });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'csp' });
  });

  test.each([
    ['to a URL', 'http://third.test:21003/'],
    ['to none', 'http://'],
  ])('one that was not followed, %s', (_, to) => {
    const left = { ...leg(ALLOWED, to), redirectedTo: null };
    expect(seeHops([left])).toMatchObject({ verdict: 'failed', failure: 'aborted' });
  });

  test('one that a service worker forbids', () => {
    const sent = leg(ALLOWED, 'http://[redacted]@third.test:21003/');
    expect(seeHops([sent], { error: 'NS_BINDING_FAILED' })).toMatchObject({
      verdict: 'failed',
      failure: 'aborted',
      findings: [],
    });
  });

  test('one to a bad port is refused by CORS or by the port, depending on credentials', () => {
    const requestHeaders = { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'same-site' };
    const sent = { ...leg({ [ACAO]: '*' }, 'http://api.test:1/') };
    const seen = seeHops([sent], { error: 'NS_ERROR_UNEXPECTED', requestHeaders });
    expect(seen).toMatchObject({
      verdict: 'undetermined',
      alternatives: [
        { if: { credentials: 'include' }, findings: [{ cause: 'wildcard-with-credentials' }, {}] },
      ],
    });
    expect(seen.undetermined).toBe('needs-credentials-to-follow');
  });

  test('one that nobody followed was refused by CORS or left by the page, depending on credentials', () => {
    const requestHeaders = { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'same-site' };
    const sent = { ...leg({ [ACAO]: '*' }, 'http://third.test/'), redirectedTo: null };
    const seen = seeHops([sent], { requestHeaders });
    expect(seen).toMatchObject({
      verdict: 'undetermined',
      failure: null,
      alternatives: [
        { if: { credentials: 'include' }, findings: [{ cause: 'wildcard-with-credentials' }, {}] },
      ],
    });
    expect(seen.undetermined).toBe('needs-credentials-to-leave');
    // Without this header, only the redirect itself shows that the mode is not no-cors.
    const plain = seeHops([sent], { requestHeaders: {} });
    expect(plain.undetermined).toBe('needs-credentials-to-leave');
    const own = { ...leg(ALLOWED, 'http://third.test/'), redirectedTo: null };
    expect(seeHops([own], { requestHeaders })).toMatchObject({ failure: 'aborted' });
  });

  describe('back to the page’s own server', () => {
    const HOME = `${PAGE}/new`;
    const sentHome = (answer: HeaderInput, rest: Parameters<typeof hop>[0] & { error?: string }) =>
      seeHops(
        [
          { ...leg(ALLOWED, HOME), method: 'PUT' },
          hop({
            url: HOME,
            method: 'PUT',
            origin: 'null',
            ...rest,
            preflight: {
              origin: PAGE,
              headers: answer,
              ...(rest.error === undefined ? {} : { error: rest.error }),
            },
          }),
        ],
        rest.error === undefined ? {} : { error: rest.error },
      );

    test('a preflight gets no CORS check, its request does', () => {
      const seen = sentHome({ [ACAM]: 'PUT' }, { response: { headers: { [ACAO]: PAGE } } });
      expect(firstOf(seen)).toBe('blocked: actual allow-origin-mismatch');
      expect(seen.steps).toContainEqual({
        id: 'preflight-cors-check',
        hop: 1,
        result: 'not-needed',
        values: [],
      });
    });

    test('its methods and headers are checked', () => {
      const answer = { [ACAO]: 'mailto:x', [ACAM]: 'POST' };
      const seen = sentHome(answer, { response: null, error: FIREFOX_BLOCKED });
      expect(seen.findings.map(({ cause }) => cause)).toEqual(['method-not-allowed']);
    });
  });

  test('the cross-site preflight of a redirected request shows whether it has credentials', () => {
    const sent = (site: string) =>
      seeHops(
        [
          leg(ALLOWED, SECURE),
          hop({
            url: SECURE,
            method: 'PUT',
            origin: 'null',
            requestHeaders: { 'Sec-Fetch-Site': 'cross-site' },
            preflight: { origin: PAGE, headers: GOOD, requestHeaders: { 'Sec-Fetch-Site': site } },
            response: { headers: { [ACAO]: '*' } },
          }),
        ],
        { requestHeaders: { 'Sec-Fetch-Site': 'same-site' } },
      ).credentials;
    expect(sent('cross-site')).toEqual({ known: true, value: 'same-origin', from: 'inferred' });
    expect(sent('same-site').known).toBe(false);
  });

  test('one to a file without CORS fails', () => {
    const file = hop({
      url: API,
      origin: null,
      requestHeaders: { 'Sec-Fetch-Mode': 'no-cors' },
      response: { status: 302, headers: [['Location', 'file:///etc/hosts']] },
    });
    expect(seeHops([file], { error: FIREFOX_BLOCKED })).toMatchObject({
      verdict: 'failed',
      failure: 'unsafe-redirect',
    });
  });

  test('an image’s redirect to a URL with a password is no policy failure', () => {
    const image = hop({
      url: API,
      requestHeaders: { 'Sec-Fetch-Mode': 'no-cors' },
      response: { status: 302, headers: headers({ Location: 'http://[redacted]@third.test/' }) },
      redirectedTo: 'http://[redacted]@third.test/',
    });
    const seen = seeHops([image], { resourceType: 'image', error: 'NS_ERROR_UNEXPECTED' });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'other' });
  });

  test('an unexpected error without a redirect is only a failure', () => {
    const seen = see({ response: { headers: ALLOWED }, error: 'NS_ERROR_UNEXPECTED' });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'other' });
  });

  test('the second leg’s origin is null', () => {
    const third = 'http://third.test:21003/';
    const last = (answer: HeaderInput) =>
      seeHops([
        leg(ALLOWED, third),
        hop({ url: third, origin: 'null', response: { headers: answer } }),
      ]);
    expect(firstOf(last(ALLOWED))).toBe('blocked: actual allow-origin-mismatch');
    expect(last({ [ACAO]: 'null', [ACAC]: 'true' }).verdict).toBe('allowed');
  });

  test('a second preflight is judged by the page’s origin, the request by null', () => {
    const third = 'http://third.test:21003/';
    const first = { ...leg(ALLOWED, third), method: 'PUT' };
    const second = (preflight: HeaderInput, answer: HeaderInput | null, error?: string) =>
      seeHops(
        [
          first,
          hop({
            url: third,
            method: 'PUT',
            origin: 'null',
            preflight: {
              origin: PAGE,
              headers: preflight,
              ...(error === undefined ? {} : { error }),
            },
            response: answer === null ? null : { headers: answer },
          }),
        ],
        error === undefined ? {} : { error },
      );
    expect(firstOf(second(GOOD, ALLOWED))).toBe('blocked: actual allow-origin-mismatch');
    expect(firstOf(second({ ...GOOD, [ACAO]: 'null' }, null, FIREFOX_BLOCKED))).toBe(
      'blocked: preflight allow-origin-mismatch',
    );
  });

  test('and so is a request whose own headers were not seen', () => {
    const third = 'http://third.test:21003/';
    const unseen = hop({
      url: third,
      method: 'PUT',
      unsent: true,
      preflight: {
        origin: null,
        headers: { ...GOOD, [ACAO]: 'null' },
        error: FIREFOX_BLOCKED,
      },
    });
    const seen = seeHops([{ ...leg(ALLOWED, third), method: 'PUT' }, unseen], {
      error: FIREFOX_BLOCKED,
    });
    expect(seen.findings[0]).toMatchObject({
      cause: 'allow-origin-mismatch',
      evidence: { origin: PAGE, received: 'null' },
    });
  });
});

describe('not CORS', () => {
  test.each([
    ['nothing listens', 'NS_ERROR_CONNECTION_REFUSED', 'connection-refused'],
    ['closed without a response', 'NS_ERROR_NET_RESET', 'reset'],
    ['no such host', 'NS_ERROR_UNKNOWN_HOST', 'dns'],
    [
      'a self-signed certificate',
      'The certificate is not trusted because it is self-signed.',
      'tls',
    ],
    [
      'the wrong name',
      'Unable to communicate securely with peer: requested domain name does not match the server’s certificate.',
      'tls',
    ],
    [
      'https to an http port',
      'SSL received a record that exceeded the maximum permissible length.',
      'tls',
    ],
    ['the page aborted it', 'NS_BINDING_ABORTED', 'aborted'],
    ['an extension blocked it', 'NS_ERROR_ABORT', 'blocked-by-client'],
    ['a malformed response', 'NS_ERROR_CORRUPTED_CONTENT', 'reset'],
  ])('%s', (_, error, failure) => {
    expect(see({ response: null, error })).toMatchObject({
      verdict: 'failed',
      failure,
      findings: [],
    });
    if (failure === 'aborted') return;
    const killed = see({
      method: 'PUT',
      response: null,
      preflight: { status: null, error },
      error: FIREFOX_BLOCKED,
    });
    expect(killed).toMatchObject({
      verdict: 'failed',
      failure,
      findings: [{ cause: 'preflight-network-error', evidence: { error } }],
    });
  });

  test('a worker’s request whose connection broke after its preflight', () => {
    const seen = see({
      method: 'PUT',
      response: null,
      preflight: { headers: { [ACAO]: PAGE, [ACAM]: 'PUT' } },
      error: FIREFOX_BLOCKED,
    });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'other', findings: [] });
    expect(seen.credentials.known).toBe(false);
  });

  test('aborted during the preflight', () => {
    const error = 'NS_BINDING_ABORTED';
    const seen = see({ method: 'PUT', response: null, preflight: { status: null, error }, error });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'aborted', findings: [] });
  });

  test('aborted in the moment in which the preflight fails', () => {
    const seen = see({
      method: 'PUT',
      response: null,
      preflight: {
        status: null,
        error: 'SSL received a record that exceeded the maximum permissible length.',
      },
      error: 'NS_BINDING_ABORTED',
    });
    expect(seen).toMatchObject({
      verdict: 'failed',
      failure: 'aborted',
      findings: [{ cause: 'preflight-network-error' }],
    });
  });

  test('both ended in the error for CORS before any response', () => {
    const seen = see({
      method: 'PUT',
      response: null,
      preflight: { status: null, error: FIREFOX_BLOCKED },
      error: FIREFOX_BLOCKED,
    });
    expect(seen.verdict).toBe('undetermined');
  });

  test('a redirect loop', () => {
    const seen = see({ response: { headers: ALLOWED }, error: 'NS_ERROR_REDIRECT_LOOP' });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'too-many-redirects' });
  });

  test('an image gets JSON, and the response is withheld', () => {
    const image = { origin: null, resourceType: 'image', error: 'NS_BINDING_ABORTED' } as const;
    expect(see(image)).toMatchObject({ verdict: 'failed', failure: 'orb' });
    expect(see({ ...image, started: true })).toMatchObject({ failure: 'aborted' });
    expect(see({ ...image, response: null })).toMatchObject({ failure: 'aborted' });
  });

  test('Cross-Origin-Resource-Policy', () => {
    const seen = see({ origin: null, resourceType: 'image', error: 'NS_ERROR_DOM_CORP_FAILED' });
    expect(seen).toMatchObject({ verdict: 'failed', failure: 'corp' });
  });

  test('a no-cors image that came through', () => {
    expect(see({ origin: null, resourceType: 'image' })).toMatchObject({ verdict: 'allowed' });
  });
});

describe('local network access', () => {
  const error = 'NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED';
  test.each([
    ['a request', { response: null, error }, 'actual'],
    [
      'a preflight and its request',
      { method: 'PUT', response: null, preflight: { status: null, error }, error },
      'preflight',
    ],
    [
      'a preflight that alone says so',
      { method: 'PUT', response: null, preflight: { status: null, error }, error: FIREFOX_BLOCKED },
      'preflight',
    ],
  ] as const)('%s', (_, input, phase) => {
    expect(firstOf(see(input))).toBe(`blocked: ${phase} local-network-access-denied`);
  });
});

describe('no end', () => {
  test('still under way', () => {
    expect(see({ ending: { kind: 'pending' } }).verdict).toBe('pending');
  });

  test('a response with good headers comes, and then nothing more', () => {
    const lost = { kind: 'lost', at: 9 } as const;
    expect(see({ response: { headers: ALLOWED }, ending: lost }).verdict).toBe('allowed');
  });

  test('nothing comes', () => {
    const seen = see({ response: null, ending: { kind: 'lost', at: 9 } });
    expect(seen).toMatchObject({ verdict: 'undetermined', findings: [] });
    expect(seen.undetermined).toBe('no-end');
  });
});
