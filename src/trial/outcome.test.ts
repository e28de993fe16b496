import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Declared } from '../model/declared.ts';
import {
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  type HeaderInput,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { mayNeedTrial, tryable } from './obstacle.ts';
import { outcomeOf } from './outcome.ts';

const diagnosed = (input: ExchangeInput) => {
  const one = exchange(input);
  return diagnose(one, { browser: 'chromium', exchanges: [one] });
};
const tried = (input: ExchangeInput) => {
  const one = { ...exchange(input), tried: true as const };
  return diagnose(one, { browser: 'chromium', exchanges: [one] });
};

const ALLOW = { 'Access-Control-Allow-Origin': PAGE, 'X-Total': '42' };
const declared: Declared = {
  credentials: 'same-origin',
  mode: 'cors',
  headerNames: [],
  readNames: ['x-total'],
  stack: [],
};
const blocked = diagnosed({ error: CHROMIUM_BLOCKED });
const hidden = diagnosed({ declared, response: { headers: ALLOW } });
const passing = (modifiedHeaders: HeaderInput) =>
  tried({ declared, response: { headers: ALLOW, modifiedHeaders } });

describe('a header that the page may not read', () => {
  test('is something to try, with a fix that exposes it', () => {
    expect(mayNeedTrial(hidden)).toBe(true);
    expect(tryable(hidden, hidden.remedyFor('nginx'), 'chromium')).toMatchObject({
      plan: { actual: expect.arrayContaining([['access-control-expose-headers', 'x-total']]) },
    });
  });

  test('but not if the page did not try to read it', () => {
    expect(mayNeedTrial(diagnosed({ response: { headers: ALLOW } }))).toBe(false);
  });

  test('nor if the request was only tried', () => {
    expect(mayNeedTrial(passing(ALLOW))).toBe(false);
  });
});

describe('a trial', () => {
  test.each([
    ['works if the page gets the response', passing(ALLOW), blocked, 'works'],
    [
      'works if the page may also read the header',
      passing({ ...ALLOW, 'Access-Control-Expose-Headers': 'X-Total' }),
      hidden,
      'works',
    ],
    ['does not work if the page may not read it', passing(ALLOW), hidden, 'hidden'],
    [
      'does not work if the page stays blocked',
      tried({ error: CHROMIUM_BLOCKED }),
      blocked,
      'blocked',
    ],
    [
      'does not work if nothing answers',
      tried({ response: null, error: 'net::ERR_CONNECTION_REFUSED' }),
      blocked,
      'failed',
    ],
  ])('%s', (_, one, of, outcome) => {
    expect(outcomeOf(one, of)).toBe(outcome);
  });
});
