import type { Store } from '../platform/session-store.ts';

/** A store that repeats failed writes. */
export type HealingStore = Pick<Store, 'write'> & {
  /** Repeats failed writes. Does nothing without any. Never rejects. */
  readonly heal: () => Promise<void>;
};

const REMOVED = Symbol('removed');

/**
 * Keeps what a store failed to write, and writes it together with the next change. So a failure
 * loses nothing once the store works again. `write` never rejects. `onProblem` gets the reason why
 * the last write failed, and null once everything is stored.
 */
export function healingStore(
  store: Pick<Store, 'write'>,
  onProblem: (reason: string | null) => void,
): HealingStore {
  /** What the store does not hold yet, by key. */
  const unsaved = new Map<string, unknown>();
  /** The newest unfinished write of each key. An older one must not replace it later. */
  const newest = new Map<string, number>();
  let writes = 0;

  const write: Store['write'] = async (set, remove) => {
    writes += 1;
    const own = writes;
    const changes = new Map([
      ...unsaved,
      ...Object.entries(set),
      ...remove.map((key) => [key, REMOVED] as const),
    ]);
    unsaved.clear();
    for (const key of changes.keys()) newest.set(key, own);
    const failure = await attempt(() => store.write(...partsOf(changes)));
    for (const [key, value] of changes) {
      if (newest.get(key) !== own) continue;
      newest.delete(key);
      if (failure !== null) unsaved.set(key, value);
    }
    if (failure !== null) onProblem(failure);
    else if (unsaved.size === 0) onProblem(null);
  };

  return { write, heal: async () => (unsaved.size === 0 ? undefined : write({}, [])) };
}

/** Why it failed, at once or later. Null when it did not. */
async function attempt(task: () => Promise<void>): Promise<string | null> {
  try {
    await task();
    return null;
  } catch (error) {
    return String(error);
  }
}

function partsOf(
  changes: ReadonlyMap<string, unknown>,
): [set: Record<string, unknown>, remove: string[]] {
  const all = [...changes];
  return [
    Object.fromEntries(all.filter(([, value]) => value !== REMOVED)),
    all.filter(([, value]) => value === REMOVED).map(([key]) => key),
  ];
}
