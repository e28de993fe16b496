import type { Evaluation } from '../policy/finding.ts';

/**
 * What a check says about the failure that it repeats. `unreached`: no server answered. `open`: it
 * could not see the step that failed.
 */
export type CheckResult = 'passes' | 'refused' | 'unreached' | 'open';

type Judged = Pick<Evaluation, 'verdict' | 'findings' | 'undetermined'>;

/** Compares the verdict on a check with the verdict on the page's own request. */
export function checkResult(made: Judged, before: Judged): CheckResult {
  if (made.verdict === 'allowed') return 'passes';
  if (made.verdict === 'blocked') return 'refused';
  if (made.verdict === 'failed') return 'unreached';
  const wasAtPreflight = before.findings[0]?.phase === 'preflight';
  return made.undetermined === 'preflight-only' && wasAtPreflight ? 'passes' : 'open';
}
