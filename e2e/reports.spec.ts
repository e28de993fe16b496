import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { table } from '../tools/table.ts';
import { counts, failed, PASSED, skipped, total } from '../tools/test/outcome.ts';
import { addonsLintProblem, playwrightOutcome, vitestOutcome } from '../tools/test/reports.ts';

const folder = mkdtempSync(join(tmpdir(), 'crosscheck-reports-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A runner's report as a file, and how the runner ended. */
function report(content: unknown): string {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}
const ended = (code: number | null) => ({ code, output: 'what it printed', stdout: '' });

const file = (...statuses: readonly string[]) => ({
  name: 'a.test.ts',
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ fullName: `a ${status}`, status })),
});

test('counts the tests that Vitest counted', () => {
  const path = report({ testResults: [file('passed', 'failed'), file('skipped', 'todo')] });
  const outcome = vitestOutcome(path, ended(1));
  expect(counts(outcome)).toBe('1 passed, 1 failed, 2 skipped');
  expect(outcome.failures).toBe('what it printed');
  expect(outcome.notes).toEqual(['skipped: a skipped', 'todo: a todo']);
});

test('a test file that does not load is a failed test', () => {
  const broken = { name: 'b.test.ts', status: 'failed', assertionResults: [] };
  const outcome = vitestOutcome(report({ testResults: [file('passed'), broken] }), ended(1));
  expect(counts(outcome)).toBe('1 passed, 1 failed, 0 skipped');
});

test('a runner without a report fails', () => {
  const outcome = vitestOutcome(join(folder, 'absent.json'), ended(0));
  expect(counts(outcome)).toBe('0 passed, 1 failed, 0 skipped');
});

test('a runner that fails without a failed test fails', () => {
  const outcome = vitestOutcome(report({ testResults: [file('passed')] }), ended(1));
  expect(counts(outcome)).toBe('1 passed, 1 failed, 0 skipped');
});

test('a stopped runner fails', () => {
  const outcome = vitestOutcome(report({ testResults: [file('passed')] }), ended(null));
  expect(outcome.failed).toBe(1);
});

const playwright = (...statuses: readonly string[]) => ({
  suites: [
    {
      title: 'a.spec.ts',
      suites: [
        {
          title: 'inner',
          specs: statuses.map((status) => ({
            title: status,
            tests: [{ status, annotations: [{ type: 'skip', description: 'no Django' }] }],
          })),
        },
      ],
    },
  ],
});

test('counts the tests that Playwright counted, and says what was skipped and why', () => {
  const path = report(playwright('expected', 'unexpected', 'skipped', 'flaky'));
  const outcome = playwrightOutcome(path, ended(1));
  expect(counts(outcome)).toBe('2 passed, 1 failed, 1 skipped');
  expect(outcome.notes).toEqual([
    'passed only at the second try: a.spec.ts › inner › flaky',
    'skipped: a.spec.ts › inner › skipped (no Django)',
  ]);
});

const warning = {
  code: 'UNSAFE_VAR_ASSIGNMENT',
  message: 'innerHTML',
  file: 'assets/react-dom-B-d5_uDW.js',
  line: 1,
};
const ours = { ...warning, file: 'assets/panel-ggY5NNkb.js' };

test.describe('Mozilla’s linter', () => {
  const cases = [
    ['the two known warnings are fine', [], [warning, warning], ''],
    ['a missing one of them is reported', [], [warning], 'uDW.js:1'],
    ['an additional one is reported', [], [warning, warning, warning], 'uDW.js:1'],
    ['one in a file of our own is reported', [], [warning, ours], 'assets/panel-ggY5NNkb.js:1'],
    [
      'another kind of warning is reported',
      [],
      [warning, { ...warning, code: 'NO_EVAL' }],
      'NO_EVAL',
    ],
    ['an error is reported', [{ ...warning, code: 'BAD_ZIP' }], [warning, warning], 'BAD_ZIP'],
  ] as const;
  for (const [name, errors, warnings, told] of cases) {
    test(name, () => {
      const problem = addonsLintProblem(JSON.stringify({ errors, warnings }));
      if (told === '') expect(problem).toBe('');
      else expect(problem).toContain(told);
    });
  }
  test('a missing report is reported', () => expect(addonsLintProblem('oops')).toContain('oops'));
});

test('outcomes add up', () => {
  expect(counts(total([PASSED, failed('why'), skipped('no build')]))).toBe(
    '1 passed, 1 failed, 1 skipped',
  );
});

test('text too long for its cell continues on the next line', () => {
  const columns = [
    { title: 'a', width: 5 },
    { title: 'b', width: 3 },
  ];
  const rows = [['one two', 'abcdef']];
  expect(table(columns, rows).split('\n')).toEqual([
    'a     │ b',
    '──────┼────',
    'one   │ abc',
    'two   │ def',
  ]);
});
