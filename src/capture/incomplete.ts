import type { RequestRecord } from './record.ts';
import { isInternalRedirect, type SeenHop } from './seen-hops.ts';

/**
 * Whether the browser must have told of more than was seen. It drops events where its worker is
 * stopped while being told of them.
 *
 * A request that was answered was sent; one that was redirected, handed over or completed was
 * answered; one that went on was redirected. An answer that is neither handed over nor followed ends
 * the request at once, so where no end is seen, something is missing.
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
    if (hop.received === null) return wasAnswered(hop) || (!isLast && hop.redirect === null);
    // Chromium ends in this error before it follows a redirect, never after.
    if (isLast && hop.redirect !== null && hop.failed?.error === 'net::ERR_FAILED') return true;
    const goesOn = hop.redirect !== null || (isLast && hop.started);
    return hop.sent === null || (!goesOn && (!isLast || record.lostAt !== null));
  });
}

/** Firefox hands over an answer that never came, where it ends in an error. */
const wasAnswered = ({ sent, redirect, started, completed, failed }: SeenHop): boolean =>
  completed !== null || (started && failed === null) || (redirect !== null && sent !== null);
