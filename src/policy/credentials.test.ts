import { describe, expect, test } from 'vitest';
import { type ExchangeInput, exchange } from '../model/testing/sample-exchange.ts';
import { withholdsStorageAccess } from './credentials.ts';

const asked = (mode: string, input: ExchangeInput = {}, more: Record<string, string> = {}) =>
  exchange({
    requestHeaders: { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': mode, ...more },
    ...input,
  });

describe('the user’s settings keep the sign of credentials from', () => {
  test.each([
    ['a request with a cookie', asked('cors', {}, { Cookie: '[redacted]' })],
    ['an image', asked('no-cors', { resourceType: 'image' })],
    ['a script', asked('no-cors', { resourceType: 'script' })],
    ['a beacon', asked('no-cors', { resourceType: 'beacon' })],
    ['a beacon of JSON', asked('cors', { resourceType: 'beacon' })],
  ])('%s that goes without it', (_, one) => {
    expect(withholdsStorageAccess({ ...one, documentId: 'document-1' })).toBe(true);
    expect(withholdsStorageAccess({ ...one, documentId: null })).toBe(false);
  });
});

test.each([
  ['fetch() may leave credentials out', asked('cors')],
  ['so may fetch() without CORS', asked('no-cors')],
  ['and an image with crossorigin', asked('cors', { resourceType: 'image' })],
  [
    'it is there',
    asked('no-cors', { resourceType: 'image' }, { 'Sec-Fetch-Storage-Access': 'none' }),
  ],
  [
    'no site is crossed',
    asked('no-cors', { resourceType: 'image' }, { 'Sec-Fetch-Site': 'same-site' }),
  ],
])('nothing says that it is kept back where %s', (_, one) => {
  expect(withholdsStorageAccess({ ...one, documentId: 'document-1' })).toBe(false);
});
