import type { Exchange, Hop, ResponseFacts } from '../model/exchange.ts';
import { groupBy } from '../model/group-by.ts';
import { get, type Header } from '../model/header-list.ts';
import type { NetworkEntry } from '../model/network-entry.ts';

const ALLOW_ORIGIN = 'access-control-allow-origin';

/**
 * The exchanges with separate `Access-Control-Allow-Origin` lines. Firefox joins the lines for
 * extensions and leaves empty ones out. DevTools' recorder has each line. Exchanges without such
 * lines stay the same object. So does a list without any.
 */
export function withLinesApart(
  exchanges: readonly Exchange[],
  entries: readonly NetworkEntry[],
): readonly Exchange[] {
  const told = entries.filter(({ allowOrigins }) => allowOrigins.length > 1);
  if (told.length === 0) return exchanges;
  const byUrl = groupBy(entries, ({ url }) => url);
  const urls = new Set(told.map(({ url }) => url));
  return exchanges.map((exchange) => {
    const isPages = exchange.checked === undefined && exchange.tried === undefined;
    if (!isPages || !exchange.hops.some(({ url }) => urls.has(url))) return exchange;
    const [first, ...others] = exchange.hops;
    const apart = (hop: Hop): Hop => hopApart(hop, byUrl.get(hop.url) ?? []);
    return { ...exchange, hops: [apart(first), ...others.map(apart)] };
  });
}

function hopApart(hop: Hop, entries: readonly NetworkEntry[]): Hop {
  const { preflight, response, method } = hop;
  const of = (name: string) => entries.filter((entry) => entry.method === name);
  return {
    ...hop,
    response: response && answerApart(response, hop.at, of(method)),
    preflight: preflight && {
      ...preflight,
      response:
        preflight.response && answerApart(preflight.response, preflight.request.at, of('OPTIONS')),
    },
  };
}

/** A response's own entry is the nearest in time among those with these values. */
function answerApart(
  answer: ResponseFacts,
  askedAt: number,
  entries: readonly NetworkEntry[],
): ResponseFacts {
  const value = get(answer.headers, ALLOW_ORIGIN);
  const distance = ({ at }: NetworkEntry): number => Math.abs(at - askedAt);
  const [own] = entries
    .filter(({ allowOrigins }) => joined(allowOrigins) === value)
    .toSorted((a, b) => distance(a) - distance(b));
  if (own === undefined || own.allowOrigins.length < 2) return answer;
  const lines = own.allowOrigins.map((line): Header => ['Access-Control-Allow-Origin', line]);
  const others = answer.headers.filter(([name]) => name.toLowerCase() !== ALLOW_ORIGIN);
  return { ...answer, headers: [...others, ...lines] };
}

const joined = (lines: readonly string[]): string => lines.filter((line) => line !== '').join(', ');
