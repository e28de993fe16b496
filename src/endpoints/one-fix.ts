import { lastHop } from '../model/exchange.ts';
import { remember } from '../model/lazy.ts';
import { originOf } from '../model/origin.ts';
import type { CauseId } from '../policy/finding.ts';
import { blockedOnPage } from './blocked.ts';
import type { Endpoint } from './endpoints.ts';

/** Causes that the settings of a server end for all of its URLs. Others need a change for each. */
const OF_THE_WHOLE_SERVER: ReadonlySet<CauseId> = new Set([
  'missing-allow-origin',
  'multiple-allow-origin-values',
  'invalid-allow-origin-value',
  'allow-origin-mismatch',
  'wildcard-with-credentials',
  'credentials-not-allowed',
  'preflight-status',
  'invalid-allow-methods',
  'invalid-allow-headers',
  'method-not-allowed',
  'header-not-allowed',
]);

/** The server whose response the browser refused, after redirects. */
const refusingServer = remember(({ shown: { exchange, evaluation } }: Endpoint): string => {
  const [first] = evaluation.findings;
  return originOf((exchange.hops[first?.hop ?? -1] ?? lastHop(exchange)).url);
});

/**
 * Blocked rows with the same key end with one change at one server. Null where each row may need
 * its own: a redirect, a failing server, or what no server decides.
 */
export const fixKey = remember((endpoint: Endpoint): string | null => {
  const { state, status, shown } = endpoint;
  const [first] = shown.evaluation.findings;
  if (state !== 'blocked' || first === undefined) return null;
  if (!OF_THE_WHOLE_SERVER.has(first.cause) || (status !== null && status >= 500)) return null;
  return `${refusingServer(endpoint)} ${first.cause}`;
});

/** Null for a row whose cause is not known. */
const firstCause = ({ shown }: Endpoint): CauseId | null =>
  shown.evaluation.findings[0]?.cause ?? null;

/** What is blocked, in numbers. */
export type BlockedSummary = {
  /** The rows that the badge counts too, when `since` is the start of the page. */
  readonly requests: number;
  readonly causes: number;
  readonly servers: number;
  /** How many of them the most useful single fix ends. */
  readonly oneFix: number;
};

/** Counts the blocked rows on pages since then, in milliseconds since the epoch. 0: all of them. */
export function summarizeBlocked(endpoints: readonly Endpoint[], since: number): BlockedSummary {
  const blocked = blockedOnPage(endpoints, since);
  const fixes = new Map<string, number>();
  for (const endpoint of blocked) {
    const key = fixKey(endpoint);
    if (key !== null) fixes.set(key, (fixes.get(key) ?? 0) + 1);
  }
  return {
    requests: blocked.length,
    causes: new Set(blocked.map(firstCause)).size,
    servers: new Set(blocked.map(refusingServer)).size,
    oneFix: Math.max(0, ...fixes.values()),
  };
}
