import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { redactExchange } from '../export/redact.ts';
import { parseHar } from './parse-har.ts';
import {
  API,
  BROWSER_HEADERS,
  type EntryInput,
  entry,
  har,
  PAGE,
  preflight,
} from './testing/sample-har.ts';

type Recorder = Parameters<typeof har>[0];

/** The verdict and first cause of each exchange, `blocked method-not-allowed (preflight)`. */
function verdicts(recorder: Recorder, ...entries: readonly unknown[]): readonly string[] {
  const { exchanges, browser } = parseHar(har(recorder, ...entries));
  return exchanges.map((exchange) => {
    const { verdict, failure, findings } = diagnose(exchange, { browser, exchanges }).evaluation;
    const [first] = findings;
    const cause = first === undefined ? '' : ` ${first.cause} (${first.phase})`;
    return `${verdict}${failure === null ? '' : ` ${failure}`}${cause}`;
  });
}

const put = (input: EntryInput = {}) => entry({ method: 'PUT', ...input });
/** A request that was never sent, as in the file: without an answer. */
const unanswered = (input: EntryInput = {}) => put({ status: 0, ...input });
const CORS = [['Access-Control-Allow-Origin', PAGE]] as const;
const ANY = [['Access-Control-Allow-Origin', '*']] as const;
/** To plain http, where no header shows the credentials mode. */
const PLAIN = [
  ['Host', 'api.example.com'],
  ['Origin', PAGE],
] as const;
const failedFetch = { _error: 'net::ERR_FAILED' };

describe('Firefox: no errors, no kinds, the headers that were sent', () => {
  test.each([
    ['an answer without CORS headers', [entry()], ['blocked missing-allow-origin (actual)']],
    ['an answer with CORS headers', [entry({ headers: CORS })], ['allowed']],
    [
      'a preflight that is refused, and a request without an answer',
      [unanswered({ took: 0 }), preflight({ at: 1, status: 405 })],
      ['blocked missing-allow-origin (preflight)'],
    ],
    [
      'a preflight that refuses the method',
      [unanswered({ took: 0 }), preflight({ at: 1, headers: CORS })],
      ['blocked method-not-allowed (preflight)'],
    ],
    [
      'a preflight that refuses only credentials: the request has them',
      [
        unanswered({ took: 0, requestHeaders: PLAIN }),
        preflight({ at: 1, headers: [...CORS, ['Access-Control-Allow-Methods', 'PUT']] }),
      ],
      ['blocked credentials-not-allowed (preflight)'],
    ],
    ['no answer and no preflight', [entry({ status: 0, took: 0 })], ['failed other']],
    [
      'a preflight without an answer',
      [unanswered({ took: 0 }), preflight({ at: 1, status: 0, took: 0 })],
      ['failed other preflight-network-error (preflight)'],
    ],
    [
      'a preflight without its request in the file',
      [preflight({ status: 405 })],
      ['blocked missing-allow-origin (preflight)'],
    ],
    [
      'the page itself, recognized by its Accept header',
      [
        entry({
          url: `${API}/page`,
          requestHeaders: [['Accept', 'text/html,application/xhtml+xml,*/*;q=0.8']],
        }),
      ],
      [],
    ],
    [
      'an image without an Origin header',
      [entry({ requestHeaders: [['Referer', `${PAGE}/`]] })],
      [],
    ],
    ['the same origin', [entry({ url: `${PAGE}/api`, requestHeaders: [['Origin', PAGE]] })], []],
    [
      'two header lines',
      [entry({ headers: [...CORS, ...CORS] })],
      ['blocked multiple-allow-origin-values (actual)'],
    ],
    [
      'a redirect to another server, which refuses',
      [
        entry({ status: 302, headers: ANY, redirectUrl: 'https://sso.example.com/login' }),
        entry({ url: 'https://sso.example.com/login', at: 10 }),
      ],
      ['blocked missing-allow-origin (actual)'],
    ],
  ] as const)('%s', (_, entries, expected) => {
    expect(verdicts('firefox', ...entries)).toEqual(expected);
  });
});

/** As Safari exports what it refused: no status, no headers, its own sentence. */
const refused = (sentence: string, input: EntryInput = {}) =>
  entry({ status: 0, requestHeaders: [['Origin', PAGE]], answer: { _error: sentence }, ...input });

describe('Safari: a status means that it passed, and its sentence says why not', () => {
  test.each([
    ['any answer was let through', [entry({ headers: ANY })], ['allowed']],
    [
      'words for three causes: no cause is claimed',
      [refused(`Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: 200`)],
      ['blocked'],
    ],
    [
      'a preflight that is not successful',
      [refused('Preflight response is not successful. Status code: 404', { method: 'PUT' })],
      ['blocked preflight-status (preflight)'],
    ],
    [
      'a preflight that is redirected, or has a bad status: no cause is claimed',
      [refused('Preflight response is not successful. Status code: 302', { method: 'PUT' })],
      ['blocked'],
    ],
    [
      'a method',
      [refused('Method PUT is not allowed by Access-Control-Allow-Methods.', { method: 'PUT' })],
      ['blocked method-not-allowed (preflight)'],
    ],
    [
      'a redirect’s own response',
      [
        refused(
          'Cross-origin redirection to http://b.test/ denied by Cross-Origin Resource Sharing policy: Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
        ),
      ],
      ['blocked wildcard-with-credentials (actual)'],
    ],
    [
      'a server that is not running',
      [refused('Could not connect to the server.')],
      ['failed connection-refused'],
    ],
    ['a sentence that nobody knows', [refused('Something else happened.')], ['failed other']],
  ] as const)('%s', (_, entries, expected) => {
    expect(verdicts('safari', ...entries)).toEqual(expected);
  });
});

describe('Chromium: cases that its own recordings do not contain', () => {
  test.each([
    ['an entry that has not ended', [entry({ status: 0, took: 0 })], ['undetermined']],
    [
      'a request blocked before any answer or preflight',
      [entry({ status: 0, requestHeaders: [['Referer', `${PAGE}/`]], answer: failedFetch })],
      ['undetermined'],
    ],
    [
      'a request blocked by an extension',
      [entry({ status: 0, answer: { _error: 'net::ERR_BLOCKED_BY_CLIENT' } })],
      ['failed blocked-by-client'],
    ],
    [
      'a page with only a title',
      [entry({ status: 0, requestHeaders: [], answer: { _error: 'net::ERR_NAME_NOT_RESOLVED' } })],
      ['failed dns'],
    ],
    [
      'headers of HTTP/2 and joined lines',
      [
        entry({
          requestHeaders: [
            [':authority', 'api.example.com'],
            ['origin', PAGE],
          ],
          headers: [
            [':status', '200'],
            ['access-control-allow-origin', `${PAGE}\n${PAGE}`],
          ],
          answer: failedFetch,
        }),
      ],
      ['blocked multiple-allow-origin-values (actual)'],
    ],
    [
      'an extension’s own request',
      [
        entry({
          requestHeaders: [['Origin', 'chrome-extension://abcdefghijklmnopabcdefghijklmnop']],
          answer: failedFetch,
        }),
      ],
      [],
    ],
    ['a request inside the page itself', [entry({ url: 'data:text/plain,x' })], []],
  ] as const)('%s', (_, entries, expected) => {
    expect(verdicts('chromium', ...entries)).toEqual(expected);
  });
});

test('a file of a proxy does not show the browser’s decision: only the headers decide', () => {
  expect(verdicts('proxy', entry())).toEqual(['blocked missing-allow-origin (actual)']);
  expect(verdicts('proxy', entry({ headers: CORS }))).toEqual(['undetermined']);
  expect(verdicts('proxy', entry({ headers: ANY }))).toEqual(['undetermined']);
  expect(parseHar(har('proxy', entry())).problems).toEqual([expect.stringContaining('headers')]);
});

describe('who recorded it', () => {
  test.each([
    ['chromium', 'chromium', 0],
    ['firefox', 'firefox', 1],
    ['safari', 'webkit', 1],
    ['proxy', 'chromium', 1],
  ] as const)('%s: judged by the rules of %s', (recorder, browser, cautions) => {
    const reading = parseHar(har(recorder, entry()));
    expect(reading.browser).toBe(browser);
    expect(reading.problems).toHaveLength(cautions);
  });

  const chrome = 'Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';
  const safari = 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko)';
  test.each([
    ['WebInspector', 'Microsoft Edge', null, 'chromium'],
    ['Firefox', 'Firefox', null, 'firefox'],
    ['Firefox ESR', '', null, 'firefox'],
    ['LibreWolf', 'LibreWolf', null, 'firefox'],
    ['WebKit Web Inspector', 'Safari', null, 'webkit'],
    ['Browsertime', 'Microsoft Edge', null, 'chromium'],
    ['Browsertime', 'msedge', null, 'chromium'],
    ['Browsertime', 'Brave', null, 'chromium'],
    ['Browsertime', 'Opera', null, 'chromium'],
    ['Browsertime', 'Firefox ESR', null, 'firefox'],
    ['Browsertime', 'Safari', null, 'webkit'],
    ['mitmproxy', '', `${chrome} Safari/537.36 Edg/140.0.0.0`, 'chromium'],
    ['mitmproxy', '', `${chrome} Safari/537.36 OPR/120.0.0.0`, 'chromium'],
    ['mitmproxy', '', 'Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox'],
    ['mitmproxy', '', `${safari} Version/26.0 Safari/605.1.15`, 'webkit'],
    ['mitmproxy', '', `${safari} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`, 'webkit'],
    ['mitmproxy', '', 'curl/8.1', 'chromium'],
  ] as const)('saved by %s, of %s with %s: the rules of %s', (creator, name, agent, browser) => {
    const requestHeaders = [
      ...BROWSER_HEADERS,
      ...(agent === null ? [] : [['User-Agent', agent] as const]),
    ];
    const { log } = har('proxy', entry({ requestHeaders }));
    const named = { ...log, creator: { name: creator }, ...(name ? { browser: { name } } : {}) };
    const { browser: found, problems } = parseHar({ log: named });
    expect(found).toBe(browser);
    const words = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'Safari' }[browser];
    for (const problem of problems) expect(problem).toContain(words);
  });

  test('the user’s choice comes first', () => {
    expect(parseHar(har('chromium', entry()), 'firefox').browser).toBe('firefox');
  });

  test('there is no note if nothing is uncertain', () => {
    expect(parseHar(har('firefox')).problems).toEqual([]);
  });
});

describe('what no page asked', () => {
  const EXTENSION = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';
  const from = (title: string, ...entries: readonly unknown[]) => {
    const { log } = har('chromium', ...entries);
    return parseHar({ log: { ...log, pages: [{ id: 'page_1', title }] } });
  };
  const named = (origin: string) => entry({ requestHeaders: [['Origin', origin]] });
  const unnamed = entry({ requestHeaders: [['Sec-Fetch-Site', 'cross-site']] });

  test.each([
    ['a page of an extension', `${EXTENSION}/popup.html`, named(EXTENSION), EXTENSION],
    ['the same without Origin', `${EXTENSION}/popup.html`, unnamed, EXTENSION],
    ['an extension of Firefox', PAGE, named('moz-extension://a-b-c'), 'moz-extension://a-b-c'],
    ['one of Safari', PAGE, named('safari-web-extension://A-B'), 'safari-web-extension://a-b'],
    ['a page of Chrome', 'chrome://new-tab-page/', unnamed, 'chrome://new-tab-page'],
    ['a page of Edge', 'edge://settings/help', unnamed, 'edge://settings'],
    ['a page of Brave', 'brave://wallet', named('brave://wallet'), 'brave://wallet'],
  ])('%s is named, and left out', (_, title, asked, origin) => {
    const { exchanges, problems } = from(title, asked, asked, entry({ at: 5 }));
    expect(exchanges).toHaveLength(1);
    expect(problems).toEqual([expect.stringMatching(`^2 requests of ${origin} are left out: `)]);
    expect(problems[0]).toContain(
      /extension/.test(origin)
        ? 'give this browser extension permission'
        : 'belongs to the browser',
    );
  });

  test('a server that refuses an extension must allow it', () => {
    const asked = { ...named(EXTENSION), response: { ...named(EXTENSION).response, status: 403 } };
    const { problems } = from(`${EXTENSION}/popup.html`, asked);
    expect(problems[0]).toContain(`must allow ${EXTENSION} too`);
  });

  test('a page at a server with such a name is a page', () => {
    const page = 'https://chrome.example';
    const { exchanges, problems } = from(`${page}/`, named(page));
    expect([exchanges.length, problems]).toEqual([1, []]);
  });
});

describe('a file that is not a HAR', () => {
  test.each([
    ['nothing', '', 'it is empty'],
    ['a list', '[]', 'it is JSON, but not a HAR: it has no log.entries'],
    ['a word', 'HAR', 'it is not JSON, which a HAR is'],
    ['another object', '{"a": 1}', 'it is JSON, but not a HAR: it has no log.entries'],
    [
      'entries that are not a list',
      '{"log": {"entries": {}}}',
      'it is JSON, but not a HAR: it has no log.entries',
    ],
    [
      'another format',
      '{"format": "crosscheck-report"}',
      'it is JSON, but not a HAR: it has no log.entries',
    ],
  ])('%s', (_, text, problem) => {
    expect(parseHar(text)).toEqual({
      readable: false,
      browser: 'chromium',
      entries: 0,
      exchanges: [],
      problems: [problem],
    });
  });

  test('a HAR without entries is valid', () => {
    expect(parseHar(har('chromium'))).toMatchObject({ readable: true, entries: 0, problems: [] });
  });

  test('the log alone, as DevTools passes it to extensions, is valid', () => {
    expect(parseHar(har('chromium', entry({ answer: failedFetch })).log).exchanges).toHaveLength(1);
  });

  test('invalid entries are counted, and the others are read', () => {
    const { exchanges, problems } = parseHar(
      har('chromium', entry({ answer: failedFetch }), null, { request: { url: 7 } }),
    );
    expect(exchanges).toHaveLength(1);
    expect(problems).toEqual([
      '2 of 3 entries are left out: they have no method or URL (the first is entry 2)',
    ]);
  });
});

describe('a missing Sec-Fetch-Storage-Access shows the credentials mode only if the browser sends that header', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/';
  test.each([
    ['chromium', null, 'same-origin'],
    ['chromium', `${chrome}156.0.0.0 Safari/537.36`, 'same-origin'],
    ['chromium', `${chrome}120.0.0.0 Safari/537.36`, 'unknown'],
    ['chromium', 'Mozilla/5.0 (X11) HeadlessChrome/156.0.0.0 Safari/537.36', 'same-origin'],
    ['firefox', null, 'same-origin'],
    [
      'firefox',
      'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0',
      'unknown',
    ],
    ['safari', null, 'unknown'],
    [
      'safari',
      'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15',
      'unknown',
    ],
    ['proxy', `${chrome}156.0.0.0 Safari/537.36`, 'same-origin'],
    ['proxy', null, 'unknown'],
  ] as const)('%s, %s: %s', (recorder, userAgent, expected) => {
    const requestHeaders = [
      ...BROWSER_HEADERS,
      ...(userAgent === null ? [] : [['User-Agent', userAgent] as const]),
    ];
    const { exchanges, browser } = parseHar(har(recorder, entry({ requestHeaders })));
    const [mode] = exchanges.map(
      (exchange) => diagnose(exchange, { browser, exchanges }).evaluation.credentials,
    );
    expect(mode?.known ? mode.value : 'unknown').toBe(expected);
  });
});

describe('secrets', () => {
  const SECRET = 'hunter2hunter2';
  const reading = parseHar(
    har(
      'chromium',
      entry({
        url: `https://user:${SECRET}@api.example.com/items?access_token=${SECRET}#${SECRET}`,
        requestHeaders: [
          ['Origin', PAGE],
          ['Host', 'api.example.com'],
          ['Authorization', `Bearer ${SECRET}`],
          ['Cookie', `sid=${SECRET}`],
          ['Referer', `${PAGE}/?token=${SECRET}`],
        ],
        headers: [['Set-Cookie', `sid=${SECRET}\nother=${SECRET}`]],
        answer: failedFetch,
      }),
    ),
  );

  test('leave no trace', () => {
    expect(reading.exchanges).toHaveLength(1);
    expect(JSON.stringify(reading)).not.toContain(SECRET);
    expect(JSON.stringify(reading)).toContain('Authorization');
  });

  test('leave nothing for the export to hide', () => {
    for (const exchange of reading.exchanges) expect(redactExchange(exchange)).toBe(exchange);
  });
});

/** Any value at any place of something like a HAR. */
const anything = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  fc.constantFrom(
    API,
    `${PAGE}/x`,
    'OPTIONS',
    'PUT',
    'net::ERR_FAILED',
    'NS_ERROR_DOM_BAD_URI',
    -1,
    0,
    200,
    302,
    1e300,
    '2026-01-01T00:00:00Z',
    'not a date',
    'preflight',
    'fetch',
    'data:,x',
    '//[',
  ),
);
const anyHeaders = fc.oneof(
  anything,
  fc.array(
    fc.record({
      name: fc.oneof(
        anything,
        fc.constantFrom('Origin', 'Access-Control-Request-Method', 'Location', 'Referer', ':x', ''),
      ),
      value: fc.oneof(anything, fc.constantFrom('PUT', PAGE, 'null', '*', `${API}/next`)),
    }),
  ),
);
const loose = <Keys extends Record<string, fc.Arbitrary<unknown>>>(keys: Keys) =>
  fc.oneof({ weight: 8, arbitrary: fc.record(keys, { requiredKeys: [] }) }, anything);
const anyEntry = loose({
  startedDateTime: anything,
  time: anything,
  pageref: anything,
  _resourceType: anything,
  _fromCache: anything,
  request: loose({
    method: fc.oneof(fc.constantFrom('GET', 'PUT', 'OPTIONS'), anything),
    url: fc.oneof(fc.constantFrom(API, `${API}/next`, 'myapp://x'), anything),
    headers: anyHeaders,
  }),
  response: loose({
    status: fc.oneof(fc.constantFrom(0, 200, 302, 404), anything),
    headers: anyHeaders,
    redirectURL: anything,
    _error: anything,
  }),
});
const anyHar = loose({
  log: loose({
    creator: fc.oneof(fc.constantFrom({ name: 'WebInspector' }, { name: 'Firefox' }), anything),
    browser: anything,
    pages: fc.oneof(anything, fc.array(loose({ id: anything, title: anything }))),
    entries: fc.oneof({ weight: 8, arbitrary: fc.array(anyEntry, { maxLength: 12 }) }, anything),
  }),
});

test('no content of a file makes it throw, and the result can be diagnosed', () => {
  const holds = fc.property(anyHar, (value) => {
    const reading = parseHar(value);
    const { browser, exchanges } = reading;
    expect(new Set(exchanges.map(({ id }) => id)).size).toBe(exchanges.length);
    for (const exchange of exchanges) diagnose(exchange, { browser, exchanges }).evaluation;
    if (typeof value === 'string') return;
    expect(parseHar(JSON.stringify(value))).toEqual(parseHar(JSON.parse(JSON.stringify(value))));
  });
  fc.assert(holds, { numRuns: 1_500 });
});

test('any text is read or refused with one line', () => {
  const holds = fc.property(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.nat(400).map((at) => JSON.stringify(har('chromium', entry())).slice(0, at)),
    ),
    (text) => {
      const { readable, problems } = parseHar(text);
      expect(readable).toBe(false);
      expect(problems).toEqual([expect.stringMatching(/^[^\n]+$/)]);
    },
  );
  fc.assert(holds);
});
