import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { browserName, hostile, plausible } from '../diagnosis/testing/arbitrary-exchange.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  exchange,
  FIREFOX_BLOCKED,
  hop,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { layout } from './layout.ts';
import type { Picture } from './picture.ts';
import { pictureOf } from './picture-of.ts';
import { sentences } from './sentences.ts';

/** Random traffic takes time on a busy machine. */
const PATIENCE = { timeout: 60_000 };

const draw = (one: Exchange, browser: BrowserName = 'chromium'): Picture =>
  pictureOf(diagnose(one, { browser, exchanges: [one] }));

const told = (one: Exchange, browser?: BrowserName): readonly string[] =>
  sentences(draw(one, browser));

const refusedMethod = {
  url: `${API}/items?id=7`,
  method: 'PUT',
  preflight: {
    asksHeaders: 'x-trace',
    headers: {
      'Access-Control-Allow-Origin': PAGE,
      'Access-Control-Allow-Methods': 'GET',
      'Access-Control-Allow-Headers': 'x-trace',
    },
  },
} as const;

const refusedByPreflight = [
  'Page to Browser: PUT /items?… (after 0 ms).',
  `Browser to Server ${API}: preflight request (OPTIONS); may it send PUT with x-trace? (after 1 ms).`,
  `Server ${API} to Browser: 204; Access-Control-Allow-Methods: GET (after 2 ms).`,
  'Browser: Stopped here; The server does not allow the method (after 3 ms).',
  `Browser to Server ${API}: PUT never left.`,
  'Browser to Page: gets an error without a reason.',
];

describe('the picture shows', () => {
  test('a preflight that refuses, and the request that never left', () => {
    const one = exchange({ ...refusedMethod, unsent: true, error: CHROMIUM_BLOCKED });
    expect(told(one)).toEqual(refusedByPreflight);
  });

  test('the same in Firefox, which shows the request that it did not send', () => {
    const preflight = { ...refusedMethod.preflight, error: FIREFOX_BLOCKED };
    const one = exchange({ ...refusedMethod, preflight, response: null, error: FIREFOX_BLOCKED });
    expect(told(one, 'firefox')).toEqual(refusedByPreflight);
  });

  test('a response that does not allow the page’s origin', () => {
    expect(told(exchange({ error: CHROMIUM_BLOCKED }))).toEqual([
      'Page to Browser: GET /items (after 0 ms).',
      `Browser to Server ${API}: GET /items; Origin: ${PAGE} (after 1 ms).`,
      `Server ${API} to Browser: 200; no Access-Control-Allow-Origin (after 2 ms).`,
      'Browser: Stopped here; The server does not allow this page (after 3 ms).',
      'Browser to Page: gets an error without a reason.',
    ]);
  });

  test('a request that passes', () => {
    const one = exchange({ response: { headers: { 'Access-Control-Allow-Origin': '*' } } });
    expect(told(one).slice(2)).toEqual([
      `Server ${API} to Browser: 200; Access-Control-Allow-Origin: * (after 2 ms).`,
      'Browser to Page: may read the response.',
    ]);
  });

  test('no time of a request that Firefox reported while its preflight waited', () => {
    const allowed = {
      'Access-Control-Allow-Origin': PAGE,
      'Access-Control-Allow-Methods': 'PUT',
    };
    const one = exchange({
      method: 'PUT',
      preflight: { headers: allowed },
      response: { headers: allowed },
    });
    expect(told(one, 'firefox').slice(1, 4)).toEqual([
      `Browser to Server ${API}: preflight request (OPTIONS); may it send PUT? (after 1 ms).`,
      expect.stringMatching(/^Server .* \(after 2 ms\)\.$/),
      `Browser to Server ${API}: PUT /items.`,
    ]);
  });

  test('a server that does not run', () => {
    const one = exchange({ response: null, error: 'net::ERR_CONNECTION_REFUSED' });
    expect(told(one).slice(1)).toEqual([
      `Browser to Server ${API}: GET /items; Origin: ${PAGE}, without an answer (after 1 ms).`,
      'Browser: Failed here; Nothing answers at this address (after 3 ms).',
      'Browser to Page: gets an error without a reason.',
    ]);
  });

  test('a request that another extension stopped before it left', () => {
    const one = exchange({ unsent: true, error: 'net::ERR_BLOCKED_BY_CLIENT' });
    expect(told(one)).toContain(`Browser to Server ${API}: GET never left.`);
  });

  test('a request that still waits', () => {
    const one = exchange({ response: null, ending: { kind: 'pending' } });
    expect(told(one).at(-1)).toBe('Browser: No answer yet.');
  });

  test('a worker that asks for the page', () => {
    const one = { ...exchange({ error: CHROMIUM_BLOCKED }), tabId: -1, documentId: null };
    expect(told(one)[0]).toMatch(/^Worker of the page to Browser: /);
  });

  test('redirects: a lane for each server, and only the ends of a long chain', () => {
    const hops = Array.from({ length: 6 }, (_, index) =>
      hop({
        url: `http://s${index}.test/`,
        response: {
          status: 302,
          headers: { Location: `http://s${index + 1}.test/`, 'Access-Control-Allow-Origin': '*' },
        },
        redirectedTo: `http://s${index + 1}.test/`,
      }),
    );
    const [first = hop(), ...others] = hops;
    const one = exchange({ hops: [first, ...others], error: CHROMIUM_BLOCKED });
    const { lanes } = draw(one);
    expect(lanes.map(({ origin }) => origin)).toEqual([
      PAGE,
      '',
      'http://s0.test',
      'http://s1.test',
      'http://s5.test',
    ]);
    expect(told(one)).toContain('Browser: 3 more redirects.');
    expect(told(one)[2]).toContain('302, go to http://s1.test/;');
  });
});

describe('the drawing', () => {
  test('fits its sheet at any width and for any traffic, and never throws', PATIENCE, () => {
    const traffic = fc.oneof(plausible('1'), hostile);
    fc.assert(
      fc.property(browserName, traffic, fc.integer({ min: 280, max: 900 }), (name, one, wide) => {
        const picture = draw(one, name);
        const { width, height, lifelines, texts, arrows, marks } = layout(picture, wide);
        expect(width).toBeLessThanOrEqual(wide);
        expect(lifelines).toHaveLength(picture.lanes.length);
        expect(arrows.length + marks.length).toBe(picture.rows.length);
        for (const { x } of lifelines) expect(x).toBeLessThan(width);
        for (const { x, y, text, anchor } of texts) {
          expect(y).toBeLessThan(height);
          if (anchor === 'start') expect(x + text.length * 6.5).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('keeps lines of text apart', () => {
    const one = exchange({ ...refusedMethod, unsent: true, error: CHROMIUM_BLOCKED });
    const { texts } = layout(draw(one), 400);
    const lines = texts.filter(({ role }) => role === 'text' || role === 'detail');
    const ys = lines.map(({ y }) => y);
    expect(new Set(ys).size).toBe(ys.length);
    expect(ys).toEqual(ys.toSorted((a, b) => a - b));
  });
});
