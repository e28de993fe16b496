/**
 * What WebKit's console showed of the scenarios, as a user of Safari copies it, read back. Recorded
 * by `RECORD_FIXTURES=1 npx playwright test -c e2e/playwright.config.ts webkit.spec`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Words } from '../../tools/judge/fixture.ts';
import { causesOfWebkit } from '../../tools/judge/webkit-judge.ts';
import { readConsole } from './read-console.ts';

const FOLDER = join(import.meta.dirname, '../capture/testing/recorded/webkit');

const recorded = readdirSync(FOLDER)
  .map((file): Words => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))
  .flatMap(({ scenario, requests, console = [] }) =>
    console.length === 0 ? [] : [{ scenario, requests, console }],
  );

/** What CORS refused, each reason at an address once. */
function refused(requests: Words['requests']): readonly (readonly string[])[] {
  const all = requests.flatMap(({ outcome, reason, url }) => {
    const causes = outcome === 'refused' && reason !== null ? causesOfWebkit(reason) : [];
    return causes.length === 0 ? [] : [[`${reason} ${url}`, causes] as const];
  });
  return [...new Map(all).values()];
}

/** How a text reaches us: as Web Inspector copies it, in one line, or from a terminal. */
const FORMS: readonly (readonly [name: string, write: (lines: readonly string[]) => string])[] = [
  ['copied', (lines) => lines.join('\n')],
  ['in one line', (lines) => lines.map((line) => line.replace(/^\[\w+\] /, '')).join(' ')],
  [
    'in a terminal',
    (lines) => lines.map((line) => line.replace(/^\[\w+\]/, 'CONSOLE SECURITY ERROR')).join('\n'),
  ],
];

test('the console of many scenarios is kept', () => {
  expect(recorded.length).toBeGreaterThan(100);
});

describe.each(FORMS)('%s', (_, write) => {
  test.each(recorded.map((one) => [one.scenario, one] as const))(
    '%s: WebKit’s texts read back, and none is taken for another cause',
    (_, { requests, console }) => {
      const expected = refused(requests);
      const { claims, unknown } = readConsole(write(console));
      expect(claims.length).toBe(expected.length);
      for (const [index, { causes, browser, url, origin }] of claims.entries()) {
        expect(browser).toBe('safari');
        expect(causes.length).toBeGreaterThan(0);
        for (const cause of causes) expect(expected[index]).toContain(cause);
        // Of scripts, styles and media, no line has the address.
        const isNamed = console.some((line) => / cannot load |Cannot load image /.test(line));
        expect(url !== null).toBe(isNamed);
        expect(origin === null || /^null$|^http:/.test(origin)).toBe(true);
      }
      expect(unknown).toBeNull();
    },
  );
});
