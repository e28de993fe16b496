import type { RawEvent, RequestEvent } from '../capture/raw-event.ts';
import type { HeaderList } from '../model/header-list.ts';
import { originOf, parseUrl } from '../model/origin.ts';
import type { Trial } from '../model/trial.ts';
import { BYPASS, BYPASS_VALUE, MARK } from './rules.ts';
import type { Trials } from './trials.ts';

/**
 * The event, marked if a trial applies to it or has changed it, without the trial's own headers.
 *
 * The browser chooses its rules when a request begins. Chromium shows the mark only on a response
 * that passed, and Firefox on every one, so both signs are needed.
 */
export function marked(event: RawEvent, trials: Trials): RawEvent {
  if (!('requestId' in event)) return event;
  const { on, past } = trials;
  if (on.length + past.length === 0) return event;
  const own = [...on.map((one) => ({ ...one, endedAt: Number.POSITIVE_INFINITY })), ...past].filter(
    (one) => concerns(one, event),
  );
  if (own.length === 0) return event;
  const begins = event.type === 'before-request';
  const isInForce = own.some(
    ({ startedAt, endedAt }) => startedAt <= event.timeStamp && event.timeStamp <= endedAt,
  );
  const isChanged = own.some(({ id }) => headersOf(event).some(isMark(id)));
  if (!isChanged && !(begins && isInForce)) return withoutBypass(event);
  return { ...withoutBypass(withoutMark(event)), tried: true };
}

/** Whether an event is of the trial's tab, its server, and its page's host. */
function concerns({ tabId, server, origin }: Trial, event: RequestEvent): boolean {
  if (event.tabId !== tabId || originOf(event.url) !== server) return false;
  const [page, asker] = [parseUrl(origin)?.hostname, parseUrl(event.initiator ?? '')?.hostname];
  return asker === undefined || asker === page || asker.endsWith(`.${page}`);
}

const isMark =
  (id: string) =>
  ([name, value]: HeaderList[number]): boolean =>
    name.toLowerCase() === MARK && value === id;

function headersOf(event: RequestEvent): HeaderList {
  if (event.type === 'headers-received') return event.responseHeaders;
  return event.type === 'completed' ? (event.responseHeaders ?? []) : [];
}

const notMark = ([name]: HeaderList[number]): boolean => name.toLowerCase() !== MARK;

function withoutMark(event: RequestEvent): RequestEvent {
  if (event.type === 'headers-received') {
    return { ...event, responseHeaders: event.responseHeaders.filter(notMark) };
  }
  if (event.type !== 'completed' || event.responseHeaders === null) return event;
  return { ...event, responseHeaders: event.responseHeaders.filter(notMark) };
}

/** The page did not ask for it, so no requirement may follow from it. */
function withoutBypass(event: RequestEvent): RequestEvent {
  if (event.type !== 'send-headers') return event;
  const requestHeaders = event.requestHeaders.filter(
    ([name, value]) => name.toLowerCase() !== BYPASS || value !== BYPASS_VALUE,
  );
  return { ...event, requestHeaders };
}
