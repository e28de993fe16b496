import { describe, expect, test } from 'vitest';
import type { BrowserName } from '../model/exchange.ts';
import { OPAQUE_ORIGIN, serializedOrigin } from '../model/origin.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  type HeaderInput,
  hop,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { evaluate } from './evaluate.ts';

const ACAO = 'Access-Control-Allow-Origin';
const ALLOWED = { [ACAO]: PAGE };
const GOOD = {
  ...ALLOWED,
  'Access-Control-Allow-Methods': 'PUT',
  'Access-Control-Allow-Headers': 'x-custom',
  'Access-Control-Max-Age': '600',
};
const CROSS_SITE = { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' };

const see = (input: ExchangeInput) => evaluate(exchange(input), 'chromium');

describe('headers that another extension has changed', () => {
  test('the headers that the browser judged decide', () => {
    const changed = { status: 204, headers: [], modifiedHeaders: GOOD };
    expect(
      see({
        method: 'PUT',
        unsent: true,
        preflight: { ...changed, modifiedHeaders: ALLOWED },
        error: CHROMIUM_BLOCKED,
      }).findings[0],
    ).toMatchObject({ cause: 'method-not-allowed', phase: 'preflight' });
    expect(
      see({
        method: 'PUT',
        preflight: changed,
        response: { headers: ALLOWED, modifiedHeaders: [] },
        error: CHROMIUM_BLOCKED,
      }).findings[0],
    ).toMatchObject({ cause: 'missing-allow-origin', phase: 'actual' });
  });

  test('if they were not seen, a refusal of good headers is undetermined', () => {
    for (const input of [
      { requestHeaders: CROSS_SITE, response: { headers: ALLOWED } },
      {
        method: 'PUT',
        unsent: true,
        preflight: { headers: { ...GOOD, 'Access-Control-Allow-Credentials': 'true' } },
      },
    ]) {
      const seen = see({ ...input, error: CHROMIUM_BLOCKED });
      expect(seen).toMatchObject({ verdict: 'undetermined', findings: [], failure: null });
      expect(seen.undetermined).toBe('headers-pass');
    }
  });

  test('and an allowed request stays allowed', () => {
    expect(see({ requestHeaders: CROSS_SITE, response: { headers: [] } })).toMatchObject({
      verdict: 'allowed',
      findings: [],
    });
  });

  test('an earlier response that no reading explains leaves both readings', () => {
    const unexplained = see({
      hops: [
        hop({ redirectedTo: `${API}/b`, response: { status: 302 } }),
        hop({ url: `${API}/b` }),
      ],
      error: CHROMIUM_BLOCKED,
    });
    expect(unexplained.findings[0]).toMatchObject({ cause: 'missing-allow-origin', hop: 1 });
  });
});

describe('the credentials mode', () => {
  const star = { [ACAO]: '*' };

  test('an earlier response may decide it', () => {
    const seen = see({
      hops: [
        hop({ redirectedTo: `${API}/b`, response: { status: 302, headers: star } }),
        hop({ url: `${API}/b`, response: { headers: [] } }),
      ],
      error: CHROMIUM_BLOCKED,
    });
    expect(seen.credentials).toEqual({ known: true, value: 'same-origin', from: 'inferred' });
    expect(seen.findings.map(({ cause }) => cause)).toEqual(['missing-allow-origin']);
  });

  test('a preflight that passed may decide it', () => {
    const seen = see({
      method: 'PUT',
      preflight: { headers: GOOD },
      response: { headers: [] },
      error: CHROMIUM_BLOCKED,
    });
    expect(seen.credentials).toEqual({ known: true, value: 'same-origin', from: 'inferred' });
  });

  test('is unknown if both agree, and the reason is shown', () => {
    const why = (input: ExchangeInput) => {
      const { credentials } = see(input);
      return credentials.known ? credentials : credentials.why;
    };
    expect(why({ url: `${PAGE}/x`, origin: null })).toBe('not-checked');
    expect(why({ response: { headers: [] }, error: CHROMIUM_BLOCKED })).toBe('no-sign');
    expect(
      why({ method: 'PUT', unsent: true, preflight: { status: 500 }, error: CHROMIUM_BLOCKED }),
    ).toBe('request-unseen');
  });

  test('a cookie shows it, a same-origin cookie does not', () => {
    const cookie = { requestHeaders: { Cookie: '[redacted]' } };
    expect(see(cookie).credentials).toMatchObject({ known: true, value: 'include' });
    expect(see({ ...cookie, url: `${PAGE}/x` }).credentials.known).toBe(false);
  });

  test('the same first cause in both readings is no alternative', () => {
    const refused = exchange({
      method: 'PUT',
      unsent: true,
      preflight: { status: 405, asksHeaders: 'content-type,x-a' },
      error: CHROMIUM_BLOCKED,
    });
    const causes = (likelyCredentials: 'omit' | 'include') => {
      const seen = evaluate(refused, 'chromium', { likelyCredentials });
      expect(seen.alternatives).toEqual([]);
      return seen.findings.map(({ cause }) => cause);
    };
    const others = ['preflight-status', 'method-not-allowed', 'header-not-allowed'];
    expect(causes('omit')).toEqual(['missing-allow-origin', ...others]);
    expect(causes('include')).toEqual([
      'missing-allow-origin',
      'credentials-not-allowed',
      ...others,
    ]);
  });
});

describe('the page’s origin', () => {
  test.each<[string, ExchangeInput, string]>([
    ['what Origin says', { origin: 'http://a.test' }, 'http://a.test'],
    ['what the preflight’s Origin says', { method: 'PUT', unsent: true, preflight: {} }, PAGE],
    ['what the browser says', { origin: null }, PAGE],
  ])('%s', (_, input, origin) => {
    expect(see(input).origin).toBe(origin);
  });

  const anonymous = (input: ExchangeInput) => ({ ...exchange(input), initiator: null });
  const originOf = (input: ExchangeInput) => evaluate(anonymous(input), 'firefox').origin;

  test('if the browser does not say: from a later request, the server’s own, or opaque', () => {
    const later = [hop({ url: `${PAGE}/`, origin: null }), hop({})] as const;
    expect(originOf({ hops: later })).toBe(PAGE);
    const same = { 'Sec-Fetch-Site': 'same-origin' };
    expect(originOf({ url: `${API}/`, origin: null, requestHeaders: same })).toBe(API);
    expect(originOf({ origin: null })).toBe('null');
    expect(originOf({ unsent: true })).toBe('null');
  });

  test('an extension’s page is compared by its serialized origin', () => {
    const input = { ...exchange({ origin: 'chrome-extension://abc' }), initiator: OPAQUE_ORIGIN };
    expect(evaluate(input, 'chromium').origin).toBe(serializedOrigin('chrome-extension://abc'));
  });

  test('a data: URL is not checked', () => {
    const seen = evaluate(exchange({ url: 'data:,x', origin: null }), 'firefox');
    expect(seen).toMatchObject({ verdict: 'allowed', findings: [] });
  });
});

describe('preflights', () => {
  test('the reason for it is shown, and that the cache answered it', () => {
    const seen = see({
      method: 'PUT',
      requestHeaders: { ...CROSS_SITE, 'X-Custom': '1' },
      response: { headers: ALLOWED },
    });
    expect(seen.preflightReasons).toEqual([
      { kind: 'method', method: 'PUT' },
      { kind: 'headers', names: ['x-custom'] },
    ]);
    expect(seen.preflightCached).toBe(true);
  });

  test.each<[string, ExchangeInput]>([
    ['the preflight was seen', { method: 'PUT', preflight: { headers: GOOD } }],
    ['nothing was answered', { method: 'PUT', response: null }],
    ['none was needed', { method: 'POST', requestHeaders: CROSS_SITE }],
    ['it is the same origin', { method: 'PUT', url: `${PAGE}/x` }],
    [
      'a video’s range needs none',
      { resourceType: 'media', requestHeaders: { ...CROSS_SITE, Range: 'bytes=-5' } },
    ],
  ])('not from the cache: %s', (_, input) => {
    expect(see(input).preflightCached).toBe(false);
  });

  test('an upload listener needs one, although no header shows it', () => {
    const seen = see({ method: 'POST', preflight: { headers: ALLOWED } });
    expect(seen.preflightReasons).toEqual([{ kind: 'unseen' }]);
  });

  test('a request that was never sent still has its method', () => {
    const seen = see({ method: 'DELETE', unsent: true, error: CHROMIUM_BLOCKED });
    expect(seen.preflightReasons).toEqual([{ kind: 'method', method: 'DELETE' }]);
  });

  test('with credentials, a star is a name, so there is no warning about Authorization', () => {
    const preflight = {
      headers: { ...GOOD, 'Access-Control-Allow-Headers': '*' },
      asksHeaders: 'authorization',
    };
    const requestHeaders = { Cookie: '[redacted]' };
    expect(see({ method: 'PUT', requestHeaders, preflight })).toMatchObject({
      verdict: 'allowed',
      warnings: [],
    });
  });

  test('there is no warning about Authorization if the preflight failed', () => {
    const answer = { ...GOOD, 'Access-Control-Allow-Headers': '*' };
    const input = { method: 'PUT', preflight: { headers: answer, asksHeaders: 'authorization' } };
    expect(see(input).warnings).toEqual([{ id: 'authorization-covered-by-wildcard', hop: 0 }]);
    const failing = {
      method: 'PUT',
      unsent: true,
      preflight: { ...input.preflight, status: 500 },
      error: CHROMIUM_BLOCKED,
    };
    expect(see(failing)).toMatchObject({ verdict: 'blocked', warnings: [] });
  });
});

describe('the steps', () => {
  const steps = (input: ExchangeInput) =>
    see(input).steps.map(({ id, hop: index, result, values }) =>
      [index, id, result, ...values].join(' '),
    );

  test('a simple request', () => {
    expect(steps({ requestHeaders: CROSS_SITE, response: { headers: ALLOWED } })).toEqual([
      '0 needs-preflight not-needed',
      `0 cors-check passed ${PAGE}`,
    ]);
  });

  test('a same-origin request, and one in another mode', () => {
    expect(steps({ url: `${PAGE}/x` })).toEqual([`0 same-origin passed ${PAGE}`]);
    expect(steps({ resourceType: 'image', origin: null })).toEqual([
      '0 same-origin not-needed no-cors',
    ]);
  });

  test('a preflight passes, and its lifetime is shown', () => {
    expect(
      steps({
        method: 'PUT',
        preflight: { headers: GOOD, asksHeaders: 'x-custom' },
        response: { headers: ALLOWED },
      }),
    ).toEqual([
      '0 needs-preflight passed PUT x-custom',
      '0 cors-preflight-fetch passed 204',
      `0 preflight-cors-check passed ${PAGE}`,
      '0 preflight-ok-status passed 204',
      '0 preflight-methods passed',
      '0 preflight-headers passed',
      '0 preflight-cache not-needed 600',
      `0 cors-check passed ${PAGE}`,
    ]);
  });

  test('a preflight is refused', () => {
    expect(
      steps({
        method: 'PUT',
        unsent: true,
        preflight: { status: 405, headers: ALLOWED },
        error: CHROMIUM_BLOCKED,
      }),
    ).toEqual([
      '0 needs-preflight passed PUT',
      '0 cors-preflight-fetch passed 405',
      `0 preflight-cors-check passed ${PAGE}`,
      '0 preflight-ok-status failed 405',
      '0 preflight-methods failed',
      '0 preflight-headers passed',
      `0 cors-check not-reached ${PAGE}`,
    ]);
  });

  test('a preflight is redirected', () => {
    expect(
      steps({
        method: 'PUT',
        unsent: true,
        preflight: { status: 301, headers: { Location: '/' } },
        error: CHROMIUM_BLOCKED,
      }),
    ).toEqual([
      '0 needs-preflight passed PUT',
      '0 cors-preflight-fetch failed 301',
      `0 preflight-cors-check not-reached ${PAGE}`,
      '0 preflight-ok-status not-reached 301',
      '0 preflight-methods not-reached',
      '0 preflight-headers not-reached',
      `0 cors-check not-reached ${PAGE}`,
    ]);
  });

  test.each<[string, ExchangeInput, string]>([
    [
      'killed',
      { preflight: { status: null, error: CHROMIUM_BLOCKED }, error: 'net::ERR_TIMED_OUT' },
      '0 cors-preflight-fetch failed',
    ],
    [
      'not answered yet',
      { preflight: { status: null, ending: { kind: 'pending' } }, ending: { kind: 'pending' } },
      '0 cors-preflight-fetch not-reached',
    ],
    ['never seen', { error: CHROMIUM_BLOCKED }, '0 preflight-cache unknown'],
  ])('a preflight %s', (_, input, expected) => {
    expect(steps({ method: 'PUT', unsent: true, ...input })).toEqual([
      '0 needs-preflight passed PUT',
      expected,
      `0 cors-check not-reached ${PAGE}`,
    ]);
  });

  test('the cache answers a preflight', () => {
    expect(steps({ method: 'PUT', response: { headers: ALLOWED } })).toContain(
      '0 preflight-cache passed',
    );
  });

  test('an upload listener’s preflight has no values', () => {
    expect(steps({ method: 'POST', preflight: { headers: ALLOWED } })[0]).toBe(
      '0 needs-preflight passed',
    );
  });

  test('a pending exchange is open at its current step', () => {
    const pending = { kind: 'pending' } as const;
    expect(
      steps({ method: 'PUT', unsent: true, preflight: { headers: GOOD }, ending: pending }),
    ).toContain(`0 preflight-cors-check unknown ${PAGE}`);
  });

  test('an undetermined exchange is unknown at its last step', () => {
    const refused = { error: CHROMIUM_BLOCKED, requestHeaders: CROSS_SITE };
    expect(steps({ ...refused, response: { headers: ALLOWED } })).toContain(
      `0 cors-check unknown ${PAGE}`,
    );
    expect(
      steps({
        method: 'PUT',
        unsent: true,
        preflight: { headers: { ...GOOD, 'Access-Control-Allow-Credentials': 'true' } },
        error: CHROMIUM_BLOCKED,
      }),
    ).toContain(`0 preflight-cors-check unknown ${PAGE}`);
  });

  test('redirects', () => {
    const to = 'http://[redacted]@127.0.0.1:8000/x';
    expect(
      steps({
        hops: [
          hop({
            url: `${PAGE}/go`,
            origin: null,
            redirectedTo: `${API}/items`,
            response: { status: 307 },
          }),
          hop({ response: { status: 302, headers: { ...ALLOWED, Location: to } } }),
        ],
        error: CHROMIUM_BLOCKED,
      }),
    ).toEqual([
      `0 same-origin passed ${PAGE}`,
      `0 http-redirect-fetch passed ${API}/items`,
      '1 needs-preflight not-needed',
      `1 cors-check passed ${PAGE}`,
      '1 http-redirect-fetch failed http://%5Bredacted%5D@127.0.0.1:8000/x',
    ]);
  });

  test('a same-origin request is redirected', () => {
    expect(
      steps({
        url: `${PAGE}/go`,
        origin: null,
        requestHeaders: { 'Sec-Fetch-Mode': 'same-origin' },
        response: { status: 302, headers: { Location: API } },
        error: 'net::ERR_ABORTED',
      }),
    ).toEqual(['0 same-origin not-needed same-origin', `0 http-redirect-fetch failed ${API}/`]);
  });
});

test('an exchange is recorded without its end, in Chromium', () => {
  const lost = { kind: 'lost', at: 9 } as const;
  const got = (answer: HeaderInput, started: boolean) =>
    see({ requestHeaders: CROSS_SITE, response: { headers: answer }, started, ending: lost })
      .verdict;
  expect(got([], true)).toBe('allowed');
  expect(got([], false)).toBe('blocked');
  expect(got(ALLOWED, false)).toBe('allowed');
});

describe('a preflight whose request was never seen', () => {
  const orphan = (preflight: ExchangeInput['preflight'], browser: BrowserName) =>
    evaluate(
      exchange({
        method: 'PUT',
        unsent: true,
        preflight: preflight ?? {},
        ending: { kind: 'lost', at: 9 },
      }),
      browser,
    );

  test('still shows what was wrong with its response', () => {
    expect(orphan({ status: 403 }, 'chromium')).toMatchObject({
      verdict: 'blocked',
      findings: [{ cause: 'missing-allow-origin' }, { cause: 'preflight-status' }, {}],
    });
  });

  test('shows nothing if it passed', () => {
    const answer = { ...GOOD, 'Access-Control-Allow-Credentials': 'true' };
    expect(orphan({ headers: answer }, 'chromium').verdict).toBe('undetermined');
  });

  test('was ended by the network, if the browser says so', () => {
    const error = 'NS_ERROR_CONNECTION_REFUSED';
    expect(orphan({ status: null, error }, 'firefox')).toMatchObject({
      verdict: 'failed',
      failure: 'connection-refused',
      findings: [{ cause: 'preflight-network-error', evidence: { error } }],
    });
  });

  test('was ended by an unknown cause, if it does not', () => {
    const seen = orphan({ status: null, error: CHROMIUM_BLOCKED }, 'chromium');
    expect(seen).toMatchObject({ verdict: 'undetermined', findings: [] });
  });

  test('was redirected, which Firefox reports as a network error', () => {
    const error = 'NS_ERROR_NET_ON_RECEIVING_FROM';
    const headers = { 'Access-Control-Allow-Origin': '*', Location: '/' };
    const seen = orphan({ status: 301, headers, error }, 'firefox');
    const findings = [{ cause: 'preflight-redirect' }];
    expect(seen).toMatchObject({ verdict: 'blocked', findings });
  });
});
