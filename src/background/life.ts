import { isFields } from '../model/fields.ts';

const KEY = 'life';

/**
 * Browsers stop a background that has been idle for 30 s. If it restarts sooner after an event, it
 * was stopped during its work. Events that the browser was about to send are lost.
 */
const IDLE_MS = 25_000;
/** Events so soon after a start may be the rest of what was lost. */
const WAKING_MS = 2_000;

/** How long Crosscheck has watched in this browser run, over all restarts of the worker. */
export type Life = {
  /** Milliseconds since the epoch. */
  readonly watchingSince: number;
  /** How often the browser stopped and restarted the worker. */
  readonly restarts: number;
  /** When the current worker started. */
  readonly startedAt: number;
  /** Whether the previous worker was stopped during its work. */
  readonly wasInterrupted: boolean;
  /** By tab: when the worker was last restarted during the tab's requests. */
  readonly interruptions: ReadonlyMap<number, number>;
};

/**
 * The current life of the worker, from what the last one stored. Unreadable values count as none.
 * `lastEvents`: when the last event of each tab happened.
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

/** The life after an event in a tab: unchanged unless that tab may miss requests. */
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

/** The user's stored decisions for single tabs. Unreadable values count as none. */
export const watchedTabs = (entries: Readonly<Record<string, unknown>>): Map<number, boolean> =>
  new Map(pairs(entries[WATCHING], 'boolean'));

const CLEARING = 'clearing';

/** Tabs whose list was cleared, and up to when. They can still come back while no worker stops. */
export const clearedTabs = (entries: Readonly<Record<string, unknown>>): Map<number, number> =>
  new Map(pairs(entries[CLEARING], 'number'));

/** What is stored of that. */
export const clearingEntry = (
  tabs: Iterable<readonly [tabId: number, until: number]>,
): Readonly<Record<string, unknown>> => ({ [CLEARING]: [...tabs] });

type Kinds = { readonly number: number; readonly boolean: boolean };

/** The stored state of tabs, by tab id. Unreadable values are left out. */
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

/** What to store so that the next worker knows of it. */
export const watchedEntries = (
  tabs: ReadonlyMap<number, boolean>,
): Readonly<Record<string, unknown>> => ({ [WATCHING]: [...tabs] });

/** What to store so that the next worker knows of this one. */
export const lifeEntries = (life: Life): Readonly<Record<string, unknown>> => ({
  [KEY]: { ...life, interruptions: [...life.interruptions] },
});
