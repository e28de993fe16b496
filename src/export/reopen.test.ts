import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DiagnosisContext } from '../diagnosis/diagnosis.ts';
import { browserName, hostile, plausible } from '../diagnosis/testing/arbitrary-exchange.ts';
import { parseFile } from '../har/parse-file.ts';
import type { HarReading } from '../har/parse-har.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import { NO_NOTES } from '../model/notes.ts';
import { originOf } from '../model/origin.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { type Report, toReport } from './report.ts';

/** Random traffic takes time on a busy machine. */
const PATIENCE = { timeout: 60_000 };
const OPTIONS = {
  version: '1.2.3',
  capturedAt: '2026-11-20T05:00:00.000Z',
  browserVersion: '156.0',
};

const refused = exchange({
  method: 'PUT',
  unsent: true,
  preflight: { status: 200, asksHeaders: 'x-token', headers: { Server: 'nginx' } },
  error: CHROMIUM_BLOCKED,
});

const reportOf = (exchanges: readonly Exchange[], browser: BrowserName = 'chromium'): Report =>
  toReport(exchanges, { browser, exchanges }, OPTIONS);

const reopened = (report: unknown): HarReading => parseFile(JSON.stringify(report));

/** The report that a second person saves after opening the first. */
const savedAgain = ({ exchanges, browser }: HarReading): Report => reportOf(exchanges, browser);

describe('a report that is opened again', () => {
  test('says the same as before, dates included', PATIENCE, () => {
    const tab = fc.record({
      browser: browserName,
      exchanges: fc.tuple(plausible('1'), plausible('2')),
    });
    fc.assert(
      fc.property(tab, ({ browser, exchanges }) => {
        const inOrder = exchanges.toSorted((a, b) => a.hops[0].at - b.hops[0].at);
        const first = reportOf(inOrder, browser);
        expect(savedAgain(reopened(first))).toEqual(first);
      }),
    );
  });

  test('keeps what only the page and a check knew', () => {
    const told: Exchange = {
      ...refused,
      documentId: null,
      handedOver: false,
      incomplete: true,
      recordedOnly: true,
      declared: {
        credentials: 'include',
        mode: 'cors',
        headerNames: ['x-token'],
        readNames: [],
        stack: [{ functionName: 'save', url: 'http://localhost:3000/app.js', line: 9, column: 1 }],
      },
      checked: { of: '7', credentials: 'include', cookies: false, withheld: ['x-token'] },
    };
    const [one] = reopened(reportOf([told])).exchanges;
    expect({ ...one, tabId: told.tabId }).toEqual({
      ...told,
      hops: told.hops.map((hop) => ({
        ...hop,
        preflight: hop.preflight && { ...hop.preflight, requestId: '' },
      })),
    });
  });

  test('names when and by which version it was saved, and the fix that it shows first', () => {
    const chosen = toReport(
      [refused],
      { browser: 'chromium', exchanges: [refused] },
      {
        ...OPTIONS,
        stackChoice: () => 'express-cors',
      },
    );
    expect(reopened(chosen).report).toEqual({
      savedAt: Date.parse(OPTIONS.capturedAt),
      savedBy: '1.2.3',
      browserVersion: '156.0',
      stacks: { 'http://127.0.0.1:8000': 'express-cors' },
      notMine: [],
    });
  });

  test('remembers which servers its user could not change, and says the same again', () => {
    const [server] = refused.hops.map(({ url }) => originOf(url));
    const notes = { ...NO_NOTES, notMine: [server ?? '', 'https://elsewhere.example'] };
    const context: DiagnosisContext = { browser: 'chromium', exchanges: [refused], notes };
    const saved = toReport([refused], context, OPTIONS);
    expect(saved.notMine).toEqual([server]);
    const reading = reopened(saved);
    expect(reading.report?.notMine).toEqual([server]);
    const again = toReport(
      reading.exchanges,
      { ...reading, notes: { ...NO_NOTES, notMine: reading.report?.notMine ?? [] } },
      OPTIONS,
    );
    const elsewhere = ({ exchanges }: typeof saved) =>
      exchanges.map((one) => one.requirement.elsewhere);
    expect(elsewhere(again)).toEqual(elsewhere(saved));
    expect(elsewhere(saved)).not.toEqual(elsewhere(reportOf([refused])));
  });

  test('from before it kept all facts still has its verdict', () => {
    const { exchanges, ...rest } = reportOf([refused]);
    const older = exchanges.map(({ seen: _, ...one }) => ({
      ...one,
      hops: one.hops.map(({ url, method, preflight, request, response }) => ({
        url,
        method,
        request,
        response,
        preflight: preflight && { request: preflight.request, response: preflight.response },
      })),
    }));
    const reading = reopened({ ...rest, exchanges: older });
    expect(reading.problems).toEqual([]);
    expect(savedAgain(reading).exchanges.map(({ verdict, text }) => [verdict, text])).toEqual(
      exchanges.map(({ verdict, text }) => [verdict, text]),
    );
  });
});

describe('a report that is not as Crosscheck saves it', () => {
  const sound = reportOf([refused]);
  const [first] = sound.exchanges;
  test.each<[string, unknown, string]>([
    [
      'of a later version says to update',
      { ...sound, version: 2 },
      'update Crosscheck to open it: it is a report of version 2, and this one reads version 1',
    ],
    [
      'without a version says so',
      { format: 'crosscheck-report', exchanges: [] },
      'it is a report without a version that Crosscheck knows',
    ],
    [
      'without requests says so',
      { ...sound, exchanges: {} },
      'it is a report without its list of exchanges',
    ],
  ])('%s', (_, report, problem) => {
    expect(reopened(report)).toMatchObject({ readable: false, problems: [problem] });
  });

  test.each<[string, unknown]>([
    ['a step without a URL', { ...first, hops: [{ method: 'GET' }] }],
    ['no steps', { ...first, hops: [] }],
    ['no end', { ...first, ending: null }],
    ['a method that is none', { ...first, hops: [{ ...first?.hops[0], method: 'GET /' }] }],
    ['a number', 7],
  ])('leaves out a request with %s, and says how many', (_, broken) => {
    const reading = reopened({ ...sound, exchanges: [broken, first] });
    expect(reading.exchanges).toHaveLength(1);
    expect(reading.problems).toEqual(['1 of 2 requests are left out: they cannot be read']);
  });

  test('loses the secrets that somebody put into it', () => {
    const planted = JSON.stringify(sound).replaceAll('/items', '/items?access_token=abc123secret');
    const { exchanges } = parseFile(
      planted.replace('"Server","nginx"', '"Set-Cookie","sid=abc123secret"'),
    );
    expect(JSON.stringify(exchanges)).not.toContain('abc123secret');
  });

  test('with two equal ids has two requests', () => {
    const ids = reopened({ ...sound, exchanges: [first, first] }).exchanges.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  test('never throws', PATIENCE, () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    const close = fc.array(
      fc.record(
        {
          id: json,
          hops: fc.array(
            fc.record(
              { url: json, method: fc.constantFrom('GET', 7), at: json, preflight: json },
              { requiredKeys: [] },
            ),
          ),
          ending: fc.oneof(json, fc.record({ kind: fc.constant('lost'), at: json })),
          seen: json,
          checked: json,
          remedies: json,
          requirement: json,
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.oneof(json, close), (exchanges) => {
        savedAgain(reopened({ format: 'crosscheck-report', version: 1, exchanges }));
      }),
    );
  });

  test('of hostile traffic can be opened and saved again', PATIENCE, () => {
    fc.assert(
      fc.property(browserName, fc.array(hostile, { maxLength: 2 }), (browser, exchanges) => {
        const reading = reopened(reportOf(exchanges, browser));
        expect(reading.readable).toBe(true);
        savedAgain(reading);
      }),
    );
  });
});
