import { expect, test } from 'vitest';
import { covers } from './match-pattern.ts';

test.each([
  ['http://localhost/*', 'http://localhost:3000/', true],
  ['http://localhost/*', 'https://localhost/', false],
  ['http://*.localhost/*', 'http://app.localhost/', true],
  ['*://app.test/*', 'https://app.test/', true],
  ['*://app.test/*', 'http://api.app.test/', false],
  ['*://*.app.test/*', 'http://app.test/', true],
  ['*://*.app.test/*', 'http://myapp.test/', false],
  ['*://*/*', 'http://anything.example/', true],
  ['<all_urls>', 'http://anything.example/', true],
  ['http://[::1]/*', 'http://[::1]:8000/x', true],
  ['*://*/*', 'file:///etc/hosts', false],
  ['nonsense', 'http://localhost/', false],
  ['http:///*', 'http://localhost/', false],
] as const)('%s and %s', (pattern, url, expected) => {
  expect(covers(pattern, url)).toBe(expected);
});
