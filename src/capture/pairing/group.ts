import type { Asking, Part, Waiting } from './parts.ts';
import { inserted, without } from './sorted.ts';

/** All requests of one document to one URL. */
export type Group = {
  /** Sorted by `until`, so those still waiting are at the end. */
  readonly waiting: readonly Waiting[];
  /** Preflights, sorted by `sent`. */
  readonly asking: readonly Asking[];
  /** OPTIONS requests without a send-headers event. */
  readonly unsent: readonly Asking[];
  /** Those of `asking` that fitted no hop when they were sent. */
  readonly leftOver: readonly Asking[];
};

export const NO_GROUP: Group = { waiting: [], asking: [], unsent: [], leftOver: [] };

export const isEmpty = ({ waiting, asking, unsent }: Group): boolean =>
  waiting.length + asking.length + unsent.length === 0;

export const bySent = (one: Asking): number => one.sent;
export const byBegun = (one: Asking): number => one.begun;
export const byUntil = (one: Waiting): number => one.until;

export function withPart(group: Group, part: Part): Group {
  if (part.kind === 'waiting') return { ...group, waiting: inserted(group.waiting, part, byUntil) };
  if (part.method === null) return { ...group, unsent: [...group.unsent, part] };
  return { ...group, asking: inserted(group.asking, part, bySent) };
}

export function withoutPart(group: Group, part: Part): Group {
  if (part.kind === 'waiting') {
    return { ...group, waiting: without(group.waiting, part, byUntil, ({ key }) => key) };
  }
  const others = ({ id }: Asking): boolean => id !== part.id;
  return {
    ...group,
    asking: without(group.asking, part, bySent, ({ id }) => id),
    unsent: group.unsent.filter(others),
    leftOver: group.leftOver.filter(others),
  };
}
