import type { Evaluation, PreflightReason } from './finding.ts';
import type { Leg } from './legs.ts';
import {
  preflightQuestion,
  preflightReasons,
  questionOf,
  seenPreflightReasons,
} from './needs-preflight.ts';

/**
 * Kinds of requests that pages make by other means than `fetch()` and XMLHttpRequest. Their
 * unsafe-request flag is not set, so that no header of theirs (a video's `Range`) needs a preflight.
 * @see https://fetch.spec.whatwg.org/#unsafe-request-flag
 */
const WITHOUT_UNSAFE_REQUEST_FLAG: ReadonlySet<string> = new Set([
  'font',
  'image',
  'imageset',
  'media',
  'object',
  'script',
  'stylesheet',
]);

/** Why the leg's request must be asked for first; `[]` when it need not, or cannot be told. */
export function reasonsOf({ hop, tainted }: Leg, resourceType: string): readonly PreflightReason[] {
  if (!tainted) return [];
  if (hop.preflight !== null)
    return seenPreflightReasons(preflightQuestion(hop.preflight, hop.method));
  if (WITHOUT_UNSAFE_REQUEST_FLAG.has(resourceType)) return [];
  return preflightReasons(
    hop.request === null ? { method: hop.method, headers: [] } : questionOf(hop.request),
  );
}

/**
 * Whether the CORS-preflight cache answered: the request was answered without having asked,
 * although it must ask first.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-cache
 */
export function answeredFromCache(leg: Leg, resourceType: string): boolean {
  const { preflight, response } = leg.hop;
  return preflight === null && response !== null && reasonsOf(leg, resourceType).length > 0;
}

/** What an evaluation says of preflights: the first leg that needs one speaks for all. */
export function preflightsOf(
  legs: readonly Leg[],
  resourceType: string,
): Pick<Evaluation, 'preflightReasons' | 'preflightCached'> {
  const reasons = legs.map((leg) => reasonsOf(leg, resourceType));
  return {
    preflightReasons: reasons.find((found) => found.length > 0) ?? [],
    preflightCached: legs.some((leg) => answeredFromCache(leg, resourceType)),
  };
}
