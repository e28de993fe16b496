import { expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { exchange, hop, PAGE } from '../model/testing/sample-exchange.ts';
import { recordedOnly } from './recorded-only.ts';

const PAGE_HOST = new URL(PAGE).hostname;
const at = (url: string, time = 0): Exchange => exchange({ id: url, url, at: time });

test.each<[string, readonly Exchange[], readonly Exchange[], readonly string[], number]>([
  ['a server that is not granted', [at('https://api.test/a')], [], ['api.test'], 1],
  ['a page that is not granted', [at('https://api.test/a')], [], [PAGE_HOST], 1],
  ['a server that is granted', [at('https://api.test/a')], [], ['other.test'], 0],
  [
    'a redirect to a server that is not granted',
    [exchange({ hops: [hop({ url: 'https://a.test/' }), hop({ url: 'https://b.test/' })] })],
    [],
    ['b.test'],
    1,
  ],
  [
    'a request that the browser did show',
    [at('https://api.test/a')],
    [at('https://api.test/a', 3)],
    ['api.test'],
    0,
  ],
  [
    'the same request, made again later',
    [at('https://api.test/a', 60_000)],
    [at('https://api.test/a', 3)],
    ['api.test'],
    1,
  ],
])('of %s', (_, recorded, present, notGranted, count) => {
  const only = recordedOnly(recorded, present, new Set(notGranted));
  expect(only).toHaveLength(count);
  expect(only.every((one) => one.recordedOnly)).toBe(true);
});
