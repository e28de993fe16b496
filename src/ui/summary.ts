import { isOnPage } from '../endpoints/blocked.ts';
import type { Endpoint, EndpointState } from '../endpoints/endpoints.ts';
import type { BlockedSummary } from '../endpoints/one-fix.ts';
import { counted, figure } from '../model/say.ts';

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
    .map(([state, word]) => `${figure(counts[state])} ${word}`)
    .join(' · ');
}

/**
 * `51 requests blocked, 2 causes, 1 server: one fix for 49`. Empty when nothing is blocked.
 */
export function blockedWords({ requests, causes, servers, oneFix }: BlockedSummary): string {
  if (requests === 0) return '';
  const blocked = `${counted(requests, 'request')} blocked`;
  if (requests === 1) return blocked;
  const all = `${blocked}, ${counted(causes, 'cause')}, ${counted(servers, 'server')}`;
  if (oneFix < 2) return all;
  return `${all}: one fix for ${oneFix === requests ? 'all' : figure(oneFix)}`;
}
