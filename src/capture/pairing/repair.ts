import { remember } from '../../model/lazy.ts';
import { drop, emptyTable, lookup, put, type Table } from '../table.ts';
import { byBegun, bySent, type Group, isEmpty, NO_GROUP, withoutPart, withPart } from './group.ts';
import { hopKey, requestOfHop } from './hop-key.ts';
import { match, type Pairs } from './match.ts';
import type { Asking, Part } from './parts.ts';
import { from } from './sorted.ts';

/** Which preflight belongs to which hop, and the data that decided it. */
export type Pairing = Pairs & { readonly groups: Table<Group> };

export const noPairing: Pairing = {
  groups: emptyTable(),
  hopOf: emptyTable(),
  preflightOf: emptyTable(),
};

/**
 * Replaces what a request contributed (`before`) with `after`, and pairs again what this can
 * change. Nothing that was sent earlier changes. Also returns the ids of all requests with a
 * changed pair, preflights and actual requests alike.
 *
 * The rule is the same for every order of arrival and for both browsers. In sending order, each
 * preflight takes a hop of its group (same URL without fragment, tab, frame, document, initiator).
 * The hop waited at that moment and had the preflight's method. The best match of unsafe headers
 * with `Access-Control-Request-Headers` wins, else the hop that waited longest. A hop that was sent
 * to the server before the preflight's successful response is no candidate.
 *
 * A hop waits from before-request until send-headers in Chromium, headers-received in Firefox, or
 * its end. In Chromium it waits a moment longer if its page aborted it. A preflight that found no
 * hop is tried once more with the time at which it began. One that another extension blocked is
 * never sent, and an abort may come between.
 */
export function repair(
  pairing: Pairing,
  before: readonly Part[],
  after: readonly Part[],
): { readonly pairing: Pairing; readonly changed: readonly string[] } {
  const gone = before.filter((part) => !after.some((other) => isSame(part, other)));
  const come = after.filter((part) => !before.some((other) => isSame(part, other)));
  let next = pairing;
  const changed = new Set<string>();
  for (const key of new Set([...gone, ...come].map(({ group }) => group))) {
    const inGroup = (part: Part): boolean => part.group === key;
    next = repairGroup(next, key, gone.filter(inGroup), come.filter(inGroup), changed);
  }
  return { pairing: next, changed: [...changed] };
}

/**
 * Removes requests with their preflights. No other pair changes: a removed hop that no preflight
 * had taken is not missed, and one that was taken leaves with its preflight.
 */
export function discard(pairing: Pairing, gone: readonly Part[]): Pairing {
  let { groups, hopOf, preflightOf } = pairing;
  for (const part of gone) {
    const group = withoutPart(lookup(groups, part.group) ?? NO_GROUP, part);
    groups = isEmpty(group) ? drop(groups, part.group) : put(groups, part.group, group);
    if (part.kind === 'waiting') preflightOf = drop(preflightOf, part.key);
    else hopOf = drop(hopOf, part.id);
  }
  return { groups, hopOf, preflightOf };
}

const isSame = (a: Part, b: Part): boolean => a === b || textOf(a) === textOf(b);

/** Parts never change, and each is compared with those of the next event. */
const textOf = remember((part: Part): string => JSON.stringify(part));

function repairGroup(
  pairing: Pairing,
  key: string,
  gone: readonly Part[],
  come: readonly Part[],
  changed: Set<string>,
): Pairing {
  const old = lookup(pairing.groups, key) ?? NO_GROUP;
  const group = come.reduce(withPart, gone.reduce(withoutPart, old));
  const since = [...gone, ...come].reduce(
    (least, part) => Math.min(least, startOf(part)),
    Infinity,
  );
  const undone = [...from(old.asking, since, bySent), ...old.leftOver, ...old.unsent];
  const later = from(group.asking, since, bySent);
  const first = match(undo(pairing, undone), group.waiting, later, bySent);
  const leftOver = [...group.leftOver.filter(({ sent }) => sent < since), ...first.unmatched];
  const unsent = group.unsent.filter(
    ({ id }) => lookup(first.pairs.preflightOf, hopKey(id, 0)) === undefined,
  );
  const { pairs } = match(first.pairs, group.waiting, [...leftOver, ...unsent], byBegun);
  for (const id of differing(pairing, pairs, [...undone, ...later, ...unsent])) changed.add(id);
  const groups = isEmpty(group)
    ? drop(pairing.groups, key)
    : put(pairing.groups, key, { ...group, leftOver });
  return { groups, ...pairs };
}

const startOf = (part: Part): number =>
  part.kind === 'waiting' ? part.from : Math.min(part.begun, part.sent);

/** The pairs without those of the given preflights. */
function undo({ hopOf, preflightOf }: Pairs, asking: readonly Asking[]): Pairs {
  return asking.reduce<Pairs>(
    (pairs, { id }) => {
      const hop = lookup(pairs.hopOf, id);
      if (hop === undefined) return pairs;
      return { hopOf: drop(pairs.hopOf, id), preflightOf: drop(pairs.preflightOf, hop) };
    },
    { hopOf, preflightOf },
  );
}

/** The requests with a changed pair: preflights, and the requests of hops lost or won. */
function* differing(before: Pairs, after: Pairs, asking: Iterable<Asking>): Generator<string> {
  for (const { id } of asking) {
    const [old, now] = [lookup(before.hopOf, id), lookup(after.hopOf, id)];
    if (old === now) continue;
    yield id;
    if (old !== undefined) yield requestOfHop(old);
    if (now !== undefined) yield requestOfHop(now);
  }
}
