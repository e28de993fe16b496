import { reasonOfCorsError } from '../console/cors-error.ts';
import { type Fields, fields, text } from '../model/fields.ts';
import type { CauseId, Phase } from '../policy/finding.ts';

/** The browser keeps the bodies of responses for each session that does not say so. Nobody reads them. */
export const NO_BODIES = { maxTotalBufferSize: 0, maxResourceBufferSize: 0 } as const;

/** A session of the DevTools protocol, as Playwright and Puppeteer have it. */
export type CdpSession = {
  send(method: 'Network.enable', params: typeof NO_BODIES): Promise<unknown>;
  on(event: NetworkEvent, listener: (params: unknown) => void): unknown;
};

export const NETWORK_EVENTS = [
  'Network.requestWillBeSent',
  'Network.requestWillBeSentExtraInfo',
  'Network.responseReceived',
  'Network.responseReceivedExtraInfo',
  'Network.loadingFinished',
  'Network.loadingFailed',
] as const;
export type NetworkEvent = (typeof NETWORK_EVENTS)[number];

/** Why Chromium itself says that CORS blocked a request. */
export type Refusal = {
  /** The number of the request's first entry, counted from 1. */
  readonly entry: number;
  readonly url: string;
  readonly method: string;
  /** Null: Chromium has a new reason. */
  readonly cause: CauseId | null;
  readonly phase: Phase;
  /** The value that was wrong; empty: none. */
  readonly parameter: string;
};

/** One entry of a HAR, as Chromium's DevTools write it. */
type HarEntry = {
  readonly startedDateTime: string;
  time: number;
  readonly _resourceType: string;
  readonly request: { readonly method: string; readonly url: string; headers: unknown };
  readonly response: {
    status: number;
    headers: unknown;
    redirectURL: string;
    _error?: string;
  };
};

/** The headers on the wire come in events of their own, before or after the others. */
type Extra = { readonly sent: Fields[]; readonly came: Fields[] };

/** A request with its redirects. */
type Recorded = Extra & {
  readonly first: number;
  readonly hops: [HarEntry, ...HarEntry[]];
  /** Which redirect steps have such headers. */
  readonly hasExtra: boolean[];
  readonly startedAt: number;
  isOver: boolean;
};

/** A page that never stops requesting must not fill the memory. */
const MOST_REQUESTS = 5_000;
/** Milliseconds. A HAR says zero where it does not know how long a request took. */
const SHORTEST = 0.1;

/** What Chromium tells of a page's requests, in the form of its own HAR files. */
export type CdpRecorder = {
  /** Takes one event, whatever it contains. Never throws. */
  readonly take: (event: NetworkEvent, params: unknown) => void;
  /** Grows while the page lives. */
  readonly refusals: readonly Refusal[];
  /** The HAR of all requests so far. */
  readonly har: () => { readonly log: unknown };
};

export function cdpRecorder(): CdpRecorder {
  const entries: HarEntry[] = [];
  const requests = new Map<string, Recorded>();
  const early = new Map<string, Extra>();
  const refusals: Refusal[] = [];

  const extraOf = (id: string): Extra => {
    const known = requests.get(id) ?? early.get(id);
    if (known !== undefined) return known;
    const made = { sent: [], came: [] };
    if (early.size < MOST_REQUESTS) early.set(id, made);
    return made;
  };

  const willBeSent = (id: string, values: Fields): void => {
    if (entries.length >= MOST_REQUESTS) return;
    const entry = entryOf(values);
    const known = requests.get(id);
    if (known === undefined) {
      const extra = extraOf(id);
      early.delete(id);
      const startedAt = Number(values['timestamp']);
      const first = entries.length + 1;
      requests.set(id, { ...extra, first, hops: [entry], hasExtra: [], startedAt, isOver: false });
    } else if (values['redirectResponse'] === undefined) return;
    else redirect(known, entry, values);
    entries.push(entry);
  };

  const ended = (id: string, values: Fields, error: string | null): void => {
    const known = requests.get(id);
    // What follows the first end only says that the network was called off.
    if (known === undefined || known.isOver) return;
    end(known, values, error);
    const refusal = refusalOf(known, values);
    if (error !== null && refusal !== null) refusals.push(refusal);
  };

  return {
    refusals,
    har: () => {
      for (const one of requests.values()) fillIn(one);
      const creator = { name: 'WebInspector', version: '537.36' };
      return { log: { version: '1.2', creator, entries } };
    },
    take: (event, params) => {
      const values = fields(params);
      const id = text(values['requestId']);
      switch (event) {
        case 'Network.requestWillBeSent':
          return willBeSent(id, values);
        case 'Network.requestWillBeSentExtraInfo':
          extraOf(id).sent.push(values);
          return;
        case 'Network.responseReceivedExtraInfo':
          extraOf(id).came.push(values);
          return;
        case 'Network.responseReceived':
          return answered(requests.get(id), values);
        case 'Network.loadingFinished':
          return ended(id, values, null);
        case 'Network.loadingFailed':
          return ended(id, values, text(values['errorText']));
      }
    },
  };
}

const lastOf = ({ hops }: Recorded): HarEntry => hops.at(-1) ?? hops[0];

function redirect(known: Recorded, next: HarEntry, values: Fields): void {
  const last = lastOf(known);
  answer(last, fields(values['redirectResponse']));
  last.response.redirectURL = next.request.url;
  known.hasExtra[known.hops.length - 1] = values['redirectHasExtraInfo'] !== false;
  known.hops.push(next);
}

function answered(known: Recorded | undefined, values: Fields): void {
  if (known === undefined) return;
  answer(lastOf(known), fields(values['response']));
  known.hasExtra[known.hops.length - 1] = values['hasExtraInfo'] !== false;
}

function end(known: Recorded, values: Fields, error: string | null): void {
  const last = lastOf(known);
  known.isOver = true;
  const took = (Number(values['timestamp']) - known.startedAt) * 1000;
  last.time = Number.isFinite(took) ? Math.max(took, SHORTEST) : SHORTEST;
  if (error !== null) last.response._error = error;
}

function refusalOf({ hops: [first], first: entry }: Recorded, values: Fields): Refusal | null {
  const status = fields(values['corsErrorStatus']);
  const corsError = text(status['corsError']);
  // Its request says the same.
  if (corsError === '' || first._resourceType === 'preflight') return null;
  const { url, method } = first.request;
  const parameter = text(status['failedParameter']);
  return { entry, url, method, ...reasonOfCorsError(corsError), parameter };
}

function entryOf(values: Fields): HarEntry {
  const request = fields(values['request']);
  const wallTime = Number(values['wallTime']) * 1000;
  const isPreflight = fields(values['initiator'])['type'] === 'preflight';
  return {
    startedDateTime: Number.isFinite(wallTime) ? new Date(wallTime).toISOString() : '',
    time: 0,
    _resourceType: isPreflight ? 'preflight' : text(values['type']).toLowerCase(),
    request: {
      method: text(request['method']),
      url: text(request['url']),
      headers: pairs(fields(request['headers'])),
    },
    response: { status: 0, headers: [], redirectURL: '' },
  };
}

function answer({ response }: HarEntry, seen: Fields): void {
  response.status = Number(seen['status']) || 0;
  response.headers = pairs(fields(seen['headers']));
}

/** Chromium joins the lines of one name by line breaks. */
const pairs = (headers: Fields): unknown =>
  Object.entries(headers).flatMap(([name, value]) =>
    text(value)
      .split('\n')
      .map((line) => ({ name, value: line })),
  );

/** Puts the headers on the wire into the redirect steps that have some, in their order. */
function fillIn({ hops, sent, came, hasExtra }: Recorded): void {
  let used = 0;
  for (const [at, hop] of hops.entries()) {
    // A refused response is never announced, but its headers are.
    if (!(hasExtra[at] ?? used < came.length)) continue;
    const request = sent[used];
    const response = came[used];
    used += 1;
    if (request !== undefined) hop.request.headers = pairs(fields(request['headers']));
    if (response === undefined) continue;
    hop.response.headers = pairs(fields(response['headers']));
    hop.response.status = Number(response['statusCode']) || hop.response.status;
  }
}

/** Starts to record a page. Resolves once Chromium tells of its requests. */
export async function recordSession(session: CdpSession): Promise<CdpRecorder> {
  const recorder = cdpRecorder();
  for (const event of NETWORK_EVENTS) {
    session.on(event, (params) => recorder.take(event, params));
  }
  await session.send('Network.enable', NO_BODIES);
  return recorder;
}
