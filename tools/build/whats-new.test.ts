import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newestChanges } from './whats-new.ts';

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

test('our own changelog has something new', () => {
  const own = readFileSync(join(import.meta.dirname, '../../CHANGELOG.md'), 'utf8');
  expect(newestChanges(own).length).toBeGreaterThan(2);
});
