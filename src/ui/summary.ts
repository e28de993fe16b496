import { isOnPage } from '../endpoints/blocked.ts';
import type { Endpoint, EndpointState } from '../endpoints/endpoints.ts';
import type { BlockedSummary } from '../endpoints/one-fix.ts';
import { counted, figure, phrase } from '../model/say.ts';

const BLOCKED = [phrase`blocked`.fr`bloquée`, phrase`blocked`.fr`bloquées`] as const;

const WORDS: readonly (readonly [EndpointState, one: string, many: string])[] = [
  ['blocked', ...BLOCKED],
  ['failed', phrase`failed`.fr`échouée`, phrase`failed`.fr`échouées`],
  ['undetermined', phrase`undetermined`.fr`indéterminée`, phrase`undetermined`.fr`indéterminées`],
  ['fixed', phrase`fixed`.fr`corrigée`, phrase`fixed`.fr`corrigées`],
  ['pending', phrase`waiting`.fr`en attente`, phrase`waiting`.fr`en attente`],
  ['allowed', phrase`allowed`.fr`autorisée`, phrase`allowed`.fr`autorisées`],
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
    .map(([state, one, many]) => counted(counts[state], one, many))
    .join(' · ');
}

/**
 * `51 requests blocked, 2 causes, 1 server: one fix for 49`. Empty when nothing is blocked.
 */
export const blockedWords = (summary: BlockedSummary): string =>
  blockedParts(summary)
    .map(({ text }) => text)
    .join('');

/** A part of a sentence, and when a narrow view drops it: first, second or never. */
export type SentencePart = { readonly text: string; readonly drops?: 'first' | 'second' };

/** The same in parts: `51 blocked: one fix for 49` is left in the narrowest view. */
export function blockedParts(summary: BlockedSummary): readonly SentencePart[] {
  const { requests, causes, servers, oneFix } = summary;
  if (requests === 0) return [];
  const count = figure(requests);
  const after = (words: string): string => words.slice(count.length);
  const blocked: readonly SentencePart[] = [
    { text: count },
    { text: after(counted(requests, phrase`request`.fr`requête`)), drops: 'second' },
    { text: after(counted(requests, ...BLOCKED)) },
  ];
  if (requests === 1) return blocked;
  const ofCauses = `, ${counted(causes, 'cause')}`;
  const ofServers = `, ${counted(servers, phrase`server`.fr`serveur`)}`;
  if (oneFix < 2) return [...blocked, { text: ofCauses }, { text: ofServers, drops: 'first' }];
  const fixed = oneFix === requests ? phrase`all`.fr`toutes` : figure(oneFix);
  return [
    ...blocked,
    { text: `${ofCauses}${ofServers}`, drops: 'first' },
    { text: phrase`: one fix for ${fixed}`.fr` : une correction pour ${fixed}` },
  ];
}
