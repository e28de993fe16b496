import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Exchange } from '../model/exchange.ts';
import { groupBy } from '../model/group-by.ts';
import { remember } from '../model/lazy.ts';
import { originOf, type SerializedOrigin } from '../model/origin.ts';
import { pathOf } from '../model/url.ts';

/** How an endpoint stands now. `fixed`: it passes, and was blocked before. */
export type EndpointState = 'blocked' | 'failed' | 'undetermined' | 'fixed' | 'pending' | 'allowed';

/** Everything seen of one server, method and path from one origin: a row of the panel. */
export type Endpoint = {
  /** Stable while exchanges come and go. */
  readonly key: string;
  readonly server: SerializedOrigin;
  readonly method: string;
  /** The URL's path, without query and fragment. */
  readonly path: string;
  /** The page's origin. */
  readonly origin: string;
  readonly state: EndpointState;
  /** Newest last; at least one. */
  readonly exchanges: readonly Exchange[];
  /** The diagnoses of these, in the same order. */
  readonly history: readonly Diagnosis[];
  /** The one that decides the state: the newest settled exchange, else the newest. */
  readonly shown: Diagnosis;
  /** For `fixed` only, `shown` being what passes now: the last that was blocked before. */
  readonly before: Diagnosis | null;
};

/** The endpoints of one server, the ones in trouble first. */
export type EndpointGroup = {
  readonly server: SerializedOrigin;
  readonly endpoints: readonly Endpoint[];
};

const RANK: { readonly [State in EndpointState]: number } = {
  blocked: 0,
  failed: 1,
  undetermined: 2,
  fixed: 3,
  pending: 4,
  allowed: 5,
};

/**
 * Groups exchanges into endpoints. Servers and endpoints in trouble come first; where the state is
 * equal, the order of first appearance stays, so that rows do not jump.
 *
 * Requests that only probed the browser's cache (`http-cache-miss`) are no traffic and left out.
 */
export function groupEndpoints(
  exchanges: readonly Exchange[],
  diagnose: (exchange: Exchange) => Diagnosis,
): readonly EndpointGroup[] {
  const diagnosed = exchanges
    .toSorted((a, b) => a.hops[0].at - b.hops[0].at)
    .map(diagnose)
    .filter(isTraffic);
  return byServer([...groupBy(diagnosed, endpointKey)].map(([key, seen]) => endpoint(key, seen)));
}

/** Endpoints, in the order of their first appearance, under their servers. */
export function byServer(endpoints: readonly Endpoint[]): readonly EndpointGroup[] {
  return [...groupBy(endpoints, (one) => one.server)]
    .map(([server, group]) => ({ server, endpoints: group.toSorted((a, b) => rank(a) - rank(b)) }))
    .toSorted((a, b) => worst(a) - worst(b));
}

/** False for requests that only probed the browser's cache. */
export const isTraffic = ({ evaluation }: Diagnosis): boolean =>
  evaluation.failure !== 'http-cache-miss';

/** The key of the endpoint that a diagnosed exchange belongs to. */
export const endpointKey = remember(({ exchange, evaluation }: Diagnosis): string => {
  const { url, method } = exchange.hops[0];
  // A space is in no method, origin or path, so no two endpoints share a key.
  return [method, evaluation.origin, originOf(url), pathOf(url)].join(' ');
});

/** The endpoint of which these were seen, oldest first. */
export function endpoint(key: string, seen: readonly [Diagnosis, ...Diagnosis[]]): Endpoint {
  const [{ exchange, evaluation }] = seen;
  const { url, method } = exchange.hops[0];
  const shown = seen.findLast(isSettled) ?? seen.at(-1) ?? seen[0];
  const before = blockedBefore(seen, shown);
  return {
    key,
    server: originOf(url),
    method,
    path: pathOf(url),
    origin: evaluation.origin,
    state: before === null ? shown.evaluation.verdict : 'fixed',
    exchanges: seen.map((one) => one.exchange),
    history: seen,
    shown,
    before,
  };
}

/** A page that gave a request up (`aborted`) says nothing about the server. */
function isSettled({ evaluation: { verdict, failure } }: Diagnosis): boolean {
  return verdict !== 'pending' && failure !== 'aborted';
}

function blockedBefore(seen: readonly Diagnosis[], shown: Diagnosis): Diagnosis | null {
  if (shown.evaluation.verdict !== 'allowed') return null;
  return (
    seen
      .slice(0, seen.indexOf(shown))
      .findLast((earlier) => earlier.evaluation.verdict === 'blocked') ?? null
  );
}

/** How far an endpoint is from being in trouble: 0 for the most. */
export const rank = (one: Endpoint): number => RANK[one.state];

/** The rank of the endpoint in the most trouble. */
const worst = (group: EndpointGroup): number => Math.min(...group.endpoints.map(rank));
