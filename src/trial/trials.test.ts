import { describe, expect, test } from 'vitest';
import { LONGEST_TRIAL } from '../model/trial.ts';
import { plan } from './testing/sample-trial.ts';
import {
  NO_TRIALS,
  parseTrials,
  type Trials,
  trialIn,
  without,
  withoutExpired,
  withTrial,
} from './trials.ts';

const begin = (trials: Trials, tabId: number, now: number): Trials =>
  withTrial(trials, { tabId, holder: `panel of ${tabId}`, plan, now });

describe('trials', () => {
  test('replace each other in a tab, and leave other tabs alone', () => {
    const trials = begin(begin(begin(NO_TRIALS, 1, 10), 2, 20), 1, 30);
    expect(trials.on.map(({ tabId, startedAt }) => [tabId, startedAt])).toEqual([
      [2, 20],
      [1, 30],
    ]);
    expect(trials.past.map(({ tabId, endedAt }) => [tabId, endedAt])).toEqual([[1, 30]]);
  });

  test('end after 30 minutes at the latest', () => {
    const trials = begin(NO_TRIALS, 1, 10);
    expect(withoutExpired(trials, 10 + LONGEST_TRIAL - 1)).toBe(trials);
    expect(withoutExpired(trials, 10 + LONGEST_TRIAL).on).toEqual([]);
  });

  test('end when the clock is set back', () => {
    expect(withoutExpired(begin(NO_TRIALS, 1, 10), 5).on).toEqual([]);
  });

  test('do not tell who holds them', () => {
    const trials = begin(NO_TRIALS, 1, 10);
    expect(trialIn(trials, 1)).toMatchObject({ tabId: 1, startedAt: 10 });
    expect(trialIn(trials, 1)).not.toHaveProperty('holder');
    expect(trialIn(trials, 2)).toBeNull();
  });

  test('keep only the last ones of the past', () => {
    let trials = NO_TRIALS;
    for (let now = 0; now < 80; now += 1) {
      trials = without(begin(trials, 1, now), () => true, now);
    }
    expect(trials.past).toHaveLength(50);
    expect(trials.past.at(-1)?.startedAt).toBe(79);
  });

  test('are stored, and read unchanged', () => {
    const trials = begin(begin(NO_TRIALS, 1, 10), 1, 20);
    expect(parseTrials(JSON.parse(JSON.stringify(trials)))).toEqual(trials);
  });

  test.each([
    ['nothing', undefined],
    ['a list', [1]],
    ['another form', { on: 'x', past: { a: 1 } }],
    ['a trial without a holder', { on: [{ ...begin(NO_TRIALS, 1, 1).on[0], holder: null }] }],
    ['a trial for any page', { on: [{ ...begin(NO_TRIALS, 1, 1).on[0], origin: '*' }] }],
  ])('of %s are none', (_, stored) => {
    expect(parseTrials(stored)).toEqual(NO_TRIALS);
  });
});
