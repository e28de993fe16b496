import { roleOf } from './pairing/role.ts';
import { isPending, lastAt } from './record.ts';
import { remove } from './remove.ts';
import { type CaptureState, tabOf } from './state.ts';
import { drop, entries, lookup } from './table.ts';
import { rederive, track } from './track.ts';
import { stillWaiting } from './waiting-declarations.ts';

/** A preflight without an end for this long will have none: Chromium does not always report one. */
export const PREFLIGHT_TIME_LIMIT = 60_000;
/** The same for a request itself. One that ends later still gets its real end. */
export const REQUEST_TIME_LIMIT = 300_000;
/** How late an event may arrive, with a margin: a waking worker is done within a second. */
const STRAGGLING = 10_000;
/** How long ids of cleared requests and of closed tabs are remembered. */
const MEMORY = 3_600_000;
const MOST_FORGOTTEN = 2_000;

/**
 * Does what depends only on time: closes requests, shows those that waited, and removes old data.
 */
export function sweep(state: CaptureState, clock: number): CaptureState {
  const timed: CaptureState = { ...state, clock };
  const checked = entries(state.unfinished).reduce((rest, [id]) => check(rest, id), timed);
  const next: CaptureState = {
    ...checked,
    forgotten: stillRemembered(checked),
    declarations: stillWaiting(checked),
    tabs: stillOpen(checked),
  };
  return SWEPT.every((key) => next[key] === state[key]) ? state : next;
}

const SWEPT = ['records', 'tabs', 'unfinished', 'declarations', 'forgotten'] as const;

function check(state: CaptureState, id: string): CaptureState {
  const tracked = lookup(state.records, id);
  if (tracked === undefined) return { ...state, unfinished: drop(state.unfinished, id) };
  const { record, hops } = tracked;
  const isActual = roleOf(hops) === 'actual';
  if (isPending(record)) {
    const lostAt = lastAt(record) + (isActual ? REQUEST_TIME_LIMIT : PREFLIGHT_TIME_LIMIT);
    return state.clock < lostAt ? state : track(state, { ...record, lostAt });
  }
  const next = isActual ? state : rederive(state, id);
  const isHidden = lookup(tabOf(next, record.tabId).exchanges, id) === undefined;
  const isLate = next.clock >= (record.lostAt ?? lastAt(record)) + STRAGGLING;
  return isHidden && isLate ? remove(next, [id]) : next;
}

function stillRemembered({ forgotten, clock }: CaptureState): CaptureState['forgotten'] {
  const old = entries(forgotten).filter(([, at]) => clock >= at + MEMORY);
  const left = old.reduce((table, [id]) => drop(table, id), forgotten);
  if (left.size <= MOST_FORGOTTEN) return left;
  return entries(left)
    .toSorted(([, a], [, b]) => a - b)
    .slice(0, left.size - MOST_FORGOTTEN)
    .reduce((table, [id]) => drop(table, id), left);
}

function stillOpen({ tabs, clock }: CaptureState): CaptureState['tabs'] {
  return entries(tabs)
    .filter(([, { closedAt }]) => closedAt !== null && clock >= closedAt + MEMORY)
    .reduce((table, [tabId]) => drop(table, tabId), tabs);
}
