import { isFields } from '../model/fields.ts';

const KEY = 'life';

/**
 * Browsers stop a background that has been idle for 30 s. One that is started anew sooner after
 * something happened was stopped amid its work: what the browser was about to tell it is lost.
 */
const IDLE_MS = 25_000;
/** What happens so soon after a start may be the rest of what was lost. */
const WAKING_MS = 2_000;

/** How long Crosscheck has watched in this browser run, over all lives of the worker. */
export type Life = {
  /** Milliseconds since the epoch. */
  readonly watchingSince: number;
  /** How often the browser stopped the worker and started it anew. */
  readonly restarts: number;
  /** When the present life began. */
  readonly startedAt: number;
  /** Whether the last one was stopped amid its work. */
  readonly wasInterrupted: boolean;
  /** By tab: when the worker was last started anew amid the tab's requests. */
  readonly interruptions: ReadonlyMap<number, number>;
};

/**
 * The present life, given what the last one stored; anything unreadable counts as none.
 * `lastEvents`: when something last happened in each tab.
 */
export function nextLife(
  entries: Readonly<Record<string, unknown>>,
  now: number,
  lastEvents: ReadonlyMap<number, number>,
): Life {
  const first: Life = {
    watchingSince: now,
    restarts: 0,
    startedAt: now,
    wasInterrupted: false,
    interruptions: new Map(),
  };
  const last = entries[KEY];
  if (!isFields(last)) return first;
  const { watchingSince, restarts, startedAt, interruptions } = last;
  if (typeof watchingSince !== 'number' || typeof restarts !== 'number') return first;
  const began = typeof startedAt === 'number' ? startedAt : 0;
  const isRecent = (at: number): boolean => now - at < IDLE_MS;
  const recent = [...lastEvents].filter(([, at]) => isRecent(at));
  return {
    ...first,
    watchingSince,
    restarts: restarts + 1,
    wasInterrupted: recent.length > 0 || isRecent(began),
    interruptions: new Map([
      ...pairs(interruptions, 'number'),
      ...recent.map(([tabId]) => [tabId, now] as const),
    ]),
  };
}

/** The life in which something happens in a tab: the same one unless that tab may miss requests. */
export function withEventOf(life: Life, tabId: number, at: number): Life {
  const { wasInterrupted, startedAt, interruptions } = life;
  if (!wasInterrupted || at > startedAt + WAKING_MS) return life;
  if (tabId < 0 || interruptions.get(tabId) === startedAt) return life;
  return { ...life, interruptions: new Map([...interruptions, [tabId, startedAt]]) };
}

export function withoutTab(life: Life, tabId: number): Life {
  if (!life.interruptions.has(tabId)) return life;
  return {
    ...life,
    interruptions: new Map([...life.interruptions].filter(([id]) => id !== tabId)),
  };
}

const WATCHING = 'watching';

/** What the user decided for single tabs, as it was stored; anything unreadable counts as none. */
export const watchedTabs = (entries: Readonly<Record<string, unknown>>): Map<number, boolean> =>
  new Map(pairs(entries[WATCHING], 'boolean'));

type Kinds = { readonly number: number; readonly boolean: boolean };

/** What was stored of tabs, by tab id; anything unreadable is left out. */
function pairs<Kind extends keyof Kinds>(
  stored: unknown,
  kind: Kind,
): readonly (readonly [number, Kinds[Kind]])[] {
  const list: readonly unknown[] = Array.isArray(stored) ? stored : [];
  const isValue = (value: unknown): value is Kinds[Kind] => typeof value === kind;
  return list.flatMap((one): readonly (readonly [number, Kinds[Kind]])[] => {
    const [tabId, value]: readonly unknown[] = Array.isArray(one) ? one : [];
    return typeof tabId === 'number' && isValue(value) ? [[tabId, value]] : [];
  });
}

/** What to store so that the next life knows of it. */
export const watchedEntries = (
  tabs: ReadonlyMap<number, boolean>,
): Readonly<Record<string, unknown>> => ({ [WATCHING]: [...tabs] });

/** What to store so that the next life knows of this one. */
export const lifeEntries = (life: Life): Readonly<Record<string, unknown>> => ({
  [KEY]: { ...life, interruptions: [...life.interruptions] },
});
