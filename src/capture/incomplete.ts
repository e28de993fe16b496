import { withoutFragment } from '../model/url.ts';
import type { RequestRecord } from './record.ts';
import { isInternalRedirect, type SeenHop } from './seen-hops.ts';

/**
 * Whether the browser must have reported more events than were seen. It drops events when it stops
 * its worker in the middle of them.
 *
 * A request with a response was sent. One that was redirected, delivered or completed had a
 * response. One that continued was redirected. A response that is neither delivered nor followed
 * ends the request at once, so without an end, something is missing.
 */
export function isIncomplete({
  record,
  hops,
}: {
  readonly record: RequestRecord;
  readonly hops: readonly SeenHop[];
}): boolean {
  return hops.some((hop, index) => {
    if (isInternalRedirect(hop)) return false;
    const isLast = index === hops.length - 1;
    if (hop.received === null) {
      return wasAnswered(hop) || isLast === (hop.redirect !== null) || endedElsewhere(hop);
    }
    if (endedElsewhere(hop)) return true;
    // Browsers end in these errors before they follow a redirect, never after.
    const isFollowed = isLast && hop.redirect !== null;
    if (isFollowed && REFUSED.has(hop.failed?.error ?? '')) return true;
    // No redirect itself is delivered: this is what the next hop got.
    if (isFollowed && hop.started && hop.completed !== null) return true;
    const goesOn = hop.redirect !== null || (isLast && hop.started);
    return hop.sent === null || (!goesOn && (!isLast || record.lostAt !== null));
  });
}

/** How Chromium and Firefox name what CORS refused. */
const REFUSED: ReadonlySet<string> = new Set(['net::ERR_FAILED', 'NS_ERROR_DOM_BAD_URI']);

/** Firefox reports the start of a response that never came, if the request ends in an error. */
const wasAnswered = ({ sent, redirect, started, completed, failed }: SeenHop): boolean =>
  completed !== null || (started && failed === null) || (redirect !== null && sent !== null);

/**
 * Whether it ended where it cannot have ended. Only an error names the target of a redirect that was
 * not followed.
 */
function endedElsewhere({ url, redirect, completed, failed }: SeenHop): boolean {
  const isAt = (end: { readonly url: string } | null, place: string | undefined): boolean =>
    end === null || withoutFragment(end.url) === withoutFragment(place ?? url);
  return !isAt(completed, url) || !(isAt(failed, url) || isAt(failed, redirect?.to));
}
