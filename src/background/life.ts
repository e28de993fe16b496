const KEY = 'life';

/** How long Crosscheck has watched in this browser run, over all lives of the worker. */
export type Life = {
  /** Milliseconds since the epoch. */
  readonly watchingSince: number;
  /** How often the browser stopped the worker and started it anew. */
  readonly restarts: number;
};

/** The present life, given what the last one stored; anything unreadable counts as none. */
export function nextLife(entries: Readonly<Record<string, unknown>>, now: number): Life {
  const last: unknown = entries[KEY];
  if (typeof last !== 'object' || last === null) return { watchingSince: now, restarts: 0 };
  const watchingSince: unknown = Reflect.get(last, 'watchingSince');
  const restarts: unknown = Reflect.get(last, 'restarts');
  return typeof watchingSince === 'number' && typeof restarts === 'number'
    ? { watchingSince, restarts: restarts + 1 }
    : { watchingSince: now, restarts: 0 };
}

const WATCHING = 'watching';

/** What the user decided for single tabs, as it was stored; anything unreadable counts as none. */
export function watchedTabs(entries: Readonly<Record<string, unknown>>): Map<number, boolean> {
  const stored: unknown = entries[WATCHING];
  const list: readonly unknown[] = Array.isArray(stored) ? stored : [];
  const pairs = list.flatMap((one): readonly (readonly [number, boolean])[] => {
    const [tabId, on]: readonly unknown[] = Array.isArray(one) ? one : [];
    return typeof tabId === 'number' && typeof on === 'boolean' ? [[tabId, on]] : [];
  });
  return new Map(pairs);
}

/** What to store so that the next life knows of it. */
export const watchedEntries = (
  tabs: ReadonlyMap<number, boolean>,
): Readonly<Record<string, unknown>> => ({ [WATCHING]: [...tabs] });

/** What to store so that the next life knows of this one. */
export const lifeEntries = (life: Life): Readonly<Record<string, unknown>> => ({ [KEY]: life });
