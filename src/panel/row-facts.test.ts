import { expect, test } from 'vitest';
import { diagnoseRow } from '../diagnosis/row.ts';
import { createEndpointIndex } from '../endpoints/endpoint-index.ts';
import type { Exchange } from '../model/exchange.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { differingQuery, placeTag } from './row-facts.ts';

const rowOf = (...exchanges: readonly Exchange[]) => {
  const [row] = createEndpointIndex('chromium', diagnoseRow)(exchanges);
  if (row === undefined) throw new Error('No row');
  return row;
};
const asked = (url: string, more: Partial<Exchange> = {}): Exchange => ({
  ...exchange({ id: url, url: `http://api.example${url}`, error: CHROMIUM_BLOCKED }),
  ...more,
});

test.each([
  ['the page itself', { frameId: 0 }, ''],
  ['a frame', { frameId: 7 }, 'frame'],
  ['a worker', { frameId: -1, tabId: -1, documentId: null }, 'worker'],
] as const)('a row says whether %s asked', (_, more, tag) => {
  expect(placeTag(rowOf(asked('/a', more)))).toBe(tag);
});

test.each([
  ['only one query', ['/a?page=1'], ''],
  ['the same query', ['/a?page=1', '/a?page=1'], ''],
  ['other queries', ['/a?page=1', '/a?page=2'], '?page=2'],
] as const)('a row with %s shows what tells its requests apart', (_, urls, query) => {
  const all = urls.map((url, index) => asked(url, { id: String(index) }));
  expect(differingQuery(rowOf(...all))).toBe(query);
});
