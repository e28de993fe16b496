import { expect, test } from 'vitest';
import { type RecordedRequest, withheldHosts } from './withheld-hosts.ts';

const NOW = 100_000;
const at = (url: string, time = 50_000): RecordedRequest => ({ url, at: time });

test.each<[string, readonly RecordedRequest[], readonly string[], readonly string[]]>([
  ['nobody told of its request', [at('https://a.test/')], [], ['a.test']],
  [
    'once, for many requests',
    [at('https://a.test/1'), at('https://a.test:8443/2')],
    [],
    ['a.test'],
  ],
  ['not if another request of it was told', [at('https://a.test/')], ['a.test'], []],
  ['not before it could be told', [at('https://a.test/', 9_999)], [], []],
  ['not while it may still be told', [at('https://a.test/', NOW - 1_999)], [], []],
  ['not for what is no address', [at('data:,'), at('::')], [], []],
])('a host is withheld: %s', (_, recorded, heard, expected) => {
  expect(withheldHosts(recorded, new Set(heard), () => 10_000, NOW)).toEqual(expected);
});
