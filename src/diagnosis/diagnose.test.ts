import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { get, type Header } from '../model/header-list.ts';
import { plainText } from '../model/prose.ts';
import { isRedirect, redirectTarget } from '../model/redirect-target.ts';
import type { AnswerRequirement, Elsewhere } from '../model/requirement.ts';
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
import { PROBABLE } from '../servers/kit/marks.ts';
import type { ServerRequest } from '../servers/kit/stack.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis, ProvedRemedy } from './diagnosis.ts';
import { browserName, hostile, plausible } from './testing/arbitrary-exchange.ts';

/** Three exchanges of one tab, in a browser. */
const tab = fc.record({
  browser: browserName,
  exchanges: fc.tuple(plausible('1'), plausible('2'), plausible('3')),
});

const readAll = (diagnosis: Diagnosis): string => JSON.stringify(diagnosis);

/** Random tabs take long on a busy machine. */
const PATIENCE = { timeout: 60_000 };

/** What must be done first, so that header lines alone do not help, and are not offered. */
const comesFirst = (item: Elsewhere): boolean =>
  item.kind === 'one-layer' ||
  item.kind === 'one-credentials-layer' ||
  (item.kind === 'server-error' &&
    (item.preflight !== true || [413, 414, 421, 431, 502, 503, 504].includes(item.status)));

describe('whatever a tab shows', PATIENCE, () => {
  test('a blocked exchange always has something to do, and any other has no fix', () => {
    fc.assert(
      fc.property(tab, (context) => {
        for (const { evaluation, requirement, remedies } of context.exchanges.map((one) =>
          diagnose(one, context),
        )) {
          const needed = requirement.elsewhere.length > 0 || requirement.answer !== null;
          const { verdict, undetermined } = evaluation;
          const isTold = verdict === 'blocked' || verdict === 'failed';
          expect(needed).toBe(isTold || undetermined === 'local-network');
          if (evaluation.verdict !== 'blocked') expect(remedies).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('every required answer has a fix, and every fix makes the browser pass the replay', () => {
    let answers = 0;
    fc.assert(
      fc.property(tab, (context) => {
        for (const { requirement, remedies, remedyFor } of context.exchanges.map((one) =>
          diagnose(one, context),
        )) {
          const { answer, elsewhere } = requirement;
          if (answer === null) continue;
          answers += 1;
          expect(remedyFor('any-server')).not.toBeNull();
          const offered = remedies.some(({ stack }) => stack.id === 'any-server');
          expect(offered).toBe(!elsewhere.some(comesFirst));
          for (const remedy of remedies) expectToPass(remedy, answer);
        }
      }),
      { numRuns: 200 },
    );
    expect(answers).toBeGreaterThan(100);
  });

  test('at most one stack is called detected, and it comes first; else one that is probable', () => {
    fc.assert(
      fc.property(tab, (context) => {
        const { remedies } = diagnose(context.exchanges[0], context);
        expect(remedies.slice(1).some(({ detected }) => detected)).toBe(false);
        const [first] = remedies;
        if (first?.detected !== false || first.stack.id === 'any-server') return;
        expect(first.detection.confidence).toBeGreaterThanOrEqual(PROBABLE);
      }),
    );
  });

  test('a compared header is wrong exactly when a finding is about its response', () => {
    fc.assert(
      fc.property(tab, (context) => {
        const { evaluation, comparison } = diagnose(context.exchanges[0], context);
        for (const row of comparison.filter(({ ok }) => !ok)) {
          expect(evaluation.findings).toContainEqual(
            expect.objectContaining({ hop: row.hop, phase: row.phase }),
          );
        }
      }),
    );
  });
});

/** The settings applied: the browser's verdict on the two requests. */
function expectToPass({ remedy }: ProvedRemedy, requirement: AnswerRequirement): void {
  const { origin, credentials, headers, method, url, preflight } = requirement;
  // Cross-site, without Sec-Fetch-Storage-Access: so the mode is known not to be include.
  const sign: Header = credentials ? ['Cookie', 'a=b'] : ['Sec-Fetch-Site', 'cross-site'];
  const values = headers.map((name): Header => [name, 'x']);
  const actual: ServerRequest = {
    method,
    url,
    headers: [['Origin', origin], sign, ...values],
  };
  const asked: ServerRequest = {
    method: 'OPTIONS',
    url,
    headers: [
      ['Origin', origin],
      ['Access-Control-Request-Method', method],
      ...(headers.length === 0
        ? []
        : [['Access-Control-Request-Headers', headers.join(',')] as const]),
    ],
  };
  const answered = { ...remedy.answer(actual), at: 4 };
  const replay = exchange({
    page: origin,
    hops: [
      {
        ...hop({ url, method }),
        request: { ...actual, at: 1 },
        response: answered,
        redirectedTo: redirectTarget({ ...hop({ url, method }), response: answered }),
        preflight: preflight
          ? {
              requestId: 'p',
              request: { ...asked, at: 2 },
              response: { ...remedy.answer(asked), at: 3 },
              ending: { kind: 'completed', at: 3 },
            }
          : null,
      },
    ],
  });
  // Firefox, because there the end of a request shows nothing, and only the headers decide.
  const { verdict, findings } = evaluate(replay, 'firefox', { likelyCredentials: 'same-origin' });
  // CORS settings do not change a password in the Location of the response.
  expect(findings.filter(({ cause }) => cause !== 'redirect-with-credentials')).toEqual([]);
  // They do not change a Location that is an invalid URL either.
  const location = get(answered.headers, 'location') ?? '';
  const leadsNowhere = isRedirect(answered.status, location) && !URL.canParse(location, url);
  const passes = leadsNowhere ? 'failed' : 'allowed';
  expect(verdict).toBe(findings.length === 0 ? passes : 'blocked');
  const named = get(answered.headers, 'access-control-allow-origin');
  expect(named).not.toBe('null');
  if (get(answered.headers, 'access-control-allow-credentials') !== null)
    expect(named).toBe(origin);
}

test('never throws, whatever the exchanges hold', PATIENCE, () => {
  fc.assert(
    fc.property(
      browserName,
      fc.array(hostile, { minLength: 1, maxLength: 3 }),
      (browser, exchanges) => {
        for (const one of exchanges) readAll(diagnose(one, { browser, exchanges }));
      },
    ),
    { numRuns: 300 },
  );
});

describe('an earlier diagnosis', () => {
  const put = (id: string, url = `${API}/items`): Exchange =>
    exchange({ id, url, method: 'PUT', unsent: true, preflight: {}, error: CHROMIUM_BLOCKED });
  const [first, second] = [put('1'), put('2')];
  const before = diagnose(first, { browser: 'chromium', exchanges: [first, second] });

  test('stays when the list is a new one, or another server got a request', () => {
    const other = put('3', 'http://127.0.0.1:9000/');
    const exchanges = [other, first, second];
    expect(diagnose(first, { browser: 'chromium', exchanges })).toBe(before);
  });

  test('is made again when the same server got a request, or the browser is another', () => {
    const exchanges = [first, second, put('3')];
    expect(diagnose(first, { browser: 'chromium', exchanges })).not.toBe(before);
    expect(diagnose(first, { browser: 'firefox', exchanges: [first] })).not.toBe(before);
  });

  describe('of two readings, the first is the one under the credentials mode', () => {
    const star = { 'Access-Control-Allow-Origin': '*' };
    const unclear = exchange({
      id: '1',
      url: `${API}/items`,
      method: 'PUT',
      unsent: true,
      preflight: { headers: star },
      error: CHROMIUM_BLOCKED,
    });
    /** It came through although any origin was allowed, so it had no credentials. */
    const without = (id: string, input: ExchangeInput = {}) =>
      exchange({ id, url: `${API}/other`, response: { headers: star }, ...input });
    const cookie = (id: string, input: ExchangeInput = {}) =>
      exchange({ id, url: `${API}/other`, requestHeaders: { Cookie: 'a=b' }, ...input });
    const elsewhere = { page: 'http://localhost:4000', origin: 'http://localhost:4000' };
    const put = {
      url: `${API}/items?page=2`,
      method: 'PUT',
      preflight: { headers: { ...star, 'Access-Control-Allow-Methods': 'PUT' } },
    } as const;

    test.each<[string, readonly Exchange[], string]>([
      ['that is the default', [], 'method-not-allowed'],
      ['of a later request to the server', [cookie('2')], 'wildcard-with-credentials'],
      [
        'of most requests to the server',
        [without('2'), without('3'), cookie('4')],
        'method-not-allowed',
      ],
      [
        'of the last request to the server, if both are as frequent',
        [without('2'), cookie('3')],
        'wildcard-with-credentials',
      ],
      [
        'of requests to the same URL, not of those to other URLs',
        [without('2'), without('3'), cookie('4', { url: `${API}/items` })],
        'wildcard-with-credentials',
      ],
      [
        'of requests to the same URL with the same method, not of the others',
        [without('2', put), cookie('3', { url: `${API}/items` }), cookie('4')],
        'method-not-allowed',
      ],
      [
        'of the same page, not of another',
        [without('2'), cookie('3', elsewhere), cookie('4', elsewhere)],
        'method-not-allowed',
      ],
      [
        'of another page, if the same one shows nothing',
        [cookie('2', elsewhere)],
        'wildcard-with-credentials',
      ],
    ])('%s', (_, others, cause) => {
      const exchanges = [unclear, ...others];
      const { findings } = diagnose(unclear, { browser: 'chromium', exchanges }).evaluation;
      expect(findings[0]?.cause).toBe(cause);
    });
  });
});

describe('the words', () => {
  const say = (one: Exchange) => diagnose(one, { browser: 'chromium', exchanges: [one] });

  test('of a block are those of its first finding', () => {
    const { title, headline, findings } = say(exchange({ error: CHROMIUM_BLOCKED }));
    expect(findings[0]).toMatchObject({ title, text: headline });
    expect(plainText(headline)).toContain(PAGE);
  });

  test('of a failure name the error', () => {
    const one = exchange({ error: 'net::ERR_CONNECTION_REFUSED', response: null });
    expect(plainText(say(one).headline)).toContain('net::ERR_CONNECTION_REFUSED');
  });

  test('of a failure in Firefox name the error of the preflight, if only that has one', () => {
    const one = exchange({
      method: 'PUT',
      preflight: { status: null, error: 'NS_ERROR_CONNECTION_REFUSED' },
      response: null,
      error: FIREFOX_BLOCKED,
    });
    const { evaluation, headline } = diagnose(one, { browser: 'firefox', exchanges: [one] });
    expect(evaluation.failure).toBe('connection-refused');
    expect(plainText(headline)).toContain('NS_ERROR_CONNECTION_REFUSED');
  });

  test('of what was allowed name the page', () => {
    const one = exchange({ response: { headers: { 'Access-Control-Allow-Origin': PAGE } } });
    expect(plainText(say(one).headline)).toContain(PAGE);
  });

  test('of a second reading stand under its condition', () => {
    const one = exchange({
      method: 'PUT',
      unsent: true,
      preflight: { headers: { 'Access-Control-Allow-Origin': '*' } },
      error: CHROMIUM_BLOCKED,
    });
    const [alternative] = say(one).alternatives;
    expect(plainText(alternative?.condition ?? [])).toBe(
      "If the request sends cookies (credentials: 'include'):",
    );
    expect(alternative?.findings[0]?.finding.cause).toBe('wildcard-with-credentials');
  });
});

test('a server that answers as Django does is offered Django’s settings first', () => {
  const one = exchange({
    method: 'PUT',
    unsent: true,
    preflight: {
      status: 200,
      headers: {
        Server: 'WSGIServer/0.2 CPython/3.11.2',
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Length': '0',
        vary: 'origin',
      },
    },
    error: CHROMIUM_BLOCKED,
  });
  const [first] = diagnose(one, { browser: 'chromium', exchanges: [one] }).remedies;
  expect(first?.stack.id).toBe('django-cors-headers');
  expect(first?.detected).toBe(true);
  expect(plainText(first?.proof.text ?? [])).toBe(
    'With these settings the preflight request and the request pass.',
  );
});
