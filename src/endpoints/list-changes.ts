import type { Exchange } from '../model/exchange.ts';

/** What is other in a list of exchanges than before. */
export type ListChanges = {
  readonly removed: readonly Exchange[];
  readonly changed: readonly (readonly [old: Exchange, now: Exchange])[];
  readonly added: readonly Exchange[];
};

/** What was put in the middle counts as removed and added, together with all that follows it. */
export function listChanges(before: readonly Exchange[], now: readonly Exchange[]): ListChanges {
  const removed: Exchange[] = [];
  const changed: (readonly [Exchange, Exchange])[] = [];
  let next = 0;
  for (const old of before) {
    const other = now[next];
    if (old === other) next += 1;
    else if (old.id === other?.id) {
      changed.push([old, other]);
      next += 1;
    } else removed.push(old);
  }
  return { removed, changed, added: now.slice(next) };
}
