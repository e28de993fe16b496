import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../../e2e/scenarios/index.ts';
import { BROWSERS } from './browsers.ts';

const SOURCE = readFileSync(join(import.meta.dirname, 'browsers.ts'), 'utf8');
const FIXTURES = join(import.meta.dirname, '../capture/testing/recorded');

/** The comment above a rule's value, as one line. */
function commentOn(browser: string, rule: string): string {
  const own = SOURCE.slice(SOURCE.indexOf(`  ${browser}: {\n`));
  const before = own.slice(0, own.indexOf(`\n    ${rule}: `)).split('\n');
  const from = before.findLastIndex((line) => !line.startsWith('    // ')) + 1;
  return before
    .slice(from)
    .map((line) => line.replace('    // ', ''))
    .join(' ');
}

/** What a comment names: `scenario-id` or `file.test.ts: part of a title`. */
const witnessesIn = (comment: string): readonly string[] =>
  (/Shown by (.*)\.$/.exec(comment)?.[1] ?? '')
    .replace(/,? and by /, '; ')
    .split(/; |, (?=[a-z0-9-]+(?:,|;|$))/)
    .filter((witness) => witness !== '');

function exists(browser: string, witness: string): boolean {
  const [, file, title] = /^([a-z-]+\.test\.ts): (.+)$/.exec(witness) ?? [];
  if (file !== undefined && title !== undefined) {
    return readFileSync(join(import.meta.dirname, file), 'utf8').includes(title);
  }
  const isPlayed = scenarios.some(({ id }) => id === witness);
  return isPlayed || existsSync(join(FIXTURES, browser, `${witness}.json`));
}

describe.each(Object.keys(BROWSERS))('in %s', (browser) => {
  test.each(Object.keys(BROWSERS.chromium))('%s is shown by what exists', (rule) => {
    const witnesses = witnessesIn(commentOn(browser, rule));
    expect(witnesses.filter((witness) => !exists(browser, witness))).toEqual([]);
    expect(witnesses).not.toEqual([]);
  });
});
