import type { PreflightReason } from './finding.ts';
import type { Leg } from './legs.ts';
import {
  preflightQuestion,
  preflightReasons,
  questionOf,
  seenPreflightReasons,
} from './needs-preflight.ts';

/** A leg, and whether the browser had to send a preflight first. */
export type AskedLeg = Leg & {
  /** `[]` when no preflight was needed, or when nothing shows whether one was. */
  readonly reasons: readonly PreflightReason[];
  /**
   * The CORS-preflight cache answered: the request needs a preflight, and was answered without one.
   */
  readonly cached: boolean;
};

/**
 * Kinds of requests that pages make by other means than `fetch()` and XMLHttpRequest. Their
 * unsafe-request flag is not set, so none of their headers (a video's `Range`) needs a preflight.
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

/**
 * Adds to a leg whether it needed a preflight.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-cache
 */
export function withQuestion(leg: Leg, resourceType: string): AskedLeg {
  const { preflight, response } = leg.hop;
  const reasons = reasonsOf(leg, resourceType);
  const cached = preflight === null && response !== null && reasons.length > 0;
  return { ...leg, reasons, cached };
}

function reasonsOf({ hop, tainted }: Leg, resourceType: string): readonly PreflightReason[] {
  if (!tainted) return [];
  if (hop.preflight !== null) {
    return seenPreflightReasons(preflightQuestion(hop.preflight, hop.method));
  }
  if (WITHOUT_UNSAFE_REQUEST_FLAG.has(resourceType)) return [];
  return preflightReasons(
    hop.request === null ? { method: hop.method, headers: [] } : questionOf(hop.request),
  );
}
