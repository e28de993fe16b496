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
  ])('%s that is sent without it', (_, one) => {
    expect(withholdsStorageAccess({ ...one, documentId: 'document-1' })).toBe(true);
    expect(withholdsStorageAccess({ ...one, documentId: null })).toBe(false);
  });
});

test.each([
  ['fetch() may leave credentials out', asked('cors')],
  ['fetch() without CORS may leave them out too', asked('no-cors')],
  ['an image with crossorigin may leave them out too', asked('cors', { resourceType: 'image' })],
  [
    'the sign is present',
    asked('no-cors', { resourceType: 'image' }, { 'Sec-Fetch-Storage-Access': 'none' }),
  ],
  [
    'the request is same-site',
    asked('no-cors', { resourceType: 'image' }, { 'Sec-Fetch-Site': 'same-site' }),
  ],
])('nothing shows that the sign is withheld: %s', (_, one) => {
  expect(withholdsStorageAccess({ ...one, documentId: 'document-1' })).toBe(false);
});
