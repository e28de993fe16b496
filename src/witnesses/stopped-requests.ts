import type { Declaration } from '../model/declared.ts';
import { type Exchange, unseenHop } from '../model/exchange.ts';
import type { NetworkEntry } from '../model/network-entry.ts';
import { isSameOrigin, originOf, parseUrl, serializedOrigin } from '../model/origin.ts';
import { stoppedBy } from '../model/stopped.ts';

/** Sources for requests that the extension API has no event for. */
export type Witnesses = {
  readonly tabId: number;
  readonly entries: readonly NetworkEntry[];
  /** What the page's code asked for, as the observer saw it. */
  readonly calls: readonly Declaration[];
  /** The user cleared everything until then. Milliseconds since the epoch. */
  readonly since: number;
};

/**
 * Requests that the browser stopped before they left the page, as exchanges, so that they are
 * diagnosed like all others. Chromium's extension API has no events for them. DevTools' recorder
 * has mixed content, files, and WebSockets that were not opened. The page's code shows `mode:
 * 'same-origin'`. Blocks by a Content-Security-Policy appear in neither.
 */
export function stoppedExchanges(witnesses: Witnesses): readonly Exchange[] {
  const { tabId, since } = witnesses;
  const made = [
    ...witnesses.entries.flatMap((entry, i): readonly Exchange[] => {
      const page = entry.stack.at(-1)?.url ?? '';
      const error = isStopped(entry) ? stoppedBy(entry.url, page) : null;
      if (error === null) return [];
      const exchange = unsent(tabId, entry, originOf(page), error);
      return [{ ...exchange, id: `stopped-${entry.at}-${i}` }];
    }),
    ...witnesses.calls.filter(isRefusedByMode).map((call, i): Exchange => {
      const exchange = unsent(tabId, call, serializedOrigin(call.origin), 'blocked:origin');
      return { ...exchange, id: `same-origin-mode-${call.at}-${i}`, declared: call.declared };
    }),
  ];
  return made.filter(({ hops }) => hops[0].at > since);
}

/** All exchanges, including the stopped ones, in the order of time. */
export const withStopped = (
  exchanges: readonly Exchange[],
  stopped: readonly Exchange[],
): readonly Exchange[] =>
  stopped.length === 0
    ? exchanges
    : [...exchanges, ...stopped].toSorted((a, b) => a.hops[0].at - b.hops[0].at);

const isStopped = ({ status, error, isPreflight, stack }: NetworkEntry): boolean =>
  status === 0 && error === '' && !isPreflight && stack.length > 0;

/** Main fetch ends such a request before it checks anything else. */
function isRefusedByMode({ url, origin, declared }: Declaration): boolean {
  const target = parseUrl(url)?.protocol;
  if (declared.mode !== 'same-origin' || origin === '') return false;
  if (target !== 'http:' && target !== 'https:') return false;
  return !isSameOrigin(originOf(url), serializedOrigin(origin));
}

function unsent(
  tabId: number,
  asked: Pick<NetworkEntry, 'url' | 'method' | 'at'>,
  initiator: Exchange['initiator'],
  error: string,
): Exchange {
  return {
    id: '',
    tabId,
    frameId: 0,
    documentId: null,
    initiator,
    resourceType: /^wss?:/.test(asked.url) ? 'websocket' : 'xmlhttprequest',
    hops: [unseenHop(asked)],
    ending: { kind: 'error', error, at: asked.at },
  };
}
