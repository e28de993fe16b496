import type { RequestEvent } from '../capture/raw-event.ts';
import {
  type Answer,
  type Asked,
  type AskedHop,
  askedHops,
  type Check,
  exchangeOfCheck,
  methodOf,
  NOT_SENT,
  preflightId,
} from './check.ts';

/**
 * A check as the events of a request, so that it is kept like all others. Its own document keeps it
 * apart from what the page asks at the same time.
 */
export function eventsOfCheck(check: Check, asked: readonly Asked[]): readonly RequestEvent[] {
  const steps = askedHops(asked);
  const urls = exchangeOfCheck(check, asked)?.hops.map(({ url }) => url) ?? [];
  return steps.flatMap((step, index) => [
    ...preflightEvents(check, step),
    ...actualEvents(check, step, urls[index] ?? '', urls[index + 1] ?? null),
  ]);
}

type Context = Omit<Extract<RequestEvent, { type: 'before-request' }>, 'type' | 'timeStamp'>;

function contextOf(
  { id, of, checked }: Check,
  request: { readonly id: string; readonly url: string; readonly method: string },
): Context {
  const { tabId, frameId, initiator, resourceType } = of;
  const { url, method } = request;
  return {
    requestId: request.id,
    url,
    method,
    tabId,
    frameId,
    documentId: id,
    initiator,
    resourceType,
    checked,
  };
}

function preflightEvents(check: Check, { preflight }: AskedHop): readonly RequestEvent[] {
  if (preflight === null) return [];
  const { hop, url, method, headers } = preflight.question;
  const context = contextOf(check, { id: preflightId(check.id, hop), url, method });
  const at = { ...context, timeStamp: preflight.at };
  return [
    { ...at, type: 'before-request' },
    { ...at, type: 'send-headers', requestHeaders: headers },
    ...answerEvents(context, preflight.answer, null),
  ];
}

function actualEvents(
  check: Check,
  { preflight, actual }: AskedHop,
  url: string,
  next: string | null,
): readonly RequestEvent[] {
  const context = contextOf(check, { id: check.id, url, method: methodOf(check) });
  const began = preflight?.at ?? actual?.at ?? 0;
  const before: RequestEvent = { ...context, type: 'before-request', timeStamp: began };
  if (actual === null) {
    const timeStamp = preflight?.answer.at ?? began;
    return [before, { ...context, type: 'error', error: NOT_SENT, timeStamp }];
  }
  const { headers: requestHeaders } = actual.question;
  return [
    before,
    { ...context, type: 'send-headers', timeStamp: actual.at, requestHeaders },
    ...answerEvents(context, actual.answer, next),
  ];
}

function answerEvents(
  context: Context,
  answer: Answer,
  next: string | null,
): readonly RequestEvent[] {
  const at = { ...context, timeStamp: answer.at };
  if (answer.kind === 'error') return [{ ...at, type: 'error', error: answer.error }];
  const { status, headers: responseHeaders } = answer;
  return [
    { ...at, type: 'headers-received', status, responseHeaders },
    next === null
      ? { ...at, type: 'completed', status, fromCache: false, responseHeaders: null }
      : { ...at, type: 'before-redirect', status, redirectUrl: next },
  ];
}
