import { describe, expect, test } from 'vitest';
import { toCurl } from '../export/curl.ts';
import { toHar } from '../export/har.ts';
import { plainTextInTurn } from '../export/plain-text.ts';
import { type HarReading, parseHar } from '../har/parse-har.ts';
import { har, entry as harEntry, PAGE } from '../har/testing/sample-har.ts';
import type { Exchange } from '../model/exchange.ts';
import {
  holds,
  plantedSecrets,
  type Traffic,
  trafficWith,
} from '../model/testing/planted-secrets.ts';
import { CHROMIUM_BLOCKED, exchange, hop } from '../model/testing/sample-exchange.ts';
import { allAtOnce } from '../model/work.ts';
import { FAIL_ON, FORMATS, type Options } from './options.ts';
import { sheetOf } from './sheet.ts';

const traffic = trafficWith(plantedSecrets(20_261_121, 1_500));
const CHUNK = 40;
const chunks = Array.from({ length: Math.ceil(traffic.length / CHUNK) }, (_, at) =>
  traffic.slice(at * CHUNK, (at + 1) * CHUNK),
);

/** A file as Chromium's DevTools save it, with all the secrets. */
const fileOf = (some: readonly Traffic[]) =>
  har(
    'chromium',
    ...some.map(({ url, requestHeaders, responseHeaders, redirectUrl }, at) =>
      harEntry({
        url,
        at: at * 100,
        requestHeaders: [['Host', 'api.test'], ['Origin', PAGE], ...requestHeaders],
        headers: responseHeaders,
        ...(redirectUrl === null ? {} : { status: 302, redirectUrl }),
        answer: { _error: at % 3 === 0 ? `net::ERR_FAILED at ${url}` : CHROMIUM_BLOCKED },
      }),
    ),
  );

const readings = chunks.map((some) => parseHar(fileOf(some)));

/** The same, as if nothing was hidden at capture. */
const exchangesOf = (some: readonly Traffic[]): readonly Exchange[] =>
  some.map(({ url, requestHeaders, responseHeaders, redirectUrl }, at) =>
    exchange({
      id: String(at),
      error: at % 3 === 0 ? `net::ERR_TIMED_OUT at ${url}` : CHROMIUM_BLOCKED,
      hops: [
        hop({
          url,
          method: 'PUT',
          requestHeaders,
          preflight: {
            requestHeaders,
            headers: responseHeaders,
            status: at % 2 === 0 ? 403 : 302,
            asksHeaders: 'x-a',
          },
          response: {
            status: redirectUrl === null ? 200 : 302,
            headers: responseHeaders,
            modifiedHeaders: responseHeaders,
          },
          redirectedTo: redirectUrl,
        }),
      ],
    }),
  );

const OPTIONS = {
  failOn: FAIL_ON,
  origin: null,
  many: false,
  stack: null,
  terminal: { width: 100, colours: false },
  version: '1',
  capturedAt: '2026-11-20T05:00:00Z',
};

function written(exchanges: readonly Exchange[], format: Options['format']): string {
  const sheet = sheetOf({ ...OPTIONS, format });
  const reading: HarReading = {
    readable: true,
    browser: 'chromium',
    entries: exchanges.length,
    exchanges,
    problems: [],
  };
  return [sheet.begin, ...sheet.of({ name: 'a.har', reading }), sheet.end()].join('');
}

const leftIn = (text: string, some: readonly Traffic[]): readonly string[] =>
  some.flatMap(({ secrets }) => secrets).filter((secret) => holds(text, secret));

describe('none of 1,500 planted secrets remains', () => {
  test('after a HAR is read', () => {
    for (const [at, some] of chunks.entries()) {
      const exchanges = readings[at]?.exchanges ?? [];
      expect(exchanges.length).toBe(some.length);
      expect(leftIn(JSON.stringify(exchanges), some)).toEqual([]);
    }
  });

  test.each(FORMATS)('in the command line’s output for a HAR as %s', (format) => {
    const texts = readings.map(({ exchanges }) => written(exchanges, format));
    expect(texts.join('')).toContain('[redacted]');
    for (const [at, some] of chunks.entries()) expect(leftIn(texts[at] ?? '', some)).toEqual([]);
  });

  test.each<[string, (exchanges: readonly Exchange[]) => string]>([
    ['the report', (exchanges) => written(exchanges, 'json')],
    ['Markdown, with its picture as Mermaid', (exchanges) => written(exchanges, 'markdown')],
    ['a HAR', (exchanges) => JSON.stringify(toHar(exchanges, 'chromium', OPTIONS))],
    [
      'commands of curl',
      (exchanges) => JSON.stringify(exchanges.map((one) => toCurl([one], 'bash'))),
    ],
    [
      'text',
      (exchanges) => allAtOnce(plainTextInTurn(exchanges, { browser: 'chromium', exchanges })),
    ],
  ])('in %s, even if nothing was hidden before', (_, exported) => {
    const texts = chunks.map((some) => exported(exchangesOf(some)));
    expect(texts.join('')).toContain('[redacted]');
    for (const [at, some] of chunks.entries()) expect(leftIn(texts[at] ?? '', some)).toEqual([]);
  });
});
