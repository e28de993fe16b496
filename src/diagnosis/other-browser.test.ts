import { describe, expect, test } from 'vitest';
import type { BrowserName as AnyBrowser, Exchange } from '../model/exchange.ts';
import { plainText } from '../model/prose.ts';
import {
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  FIREFOX_BLOCKED,
  type HeaderInput,
  hop,
} from '../model/testing/sample-exchange.ts';
import { diagnose } from './diagnose.ts';

const PAGE = 'http://localhost:3000';
const API = 'http://127.0.0.1:8000/items';
const OTHER = 'http://localhost:4000/items';
const ACAO = 'Access-Control-Allow-Origin';
const ACAM = 'Access-Control-Allow-Methods';
const ACAH = 'Access-Control-Allow-Headers';
type BrowserName = Exclude<AnyBrowser, 'webkit'>;
const BLOCKED: Readonly<Record<BrowserName, string>> = {
  chromium: CHROMIUM_BLOCKED,
  firefox: FIREFOX_BLOCKED,
};

/** What the other of Chromium and Firefox would decide. */
function elsewhere(seen: Exchange, browser: BrowserName) {
  const { otherBrowsers } = diagnose(seen, { browser, exchanges: [seen] });
  return otherBrowsers.find((other) => other.browser !== 'webkit') ?? null;
}

const put = (rest: ExchangeInput) => exchange({ page: PAGE, url: API, method: 'PUT', ...rest });

/** How a refused preflight ends: in Chromium like any other. */
const endIn = (browser: BrowserName) => (browser === 'firefox' ? { error: FIREFOX_BLOCKED } : {});

/** A `PUT` that was stopped by the response to its preflight. */
const refused = (headers: HeaderInput, browser: BrowserName, status = 200) =>
  put({
    response: null,
    error: BLOCKED[browser],
    preflight: { headers, status, asksHeaders: 'x-custom', ...endIn(browser) },
  });

describe('the response to a preflight has two errors', () => {
  const both = { [ACAO]: PAGE, [ACAM]: 'GET', [ACAH]: 'x custom' };
  test.each([
    ['chromium', 'firefox', 'method-not-allowed'],
    ['firefox', 'chromium', 'invalid-allow-headers'],
  ] as const)('seen in %s, is reported otherwise by %s', (own, browser, cause) => {
    const other = elsewhere(refused(both, own), own);
    expect(other).toMatchObject({ browser, verdict: 'blocked', finding: { cause } });
    expect(plainText(other?.text ?? [])).toContain('another reason');
  });

  const redirect = { Location: '/login' };
  test.each([
    ['chromium', 'missing-allow-origin'],
    ['firefox', 'preflight-redirect'],
  ] as const)('redirected without CORS headers, seen in %s', (own, cause) => {
    expect(elsewhere(refused(redirect, own, 302), own)).toMatchObject({ finding: { cause } });
  });
});

describe('a redirect to a third origin', () => {
  const asked = { [ACAO]: PAGE, [ACAM]: 'PUT' };
  const sentTo = (url: string) =>
    hop({
      url: API,
      method: 'PUT',
      preflight: { headers: asked },
      response: { status: 307, headers: { [ACAO]: '*', Location: url } },
      redirectedTo: url,
    });
  const moved = (browser: BrowserName, passed: boolean) =>
    put({
      hops: [
        sentTo(OTHER),
        hop({
          url: OTHER,
          method: 'PUT',
          preflight: {
            origin: browser === 'firefox' ? PAGE : 'null',
            headers: asked,
            ...(passed ? {} : endIn(browser)),
          },
          ...(passed ? { origin: 'null' } : { unsent: true }),
          response: passed ? { headers: { [ACAO]: '*' } } : null,
        }),
      ],
      ...(passed ? { started: true } : { error: BLOCKED[browser] }),
    });

  test('passes in Firefox, and not in Chromium, because that sends null', () => {
    const other = elsewhere(moved('firefox', true), 'firefox');
    expect(other).toMatchObject({
      browser: 'chromium',
      verdict: 'blocked',
      finding: { cause: 'allow-origin-mismatch', phase: 'preflight', hop: 1 },
    });
    expect(plainText(other?.text ?? [])).toContain('Origin: null');
  });

  test('back to the page’s own server, Firefox checks only methods and headers', () => {
    const home = `${PAGE}/new`;
    const sent = put({
      hops: [
        sentTo(home),
        hop({
          url: home,
          method: 'PUT',
          origin: 'null',
          preflight: { origin: PAGE, headers: { [ACAM]: 'PUT' } },
          response: { headers: { [ACAO]: '*' } },
        }),
      ],
      started: true,
    });
    const other = elsewhere(sent, 'firefox');
    expect(other).toMatchObject({
      browser: 'chromium',
      verdict: 'blocked',
      finding: { cause: 'missing-allow-origin', phase: 'preflight', hop: 1 },
    });
    expect(plainText(other?.text ?? [])).toContain('checks only methods and headers');
  });

  test('is stopped in Chromium, and the outcome in Firefox is unknown', () => {
    expect(elsewhere(moved('chromium', false), 'chromium')).toMatchObject({
      browser: 'firefox',
      verdict: 'undetermined',
      finding: null,
    });
  });
});

test('after a 303, only Firefox sends a preflight', () => {
  const seen = put({
    hops: [
      hop({
        url: API,
        method: 'PUT',
        preflight: { headers: { [ACAO]: PAGE, [ACAM]: 'PUT' } },
        response: { status: 303, headers: { [ACAO]: PAGE, Location: API } },
        redirectedTo: API,
      }),
      hop({ url: API, method: 'GET', response: { headers: { [ACAO]: PAGE } } }),
    ],
    started: true,
  });
  const other = elsewhere(seen, 'chromium');
  expect(other).toMatchObject({ browser: 'firefox', verdict: 'undetermined' });
  expect(plainText(other?.text ?? [])).toContain('303');
});

test('an insecure page and the local network', () => {
  const seen = exchange({
    page: 'http://shop.test',
    url: API,
    response: null,
    error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
  });
  const other = elsewhere(seen, 'chromium');
  expect(other).toMatchObject({ browser: 'firefox', verdict: 'undetermined' });
  expect(plainText(other?.text ?? [])).toContain('Firefox asks the user');
});

test.each(['chromium', 'firefox'] as const)(
  'in %s, nothing is shown if both browsers agree',
  (own) => {
    expect(elsewhere(refused({}, own), own)).toBeNull();
    expect(elsewhere(refused({ [ACAO]: PAGE, [ACAM]: 'PUT' }, own), own)).toBeNull();
    const passed = exchange({ page: PAGE, url: API, response: { headers: { [ACAO]: PAGE } } });
    expect(elsewhere(passed, own)).toBeNull();
    const failed = exchange({ page: PAGE, url: API, response: null, error: 'NS_ERROR_NET_RESET' });
    expect(elsewhere(failed, own)).toBeNull();
  },
);
