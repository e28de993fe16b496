import type { DiagnosisContext } from '../diagnosis/diagnosis.ts';
import { createVerdictIndex } from '../endpoints/blocked.ts';
import type { Exchange } from '../model/exchange.ts';

/** What a report is about, in numbers. Equal requests count once. */
export type Summary = {
  readonly requests: number;
  readonly blocked: number;
  /** How many different first reasons the blocked ones have. */
  readonly causes: number;
  /** How many servers they went to. */
  readonly servers: number;
};

/** The numbers for these exchanges, as they are now. `context.exchanges` is everything seen. */
export function summaryOf(
  exchanges: readonly Exchange[],
  { browser, exchanges: all }: DiagnosisContext,
): Summary {
  const ids = new Set(exchanges.map(({ id }) => id));
  const rows = createVerdictIndex(browser)(all).filter((row) =>
    row.exchanges.some(({ id }) => ids.has(id)),
  );
  const blocked = rows.filter(({ state }) => state === 'blocked');
  const causes = blocked.map(({ shown }) => shown.evaluation.findings[0]?.cause);
  return {
    requests: rows.length,
    blocked: blocked.length,
    causes: new Set(causes).size,
    servers: new Set(blocked.map(({ server }) => server)).size,
  };
}

/** `3 of 12 requests are blocked: 2 causes, 1 server.` */
export function summaryText({ requests, blocked, causes, servers }: Summary): string {
  if (requests === 0) return 'No requests.';
  if (blocked === 0) return `None of ${counted(requests, 'request')} is blocked.`;
  const are = blocked === 1 ? 'is' : 'are';
  return `${number(blocked)} of ${counted(requests, 'request')} ${are} blocked: ${counted(causes, 'cause')}, ${counted(servers, 'server')}.`;
}

const number = (count: number): string => count.toLocaleString('en');
const counted = (count: number, one: string): string =>
  `${number(count)} ${one}${count === 1 ? '' : 's'}`;
