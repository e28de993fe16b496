import { expect, test } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { maxAge } from './preflight-cache.ts';

// fetch/api/cors/cors-preflight-cache.any.js
test.each([
  [null, 5, 5],
  ['', 5, 5],
  ['soon', 5, 5],
  ['-1', 5, 5],
  ['1.5', 5, 5],
  ['60, 60', 5, 5],
  ['0', 0, 0],
  [' 600 ', 600, 600],
  ['7201', 7200, 7201],
  ['86401', 7200, 86400],
  ['9'.repeat(400), 7200, 86400],
])(
  'Access-Control-Max-Age: %s is %i s in Chromium, %i s in Firefox',
  (value, chromium, firefox) => {
    const list = value === null ? [] : [['access-control-max-age', value] as const];
    expect(maxAge(list, BROWSERS.chromium)).toBe(chromium);
    expect(maxAge(list, BROWSERS.firefox)).toBe(firefox);
  },
);

// Measured in WebKitGTK 2.50.6, with the time between two requests.
test.each([
  [null, 5],
  ['', 5],
  ['3600s', 5],
  ['3600.5', 5],
  ['0', 0],
  ['590', 590],
  ['3600', 600],
  ['86400', 600],
])('Access-Control-Max-Age: %s is %i s in Safari', (value, seconds) => {
  const list = value === null ? [] : [['access-control-max-age', value] as const];
  expect(maxAge(list, BROWSERS.webkit)).toBe(seconds);
});
