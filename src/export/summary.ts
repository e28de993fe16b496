import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Occurrence } from '../endpoints/occurrences.ts';
import type { Exchange } from '../model/exchange.ts';
import { originOf } from '../model/origin.ts';
import { figure } from '../model/say.ts';

/** What a report is about, in numbers. Equal requests count once. */
export type Summary = {
  readonly requests: number;
  readonly blocked: number;
  /** How many different first reasons the blocked ones have. */
  readonly causes: number;
  /** How many servers they went to. */
  readonly servers: number;
};

/** The numbers for these exchanges, as their rows are now. */
export function summaryOf(
  exchanges: readonly Exchange[],
  occurrences: ReadonlyMap<string, Occurrence>,
  diagnosisOf: (exchange: Exchange) => Pick<Diagnosis, 'evaluation'>,
): Summary {
  const rows = new Map<number, Exchange>();
  const blocked = new Map<number, Exchange>();
  for (const exchange of exchanges) {
    const occurrence = occurrences.get(exchange.id);
    if (occurrence === undefined) continue;
    rows.set(occurrence.row, exchange);
    if (occurrence.state === 'blocked') blocked.set(occurrence.row, exchange);
  }
  const causes = [...blocked.values()].flatMap(
    (one) => diagnosisOf(one).evaluation.findings[0]?.cause ?? [],
  );
  return {
    requests: rows.size,
    blocked: blocked.size,
    causes: new Set(causes).size,
    servers: new Set([...blocked.values()].map(({ hops }) => originOf(hops[0].url))).size,
  };
}

/** `3 of 12 requests are blocked: 2 causes, 1 server.` */
export function summaryText({ requests, blocked, causes, servers }: Summary): string {
  if (requests === 0) return 'No requests.';
  if (blocked === 0) return `None of ${counted(requests, 'request')} is blocked.`;
  const are = blocked === 1 ? 'is' : 'are';
  return `${number(blocked)} of ${counted(requests, 'request')} ${are} blocked: ${counted(causes, 'cause')}, ${counted(servers, 'server')}.`;
}

const number = (count: number): string => figure(count);
const counted = (count: number, one: string): string =>
  `${number(count)} ${one}${count === 1 ? '' : 's'}`;
