import { describe, expect, test } from 'vitest';
import type { Declared } from '../model/declared.ts';
import type { CredentialsMode } from '../model/exchange.ts';
import {
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { evaluate } from './evaluate.ts';

const asks = (credentials: CredentialsMode, mode: Declared['mode'] = 'cors'): Declared => ({
  credentials,
  mode,
  headerNames: [],
  readNames: [],
  stack: [],
});

/** Refused by its preflight, for a reason that depends on the credentials mode. */
const REFUSED: ExchangeInput = {
  method: 'PUT',
  unsent: true,
  preflight: { headers: { 'Access-Control-Allow-Origin': PAGE } },
  error: CHROMIUM_BLOCKED,
};
const see = (input: ExchangeInput) => evaluate(exchange(input), 'chromium');

describe('the credentials mode that the page’s code was seen to ask for', () => {
  test('is unknown without observation, and both causes are shown', () => {
    const { credentials, alternatives } = see(REFUSED);
    expect(credentials.known).toBe(false);
    expect(alternatives).toHaveLength(1);
  });

  test.each([
    ['include', 'include', 'credentials-not-allowed'],
    ['same-origin', 'same-origin', 'method-not-allowed'],
    ['omit', 'same-origin', 'method-not-allowed'],
  ] as const)('%s settles the cause', (mode, value, cause) => {
    const { credentials, findings, alternatives } = see({ ...REFUSED, declared: asks(mode) });
    expect(credentials).toEqual({ known: true, value, from: 'observed' });
    expect(findings[0]?.cause).toBe(cause);
    expect(alternatives).toEqual([]);
  });

  test('is certain where the traffic only suggests the same', () => {
    const crossSite = {
      requestHeaders: { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' },
      error: CHROMIUM_BLOCKED,
    };
    const without = { known: true, value: 'same-origin' };
    expect(see(crossSite).credentials).toEqual({ ...without, from: 'inferred' });
    const told = see({ ...crossSite, declared: asks('omit') });
    expect(told.credentials).toEqual({ ...without, from: 'observed' });
    const forged = see({ ...crossSite, declared: asks('include') });
    expect(forged.credentials).toEqual({ ...without, from: 'inferred' });
  });

  test('never overrides what was seen in the traffic', () => {
    const seen = see({
      requestHeaders: { Cookie: 'a=[redacted]' },
      response: { headers: { 'Access-Control-Allow-Origin': '*' } },
      error: CHROMIUM_BLOCKED,
      declared: asks('omit'),
    });
    expect(seen.credentials).toMatchObject({ value: 'include' });
  });

  test('is not believed if only the other mode agrees with what the browser did', () => {
    const passes = { response: { headers: { 'Access-Control-Allow-Origin': '*' } } };
    const refused = see({ ...passes, error: CHROMIUM_BLOCKED, declared: asks('omit') });
    expect(refused).toMatchObject({
      verdict: 'blocked',
      credentials: { value: 'include', from: 'inferred' },
    });
    expect(refused.findings[0]?.cause).toBe('wildcard-with-credentials');
    const passed = see({ ...passes, declared: asks('include') });
    expect(passed).toMatchObject({
      verdict: 'allowed',
      credentials: { value: 'same-origin', from: 'inferred' },
    });
  });
});

describe('the mode that the page’s code was seen to ask for', () => {
  const UNSEEN: ExchangeInput = { unsent: true, response: {}, started: true };

  test('decides a verdict that depends on it', () => {
    const firefox = (declared?: Declared) =>
      evaluate(exchange({ ...UNSEEN, ...(declared && { declared }) }), 'firefox').verdict;
    expect(firefox()).toBe('undetermined');
    expect(firefox(asks('same-origin', 'no-cors'))).toBe('allowed');
    expect(firefox(asks('same-origin', 'cors'))).toBe('blocked');
  });
});
