import { compareIds } from '../request-order.ts';
import { lookup, put, type Table } from '../table.ts';
import { byUntil } from './group.ts';
import type { Asking, Waiting } from './parts.ts';
import { from } from './sorted.ts';

/** Which preflight belongs to which hop. */
export type Pairs = {
  /** Preflight's request id → key of its hop. */
  readonly hopOf: Table<string>;
  /** Key of a hop → its preflight's request id. */
  readonly preflightOf: Table<string>;
};

/**
 * The longest that a hop waits for its preflight to be sent, so a hung hop cannot attract later
 * preflights.
 */
const LONGEST_WAIT = 60_000;

/** Gives each preflight its hop, in the order of `at`. Returns those that found none. */
export function match(
  pairs: Pairs,
  waiting: readonly Waiting[],
  asking: readonly Asking[],
  at: (one: Asking) => number,
): { readonly pairs: Pairs; readonly unmatched: readonly Asking[] } {
  if (asking.length === 0) return { pairs, unmatched: [] };
  const earliest = asking.reduce((least, one) => Math.min(least, at(one)), Infinity);
  const free = from(waiting, earliest, byUntil)
    .filter(({ key }) => lookup(pairs.preflightOf, key) === undefined)
    .toSorted((a, b) => a.from - b.from || compareIds(a.id, b.id));
  const unmatched: Asking[] = [];
  let { hopOf, preflightOf } = pairs;
  for (const one of asking.toSorted((a, b) => at(a) - at(b) || compareIds(a.id, b.id))) {
    const best = bestOf(free, one, at(one));
    if (best === null) unmatched.push(one);
    else {
      free.splice(free.indexOf(best), 1);
      hopOf = put(hopOf, one.id, best.key);
      preflightOf = put(preflightOf, best.key, one.id);
    }
  }
  return { pairs: { hopOf, preflightOf }, unmatched };
}

/** The hop that fits best. If several fit equally, the first, because it has waited longest. */
function bestOf(free: readonly Waiting[], one: Asking, at: number): Waiting | null {
  let best: Waiting | null = null;
  let rank = Number.POSITIVE_INFINITY;
  for (const hop of free) {
    if (hop.from > at) break;
    if (!fits(hop, one, at)) continue;
    const own = disagreement(hop.names, one);
    if (own < rank) [best, rank] = [hop, own];
    if (rank === 0) break;
  }
  return best;
}

function fits(hop: Waiting, one: Asking, at: number): boolean {
  if (hop.id === one.id || at > hop.until || at - hop.from > waitLimit(hop)) return false;
  if (one.method === null ? !one.ended || hop.outcome === null : one.method !== hop.method) {
    return false;
  }
  if (one.method === null ? mayBePreflight(hop) : !mayCarry(hop, one)) return false;
  // A hop without a seen beginning is still older than its preflight.
  if (hop.from === Number.NEGATIVE_INFINITY && compareIds(hop.id, one.id) > 0) return false;
  if (hop.outcome !== 'went-on') return true;
  return one.answered !== null && one.answered <= hop.until && !one.refused;
}

/**
 * Whether events were lost that would show if this OPTIONS request is itself a preflight: it was
 * answered, so it was sent. Two such requests say nothing about each other.
 */
const mayBePreflight = ({ method, names, outcome, from }: Waiting): boolean =>
  method === 'OPTIONS' &&
  names === null &&
  (outcome === 'went-on' || from === Number.NEGATIVE_INFINITY);

/**
 * Whether the hop's request has every header that the preflight asks for, as far as they were seen.
 */
const mayCarry = ({ carried }: Waiting, { names }: Asking): boolean =>
  carried === null || names === '' || names.split(',').every((name) => carried.includes(name));

/** A hop without a seen beginning may have waited for any time. */
const waitLimit = (hop: Waiting): number =>
  hop.from === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : LONGEST_WAIT;

/** How much a hop's headers and a preflight's list differ; 0 if they were not seen. */
function disagreement(names: string | null, one: Asking): 0 | 1 | 2 {
  if (names === null || one.method === null || names === one.names) return 0;
  const own = new Set(names.split(','));
  return one.names === '' || one.names.split(',').every((name) => own.has(name)) ? 1 : 2;
}
