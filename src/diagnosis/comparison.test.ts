import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  exchange,
  FIREFOX_BLOCKED,
  hop,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { diagnose } from './diagnose.ts';

/** The rows as `phase name: expected / received`. A `!` marks what is wrong. */
const rows = (one: Exchange): readonly string[] =>
  diagnose(one, { browser: 'chromium', exchanges: [one] }).comparison.map(
    ({ phase, name, expected, received, ok }) =>
      `${ok ? '' : '! '}${phase} ${name}: ${expected} / ${received.join(' & ')}`,
  );

const refused = (preflight: object, method = 'PUT'): Exchange =>
  exchange({ method, unsent: true, preflight, error: CHROMIUM_BLOCKED });

describe('the comparison', () => {
  test('of a preflight has the status and every header that it needs', () => {
    const headers = {
      'Access-Control-Allow-Origin': PAGE,
      'Access-Control-Allow-Methods': 'GET',
      'Access-Control-Allow-Headers': 'Content-Type',
    };
    expect(rows(refused({ status: 200, asksHeaders: 'content-type', headers }))).toEqual([
      `preflight Access-Control-Allow-Origin: ${PAGE} / ${PAGE}`,
      'preflight Status: 200 to 299 / 200',
      '! preflight Access-Control-Allow-Methods: PUT / GET',
      'preflight Access-Control-Allow-Headers: content-type / Content-Type',
    ]);
  });

  test('of a preflight with a bad status points at the status', () => {
    const headers = { 'Access-Control-Allow-Origin': '*' };
    expect(rows(refused({ status: 405, headers }, 'POST'))).toContain(
      '! preflight Status: 200 to 299 / 405',
    );
  });

  test('shows each of several lines', () => {
    const headers = [
      ['Access-Control-Allow-Origin', PAGE],
      ['Access-Control-Allow-Origin', '*'],
    ] as const;
    expect(rows(exchange({ response: { headers }, error: CHROMIUM_BLOCKED }))).toEqual([
      `! actual Access-Control-Allow-Origin: ${PAGE} / ${PAGE} & *`,
    ]);
  });

  test('requires credentials if the request has some', () => {
    const one = exchange({
      requestHeaders: { Cookie: 'a=b' },
      response: { headers: { 'Access-Control-Allow-Origin': PAGE } },
      error: CHROMIUM_BLOCKED,
    });
    expect(rows(one)).toEqual([
      `actual Access-Control-Allow-Origin: ${PAGE} / ${PAGE}`,
      '! actual Access-Control-Allow-Credentials: true / ',
    ]);
  });

  test('accepts a star if the request has none', () => {
    const one = exchange({
      requestHeaders: { 'Sec-Fetch-Site': 'cross-site' },
      response: { headers: { 'Access-Control-Allow-Origin': '*' } },
    });
    expect(rows(one)).toEqual([`actual Access-Control-Allow-Origin: ${PAGE} or * / *`]);
  });

  test('shows the headers that the browser judged if they differ from the server’s', () => {
    const one = exchange({
      response: { headers: {}, modifiedHeaders: { 'Access-Control-Allow-Origin': PAGE } },
    });
    expect(rows(one)[0]).toContain(`/ ${PAGE}`);
  });

  test('leaves out what was not judged: the page’s own server, and missing responses', () => {
    const one = exchange({
      hops: [
        hop({ url: `${PAGE}/api`, origin: null, response: { status: 302 }, redirectedTo: API }),
        hop({ url: `${API}/`, method: 'PUT', unsent: true, preflight: { status: 404 } }),
      ],
      error: CHROMIUM_BLOCKED,
    });
    const { comparison } = diagnose(one, { browser: 'chromium', exchanges: [one] });
    expect(new Set(comparison.map(({ hop: leg, phase }) => `${leg} ${phase}`))).toEqual(
      new Set(['1 preflight']),
    );
  });

  test('leaves out the origin if Firefox sends the page’s own server its own origin', () => {
    const home = `${PAGE}/new`;
    const one = exchange({
      hops: [
        hop({
          method: 'PUT',
          origin: PAGE,
          response: { status: 307, headers: { 'Access-Control-Allow-Origin': '*' } },
          redirectedTo: home,
        }),
        hop({
          url: home,
          method: 'PUT',
          origin: 'null',
          preflight: {
            origin: PAGE,
            headers: { 'Access-Control-Allow-Origin': 'mailto:x' },
            error: FIREFOX_BLOCKED,
          },
          response: null,
        }),
      ],
      error: FIREFOX_BLOCKED,
    });
    const { comparison } = diagnose(one, { browser: 'firefox', exchanges: [one] });
    const told = comparison.filter(({ hop: leg }) => leg === 1);
    expect(told.map(({ name, ok }) => [name, ok])).toEqual([
      ['Status', true],
      ['Access-Control-Allow-Methods', false],
    ]);
  });

  test.each([
    ['with credentials', { Cookie: 'a=b' }, 'nothing safe: the origin is null'],
    ['without', { 'Sec-Fetch-Site': 'cross-site' }, '* (the origin is null)'],
  ])(
    'never offers null for an origin that a redirect made null, %s',
    (_, requestHeaders, expected) => {
      const one = exchange({
        page: 'null',
        requestHeaders: { ...requestHeaders },
        response: { headers: { 'Access-Control-Allow-Origin': PAGE } },
        error: CHROMIUM_BLOCKED,
      });
      expect(rows(one)[0]).toBe(`! actual Access-Control-Allow-Origin: ${expected} / ${PAGE}`);
    },
  );
});
