import { EXPECTED_STATUS, expectedOrigin, STATUS } from '../causes/expected.ts';
import type { Hop, ResponseFacts } from '../model/exchange.ts';
import { getAll } from '../model/header-list.ts';
import { remember } from '../model/lazy.ts';
import type { CauseId, Evaluation, Finding, Phase } from '../policy/finding.ts';
import { isCorsSafelistedMethod } from '../policy/safelists.ts';
import { askedAt } from './asked.ts';
import type { HeaderComparison, RowDiagnosis } from './diagnosis.ts';

/** Whether a row is about the status line of a preflight's response. */
export const isStatusRow = ({ name }: Pick<HeaderComparison, 'name'>): boolean => name === STATUS;

/** The row that shows a cause. Causes without a row are not about a response header. */
const ROW_OF: { readonly [Id in CauseId]?: string } = {
  'missing-allow-origin': 'Access-Control-Allow-Origin',
  'multiple-allow-origin-values': 'Access-Control-Allow-Origin',
  'invalid-allow-origin-value': 'Access-Control-Allow-Origin',
  'allow-origin-mismatch': 'Access-Control-Allow-Origin',
  'wildcard-with-credentials': 'Access-Control-Allow-Origin',
  'credentials-not-allowed': 'Access-Control-Allow-Credentials',
  'preflight-status': STATUS,
  'preflight-redirect': STATUS,
  'invalid-allow-methods': 'Access-Control-Allow-Methods',
  'method-not-allowed': 'Access-Control-Allow-Methods',
  'invalid-allow-headers': 'Access-Control-Allow-Headers',
  'header-not-allowed': 'Access-Control-Allow-Headers',
};

/**
 * Each response that the browser judged, header by header: what would pass, and what came. A row is
 * `ok` exactly when no finding is about it, so the table agrees with the sentences.
 */
export const compareHeaders = remember(
  ({ exchange, evaluation }: Pick<RowDiagnosis, 'exchange' | 'evaluation'>) =>
    exchange.hops.flatMap((hop, index): readonly HeaderComparison[] => [
      ...rows(evaluation, index, 'preflight', hop.preflight?.response ?? null, preflightRows(hop)),
      ...rows(evaluation, index, 'actual', hop.response, []),
    ]),
);

/** A header (or the status) and what would pass there. */
type Expectation = readonly [name: string, expected: string];

function rows(
  evaluation: Evaluation,
  hop: number,
  phase: Phase,
  response: ResponseFacts | null,
  more: readonly Expectation[],
): readonly HeaderComparison[] {
  if (response === null || !isJudged(evaluation, hop, phase)) return [];
  const here = evaluation.findings.filter((one) => one.hop === hop && one.phase === phase);
  const failed = new Set(here.map(({ cause }) => ROW_OF[cause]));
  const expectations = [
    ...(isCorsChecked(evaluation, hop, phase) ? originRows(evaluation, here) : []),
    ...more,
  ];
  return expectations.map(([name, expected]) => ({
    phase,
    hop,
    name,
    expected,
    received: received(response, name),
    ok: !failed.has(name),
  }));
}

/** The received values: one entry per line of a header, or the status; none without a response. */
export function received(
  response: ResponseFacts | null | undefined,
  name: string,
): readonly string[] {
  if (!response) return [];
  if (name === STATUS) return [String(response.status)];
  return getAll(response.modifiedHeaders ?? response.headers, name);
}

/** A same-origin hop and a missing response are not judged. */
function isJudged({ steps, findings }: Evaluation, hop: number, phase: Phase): boolean {
  const check = phase === 'preflight' ? 'preflight-ok-status' : 'cors-check';
  const checked = steps.some(
    ({ id, result, ...step }) =>
      id === check && step.hop === hop && (result === 'passed' || result === 'failed'),
  );
  return checked || findings.some((one) => one.hop === hop && one.phase === phase);
}

/** If an origin gets a preflight in its own name, the origin is not checked. */
function isCorsChecked({ steps }: Evaluation, hop: number, phase: Phase): boolean {
  if (phase === 'actual') return true;
  return !steps.some(
    ({ id, result, ...step }) =>
      id === 'preflight-cors-check' && result === 'not-needed' && step.hop === hop,
  );
}

function originRows(
  { origin, credentials }: Evaluation,
  here: readonly Finding[],
): readonly Expectation[] {
  const include =
    (credentials.known && credentials.value === 'include') ||
    here.some(({ cause }) => cause === 'credentials-not-allowed');
  const arrived = here.map(({ evidence }) => ('origin' in evidence ? evidence.origin : origin));
  const expected = expectedOrigin(arrived[0] ?? origin, credentials.known && !include);
  return [
    ['Access-Control-Allow-Origin', expected],
    ...(include ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
  ];
}

function preflightRows(hop: Hop): readonly Expectation[] {
  const { method, headers } = askedAt(hop);
  return [
    [STATUS, EXPECTED_STATUS],
    ...(isCorsSafelistedMethod(method) ? [] : [['Access-Control-Allow-Methods', method] as const]),
    ...(headers.length === 0
      ? []
      : [['Access-Control-Allow-Headers', headers.join(', ')] as const]),
  ];
}
