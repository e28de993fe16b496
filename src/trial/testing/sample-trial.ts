/** Test support: a plan, and the trial of it in tab 1. */
import { originOf } from '../../model/origin.ts';
import { API, PAGE } from '../../model/testing/sample-exchange.ts';
import type { Trial, TrialPlan } from '../../model/trial.ts';

export const plan: TrialPlan = {
  server: originOf(API),
  origin: originOf(PAGE),
  stack: 'Django',
  exchange: '7',
  preflight: [
    ['access-control-allow-origin', PAGE],
    ['access-control-allow-methods', 'PUT'],
  ],
  actual: [['access-control-allow-origin', PAGE]],
};

export const trial: Trial = { ...plan, id: '1000', tabId: 1, startedAt: 1_000, endsAt: 9_000 };
