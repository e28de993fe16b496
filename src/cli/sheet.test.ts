import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { githubLines } from './github.ts';
import type { Item } from './items.ts';
import { junitSuite } from './junit.ts';
import { sarifRun, uriOf } from './sarif.ts';

/** Text that would end a line, a tag, a command or a string, if nothing escaped it. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        '\n',
        '\r',
        '::error::',
        '%0A',
        ']]>',
        '<',
        '"',
        '&',
        ',',
        ':',
        '\u2028',
        '\u0000',
        '\ud800',
        '\uffff',
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const items: fc.Arbitrary<Item> = fc.record({
  id: fc.constantFrom('missing-allow-origin', 'dns'),
  level: fc.constantFrom('error' as const, 'warning' as const),
  title: hostile,
  says: hostile,
  detail: hostile,
  docs: fc.constant(null),
});

describe('whatever a value contains', () => {
  test('a GitHub annotation is one line, with its own properties only', () => {
    fc.assert(
      fc.property(items, hostile, (item, file) => {
        const [line = '', ...more] = [...githubLines([item], file)];
        expect(more).toEqual([]);
        expect(line).toMatch(/^::(error|warning) file=[^,:\r\n]*,title=[^,:\r\n]*::[^\r\n]*\n$/);
      }),
    );
  });

  test('a JUnit suite has no character that XML forbids, and its own tags only', () => {
    fc.assert(
      fc.property(items, hostile, (item, file) => {
        const xml = [...junitSuite(file, [item])].join('');
        expect(xml.replace(/[\n\t]/g, '')).not.toMatch(/\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/u);
        const tags = [...xml.matchAll(/<\/?([\w-]*)/g)].map(([, name]) => name);
        const own = ['testsuite', 'testcase', 'failure', 'skipped', 'system-out'];
        expect(tags.filter((name = '') => !own.includes(name))).toEqual([]);
        expect(xml.replace(/&(amp|lt|gt|quot);/g, '')).not.toContain('&');
      }),
    );
  });

  test('SARIF is JSON, and its addresses are URIs', () => {
    fc.assert(
      fc.property(fc.array(items), hostile, (some, name) => {
        const run = sarifRun('1.0.0');
        const text = [run.begin, ...run.results(uriOf(name), some), run.end()].join('');
        const { runs } = JSON.parse(text);
        expect(runs[0].results).toHaveLength(some.length);
        expect(uriOf(name)).toMatch(/^[\w%/.~!*'()-]*$/);
      }),
    );
  });
});
