import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exchangesOfTab, initialCapture, reduceCapture } from '../capture/index.ts';
import type { RawEvent } from '../capture/raw-event.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { parseHar } from '../har/parse-har.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import { has } from '../model/header-list.ts';
import { API, exchange } from '../model/testing/sample-exchange.ts';
import { toHar } from './har.ts';

const FOLDER = join(import.meta.dirname, '../capture/testing/recorded');
const recordings = (['chromium', 'firefox'] as const).flatMap((browser) =>
  readdirSync(join(FOLDER, browser))
    .filter((file) => file.endsWith('.json'))
    .map((file): readonly [BrowserName, string, readonly RawEvent[]] => [
      browser,
      file,
      JSON.parse(readFileSync(join(FOLDER, browser, file), 'utf8')).events,
    ]),
);

const har = (...exchanges: readonly Exchange[]) =>
  toHar(exchanges, 'chromium', { version: '1.2.3' });

/** The browser's decision and its first reason. */
const verdicts = (browser: BrowserName, exchanges: readonly Exchange[]) =>
  exchanges.map((one) => {
    const { evaluation } = diagnose(one, { browser, exchanges });
    const [first] = evaluation.findings;
    const { url, method } = one.hops[0];
    return [url, method, evaluation.verdict, evaluation.failure, first?.cause, first?.phase];
  });

/** A HAR has no room for the mode that only the page's own code shows. */
const isSaidByPageOnly = ({ declared, hops: [{ request }] }: Exchange): boolean =>
  declared?.mode === 'same-origin' && !has(request?.headers ?? [], 'sec-fetch-mode');

/** Nor for the worker that asked: in Firefox, only a document's request shows its credentials. */
const isFromWorker = ({ documentId }: Exchange): boolean => documentId === null;

test.each(recordings)(
  'in %s, %s: opened again, it gets the same verdicts',
  (browser, _, events) => {
    const state = events.reduce(reduceCapture, initialCapture(browser, 0));
    const exchanges = exchangesOfTab(state, 1).filter(
      (one) => one.ending.kind !== 'pending' && !isSaidByPageOnly(one),
    );
    const { exchanges: read, problems } = parseHar(
      JSON.stringify(toHar(exchanges, browser, { version: '0' })),
    );
    expect(problems).toEqual([]);
    const before = verdicts(browser, exchanges);
    const after = verdicts(browser, read).map((one, index) => {
      const [, , verdict] = one;
      const isLost =
        browser === 'firefox' &&
        verdict === 'undetermined' &&
        exchanges.slice(index, index + 1).some(isFromWorker);
      return isLost ? before[index] : one;
    });
    expect(after).toEqual(before);
  },
);

test('what Crosscheck itself asked is no traffic of the page', () => {
  const checked = { of: '1', credentials: null, cookies: false, withheld: [] };
  expect(har({ ...exchange(), checked }).log.entries).toEqual([]);
});

describe('a HAR', () => {
  const { log } = har(
    exchange({
      method: 'PUT',
      url: `${API}/items?page=2&token=abcdef`,
      preflight: { asksHeaders: 'x-a', headers: { 'Access-Control-Allow-Methods': 'PUT' } },
      requestHeaders: { Authorization: 'Bearer abcdef' },
      response: { status: 404, headers: { 'Content-Type': 'text/html' } },
    }),
  );

  test('has an entry for the preflight and one for the request', () => {
    expect(log.entries.map(({ request }) => request.method).toSorted()).toEqual(['OPTIONS', 'PUT']);
    expect(log.entries.map(({ response }) => response.status).toSorted()).toEqual([204, 404]);
  });

  test('contains the names of the tool and of the page that asked', () => {
    expect(log.creator).toEqual({ name: 'Crosscheck', version: '1.2.3' });
    expect(log.pages.map(({ title }) => title)).toEqual(['http://localhost:3000/']);
  });

  test('says what the page got', () => {
    const any = { headers: { 'Access-Control-Allow-Origin': '*' } };
    for (const handedOver of [true, false]) {
      const one = { ...exchange({ response: any }), handedOver };
      const text = JSON.stringify(toHar([one], 'firefox', { version: '0' }));
      expect(parseHar(text).exchanges.map((read) => read.handedOver)).toEqual([handedOver]);
    }
  });

  test('says what was only tried', () => {
    const one = { ...exchange({ method: 'PUT', preflight: {} }), tried: true as const };
    const text = JSON.stringify(toHar([one], 'firefox', { version: '0' }));
    expect(parseHar(text).exchanges.map((read) => read.tried)).toEqual([true]);
  });

  test('contains no secret', () => {
    const text = JSON.stringify(log);
    expect(text).not.toContain('abcdef');
    expect(text).toContain('[redacted]');
  });
});
