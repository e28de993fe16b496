import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exchangesOfTab, initialCapture, reduceCapture } from '../capture/index.ts';
import type { Exchange } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  exchange,
  FIREFOX_BLOCKED,
  hop,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { evaluate } from '../policy/evaluate.ts';
import { type Asked, type Check, exchangeOfCheck } from './check.ts';
import { eventsOfCheck } from './events.ts';
import { isSameAnswer } from './same-answers.ts';
import { askAll, checkOf, type Reply } from './testing/ask-all.ts';
import { whyNotChecked } from './why-not.ts';

const BROWSERS = ['chromium', 'firefox'] as const;
const ITEMS = `${API}/items`;
const ALLOW: HeaderList = [['Access-Control-Allow-Origin', PAGE]];
const ALLOW_PUT: HeaderList = [...ALLOW, ['Access-Control-Allow-Methods', 'PUT']];
const ok = (headers: HeaderList, status = 200): Reply => ({ status, headers });

const get = exchange({ id: '5', error: CHROMIUM_BLOCKED });
const put = exchange({
  id: '6',
  method: 'PUT',
  unsent: true,
  preflight: { asksHeaders: 'x-a', requestHeaders: { Referer: `${PAGE}/` } },
  error: CHROMIUM_BLOCKED,
});
const getWithHeader = exchange({
  id: '7',
  unsent: true,
  preflight: { asksHeaders: 'authorization,x-a' },
  error: CHROMIUM_BLOCKED,
});
const withCookies = exchange({
  id: '8',
  requestHeaders: { Cookie: '[redacted]' },
  error: CHROMIUM_BLOCKED,
});

const judged = (check: Check, asked: readonly Asked[]) => {
  const made = exchangeOfCheck(check, asked);
  return made && evaluate(made, check.browser);
};

/** What is sent: the method, and what the server can see of the page. */
const sent = (asked: readonly Asked[]) =>
  asked.map(({ question: { method, url, headers } }) => [
    method,
    url,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]);

describe('what is sent', () => {
  test('a GET is repeated, with the page’s origin', () => {
    const asked = askAll(checkOf(get), () => ok(ALLOW), 10);
    expect(sent(asked)).toEqual([['GET', ITEMS, `Origin: ${PAGE}`]]);
  });

  test.each(['PUT', 'POST', 'DELETE', 'PATCH', 'PROPFIND', 'OPTIONS', 'put'])(
    'a %s is never sent, only its preflight',
    (method) => {
      const of = exchange({
        method,
        unsent: true,
        preflight: { status: 200 },
        error: CHROMIUM_BLOCKED,
      });
      const any: HeaderList = [...ALLOW, ['Access-Control-Allow-Methods', '*']];
      const asked = askAll(checkOf(of), () => ok(any), 10);
      expect(asked.map(({ question }) => question.method)).toEqual(['OPTIONS']);
    },
  );

  test('the preflight asks what the page’s own asked', () => {
    const asked = askAll(checkOf(put), () => ok(ALLOW_PUT), 10);
    expect(sent(asked)).toEqual([
      [
        'OPTIONS',
        ITEMS,
        `Origin: ${PAGE}`,
        'Access-Control-Request-Method: PUT',
        'Access-Control-Request-Headers: x-a',
        `Referer: ${PAGE}/`,
      ],
    ]);
  });

  test('a POST without a preflight gets one, so that something is asked', () => {
    const requestHeaders = { Accept: 'application/json' };
    const of = exchange({ method: 'POST', requestHeaders, error: CHROMIUM_BLOCKED });
    const asked = askAll(checkOf(of), () => ok(ALLOW), 10);
    expect(sent(asked)).toEqual([
      ['OPTIONS', ITEMS, `Origin: ${PAGE}`, 'Accept: */*', 'Access-Control-Request-Method: POST'],
    ]);
  });

  test('a GET behind a preflight is sent once that passes, and not before', () => {
    const names: HeaderList = [...ALLOW, ['Access-Control-Allow-Headers', 'authorization, x-a']];
    const methods = (headers: HeaderList) =>
      askAll(checkOf(getWithHeader), () => ok(headers), 10).map((one) => one.question.method);
    expect(methods(names)).toEqual(['OPTIONS', 'GET']);
    expect(methods(ALLOW)).toEqual(['OPTIONS']);
  });

  test('secrets that were never kept are not sent, and the check says so', () => {
    const of = exchange({
      requestHeaders: { Authorization: '[redacted]', 'X-Trace': 'a', 'X-Key': 'k [redacted]' },
      error: CHROMIUM_BLOCKED,
    });
    const check = checkOf(of);
    const any: HeaderList = [
      ...ALLOW,
      ['Access-Control-Allow-Headers', 'authorization, x-trace, x-key'],
    ];
    const actual = askAll(check, () => ok(any), 10).at(-1);
    expect(actual?.question.headers).toEqual([
      ['Origin', PAGE],
      ['X-Trace', 'a'],
    ]);
    expect(check.checked.withheld).toEqual(['authorization', 'x-key', 'cookie']);
  });

  test('cookies are sent only if the user chooses', () => {
    const cookies = (check: Check) =>
      askAll(check, () => ok(ALLOW), 10).map(({ question }) => question.cookies);
    expect(cookies(checkOf(withCookies))).toEqual([false]);
    expect(cookies(checkOf(withCookies, { cookies: true }))).toEqual([true]);
    expect(checkOf(withCookies).checked.withheld).toEqual(['cookie']);
    expect(checkOf(withCookies, { cookies: true }).checked.withheld).toEqual([]);
  });

  test('a preflight carries no cookies, whatever the user chooses', () => {
    const [first] = askAll(checkOf(put, { cookies: true }), () => ok(ALLOW_PUT), 10);
    expect(first?.question.cookies).toBe(false);
  });
});

describe('redirects', () => {
  const OTHER = 'http://other.test/login';
  const to = (location: string): Reply => ok([...ALLOW, ['Location', location]], 302);

  test('one to the same server is followed', () => {
    const asked = askAll(
      checkOf(get),
      ({ url }) => (url === ITEMS ? to('/items/') : ok(ALLOW)),
      10,
    );
    expect(asked.map(({ question }) => question.url)).toEqual([ITEMS, `${ITEMS}/`]);
    expect(judged(checkOf(get), asked)?.verdict).toBe('allowed');
  });

  test('one to a server that the page never reached is not followed, and says so', () => {
    const asked = askAll(checkOf(get), () => to(OTHER), 10);
    expect(asked).toHaveLength(1);
    expect(judged(checkOf(get), asked)?.undetermined).toBe('redirect-not-followed');
  });

  test('one to a server that the page reached is followed, with the origin that browsers send', () => {
    const of = exchange({
      hops: [
        hop({ response: { status: 302, headers: { Location: OTHER } }, redirectedTo: OTHER }),
        hop({ url: OTHER, origin: 'null' }),
      ],
      error: CHROMIUM_BLOCKED,
    });
    const asked = askAll(checkOf(of), ({ url }) => (url === ITEMS ? to(OTHER) : ok([])), 10);
    expect(sent(asked).at(-1)).toEqual(['GET', OTHER, 'Origin: null']);
    expect(judged(checkOf(of), asked)?.findings[0]?.cause).toBe('missing-allow-origin');
  });

  test('one that names a password, or never ends, is not followed for ever', () => {
    const user = askAll(checkOf(get), () => to('http://u:p@127.0.0.1:8000/'), 10);
    expect(user).toHaveLength(1);
    expect(askAll(checkOf(get), () => to('/items'), 10)).toHaveLength(20);
  });
});

describe('the verdict', () => {
  test.each([
    ['a GET that now passes', get, ok(ALLOW), 'allowed', null],
    ['a GET that is still refused', get, ok([]), 'blocked', 'missing-allow-origin'],
    ['a preflight that is still refused', put, ok(ALLOW, 204), 'blocked', 'method-not-allowed'],
    [
      'a preflight that is redirected',
      put,
      ok([...ALLOW, ['Location', '/login']], 302),
      'blocked',
      'preflight-redirect',
    ],
    [
      'a server that is down',
      put,
      'net::ERR_CONNECTION_REFUSED',
      'failed',
      'preflight-network-error',
    ],
    [
      'a star for a request with cookies',
      withCookies,
      ok([['Access-Control-Allow-Origin', '*']]),
      'blocked',
      'wildcard-with-credentials',
    ],
  ] as const)('%s', (_, of, reply, verdict, cause) => {
    for (const browser of BROWSERS) {
      const check = checkOf(of, { browser });
      const evaluation = judged(
        check,
        askAll(check, () => reply, 10),
      );
      expect(evaluation?.verdict).toBe(verdict);
      expect(evaluation?.findings[0]?.cause ?? null).toBe(cause);
    }
  });

  test('a preflight that passes does not show that the PUT passes', () => {
    const check = checkOf(put);
    const any: HeaderList = [...ALLOW_PUT, ['Access-Control-Allow-Headers', 'x-a']];
    const evaluation = judged(
      check,
      askAll(check, () => ok(any), 10),
    );
    expect(evaluation).toMatchObject({ verdict: 'undetermined', undetermined: 'preflight-only' });
    const steps = evaluation?.steps.filter(({ id }) => id.startsWith('preflight-')) ?? [];
    expect(new Set(steps.map(({ result }) => result))).toEqual(new Set(['passed', 'not-needed']));
  });

  test('a server that wants a login is not called unfixed', () => {
    const check = checkOf(withCookies);
    const evaluation = judged(
      check,
      askAll(check, () => ok([], 401), 10),
    );
    expect(evaluation?.undetermined).toBe('withheld');
    const chosen = checkOf(withCookies, { cookies: true });
    expect(
      judged(
        chosen,
        askAll(chosen, () => ok([], 401), 10),
      )?.verdict,
    ).toBe('blocked');
  });

  test.each([
    ['net::ERR_CONNECTION_REFUSED', 'connection-refused'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'tls'],
    ['net::ERR_NAME_NOT_RESOLVED', 'dns'],
  ])('%s is told as what it is', (error, failure) => {
    for (const of of [get, put]) {
      expect(
        judged(
          checkOf(of),
          askAll(checkOf(of), () => error, 10),
        )?.failure,
      ).toBe(failure);
    }
  });
});

describe('what can be checked', () => {
  test.each([
    ['a blocked GET', get, null],
    ['a refused preflight', put, null],
    [
      'a refused connection',
      exchange({ response: null, error: 'net::ERR_CONNECTION_REFUSED' }),
      null,
    ],
    [
      'a WebSocket',
      exchange({ url: 'ws://127.0.0.1:8000/', resourceType: 'websocket' }),
      'not-cors',
    ],
    ['a no-cors request', exchange({ origin: null }), 'not-cors'],
    ['a URL without its secret', exchange({ url: `${API}/?token=[redacted]` }), 'secret-url'],
    [
      'what the browser kept from the local network',
      exchange({ unsent: true, error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS' }),
      'not-sent',
    ],
    ['mixed content', exchange({ unsent: true, error: 'blocked:mixed-content' }), 'not-sent'],
    [
      'what the browser refused before any answer',
      exchange({ unsent: true, error: CHROMIUM_BLOCKED }),
      'not-sent',
    ],
    [
      'what another extension stopped',
      exchange({ unsent: true, error: 'net::ERR_BLOCKED_BY_CLIENT' }),
      'not-sent',
    ],
  ])('%s: %s', (_, of, expected) => {
    expect(whyNotChecked(of, 'chromium')).toBe(expected);
  });

  test('a check is not checked itself', () => {
    const asked = askAll(checkOf(get), () => ok(ALLOW), 10);
    const made = exchangeOfCheck(checkOf(get), asked);
    expect(made && whyNotChecked(made, 'chromium')).toBe('not-cors');
  });
});

const REPLIES: readonly Reply[] = [
  ok(ALLOW),
  ok([...ALLOW_PUT, ['Access-Control-Allow-Headers', 'x-a, authorization']]),
  ok([]),
  ok([], 401),
  ok([...ALLOW, ['Location', '/items']], 302),
  ok([...ALLOW, ['Location', '/other']], 307),
  ok([...ALLOW, ['Location', 'http://other.test/']], 302),
  'net::ERR_CONNECTION_REFUSED',
  'NS_ERROR_CONNECTION_REFUSED',
];

test('a check is kept as any request is: its events make the same exchange', () => {
  const samples = [get, put, getWithHeader, withCookies];
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.constantFrom(...BROWSERS),
      fc.array(fc.constantFrom(...REPLIES), { minLength: 1, maxLength: 6 }),
      (of, browser, replies) => {
        const check = checkOf(of, { browser });
        let next = 0;
        const asked = askAll(check, () => replies[next++ % replies.length] ?? 'none', 1_000);
        const state = eventsOfCheck(check, asked).reduce(
          reduceCapture,
          initialCapture(browser, 1_000),
        );
        const [kept, ...others] = exchangesOfTab(state, of.tabId);
        expect(others).toEqual([]);
        expect(withoutCache(kept)).toEqual(
          withoutCache(exchangeOfCheck(check, asked) ?? undefined),
        );
      },
    ),
  );
});

/** Only a completed request says whether the cache answered. */
const withoutCache = (exchange: Exchange | undefined) =>
  JSON.parse(
    JSON.stringify(exchange ?? null, (key, value) => (key === 'fromCache' ? undefined : value)),
  );

test('two checks mean the same if nothing that decides has changed', () => {
  const answered = (reply: Reply) => {
    const made = exchangeOfCheck(
      checkOf(get),
      askAll(checkOf(get), () => reply, 10),
    );
    if (made === null) throw new Error('nothing was asked');
    return made;
  };
  const allowed = answered(ok([...ALLOW, ['Date', 'Mon']]));
  expect(isSameAnswer(allowed, answered(ok([...ALLOW, ['Date', 'Tue']])))).toBe(true);
  expect(isSameAnswer(allowed, answered(ok([])))).toBe(false);
  expect(isSameAnswer(allowed, answered('net::ERR_CONNECTION_REFUSED'))).toBe(false);
});

test('Firefox’s own refusal can be checked, too', () => {
  expect(whyNotChecked(exchange({ error: FIREFOX_BLOCKED }), 'firefox')).toBeNull();
});
