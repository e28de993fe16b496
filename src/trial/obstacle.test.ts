import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { BrowserName } from '../model/exchange.ts';
import { plainText } from '../model/prose.ts';
import {
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  FIREFOX_BLOCKED,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { tryable } from './obstacle.ts';
import { obstacleProse } from './words.ts';

const of = (input: ExchangeInput, browser: BrowserName = 'chromium', stack?: string) => {
  const error = browser === 'firefox' ? FIREFOX_BLOCKED : CHROMIUM_BLOCKED;
  const one = exchange({ error, ...input });
  const diagnosis = diagnose(one, { browser, exchanges: [one] });
  const fix = stack === undefined ? diagnosis.remedies[0] : diagnosis.remedyFor(stack);
  return tryable(diagnosis, fix ?? null, browser);
};
const put = (status: number): ExchangeInput => ({
  method: 'PUT',
  unsent: true,
  preflight: { status },
});

describe('a fix can be tried', () => {
  test.each<[string, ExchangeInput]>([
    ['if the response has no header', {}],
    ['if the response names another page', allowing('http://localhost:5173')],
    ['if the response is an error', { response: { status: 404 } }],
    ['if the preflight allows another method', put(204)],
  ])('%s', (_, input) => {
    expect(of(input)).toHaveProperty('plan.origin', PAGE);
  });

  test.each<[string, BrowserName, ExchangeInput]>([
    ['in Chromium', 'chromium', twoLines()],
    ['in lower case, in Firefox', 'firefox', twoLines('access-control-allow-origin')],
  ])('if two lines came, %s', (_, browser, input) => {
    expect(of(input, browser, 'nginx')).toHaveProperty('plan.origin', PAGE);
  });

  test.each<[string, ReturnType<typeof of>, string]>([
    ['the preflight needs a login', of(put(401)), 'status 401'],
    ['the preflight is forbidden', of(put(403)), 'status 403'],
    ['the preflight has no route', of(put(404)), 'status 404'],
    ['the preflight is not a known method', of(put(405)), 'status 405'],
    ['the preflight fails', of(put(503)), 'status 503'],
    ['the preflight is redirected', of(redirected()), 'redirects the preflight'],
    ['it is redirected to https', of(redirected('https:')), 'redirects the preflight'],
    [
      'nothing answers',
      of({ response: null, error: 'net::ERR_CONNECTION_REFUSED' }),
      'No response',
    ],
    ['TLS fails', of({ response: null, error: 'net::ERR_CERT_AUTHORITY_INVALID' }), 'No response'],
    ['a service worker asked', of({ tabId: -1 }), 'worker'],
    ['the page has no origin', of({ page: 'data:,x', origin: 'null' }), 'no settings'],
    ['the page must ask its own server', of({}, 'chromium', 'vite-proxy'), 'another URL'],
    ['two lines came, in Firefox', of(twoLines(), 'firefox'), 'two Access-Control-Allow-Origin'],
  ])('but not if %s, and the reason is said', (_, found, words) => {
    const text = 'obstacle' in found ? plainText(obstacleProse(found.obstacle)) : 'can be tried';
    expect(text).toContain(words);
  });

  function allowing(origin: string): ExchangeInput {
    return { response: { headers: { 'Access-Control-Allow-Origin': origin } } };
  }
  function redirected(scheme = 'http:'): ExchangeInput {
    const preflight = { status: 302, headers: { Location: `${scheme}//127.0.0.1:8000/items/` } };
    return { method: 'PUT', unsent: true, preflight };
  }
  function twoLines(name = 'Access-Control-Allow-Origin'): ExchangeInput {
    const lines = [PAGE, '*'].map((value) => [name, value] as const);
    return { response: { headers: lines } };
  }
});
