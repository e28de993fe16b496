import { withoutFragment } from '../model/url.ts';
import type { EventOf, EventType, RequestRecord, StoredEvent } from './record.ts';

/** A hop of one of the browser's requests, including preflights: its events. */
export type SeenHop = {
  readonly url: string;
  readonly method: string;
  /** When the hop began; null when its before-request was not seen. */
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

/** A hop while its events are collected: the latest of each type. */
type Draft = {
  readonly url: string;
  readonly opened: number;
  readonly seen: { [Type in EventType]?: EventOf<Type> };
};

/**
 * Splits what was seen of a request into its hops, in the browser's order. A waking worker gets
 * events out of order, and Firefox's times are whole milliseconds. So only times and URLs count: an
 * event belongs to the hop with its URL that was open at its time. If two hops with one URL meet in
 * a millisecond, the earlier is filled first.
 *
 * A redirect with status 0 is the browser's own (an upgrade to https, a service worker), not the
 * server's: its hop and the next are one.
 */
export function seenHops(record: RequestRecord): readonly SeenHop[] {
  const drafts = draftsOf(record.events);
  for (const event of record.events) {
    if (event.type !== 'before-request') note(draftFor(drafts, event), event);
  }
  return joinInternal(inOrder(drafts).map(hopOf));
}

function draftsOf(events: readonly StoredEvent[]): Draft[] {
  const drafts: Draft[] = [];
  for (const event of events) {
    if (event.type !== 'before-request' || isRepeated(event, drafts, events)) continue;
    drafts.push({
      url: withoutFragment(event.url),
      opened: event.at,
      seen: { 'before-request': event },
    });
  }
  for (const event of events) {
    const url = withoutFragment(event.url);
    if (drafts.some((draft) => draft.url === url)) continue;
    // An end may have a URL that was never requested: the target of a refused redirect.
    if (drafts.length > 0 && isLate(event)) continue;
    drafts.push({ url, opened: Number.NEGATIVE_INFINITY, seen: {} });
  }
  return drafts;
}

/** Whether the browser reported the same hop twice: no redirect leads to the second. */
function isRepeated(
  event: StoredEvent,
  drafts: readonly Draft[],
  events: readonly StoredEvent[],
): boolean {
  const url = withoutFragment(event.url);
  const same = drafts.filter((draft) => draft.url === url);
  if (same.at(-1)?.opened !== event.at) return false;
  const redirects = events.filter(
    (other) => other.type === 'before-redirect' && withoutFragment(other.to) === url,
  );
  return same.length > redirects.length;
}

const isLate = ({ type }: StoredEvent): boolean =>
  type === 'response-started' || type === 'completed' || type === 'error';

function draftFor(drafts: readonly Draft[], event: StoredEvent): Draft | undefined {
  const url = withoutFragment(event.url);
  const same = drafts.filter((draft) => draft.url === url);
  if (same.length === 0) return drafts.findLast((draft) => draft.opened <= event.at) ?? drafts[0];
  const open = same.filter(
    (draft, i) =>
      draft.opened <= event.at && event.at <= (same[i + 1]?.opened ?? Number.POSITIVE_INFINITY),
  );
  // Only the last hop is delivered to the page and ends.
  const first = isLate(event)
    ? undefined
    : open.find((draft) => draft.seen[event.type] === undefined);
  return first ?? open.at(-1) ?? same[0];
}

function note(draft: Draft | undefined, event: StoredEvent): void {
  if (draft !== undefined) Object.assign(draft.seen, { [event.type]: event });
}

/** By time; within one millisecond, in the order of the redirects. */
function inOrder(drafts: readonly Draft[]): readonly Draft[] {
  if (drafts.length < 2) return drafts;
  const left = drafts.toSorted((a, b) => begin(a) - begin(b));
  const ordered: Draft[] = [];
  let target: string | null = null;
  while (left.length > 0) {
    const followed = left.findIndex((draft) => draft.url === target);
    const [next] = left.splice(followed < 0 ? firstOf(left) : followed, 1);
    if (next === undefined) break;
    ordered.push(next);
    target = targetOf(next);
  }
  return ordered;
}

/** Of those that began first, one that no other leads to. */
function firstOf(left: readonly Draft[]): number {
  const start = left[0] === undefined ? 0 : begin(left[0]);
  const first = left.filter((draft) => begin(draft) === start);
  const root = first.find(
    (draft) => !first.some((other) => other !== draft && targetOf(other) === draft.url),
  );
  return root === undefined ? 0 : left.indexOf(root);
}

function targetOf({ seen }: Draft): string | null {
  const redirect = seen['before-redirect'];
  return redirect === undefined ? null : withoutFragment(redirect.to);
}

function begin({ opened, seen }: Draft): number {
  if (opened !== Number.NEGATIVE_INFINITY) return opened;
  return Math.min(...Object.values(seen).map((event) => event.at));
}

function hopOf(draft: Draft): SeenHop {
  const { seen } = draft;
  const first = seen['before-request'] ?? Object.values(seen)[0];
  return {
    url: first?.url ?? draft.url,
    method: first?.method ?? '',
    opened: seen['before-request']?.at ?? null,
    at: begin(draft),
    sent: seen['send-headers'] ?? null,
    received: seen['headers-received'] ?? answerAtItsEnd(seen),
    redirect: seen['before-redirect'] ?? null,
    started: seen['response-started'] !== undefined,
    completed: seen.completed ?? null,
    failed: seen.error ?? null,
  };
}

/** The end repeats the response: if the response's own event is lost, the end replaces it. */
function answerAtItsEnd({ completed }: Draft['seen']): EventOf<'headers-received'> | null {
  if (completed === undefined || completed.headers === null) return null;
  const { at, url, method, status, headers } = completed;
  return { type: 'headers-received', at, url, method, status, headers };
}

/** Whether the browser itself, not a server, redirected the request. */
export const isInternalRedirect = (hop: SeenHop): boolean => hop.redirect?.status === 0;

function joinInternal(hops: readonly SeenHop[]): readonly SeenHop[] {
  if (!hops.some(isInternalRedirect)) return hops;
  const joined: SeenHop[] = [];
  let before: SeenHop | null = null;
  for (const [i, hop] of hops.entries()) {
    const next: SeenHop = before === null ? hop : { ...hop, ...continued(before, hop) };
    before = isInternalRedirect(hop) && i < hops.length - 1 ? next : null;
    if (before === null) joined.push(next);
  }
  return joined;
}

function continued(before: SeenHop, hop: SeenHop): Partial<SeenHop> {
  return {
    at: before.at,
    opened: before.opened,
    sent: hop.sent ?? before.sent,
    received: hop.received ?? before.received,
  };
}
