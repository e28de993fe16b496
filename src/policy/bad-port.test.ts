import { expect, test } from 'vitest';
import { isBadPort } from './bad-port.ts';

test.each([
  ['http://127.0.0.1:1/', true],
  ['https://api.example:6667/x', true],
  ['http://127.0.0.1:8000/', false],
  ['https://api.example/', false],
  ['myapp://127.0.0.1:1/', false],
  ['nonsense', false],
])('%s: %s', (url, isBad) => {
  expect(isBadPort(url)).toBe(isBad);
});
