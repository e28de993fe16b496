import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Exchange } from '../model/exchange.ts';
import { originOf } from '../model/origin.ts';
import { seenServerOf } from '../model/seen-server.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { groupEndpoints } from './endpoints.ts';
import { stretches } from './stretches.ts';

type Seen = ExchangeInput & { readonly tried?: true };

const ALLOWED = { response: { headers: { 'Access-Control-Allow-Origin': PAGE } } };
const BLOCKED = { response: {}, error: CHROMIUM_BLOCKED };
const TRIED: Seen = { ...ALLOWED, tried: true };
const TRIED_IN_VAIN: Seen = { ...BLOCKED, tried: true };

const series = (...inputs: readonly Seen[]): readonly Exchange[] =>
  inputs.map(({ tried, ...input }, at) => ({
    ...exchange({ id: String(at), at, ...input }),
    ...(tried && { tried }),
  }));
const diagnosisOf = (exchanges: readonly Exchange[]) => (one: Exchange) =>
  diagnose(one, { browser: 'chromium', exchanges });
const rowOf = (exchanges: readonly Exchange[]) =>
  groupEndpoints(exchanges, diagnosisOf(exchanges))[0]?.endpoints[0];

describe('a row with requests that were only tried', () => {
  test.each<[string, readonly Seen[], string, string | null]>([
    ['stays blocked', [BLOCKED, TRIED], 'blocked', null],
    ['stays allowed', [ALLOWED, TRIED_IN_VAIN], 'allowed', null],
    ['is fixed only by a request of its own', [BLOCKED, TRIED, ALLOWED], 'fixed', null],
    ['is not fixed, because what failed was only tried', [TRIED_IN_VAIN, ALLOWED], 'allowed', null],
    ['is undetermined if there is nothing else', [TRIED], 'undetermined', 'allowed'],
    ['is undetermined if that failed', [TRIED_IN_VAIN], 'undetermined', 'blocked'],
  ])('%s', (_, inputs, state, tried) => {
    expect(rowOf(series(...inputs))).toMatchObject({ state, tried });
  });

  test('has a history that never says “fixed” of them', () => {
    const exchanges = series(BLOCKED, TRIED, TRIED, BLOCKED, ALLOWED);
    const told = stretches(exchanges.map(diagnosisOf(exchanges)));
    expect(told.map(({ state, tried, count }) => [state, tried, count])).toEqual([
      ['blocked', null, 1],
      ['undetermined', 'allowed', 2],
      ['blocked', null, 1],
      ['fixed', null, 1],
    ]);
  });
});

describe('what was only tried', () => {
  test('is no evidence about the server', () => {
    const [blocked, tried] = series(BLOCKED, {
      response: { headers: { 'Access-Control-Allow-Origin': PAGE, Server: 'nginx/1.25' } },
      tried: true,
    });
    if (blocked === undefined || tried === undefined) throw new Error('no exchanges');
    expect(seenServerOf([blocked, tried], originOf(API)).answers).toHaveLength(1);
    const of = (exchanges: readonly Exchange[]) =>
      diagnosisOf(exchanges)(blocked).remedies.map(({ stack, detected }) => [stack.id, detected]);
    expect(of([blocked, tried])).toEqual(of([blocked]));
  });

  test('needs no fix, and gives no reason', () => {
    const [tried] = series(TRIED_IN_VAIN);
    if (tried === undefined) throw new Error('no exchange');
    const diagnosis = diagnosisOf([tried])(tried);
    expect(diagnosis.requirement).toEqual({ answer: null, elsewhere: [], covers: [] });
    expect(diagnosis.remedies).toEqual([]);
    expect(diagnosis.hints).toEqual([]);
  });
});
