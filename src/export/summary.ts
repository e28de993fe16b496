import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Occurrence } from '../endpoints/occurrences.ts';
import type { Exchange } from '../model/exchange.ts';
import { originOf } from '../model/origin.ts';
import { counted, figure, phrase } from '../model/say.ts';

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
  if (requests === 0) return phrase`No requests.`.fr`Aucune requête.`;
  const all = counted(requests, phrase`request`.fr`requête`);
  if (blocked === 0)
    return phrase`None of ${all} is blocked.`
      .fr`Aucune requête sur ${figure(requests)} n’est bloquée.`;
  const some = figure(blocked);
  const why = counted(causes, phrase`cause`.fr`cause`);
  const where = counted(servers, phrase`server`.fr`serveur`);
  return blocked === 1
    ? phrase`${some} of ${all} is blocked: ${why}, ${where}.`
        .fr`${some} requête sur ${figure(requests)} est bloquée : ${why}, ${where}.`
    : phrase`${some} of ${all} are blocked: ${why}, ${where}.`
        .fr`${some} requêtes sur ${figure(requests)} sont bloquées : ${why}, ${where}.`;
}
