import { spellOut } from '../model/shown.ts';
import type { Item } from './items.ts';

export const JUNIT_BEGIN =
  '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="crosscheck">\n';
export const JUNIT_END = '</testsuites>\n';

/**
 * The items of one file as a test suite. A warning is a skipped test, because JUnit has no warnings.
 * @see https://github.com/testmoapp/junitxml
 */
export function* junitSuite(name: string, items: readonly Item[]): Generator<string> {
  const count = (level: Item['level']) => items.filter((one) => one.level === level).length;
  yield `  <testsuite name="${attribute(name)}" tests="${items.length}" failures="${count('error')}" errors="0" skipped="${count('warning')}">\n`;
  for (const item of items) yield testCase(name, item);
  yield '  </testsuite>\n';
}

/** A file that could not be read. */
export const junitProblem = (name: string, problem: string): string =>
  `  <testsuite name="${attribute(name)}" tests="1" failures="0" errors="1" skipped="0">\n` +
  `    <testcase classname="${attribute(name)}" name="it can be read"><error message="${attribute(problem)}"/></testcase>\n` +
  '  </testsuite>\n';

function testCase(file: string, { id, level, title, says, detail }: Item): string {
  const open = `    <testcase classname="${attribute(file)}" name="${attribute(title)}"`;
  if (level === 'pass') return `${open}/>\n`;
  if (level === 'error') {
    return `${open}><failure type="${attribute(id)}" message="${attribute(says)}">${text(detail)}</failure></testcase>\n`;
  }
  return `${open}><skipped message="${attribute(says)}"/><system-out>${text(detail)}</system-out></testcase>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** What XML 1.0 cannot contain is spelled out or replaced. */
const escaped = (value: string): string =>
  value
    .replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char)
    .replace(/[\uFFFE\uFFFF]|\p{Surrogate}/gu, '\uFFFD');

const attribute = (value: string): string => escaped(spellOut(value.replace(/\s+/g, ' ')));

const text = (value: string): string => escaped(value.replace(/[^\n\t]+/g, (run) => spellOut(run)));
