import { expect, test } from 'vitest';
import { problemsOf } from '../words/rules.ts';
import { newestChanges, translated, whatIsNew } from './whats-new.ts';

test('what is new is the first sentence of each addition of the newest version', () => {
  const changelog = `# Changelog

## [Unreleased]

### Added
- One thing
  on two lines. More about it.
- \`npm run it\` does another thing.

### Security
- Not this.

## [0.1.0]

### Added
- Old.
`;
  expect(newestChanges(changelog)).toEqual([
    'npm run it does another thing.',
    'One thing on two lines.',
  ]);
  expect(newestChanges('# Changelog\n')).toEqual([]);
});

test('our own changelog has something new, in every language', () => {
  const { en, fr } = whatIsNew();
  expect(en.length).toBeGreaterThan(2);
  expect(fr).toHaveLength(en.length);
  const texts = fr.map((text) => ({ at: '', text, kind: 'sentence', language: 'fr' }) as const);
  expect(texts.flatMap((one) => problemsOf({ ...one, hasTwins: true }))).toEqual([]);
  for (const [at, text] of fr.entries()) expect(text).not.toBe(en[at]);
});

test('a change without a twin is an error, with the change', () => {
  const table = '| English | français |\n|---|---|\n| One: yes. | Une : oui. |\n';
  expect(translated(['One: yes.'], table)).toEqual(['Une\u00a0: oui.']);
  expect(() => translated(['Another.'], table)).toThrow('Translate this change: Another.');
});
