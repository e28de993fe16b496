import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browserName, hostile, plausible } from '../diagnosis/testing/arbitrary-exchange.ts';
import type { Exchange } from '../model/exchange.ts';
import { API, CHROMIUM_BLOCKED, exchange, PAGE } from '../model/testing/sample-exchange.ts';
import { type Report, toReport } from './report.ts';

/** Random traffic takes time on a busy machine. */
const PATIENCE = { timeout: 60_000 };

const schema: object = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../public/schema/report-v1.json'), 'utf8'),
);
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  schema,
);

const OPTIONS = { version: '1.2.3', capturedAt: '2026-11-20T05:00:00.000Z' };
const refused = exchange({
  method: 'PUT',
  unsent: true,
  preflight: { status: 200, asksHeaders: 'x-token', headers: { Server: 'nginx' } },
  error: CHROMIUM_BLOCKED,
});
const report = (...exchanges: readonly Exchange[]): Report =>
  toReport(exchanges, { browser: 'chromium', exchanges }, OPTIONS);

/** The validator's errors; empty if there are none. */
function complaints(value: unknown): readonly string[] {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('a report shows what looks unsafe in the answers of its servers', () => {
  const open = exchange({
    response: { headers: { 'Access-Control-Allow-Origin': '*', 'Set-Cookie': 'sid=secret-value' } },
  });
  expect(report(open).risks).toMatchObject([{ server: API, id: 'wildcard-with-cookies' }]);
  expect(JSON.stringify(report(open))).not.toContain('secret-value');
  expect(complaints(report(open))).toEqual([]);
  expect(report(refused).risks).toEqual([]);
});

test('a report says which exchanges Crosscheck itself asked', () => {
  const checked = { of: '1', credentials: null, cookies: false, withheld: ['cookie'] };
  const asked = { ...exchange({ id: 'c' }), checked };
  const [one] = report(asked).exchanges;
  expect(one?.checked).toEqual(checked);
  expect(complaints(report(asked))).toEqual([]);
  expect(report(refused).exchanges[0]).not.toHaveProperty('checked');
});

test('a report begins with its numbers, in which equal requests count once', () => {
  const { summary } = report({ ...refused, id: 'a' }, { ...refused, id: 'b' }, exchange());
  expect(summary).toMatchObject({ requests: 2, blocked: 1, causes: 1, servers: 1 });
  expect(summary.text).toBe('1 of 2 requests is blocked: 1 cause, 1 server.');
});

test('a report shows the status of each request, and its place in its row', () => {
  const ask = (id: string, at: number, allowed: boolean): Exchange =>
    exchange({
      id,
      at,
      response: { status: 403, headers: allowed ? { 'Access-Control-Allow-Origin': PAGE } : {} },
      ...(allowed ? {} : { error: CHROMIUM_BLOCKED }),
    });
  const told = report(ask('a', 0, false), { ...refused, id: 'b' }, ask('c', 2, true));
  expect(told.exchanges.map(({ status, occurrence }) => [status, occurrence])).toEqual([
    [403, { row: 1, state: 'fixed', number: 1, of: 2, onlyWithoutCookies: true }],
    [undefined, { row: 2, state: 'blocked', number: 1, of: 1 }],
    [403, { row: 1, state: 'fixed', number: 2, of: 2, onlyWithoutCookies: true }],
  ]);
  expect(complaints(told)).toEqual([]);
});

describe('the schema', () => {
  test('accepts the report of anything that a browser may show', PATIENCE, () => {
    const tab = fc.record({
      browser: browserName,
      exchanges: fc.tuple(plausible('1'), plausible('2')),
    });
    fc.assert(
      fc.property(tab, (context) => {
        expect(complaints(toReport(context.exchanges, context, OPTIONS))).toEqual([]);
      }),
    );
  });

  test('accepts the report of exchanges with any content', PATIENCE, () => {
    fc.assert(
      fc.property(browserName, fc.array(hostile, { maxLength: 2 }), (browser, exchanges) => {
        expect(complaints(toReport(exchanges, { browser, exchanges }, OPTIONS))).toEqual([]);
      }),
    );
  });

  type Broken = (one: Record<string, unknown>) => unknown;
  const first = (one: Record<string, unknown>) =>
    (one['exchanges'] as Record<string, unknown>[])[0]!;
  test.each<[string, Broken]>([
    ['of another format', (one) => ({ ...one, format: 'har' })],
    ['of another version', (one) => ({ ...one, version: 2 })],
    ['that claims not to be redacted', (one) => ({ ...one, redacted: false })],
    ['with an unknown field', (one) => ({ ...one, extra: 1 })],
    ['with an invalid time', (one) => ({ ...one, capturedAt: 'yesterday' })],
    ['without exchanges', ({ exchanges: _, ...rest }) => rest],
    [
      'with a verdict that does not exist',
      (one) => ({ ...one, exchanges: [{ ...first(one), verdict: 'fine' }] }),
    ],
    [
      'with a block that has no cause',
      (one) => ({ ...one, exchanges: [{ ...first(one), findings: [] }] }),
    ],
    [
      'with a fix for an allowed request',
      (one) => ({ ...one, exchanges: [{ ...first(one), verdict: 'allowed' }] }),
    ],
    [
      'with a failure of a blocked request',
      (one) => ({ ...one, exchanges: [{ ...first(one), failure: 'dns' }] }),
    ],
    [
      'with the evidence of another cause',
      (one) => {
        const [finding] = first(one)['findings'] as object[];
        return {
          ...one,
          exchanges: [{ ...first(one), findings: [{ ...finding, evidence: { status: 1 } }] }],
        };
      },
    ],
    [
      'with a fix that was not proved',
      (one) => {
        const [remedy] = first(one)['remedies'] as object[];
        return {
          ...one,
          exchanges: [
            { ...first(one), remedies: [{ ...remedy, proof: { verdict: 'blocked', text: '' } }] },
          ],
        };
      },
    ],
    [
      'that makes a server allow null',
      (one) => {
        const requirement = first(one)['requirement'] as { answer: object };
        const answer = { ...requirement.answer, origin: 'null' };
        return { ...one, exchanges: [{ ...first(one), requirement: { ...requirement, answer } }] };
      },
    ],
    [
      'with an unknown need',
      (one) => {
        const requirement = first(one)['requirement'] as object;
        const elsewhere = [{ kind: 'prayer', text: 'Pray.' }];
        return {
          ...one,
          exchanges: [{ ...first(one), requirement: { ...requirement, elsewhere } }],
        };
      },
    ],
    [
      'with a need that lacks a value',
      (one) => {
        const requirement = first(one)['requirement'] as object;
        const elsewhere = [{ kind: 'client-url', from: 'x', text: 'Ask.' }];
        return {
          ...one,
          exchanges: [{ ...first(one), requirement: { ...requirement, elsewhere } }],
        };
      },
    ],
  ])('refuses a report %s', (_, broken) => {
    const valid: Record<string, unknown> = JSON.parse(JSON.stringify(report(refused)));
    expect(complaints(valid)).toEqual([]);
    expect(complaints(broken(valid))).not.toEqual([]);
  });
});

describe('the report', () => {
  test('says who made it, when, and in which browser', () => {
    expect(report()).toEqual({
      format: 'crosscheck-report',
      version: 1,
      generator: { name: 'crosscheck', version: '1.2.3' },
      browser: 'chromium',
      capturedAt: '2026-11-20T05:00:00.000Z',
      redacted: true,
      summary: { requests: 0, blocked: 0, causes: 0, servers: 0, text: 'No requests.' },
      exchanges: [],
      risks: [],
    });
  });

  test('says what happened, why, and how to fix it', () => {
    const [one] = report(refused).exchanges;
    expect(one).toMatchObject({
      id: '1',
      url: `${API}/items`,
      method: 'PUT',
      origin: PAGE,
      verdict: 'blocked',
      failure: null,
      credentials: { known: false },
      ending: { kind: 'error', error: CHROMIUM_BLOCKED },
      hops: [{ url: `${API}/items`, preflight: { response: { status: 200 } }, request: null }],
      requirement: { answer: { methods: ['PUT'], headers: ['x-token'] }, elsewhere: [] },
    });
    expect(one?.findings.map(({ cause }) => cause)).toEqual([
      'missing-allow-origin',
      'method-not-allowed',
      'header-not-allowed',
    ]);
    expect(one?.findings[0]?.text).toContain(PAGE);
  });

  test('lists the chosen fix with its text to paste, and the likely ones', () => {
    const { remedies } = toReport(
      [refused],
      { browser: 'chromium', exchanges: [refused] },
      { ...OPTIONS, stackChoice: () => 'django-cors-headers' },
    ).exchanges[0] ?? { remedies: [] };
    // The answer is from nginx, so nginx is likely too.
    expect(remedies.map(({ stack }) => stack)).toEqual([
      'django-cors-headers',
      'nginx',
      'any-server',
    ]);
    const [django] = remedies;
    const pasted = django?.snippets.map(({ code }) => code).join('') ?? '';
    expect(pasted).toContain(`CORS_ALLOWED_ORIGINS`);
    expect(pasted).toContain(PAGE);
    expect(pasted.endsWith('\n')).toBe(true);
  });

  test('puts the stack that is chosen for a server first, only for that server', () => {
    const stacks = (server: string) =>
      toReport(
        [refused],
        { browser: 'chromium', exchanges: [refused] },
        {
          ...OPTIONS,
          stackChoice: (asked) => (asked === server ? 'django-cors-headers' : null),
        },
      ).exchanges[0]?.remedies.map(({ stack }) => stack) ?? [];
    const [first, ...others] = stacks(API);
    expect(first).toBe('django-cors-headers');
    expect(stacks('http://other.test')).toEqual(others);
  });
});
