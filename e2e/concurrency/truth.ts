import type { CdpSession } from '../../tools/browsers/cdp-session.ts';
import type { Said } from '../../tools/judge/judge.ts';
import { SERIAL } from '../../tools/scripted-servers/burst-server.ts';

/** The browser's own account of one request: how it ended, and which preflights it had. */
export type Truth = Said & {
  readonly name: string;
  /** URL of a hop → serial number of its preflight's response; null for one without a response. */
  readonly preflights: ReadonlyMap<string, string | null>;
};

type Entry = {
  readonly url: string;
  readonly body: string;
  /** Of a preflight: the request that it belongs to. */
  readonly parent: string | null;
  serial: string | null;
  said: Said;
};

const PENDING: Said = { outcome: 'pending', errorText: null, corsError: null, blockedReason: null };

/** The parts of the protocol's Network events that are read. */
type Event = {
  readonly requestId: string;
  readonly request: { readonly url: string; readonly postData?: string };
  readonly initiator: { readonly type: string; readonly requestId?: string };
  readonly headers: Readonly<Record<string, string>>;
  readonly errorText: string;
  readonly corsErrorStatus?: { readonly corsError: string };
};

/**
 * Listens over the DevTools protocol to every request to a URL, and to the preflights. The protocol
 * links each preflight to its request.
 * @returns What has been said so far of the requests to the given URL, by their bodies.
 */
export async function recordTruth(
  session: CdpSession,
): Promise<(url: string) => ReadonlyMap<string, Truth>> {
  const entries = new Map<string, Entry>();
  const serials = new Map<string, string>();
  session.onEvent((method, params) => {
    const event = params as Event;
    const entry = entries.get(event.requestId);
    if (method === 'Network.requestWillBeSent') {
      if (entry === undefined) entries.set(event.requestId, entryOf(event, serials));
    } else if (method === 'Network.responseReceivedExtraInfo') {
      const serial = serialIn(event.headers);
      if (serial !== undefined) serials.set(event.requestId, serial);
      if (entry !== undefined) entry.serial = serial ?? null;
    } else if (entry !== undefined) conclude(entry, method, event);
  });
  await session.send('Network.enable', { maxPostDataSize: 1024 });
  return (url) => truths(entries, url);
}

const serialIn = (headers: Readonly<Record<string, string>>): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === SERIAL)?.[1];

/** The response headers may come before the request itself. */
function entryOf({ requestId, request, initiator }: Event, serials: ReadonlyMap<string, string>) {
  return {
    url: request.url,
    body: request.postData ?? '',
    parent: initiator.type === 'preflight' ? (initiator.requestId ?? null) : null,
    serial: serials.get(requestId) ?? null,
    said: PENDING,
  };
}

function conclude(entry: Entry, method: string, { errorText, corsErrorStatus }: Event): void {
  if (method === 'Network.loadingFinished') entry.said = { ...PENDING, outcome: 'finished' };
  if (method !== 'Network.loadingFailed') return;
  const corsError = corsErrorStatus?.corsError ?? null;
  entry.said = { outcome: 'failed', errorText, corsError, blockedReason: null };
}

function truths(entries: ReadonlyMap<string, Entry>, url: string): ReadonlyMap<string, Truth> {
  const all = [...entries];
  const asked = all.filter(([, one]) => one.url === url && one.parent === null);
  return new Map(
    asked.map(([id, { body, said }]) => {
      const own = all.filter(([, { parent }]) => parent === id);
      const preflights = new Map(own.map(([, one]) => [one.url, one.serial]));
      return [body, { name: body, ...said, preflights }];
    }),
  );
}
