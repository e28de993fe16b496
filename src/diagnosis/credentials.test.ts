import { describe, expect, test } from 'vitest';
import type { CredentialsMode, Exchange } from '../model/exchange.ts';
import { OPAQUE_ORIGIN, originOf } from '../model/origin.ts';
import { API, type ExchangeInput, exchange, hop } from '../model/testing/sample-exchange.ts';
import { createCredentialsIndex, likelyCredentials } from './credentials.ts';
import { serversOf } from './neighbours.ts';

const PUT: ExchangeInput = { url: `${API}/items`, method: 'PUT', unsent: true };

let count = 0;
const asked = (input: ExchangeInput): Exchange => ({ ...exchange(input), id: String(count++) });

/**
 * A cross-site request that shows its mode, because every one with credentials carries the sign.
 */
const shows = (mode: CredentialsMode, input: ExchangeInput = {}): Exchange => {
  const site = { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' };
  const sign = mode === 'include' ? { 'Sec-Fetch-Storage-Access': 'active' } : {};
  return asked({ url: `${API}/items`, requestHeaders: { ...site, ...sign }, ...input });
};

/** The likely mode of `one`, computed in both ways. */
function likely(one: Exchange, others: readonly Exchange[]): CredentialsMode | null {
  const index = createCredentialsIndex('chromium');
  for (const [place, other] of [...others, one].entries()) {
    for (const server of serversOf(other)) index.add(other, server, place);
  }
  index.affected();
  const atServer = others.filter((other) => serversOf(other).has(originOf(API)));
  const found = likelyCredentials(one, atServer, 'chromium');
  expect(index.likely(one)).toBe(found);
  return found;
}

/** Of the same site, and sent without a cookie: that alone shows nothing. */
const BARE: ExchangeInput = {
  url: `${API}/items`,
  requestHeaders: { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'same-site' },
};
const WITH_COOKIE: ExchangeInput = { requestHeaders: { Cookie: 'a=b' } };

describe('a request that was sent without a cookie likely has the mode', () => {
  test.each<[string, readonly Exchange[], CredentialsMode | null]>([
    ['that nothing shows, if nothing was seen', [], null],
    [
      'without credentials, if another one to its URL carried a cookie',
      [shows('include', WITH_COOKIE), shows('include', WITH_COOKIE)],
      'same-origin',
    ],
    [
      'with credentials, if all others to its server have them, and another path the cookie',
      [shows('include', { ...WITH_COOKIE, url: `${API}/a` })],
      'include',
    ],
    [
      'without credentials, if as many have them as not',
      [shows('same-origin', { url: `${API}/a` }), shows('include', { url: `${API}/a` })],
      'same-origin',
    ],
    [
      'with credentials, if most others have them by far',
      [shows('include'), shows('same-origin'), shows('include'), shows('include')],
      'include',
    ],
  ])('%s', (_, others, expected) => {
    expect(likely(asked(BARE), others)).toBe(expected);
  });
});

describe('the credentials mode of a request that does not show it is likely that of', () => {
  test.each([
    ['no request, if nothing was seen', [], null],
    ['the page’s other requests to the server', [shows('include', { url: `${API}/a` })], 'include'],
    [
      'most of them',
      [
        shows('include'),
        shows('same-origin'),
        shows('include'),
        shows('same-origin'),
        shows('same-origin'),
      ],
      'same-origin',
    ],
    [
      'the newer one, if both are as frequent',
      [shows('include'), shows('same-origin')],
      'same-origin',
    ],
    [
      'the same URL rather than the whole server',
      [
        shows('include'),
        shows('same-origin', { url: `${API}/a` }),
        shows('same-origin', { url: `${API}/a` }),
      ],
      'include',
    ],
    [
      'the page’s own rather than another page’s',
      [
        shows('include'),
        shows('same-origin', { page: 'http://localhost:5000' }),
        shows('same-origin', { page: 'http://localhost:5000' }),
      ],
      'include',
    ],
    [
      'a frame with an opaque origin, if the page has none',
      [shows('include', { page: OPAQUE_ORIGIN })],
      'include',
    ],
    [
      'no font, because fonts have no choice',
      [shows('same-origin', { resourceType: 'font' })],
      null,
    ],
    [
      'no beacon, because beacons have no choice',
      [shows('include', { resourceType: 'ping' })],
      null,
    ],
    [
      'no request that another server redirected here',
      [
        asked({
          hops: [
            hop({ url: 'http://127.0.0.1:9000/', redirectedTo: `${API}/items` }),
            hop({ url: `${API}/items`, origin: 'null', requestHeaders: { Cookie: 'a=b' } }),
          ],
        }),
      ],
      null,
    ],
  ] as const)('%s', (_, others, expected) => {
    expect(likely(asked(PUT), others)).toBe(expected);
  });
});
