import type { EndpointGroup, EndpointState } from '../diagnosis/endpoints.ts';

const WORDS: readonly (readonly [EndpointState, string])[] = [
  ['blocked', 'blocked'],
  ['failed', 'failed'],
  ['undetermined', 'undetermined'],
  ['fixed', 'fixed'],
  ['pending', 'waiting'],
  ['allowed', 'allowed'],
];

/** `3 blocked · 1 fixed · 12 allowed`, counting endpoints; empty when there are none. */
export function summarize(groups: readonly EndpointGroup[]): string {
  const states = groups.flatMap(({ endpoints }) => endpoints.map(({ state }) => state));
  return WORDS.map(([state, word]) => [states.filter((one) => one === state).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(' · ');
}
