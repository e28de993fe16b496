import { isPending } from './record.ts';
import { type CaptureState, NEW_TAB, type Queue, type Tab, tabOf } from './state.ts';
import { drop, entries, lookup, put } from './table.ts';

/** The queue with one more id at its end. */
export function enqueued(queue: Queue, id: string): Queue {
  const ids = put(queue.ids, String(queue.tail), id);
  return { ...queue, tail: queue.tail + 1, ids };
}

/** The queue of what a tab still shows, in the order in which it began. */
export const queueOf = (exchanges: Tab['exchanges']): Queue =>
  entries(exchanges)
    .toSorted(([, a], [, b]) => a.hops[0].at - b.hops[0].at)
    .reduce((queue, [id]) => enqueued(queue, id), NEW_TAB.queue);

/** The last ids of the queue, the latest first. */
export function newest({ head, tail, ids }: Queue, most: number): readonly string[] {
  const slots = Array.from({ length: Math.min(tail - head, most) }, (_, i) => tail - 1 - i);
  return slots.flatMap((slot) => lookup(ids, String(slot)) ?? []);
}

/** What must be removed next, with the tab's queue after it. */
export type Choice = { readonly tabId: number; readonly id: string; readonly queue: Queue };

type Condition = (state: CaptureState, id: string) => boolean;
const anything: Condition = () => true;

/**
 * What is removed from a tab with too many exchanges: its first settled exchange, else its first
 * pending one. Null if the tab has few enough.
 */
export function overfull(state: CaptureState, tabId: number): Choice | null {
  if (tabOf(state, tabId).exchanges.size <= state.limits.perTab) return null;
  return oldest(state, tabId, isSettled) ?? oldest(state, tabId, anything);
}

/**
 * The request that is removed when all together take too many bytes. An ended request that is not
 * shown comes first, then the oldest settled exchange of any tab, then the oldest pending one.
 */
export function leastMissed(state: CaptureState): string | null {
  for (const [id] of entries(state.unfinished)) if (isSettled(state, id)) return id;
  for (const may of [isSettled, anything]) {
    const first = entries(state.tabs)
      .flatMap(([tabId]) => oldest(state, Number(tabId), may)?.id ?? [])
      .toSorted((a, b) => beginOf(state, a) - beginOf(state, b))[0];
    if (first !== undefined) return first;
  }
  return entries(state.records)[0]?.[0] ?? null;
}

const isSettled: Condition = (state, id) => {
  const tracked = lookup(state.records, id);
  return tracked !== undefined && !isPending(tracked.record);
};

const beginOf = (state: CaptureState, id: string): number =>
  lookup(state.records, id)?.hops[0]?.at ?? 0;

/** Walks the queue once. What must stay for now moves to the end, so that no walk is long twice. */
function oldest(state: CaptureState, tabId: number, may: Condition): Choice | null {
  const { exchanges, queue } = tabOf(state, tabId);
  let left = queue;
  while (left.head < queue.tail) {
    const slot = String(left.head);
    const id = lookup(left.ids, slot);
    left = { ...left, head: left.head + 1, ids: drop(left.ids, slot) };
    if (id === undefined || lookup(exchanges, id) === undefined) continue;
    if (may(state, id)) return { tabId, id, queue: left };
    left = enqueued(left, id);
  }
  return null;
}
