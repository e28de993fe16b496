import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import type { ResourceTiming } from '../model/resource-timing.ts';
import { API, exchange, hop } from '../model/testing/sample-exchange.ts';
import { handedOver, untold } from './handed-over.ts';

const URL = `${API}/items`;
const asked = (id: string, at: number): Exchange => ({
  ...exchange({ id, hops: [hop({ url: URL, at })] }),
});
const timing = (at: number, status: number): ResourceTiming => ({ url: URL, at, status });

describe('a page was handed', () => {
  test.each<[string, readonly Exchange[], readonly ResourceTiming[], readonly unknown[]]>([
    ['an answer whose status it may know', [asked('1', 1_000)], [timing(990, 404)], [['1', true]]],
    ['nothing, where that is zero', [asked('1', 1_000)], [timing(990, 0)], [['1', false]]],
    [
      'each answer in turn',
      [asked('1', 1_000), asked('2', 1_100)],
      [timing(990, 0), timing(1_090, 200)],
      [
        ['1', false],
        ['2', true],
      ],
    ],
    [
      'both, where it has forgotten one of the like',
      [asked('1', 1_000), asked('2', 1_100)],
      [timing(1_000, 200)],
      [
        ['1', true],
        ['2', true],
      ],
    ],
    [
      'nobody knows which, where one of several is not listed',
      [asked('1', 1_000)],
      [timing(900, 0), timing(990, 200)],
      [],
    ],
    ['nobody knows what, long before or after', [asked('1', 9_000)], [timing(990, 200)], []],
    ['nobody knows what, of another URL', [asked('1', 1_000)], [], []],
    [
      'what belongs to the document that is shown',
      [asked('0', 10), asked('1', 5_000)],
      [timing(4_990, 200)],
      [['1', true]],
    ],
  ])('%s', (_, exchanges, timings, expected) => {
    const told = handedOver(exchanges, timings, exchanges);
    expect(told.map((one) => [one.id, one.handedOver])).toEqual(expected);
  });
});

test.each<[string, Partial<Exchange>, boolean]>([
  ['that completed', {}, true],
  ['that failed', { ending: { kind: 'error', error: 'NS_ERROR_NET_RESET', at: 1 } }, false],
  ['of a frame', { frameId: 3 }, false],
  ['of a worker', { documentId: null }, false],
  ['whose answer is known already', { handedOver: false }, false],
])('the page is asked about a request %s: %s', (_, more, expected) => {
  const one = { ...asked('1', 1), ...more };
  expect(untold([one], 'firefox')).toEqual(expected ? [one] : []);
  expect(untold([one], 'chromium')).toEqual([]);
});
