import { inferred } from '../model/known.ts';
import type { Evaluation } from './finding.ts';
import type { Leg } from './legs.ts';
import type { Outcome } from './outcome.ts';
import type { Reading } from './reading.ts';
import type { RequestMode } from './request-mode.ts';

/** The part of an evaluation that depends on what the browser did. */
export type Conclusion = Pick<
  Evaluation,
  'verdict' | 'failure' | 'findings' | 'alternatives' | 'undetermined' | 'credentials'
>;

type Case = {
  readonly outcome: Outcome;
  readonly readings: readonly Reading[];
  readonly settled: Evaluation['credentials'];
  readonly legs: readonly Leg[];
  readonly mode: RequestMode;
  /** What the page got, if that shows anything about CORS. It decides between the readings. */
  readonly handedOver: boolean | null;
};

/** Lets what the browser did decide between the readings. */
export function conclude(input: Case): Conclusion {
  const { outcome, settled } = input;
  const base: Conclusion = {
    verdict: 'pending',
    failure: null,
    findings: [],
    alternatives: [],
    undetermined: null,
    credentials: settled,
  };
  switch (outcome.kind) {
    case 'pending':
      return base;
    case 'passed':
      return { ...base, verdict: 'allowed', credentials: narrowed(input, passing(input)) };
    case 'untold':
      return { ...base, verdict: 'blocked' };
    case 'named':
      return { ...base, verdict: 'blocked', findings: [outcome.finding] };
    case 'failed': {
      const findings = outcome.finding === null ? [] : [outcome.finding];
      return { ...base, verdict: 'failed', failure: outcome.failure, findings };
    }
    case 'modeless':
      return { ...base, verdict: 'undetermined', undetermined: 'needs-mode' };
    case 'vetoed':
      return {
        ...base,
        verdict: 'undetermined',
        undetermined: outcome.localNetwork ? 'local-network' : 'vetoed',
      };
    case 'refused':
      return concludeRefused(input, outcome, base);
    case 'unclear':
      return concludeUnclear(input, outcome, base);
  }
}

/** Readings that agree with every response after which the browser continued; all if none does. */
function consistent(readings: readonly Reading[]): readonly Reading[] {
  const agreeing = readings.filter((reading) => !reading.contradicted);
  return agreeing.length === 0 ? readings : agreeing;
}

const blocking = ({ readings }: Case) =>
  consistent(readings).filter((reading) => reading.findings.length > 0);

const passing = ({ readings }: Case) =>
  consistent(readings).filter((reading) => reading.findings.length === 0);

/** The credentials mode, if only one of two possible ones is left. */
function narrowed({ settled }: Case, left: readonly Reading[]): Evaluation['credentials'] {
  const [only, other] = left;
  if (settled.known || only === undefined || other !== undefined) return settled;
  return inferred(only.credentials);
}

/** A reading agrees if something is wrong in it. */
function concludeRefused(
  input: Case,
  { otherwise }: Extract<Outcome, { kind: 'refused' }>,
  base: Conclusion,
): Conclusion {
  const [first, ...others] = blocking(input);
  if (first !== undefined && otherwise !== null && passing(input).length > 0) {
    const alternatives = [first, ...others].map(alternative);
    return {
      ...base,
      verdict: 'undetermined',
      undetermined: 'needs-credentials-to-follow',
      alternatives,
    };
  }
  if (first !== undefined) return blockedBy(input, [first, ...others], base);
  if (otherwise !== null) return { ...base, verdict: 'failed', failure: otherwise };
  // Nothing was checked here, so it was not CORS.
  if (!input.legs.some((leg) => leg.tainted))
    return { ...base, verdict: 'failed', failure: 'other' };
  return { ...base, verdict: 'undetermined', undetermined: 'headers-pass' };
}

/** The more likely reading, and the other one if its first cause differs. */
function blockedBy(
  input: Case,
  [first, ...others]: readonly [Reading, ...Reading[]],
  base: Conclusion,
): Conclusion {
  const { findings } = first;
  const alternatives = others
    .filter((other) => other.findings[0]?.cause !== findings[0]?.cause)
    .map(alternative);
  const credentials = narrowed(input, [first, ...others]);
  return { ...base, verdict: 'blocked', findings, alternatives, credentials };
}

const alternative = ({ credentials, findings }: Reading): Evaluation['alternatives'][number] => ({
  if: { credentials },
  findings,
});

/** Only the headers can show it, and they may differ between the two modes. */
function concludeUnclear(
  input: Case,
  { failure, ended, isLeft = false }: Extract<Outcome, { kind: 'unclear' }>,
  base: Conclusion,
): Conclusion {
  const [first, ...others] = blocking(input);
  const through = passing(input);
  const handedOver = failure === null && ended ? input.handedOver : null;
  if (handedOver === true && through.length > 0) {
    return { ...base, verdict: 'allowed', credentials: narrowed(input, through) };
  }
  if (handedOver === false && first !== undefined) {
    return blockedBy(input, [first, ...others], base);
  }
  // Without CORS, every redirect is followed.
  const maybeNotCors = input.mode === 'unknown' && first !== undefined && !isLeft;
  if (first !== undefined && through.length === 0 && !maybeNotCors) {
    return blockedBy(input, [first, ...others], base);
  }
  // A redirect that CORS may have refused was perhaps not the page's own to leave.
  const isOpen = isLeft && first !== undefined;
  if (failure !== null && !isOpen) return { ...base, verdict: 'failed', failure };
  if (maybeNotCors) return { ...base, verdict: 'undetermined', undetermined: 'needs-mode' };
  if (first !== undefined) {
    const alternatives = [first, ...others].map(alternative);
    const undetermined = isLeft ? 'needs-credentials-to-leave' : 'needs-credentials';
    return { ...base, verdict: 'undetermined', undetermined, alternatives };
  }
  if (ended) return { ...base, verdict: 'allowed' };
  return { ...base, verdict: 'undetermined', undetermined: 'no-end' };
}
