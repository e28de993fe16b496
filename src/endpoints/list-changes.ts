import type { Exchange } from '../model/exchange.ts';

/** How a list of exchanges differs from before. */
export type ListChanges = {
  readonly removed: readonly Exchange[];
  readonly changed: readonly (readonly [old: Exchange, now: Exchange])[];
  readonly added: readonly Exchange[];
};

/** An exchange inserted in the middle counts as removed and added, like everything after it. */
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
