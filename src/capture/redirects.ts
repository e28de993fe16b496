import type { EventOf, EventType, RequestRecord, StoredEvent } from './record.ts';

/** What was seen of a request between two redirects. */
export type Leg = {
  readonly url: string;
  readonly method: string;
  /** When the leg began; null when its before-request was not seen. */
  readonly opened: number | null;
  /** The time of its first event. */
  readonly at: number;
  readonly sent: EventOf<'send-headers'> | null;
  readonly received: EventOf<'headers-received'> | null;
  readonly redirect: EventOf<'before-redirect'> | null;
  readonly started: boolean;
  readonly completed: EventOf<'completed'> | null;
  readonly failed: EventOf<'error'> | null;
};

/** A leg under construction: the latest event of each type. */
type Visit = {
  readonly url: string;
  readonly opened: number;
  readonly seen: { [Type in EventType]?: EventOf<Type> };
};

/** The URL as servers see it: what all events of one leg have in common. */
export function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}

/**
 * Splits what was seen of a request into its legs, in the order in which the browser went through
 * them. Only times and URLs count, because a waking worker receives events out of order and
 * Firefox's times are whole milliseconds: events belong to the leg with their URL that was open at
 * their time; where two legs with one URL meet in a millisecond, the earlier is filled first.
 *
 * A redirect of status 0 is the browser's own (an upgrade to https, a look into a service worker),
 * not an answer of the server: its leg is one with the next.
 */
export function legsOf(record: RequestRecord): readonly Leg[] {
  const visits = visitsOf(record.events);
  for (const event of record.events) {
    if (event.type !== 'before-request') note(visitOf(visits, event), event);
  }
  return joinInternal(inOrder(visits).map(legOf));
}

function visitsOf(events: readonly StoredEvent[]): Visit[] {
  const visits: Visit[] = [];
  for (const event of events) {
    if (event.type !== 'before-request' || isRepeated(event, visits, events)) continue;
    visits.push({
      url: withoutFragment(event.url),
      opened: event.at,
      seen: { 'before-request': event },
    });
  }
  for (const event of events) {
    const url = withoutFragment(event.url);
    if (visits.some((visit) => visit.url === url)) continue;
    // An end may name a URL that was never asked for: the target of a redirect that was refused.
    if (visits.length > 0 && isLate(event)) continue;
    visits.push({ url, opened: Number.NEGATIVE_INFINITY, seen: {} });
  }
  return visits;
}

/** Whether the browser told the same twice: no redirect leads to the second. */
function isRepeated(
  event: StoredEvent,
  visits: readonly Visit[],
  events: readonly StoredEvent[],
): boolean {
  const url = withoutFragment(event.url);
  const same = visits.filter((visit) => visit.url === url);
  if (same.at(-1)?.opened !== event.at) return false;
  const redirects = events.filter(
    (other) => other.type === 'before-redirect' && withoutFragment(other.to) === url,
  );
  return same.length > redirects.length;
}

const isLate = ({ type }: StoredEvent): boolean =>
  type === 'response-started' || type === 'completed' || type === 'error';

function visitOf(visits: readonly Visit[], event: StoredEvent): Visit | undefined {
  const url = withoutFragment(event.url);
  const same = visits.filter((visit) => visit.url === url);
  if (same.length === 0) return visits.findLast((visit) => visit.opened <= event.at) ?? visits[0];
  const open = same.filter(
    (visit, i) =>
      visit.opened <= event.at && event.at <= (same[i + 1]?.opened ?? Number.POSITIVE_INFINITY),
  );
  // Only the last leg is handed to the page and ends.
  const first = isLate(event)
    ? undefined
    : open.find((visit) => visit.seen[event.type] === undefined);
  return first ?? open.at(-1) ?? same[0];
}

function note(visit: Visit | undefined, event: StoredEvent): void {
  if (visit !== undefined) Object.assign(visit.seen, { [event.type]: event });
}

/** By time; within one millisecond along the redirects. */
function inOrder(visits: readonly Visit[]): readonly Visit[] {
  if (visits.length < 2) return visits;
  const left = visits.toSorted((a, b) => begin(a) - begin(b));
  const ordered: Visit[] = [];
  let target: string | null = null;
  while (left.length > 0) {
    const followed = left.findIndex((visit) => visit.url === target);
    const [next] = left.splice(followed < 0 ? firstOf(left) : followed, 1);
    if (next === undefined) break;
    ordered.push(next);
    target = targetOf(next);
  }
  return ordered;
}

/** Of those that began first, one that no other leads to. */
function firstOf(left: readonly Visit[]): number {
  const start = left[0] === undefined ? 0 : begin(left[0]);
  const first = left.filter((visit) => begin(visit) === start);
  const root = first.find(
    (visit) => !first.some((other) => other !== visit && targetOf(other) === visit.url),
  );
  return root === undefined ? 0 : left.indexOf(root);
}

function targetOf({ seen }: Visit): string | null {
  const redirect = seen['before-redirect'];
  return redirect === undefined ? null : withoutFragment(redirect.to);
}

function begin({ opened, seen }: Visit): number {
  if (opened !== Number.NEGATIVE_INFINITY) return opened;
  return Math.min(...Object.values(seen).map((event) => event.at));
}

function legOf(visit: Visit): Leg {
  const { seen } = visit;
  const first = seen['before-request'] ?? Object.values(seen)[0];
  return {
    url: first?.url ?? visit.url,
    method: first?.method ?? '',
    opened: seen['before-request']?.at ?? null,
    at: begin(visit),
    sent: seen['send-headers'] ?? null,
    received: seen['headers-received'] ?? null,
    redirect: seen['before-redirect'] ?? null,
    started: seen['response-started'] !== undefined,
    completed: seen.completed ?? null,
    failed: seen.error ?? null,
  };
}

/** Whether the browser itself, not a server, led the request elsewhere. */
export const isInternalRedirect = (leg: Leg): boolean => leg.redirect?.status === 0;

function joinInternal(legs: readonly Leg[]): readonly Leg[] {
  if (!legs.some(isInternalRedirect)) return legs;
  const joined: Leg[] = [];
  let before: Leg | null = null;
  for (const [i, leg] of legs.entries()) {
    const next: Leg = before === null ? leg : { ...leg, ...continued(before, leg) };
    before = isInternalRedirect(leg) && i < legs.length - 1 ? next : null;
    if (before === null) joined.push(next);
  }
  return joined;
}

function continued(before: Leg, leg: Leg): Partial<Leg> {
  return {
    at: before.at,
    opened: before.opened,
    sent: leg.sent ?? before.sent,
    received: leg.received ?? before.received,
  };
}
