import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { repeatOf } from './repeat.ts';

const of = (input: ExchangeInput & { readonly frameId?: number }) => {
  const { frameId = 0, ...rest } = input;
  const one = { ...exchange({ error: CHROMIUM_BLOCKED, ...rest }), frameId };
  return repeatOf(diagnose(one, { browser: 'chromium', exchanges: [one] }));
};

test('a GET can be sent again, with its credentials', () => {
  expect(of({ requestHeaders: { Cookie: 'a=b' } })).toEqual({
    origin: PAGE,
    url: `${API}/items`,
    method: 'GET',
    credentials: 'include',
  });
});

test.each([
  ['a PUT, which may change something', { method: 'PUT' }],
  ['a POST', { method: 'POST' }],
  ['a request whose URL held a secret', { url: `${API}/items?token=[redacted]` }],
  ['a request of a frame', { frameId: 3 }],
  ['an image', { resourceType: 'image' }],
  ['a request with a header whose value is not kept', { preflight: { asksHeaders: 'x-token' } }],
])('%s is not sent again', (_, input) => {
  expect(of(input)).toBeNull();
});
