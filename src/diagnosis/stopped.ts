import type { Declaration } from '../model/declared.ts';
import type { Exchange } from '../model/exchange.ts';
import type { NetworkEntry } from '../model/network-entry.ts';
import { isSameOrigin, originOf, parseUrl, serializedOrigin } from '../model/origin.ts';

/** What tells of requests that the extension API has no event of. */
export type Witnesses = {
  readonly tabId: number;
  readonly entries: readonly NetworkEntry[];
  /** What the observer saw the page's code ask for. */
  readonly calls: readonly Declaration[];
  /** What happened until then is not wanted any more. Milliseconds since the epoch. */
  readonly since: number;
};

/**
 * Requests that the browser stopped before they left the page, as exchanges, so that they are
 * diagnosed like all others. Chromium's extension API is silent about them; the names of their ends
 * are those of DevTools' own network panel.
 *
 * Mixed content is told by DevTools' recorder (measured: status 0 and an empty error, which nothing
 * else has), the mode `same-origin` by the page's code. What a Content-Security-Policy stops, neither
 * tells.
 */
export function stoppedExchanges(witnesses: Witnesses): readonly Exchange[] {
  const { tabId, since } = witnesses;
  const [entries, calls] = [witnesses.entries.filter(isMixedContent), witnesses.calls];
  const made = [
    ...entries.map((entry, i): Exchange => {
      const page = entry.stack.at(-1)?.url ?? '';
      const exchange = unsent(tabId, entry, originOf(page), 'blocked:mixed-content');
      return { ...exchange, id: `mixed-content-${entry.at}-${i}` };
    }),
    ...calls.filter(isRefusedByMode).map((call, i): Exchange => {
      const exchange = unsent(tabId, call, serializedOrigin(call.origin), 'blocked:origin');
      return { ...exchange, id: `same-origin-mode-${call.at}-${i}`, declared: call.declared };
    }),
  ];
  return made.filter(({ hops }) => hops[0].at > since);
}

function isMixedContent({ url, status, error, isPreflight, stack }: NetworkEntry): boolean {
  const page = stack.at(-1)?.url ?? '';
  return (
    status === 0 &&
    error === '' &&
    !isPreflight &&
    parseUrl(url)?.protocol === 'http:' &&
    parseUrl(page)?.protocol === 'https:'
  );
}

/** Main fetch ends such a request before anything else is looked at. */
function isRefusedByMode({ url, origin, declared }: Declaration): boolean {
  const target = parseUrl(url)?.protocol;
  if (declared.mode !== 'same-origin' || origin === '') return false;
  if (target !== 'http:' && target !== 'https:') return false;
  return !isSameOrigin(originOf(url), serializedOrigin(origin));
}

function unsent(
  tabId: number,
  { url, method, at }: Pick<NetworkEntry, 'url' | 'method' | 'at'>,
  initiator: Exchange['initiator'],
  error: string,
): Exchange {
  return {
    id: '',
    tabId,
    frameId: 0,
    documentId: null,
    initiator,
    resourceType: 'xmlhttprequest',
    hops: [
      {
        url,
        method,
        at,
        preflight: null,
        request: null,
        response: null,
        started: false,
        redirectedTo: null,
      },
    ],
    ending: { kind: 'error', error, at },
  };
}
