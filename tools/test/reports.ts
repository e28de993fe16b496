import { readFileSync } from 'node:fs';
import type { Ended } from '../process/program.ts';
import { counted, type Outcome } from './outcome.ts';

type VitestReport = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: 'passed' | 'failed';
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled';
    }[];
  }[];
};

/** The outcome of Vitest's JSON report. A test file that does not load is one failed test. */
export function vitestOutcome(path: string, ended: Ended): Outcome {
  const report = read<VitestReport>(path);
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const broken = files.filter(
    (one) => one.status === 'failed' && one.assertionResults.length === 0,
  );
  const passed = tests.filter((test) => test.status === 'passed');
  const failed = tests.filter((test) => test.status === 'failed');
  const others = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  return counted(
    {
      passed: passed.length,
      failed: failed.length + broken.length,
      skipped: others.length,
      notes: others.map((test) => `${test.status}: ${test.fullName}`),
    },
    ended,
  );
}

type PlaywrightSuite = {
  readonly title: string;
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    }[];
  }[];
  readonly suites?: readonly PlaywrightSuite[];
};

/**
 * The outcome of Playwright's JSON report. A test that passed only on a retry has passed, with a
 * note.
 */
export function playwrightOutcome(path: string, ended: Ended): Outcome {
  const suites = read<{ readonly suites: readonly PlaywrightSuite[] }>(path)?.suites ?? [];
  const tests = suites.flatMap((suite) => testsOf(suite, []));
  const having = (status: string) => tests.filter((test) => test.status === status);
  return counted(
    {
      passed: having('expected').length + having('flaky').length,
      failed: having('unexpected').length,
      skipped: having('skipped').length,
      notes: [
        ...having('flaky').map(({ title }) => `passed only at the second try: ${title}`),
        ...having('skipped').map(({ title, why }) => `skipped: ${title}${why && ` (${why})`}`),
      ],
    },
    ended,
  );
}

type Test = { readonly title: string; readonly status: string; readonly why: string };

function testsOf(suite: PlaywrightSuite, above: readonly string[]): readonly Test[] {
  const path = [...above, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status, annotations }) => ({
      title: [...path, spec.title].join(' › '),
      status,
      why: annotations.find(({ type }) => type === 'skip')?.description ?? '',
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, path))];
}

type LintReport = {
  readonly errors: readonly Message[];
  readonly warnings: readonly Message[];
};
type Message = {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
};

/**
 * Mozilla's linter warns twice about react-dom, which assigns to `innerHTML` for pages that ask for
 * it (`dangerouslySetInnerHTML`; Biome forbids that here).
 */
const INNER_HTML = 'UNSAFE_VAR_ASSIGNMENT in assets/react-dom.js';
const KNOWN_WARNINGS = [INNER_HTML, INNER_HTML];

/** The rule, and the file without the hash in its name. */
const nameOf = ({ code, file = '' }: Message): string =>
  `${code} in ${file.replace(/-[\w-]{8}(?=\.js$)/, '')}`;

/** Why addons-linter's JSON is not as expected; empty when it is. */
export function addonsLintProblem(json: string): string {
  const report: LintReport | null = parse(json);
  if (report === null) return `not a report:\n${json}`;
  const found = [...report.errors, ...report.warnings].map(nameOf);
  if (JSON.stringify(found) === JSON.stringify(KNOWN_WARNINGS)) return '';
  const lines = [...report.errors, ...report.warnings].map(
    ({ code, message, file, line }) => `${code} ${file ?? ''}:${line ?? ''} ${message}`,
  );
  return `expected exactly ${KNOWN_WARNINGS.join(', ')} (its own), got:\n${lines.join('\n')}`;
}

/** The parsed file, or null: a runner that crashed leaves none, or half of one. */
function read<T>(path: string): T | null {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function parse<T>(json: string): T | null {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
