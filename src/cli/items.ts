import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis, DiagnosisContext } from '../diagnosis/diagnosis.ts';
import { type Endpoint, type EndpointState, groupEndpoints } from '../endpoints/endpoints.ts';
import { type ReportRisk, reportRisks } from '../export/report.ts';
import type { Exchange } from '../model/exchange.ts';
import { plainText } from '../model/prose.ts';
import { phrase } from '../model/say.ts';
import type { FailOn } from './options.ts';
import { endpointsText } from './text.ts';

/** One thing that a machine lists: a request, or a risk. */
export type Item = {
  /** The cause, the failure or the risk. */
  readonly id: string;
  /** `pass`: nothing is wrong. `warning`: it does not end the command with code 1. */
  readonly level: 'error' | 'warning' | 'pass';
  readonly title: string;
  /** One sentence. */
  readonly says: string;
  /** The same and the fix, as in a terminal. Empty if there is nothing to say. */
  readonly detail: string;
  /** Where this is documented. */
  readonly docs: string | null;
};

/** Long lines: whoever shows it breaks them. */
const PLAIN = { width: 100, colours: false };

/** What is found in those exchanges: each row, and then each risk. */
export function itemsOf(
  exchanges: readonly Exchange[],
  context: DiagnosisContext,
  { stack, failOn }: { readonly stack: string | null; readonly failOn: readonly FailOn[] },
): readonly Item[] {
  const groups = groupEndpoints(exchanges, (one) => diagnose(one, context));
  const endpoints = groups.flatMap((group) => group.endpoints);
  return [
    ...endpoints.map((endpoint) => itemOf(endpoint, stack, failOn)),
    ...reportRisks(exchanges, exchanges).map((risk) => riskItem(risk, failOn.includes('risk'))),
  ];
}

/** Which rows are worth a line without `--fail-on`. */
const LEVELS: Readonly<Record<EndpointState, Item['level']>> = {
  blocked: 'error',
  failed: 'warning',
  undetermined: 'warning',
  fixed: 'pass',
  pending: 'pass',
  allowed: 'pass',
};

function itemOf(
  endpoint: Endpoint<Diagnosis>,
  stack: string | null,
  failOn: readonly FailOn[],
): Item {
  const { shown, state, method, server, path, origin, apart } = endpoint;
  const { findings, evaluation } = shown;
  const [finding] = findings;
  const level = failOn.some((one) => one === state) ? 'error' : LEVELS[state];
  return {
    id: finding?.finding.cause ?? evaluation.failure ?? state,
    level,
    title: `${method} ${server}${path} ${inPage(`${origin}${apart && `, ${apart}`}`)}`,
    says: plainText(shown.headline),
    detail:
      level === 'pass'
        ? ''
        : [...endpointsText([endpoint], { stack, terminal: PLAIN })].join('').trim(),
    docs: finding?.spec ?? null,
  };
}

/** The page, in parentheses. The same word in both languages. */
export const inPage = (origin: string): string => phrase`(page ${origin})`.fr`(page ${origin})`;

/** A risk as an item. A note is nothing wrong. */
export const riskItem = (
  { server, id, note, seen, proof, docs }: ReportRisk,
  fails: boolean,
): Item => ({
  id,
  level: note === true ? 'pass' : fails ? 'error' : 'warning',
  title:
    note === true
      ? phrase`note about ${server}`.fr`remarque sur ${server}`
      : phrase`risk at ${server}`.fr`risque à ${server}`,
  says: seen,
  detail: `${seen}\n${proof}`,
  docs,
});
