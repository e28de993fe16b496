import { isOnPage } from '../endpoints/blocked.ts';
import type { Endpoint, EndpointState } from '../endpoints/endpoints.ts';

const WORDS: readonly (readonly [EndpointState, string])[] = [
  ['blocked', 'blocked'],
  ['failed', 'failed'],
  ['undetermined', 'undetermined'],
  ['fixed', 'fixed'],
  ['pending', 'waiting'],
  ['allowed', 'allowed'],
];

/** How many endpoints are in each state. */
export type Counts = Readonly<Record<EndpointState, number>>;

/** Only rows on pages since then, in milliseconds since the epoch. 0: all rows. */
export function countStates(endpoints: readonly Endpoint[], since: number): Counts {
  const counts = { blocked: 0, failed: 0, undetermined: 0, fixed: 0, pending: 0, allowed: 0 };
  for (const endpoint of endpoints) if (isOnPage(endpoint, since)) counts[endpoint.state] += 1;
  return counts;
}

/** `3 blocked · 1 fixed · 12 allowed`; empty when there are none. */
export function summarize(counts: Counts): string {
  return WORDS.filter(([state]) => counts[state] > 0)
    .map(([state, word]) => `${counts[state].toLocaleString('en')} ${word}`)
    .join(' · ');
}
