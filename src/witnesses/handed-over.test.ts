import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { originOf } from '../model/origin.ts';
import type { ResourceTiming } from '../model/resource-timing.ts';
import { API, exchange, hop } from '../model/testing/sample-exchange.ts';
import { handedOver, untold } from './handed-over.ts';

const URL = `${API}/items`;
const asked = (id: string, at: number): Exchange => ({
  ...exchange({ id, hops: [hop({ url: URL, at })] }),
});
const timing = (at: number, status: number, frameOf: string | null = null): ResourceTiming => ({
  url: URL,
  at,
  status,
  frameOf,
});

const PAGE = originOf('http://localhost:3000');
const inFrame = (id: string, at: number, initiator = PAGE): Exchange => ({
  ...asked(id, at),
  frameId: 7,
  initiator,
});

describe('a page received', () => {
  test.each<[string, readonly Exchange[], readonly ResourceTiming[], readonly unknown[]]>([
    ['a response whose status it may know', [asked('1', 1_000)], [timing(990, 404)], [['1', true]]],
    ['nothing, if that status is zero', [asked('1', 1_000)], [timing(990, 0)], [['1', false]]],
    [
      'each response in turn',
      [asked('1', 1_000), asked('2', 1_100)],
      [timing(990, 0), timing(1_090, 200)],
      [
        ['1', false],
        ['2', true],
      ],
    ],
    [
      'both, if it has forgotten one of two equal ones',
      [asked('1', 1_000), asked('2', 1_100)],
      [timing(1_000, 200)],
      [
        ['1', true],
        ['2', true],
      ],
    ],
    [
      'an unknown response, if one of several is not listed',
      [asked('1', 1_000)],
      [timing(900, 0), timing(990, 200)],
      [],
    ],
    [
      'an unknown response, if the times are far apart',
      [asked('1', 9_000)],
      [timing(990, 200)],
      [],
    ],
    ['an unknown response, if the URL differs', [asked('1', 1_000)], [], []],
    [
      'in a frame, what that frame lists',
      [inFrame('1', 1_000)],
      [timing(990, 0, PAGE)],
      [['1', false]],
    ],
    ['in a frame, nothing that the page lists', [inFrame('1', 1_000)], [timing(990, 200)], []],
    ['nothing that a frame lists', [asked('1', 1_000)], [timing(990, 200, PAGE)], []],
    [
      'in a frame of another origin, nothing that the page’s frames list',
      [inFrame('1', 1_000, originOf('http://other.example'))],
      [timing(990, 200, PAGE)],
      [],
    ],
    [
      'in frames, nothing if one of them may have gone with its timings',
      [inFrame('1', 1_000), inFrame('2', 1_100)],
      [timing(990, 200, PAGE)],
      [],
    ],
    [
      'only what belongs to the current document',
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
  ['of a frame', { frameId: 3 }, true],
  ['of a worker', { documentId: null }, false],
  ['whose result is known already', { handedOver: false }, false],
])('the page is asked about a request %s: %s', (_, more, expected) => {
  const one = { ...asked('1', 1), ...more };
  expect(untold([one], 'firefox')).toEqual(expected ? [one] : []);
  expect(untold([one], 'chromium')).toEqual([]);
});
