import type { BrowserName } from '../../model/exchange.ts';
import { get } from '../../model/header-list.ts';
import { withoutFragment } from '../../model/url.ts';
import { firstAt, type RequestRecord, type StoredEvent, terminalEvent } from '../record.ts';
import { isInternalRedirect, type SeenHop } from '../seen-hops.ts';
import { hopKey } from './hop-key.ts';
import { roleOf } from './role.ts';
import { namesAskedFor, unsafeNames } from './unsafe-names.ts';

/** A hop that may wait for a preflight, and how long it does. */
export type Waiting = {
  readonly kind: 'waiting';
  readonly group: string;
  readonly id: string;
  readonly key: string;
  readonly method: string;
  readonly from: number;
  readonly until: number;
  /** Whether it was sent to the server, was aborted by its page, ended, or still waits. */
  readonly outcome: 'went-on' | 'given-up' | 'ended' | null;
  /** Unsafe header names as a preflight lists them; null while the headers are not visible. */
  readonly names: string | null;
  /** All its header names, in lower case; null while they are not visible. */
  readonly carried: readonly string[] | null;
};

/** A preflight, or an OPTIONS request that may be one. */
export type Asking = {
  readonly kind: 'asking';
  readonly group: string;
  readonly id: string;
  /** `Access-Control-Request-Method`; null without a send-headers event. */
  readonly method: string | null;
  readonly names: string;
  readonly begun: number;
  readonly sent: number;
  readonly answered: number | null;
  readonly ended: boolean;
  readonly refused: boolean;
};

/** What one request contributes to pairing. */
export type Part = Waiting | Asking;

/**
 * For how many milliseconds after its page aborted a request the preflight may still be sent. In
 * Chromium it is already on its way: in bursts on a busy machine it took up to a third of this.
 * Firefox ends both at once: of 812 such preflights none began or was sent later.
 */
const AFTERMATH: Readonly<Record<BrowserName, number>> = {
  chromium: 1_000,
  firefox: 0,
  webkit: 0,
};
const GIVEN_UP: ReadonlySet<string> = new Set(['net::ERR_ABORTED', 'NS_BINDING_ABORTED']);

/** What a request contributes, from what is known of it so far. */
export function partsOf(
  record: RequestRecord,
  hops: readonly SeenHop[],
  browser: BrowserName,
): readonly Part[] {
  const role = roleOf(hops);
  const waiting =
    role === 'preflight'
      ? []
      : hops.map((hop, index) => waitingPart(record, hop, index, hops[index + 1], browser));
  return role === 'actual' ? waiting : [...waiting, askingPart(record, hops)];
}

function groupKey(record: RequestRecord, url: string): string {
  const { tabId, frameId, documentId, initiator } = record;
  return JSON.stringify([withoutFragment(url), tabId, frameId, documentId, initiator]);
}

function waitingPart(
  record: RequestRecord,
  hop: SeenHop,
  index: number,
  next: SeenHop | undefined,
  browser: BrowserName,
): Waiting {
  // Chromium reports a request's headers after its preflight has passed, Firefox before.
  const wentOn = (browser === 'chromium' ? hop.sent : null) ?? hop.received ?? hop.redirect;
  const otherwise = next?.at ?? record.lostAt ?? Number.POSITIVE_INFINITY;
  // A check leaves out headers for which its preflight asks. Nothing else is in its group.
  const sent = record.checked === undefined ? hop.sent : null;
  return {
    kind: 'waiting',
    group: groupKey(record, hop.url),
    id: record.id,
    key: hopKey(record.id, index),
    method: hop.method,
    from: hop.opened ?? Number.NEGATIVE_INFINITY,
    ...fateOf(
      hop,
      wentOn,
      otherwise,
      AFTERMATH[browser],
      next === undefined && record.lostAt !== null,
    ),
    names: sent === null ? null : unsafeNames(sent.headers),
    carried: sent?.headers.map(([name]) => name.toLowerCase()) ?? null,
  };
}

/** What became of a hop, and until when a preflight may be sent for it. */
function fateOf(
  hop: SeenHop,
  wentOn: StoredEvent | null,
  otherwise: number,
  aftermath: number,
  isLost: boolean,
): Pick<Waiting, 'until' | 'outcome'> {
  const end = hop.failed ?? hop.completed;
  if (wentOn !== null)
    return { until: wentOn.at, outcome: isInternalRedirect(hop) ? null : 'went-on' };
  if (end === null) return { until: otherwise, outcome: isLost ? 'ended' : null };
  const givenUp = GIVEN_UP.has(hop.failed?.error ?? '');
  return givenUp
    ? { until: end.at + aftermath, outcome: 'given-up' }
    : { until: end.at, outcome: 'ended' };
}

function askingPart(record: RequestRecord, [hop]: readonly SeenHop[]): Asking {
  const headers = hop?.sent?.headers ?? [];
  const end = terminalEvent(record);
  const status = hop?.received?.status ?? null;
  return {
    kind: 'asking',
    group: groupKey(record, hop?.url ?? ''),
    id: record.id,
    method: get(headers, 'access-control-request-method'),
    names: namesAskedFor(headers),
    begun: hop?.opened ?? firstAt(record),
    sent: hop?.sent?.at ?? firstAt(record),
    answered: hop?.received?.at ?? null,
    ended: end !== null || record.lostAt !== null,
    refused: end?.type === 'error' || (status !== null && (status < 200 || status > 299)),
  };
}
