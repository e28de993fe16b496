import type { Exchange, Hop } from '../model/exchange.ts';
import { get, has } from '../model/header-list.ts';
import { isSameOrigin, originOf, type SerializedOrigin } from '../model/origin.ts';
import { isCorsSafelistedMethod } from './safelists.ts';

/**
 * A request's mode, or `unknown` if a `cors` and a `no-cors` request would look alike.
 * @see https://fetch.spec.whatwg.org/#concept-request-mode
 */
export type RequestMode = 'cors' | 'no-cors' | 'same-origin' | 'navigate' | 'websocket' | 'unknown';

const MODES: ReadonlyMap<string, RequestMode> = new Map([
  ['cors', 'cors'],
  ['no-cors', 'no-cors'],
  ['same-origin', 'same-origin'],
  ['navigate', 'navigate'],
  ['websocket', 'websocket'],
] as const);

/** Kinds of requests whose mode follows from what they are. */
const MODE_OF_KIND: ReadonlyMap<string, RequestMode> = new Map([
  ['websocket', 'websocket'],
  ['main_frame', 'navigate'],
  ['sub_frame', 'navigate'],
] as const);

/** Kinds that are `cors` only with a `crossorigin` attribute. It shows as an `Origin`. */
const ELEMENTS: ReadonlySet<string> = new Set([
  'beacon',
  'csp_report',
  'image',
  'imageset',
  'media',
  'object',
  'ping',
  'script',
  'stylesheet',
]);

/** Whether the CORS check may apply to requests of this mode. */
export function mayBeCors(mode: RequestMode): boolean {
  return mode === 'cors' || mode === 'unknown';
}

/** The request's mode, from the best evidence. `origin`: the page's. */
export function requestMode(exchange: Exchange, origin: SerializedOrigin): RequestMode {
  const { hops, resourceType, declared } = exchange;
  return (
    MODE_OF_KIND.get(resourceType) ??
    first(hops, modeHeader) ??
    first(hops, ({ preflight }) => (preflight === null ? undefined : 'cors')) ??
    modeByMethod(exchange) ??
    first(hops, (hop) => modeByOrigin(hop, origin)) ??
    // What the page's code asked for. A page may forge it, so the traffic comes first.
    declared?.mode ??
    modeByKind(resourceType)
  );
}

function first<T>(hops: readonly Hop[], witness: (hop: Hop) => T | undefined): T | undefined {
  for (const hop of hops) {
    const said = witness(hop);
    if (said !== undefined) return said;
  }
  return undefined;
}

/** Browsers send it only to potentially trustworthy URLs. */
function modeHeader({ request }: Hop): RequestMode | undefined {
  return MODES.get(get(request?.headers ?? [], 'sec-fetch-mode') ?? '');
}

/**
 * A `no-cors` request cannot have a method that is not safelisted. One that the page keeps to its own
 * origin can.
 */
function modeByMethod({ hops: [hop], declared }: Exchange): RequestMode | undefined {
  if (isCorsSafelistedMethod(hop.method)) return undefined;
  return declared?.mode === 'same-origin' ? 'same-origin' : 'cors';
}

/** On GET and HEAD to another origin, only mode `cors` sends `Origin`. */
function modeByOrigin(hop: Hop, origin: SerializedOrigin): RequestMode | undefined {
  if (hop.request === null || (hop.method !== 'GET' && hop.method !== 'HEAD')) return undefined;
  if (has(hop.request.headers, 'origin')) return 'cors';
  return isSameOrigin(originOf(hop.url), origin) ? undefined : 'no-cors';
}

function modeByKind(resourceType: string): RequestMode {
  if (resourceType === 'font') return 'cors';
  return ELEMENTS.has(resourceType) ? 'no-cors' : 'unknown';
}

/**
 * Whether a page's own code made a request that it cannot read: a fetch with `mode: 'no-cors'`.
 * Images, scripts and beacons are `no-cors` anyway, and no code waits for their bytes.
 */
export const isUnreadable = ({ resourceType }: Exchange, mode: RequestMode): boolean =>
  resourceType === 'xmlhttprequest' && mode === 'no-cors';
