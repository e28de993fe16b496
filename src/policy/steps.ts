import { redirectTarget } from '../model/redirect-target.ts';
import type { AskedLeg } from './asked-leg.ts';
import type { BrowserRules } from './browsers.ts';
import { asksItself } from './cors-preflight-fetch.ts';
import type { CauseId, Evaluation, Finding, PreflightReason, Step } from './finding.ts';
import { maxAge } from './preflight-cache.ts';
import { mayBeCors, type RequestMode } from './request-mode.ts';

/** The step that a cause belongs to, on the response to a preflight. */
const PREFLIGHT_STEP: Readonly<Partial<Record<CauseId, Step['id']>>> = {
  'missing-allow-origin': 'preflight-cors-check',
  'multiple-allow-origin-values': 'preflight-cors-check',
  'invalid-allow-origin-value': 'preflight-cors-check',
  'allow-origin-mismatch': 'preflight-cors-check',
  'wildcard-with-credentials': 'preflight-cors-check',
  'credentials-not-allowed': 'preflight-cors-check',
  'preflight-status': 'preflight-ok-status',
  'invalid-allow-methods': 'preflight-methods',
  'method-not-allowed': 'preflight-methods',
  'invalid-allow-headers': 'preflight-headers',
  'header-not-allowed': 'preflight-headers',
};

/** Causes that, on a response, mean a redirect that is not followed. */
const REDIRECT_CAUSES: ReadonlySet<CauseId> = new Set([
  'redirect-with-credentials',
  'same-origin-mode',
  'scheme-not-http',
]);

function stepOf({ cause, phase }: Finding): Step['id'] {
  if (phase === 'preflight') return PREFLIGHT_STEP[cause] ?? 'cors-preflight-fetch';
  return REDIRECT_CAUSES.has(cause) ? 'http-redirect-fetch' : 'cors-check';
}

/** What the steps are made from. */
export type StepsInput = {
  readonly legs: readonly AskedLeg[];
  readonly mode: RequestMode;
  readonly rules: BrowserRules;
  readonly conclusion: Pick<Evaluation, 'verdict' | 'findings' | 'undetermined'>;
};

/** The standard's steps as they went, one hop after another. */
export function stepsOf(input: StepsInput): readonly Step[] {
  return input.legs.flatMap((leg) => [
    ...(leg.tainted ? checkedSteps(leg, input) : uncheckedSteps(leg, input)),
    ...redirectSteps(leg, input),
  ]);
}

function uncheckedSteps({ index: hop, origin }: AskedLeg, { mode }: StepsInput): readonly Step[] {
  return mayBeCors(mode)
    ? [{ id: 'same-origin', hop, result: 'passed', values: [origin] }]
    : [{ id: 'same-origin', hop, result: 'not-needed', values: [mode] }];
}

function checkedSteps(leg: AskedLeg, input: StepsInput): readonly Step[] {
  const { index: hop, reasons } = leg;
  const response = leg.hop.response;
  const checked =
    response === null ? 'not-reached' : resultOf('cors-check', leg, input, isLast(leg, input));
  return [
    {
      id: 'needs-preflight',
      hop,
      result: reasons.length > 0 ? 'passed' : 'not-needed',
      values: reasons.flatMap(valuesOf),
    },
    ...preflightSteps(leg, input),
    { id: 'cors-check', hop, result: checked, values: [leg.origin] },
  ];
}

function valuesOf(reason: PreflightReason): readonly string[] {
  if (reason.kind === 'method') return [reason.method];
  return reason.kind === 'headers' ? reason.names : [];
}

function preflightSteps(leg: AskedLeg, input: StepsInput): readonly Step[] {
  const { index: hop } = leg;
  const { preflight, response } = leg.hop;
  if (preflight === null) {
    if (leg.reasons.length === 0) return [];
    const result = leg.cached ? 'passed' : 'unknown';
    return [{ id: 'preflight-cache', hop, result, values: [] }];
  }
  const fetched = resultOf('cors-preflight-fetch', leg, input, false);
  if (preflight.response === null) {
    const result = fetched === 'failed' ? 'failed' : 'not-reached';
    return [{ id: 'cors-preflight-fetch', hop, result, values: [] }];
  }
  const status = String(preflight.response.status);
  const open = isLast(leg, input) && response === null;
  const judged = (id: Step['id'], values: readonly string[]): Step => ({
    id,
    hop,
    result: fetched === 'failed' ? 'not-reached' : resultOf(id, leg, input, open),
    values,
  });
  const kept = String(maxAge(preflight.response.headers, input.rules));
  const passed = !input.conclusion.findings.some((finding) => isAt(finding, leg, 'preflight'));
  return [
    { id: 'cors-preflight-fetch', hop, result: fetched, values: [status] },
    asksItself({ url: leg.hop.url, origin: leg.preflightOrigin })
      ? { id: 'preflight-cors-check', hop, result: 'not-needed', values: [] }
      : judged('preflight-cors-check', [leg.preflightOrigin]),
    judged('preflight-ok-status', [status]),
    judged('preflight-methods', []),
    judged('preflight-headers', []),
    // The cache did not help. Its new content, and for how many seconds.
    ...(passed
      ? [{ id: 'preflight-cache', hop, result: 'not-needed', values: [kept] } as const]
      : []),
  ];
}

function redirectSteps(leg: AskedLeg, input: StepsInput): readonly Step[] {
  const target = redirectTarget(leg.hop);
  if (target === null) return [];
  const result = resultOf('http-redirect-fetch', leg, input, false);
  return [{ id: 'http-redirect-fetch', hop: leg.index, result, values: [target] }];
}

function isLast(leg: AskedLeg, { legs }: StepsInput): boolean {
  return leg.index === legs.length - 1;
}

function isAt(finding: Finding, leg: AskedLeg, phase: Finding['phase']): boolean {
  return finding.hop === leg.index && finding.phase === phase;
}

/** `open`: the exchange stands here, so a check that was not reached stays open. */
function resultOf(
  id: Step['id'],
  leg: AskedLeg,
  { conclusion }: StepsInput,
  open: boolean,
): Step['result'] {
  const { verdict, findings, undetermined } = conclusion;
  if (findings.some((finding) => finding.hop === leg.index && stepOf(finding) === id)) {
    return 'failed';
  }
  const isOpen = verdict === 'undetermined' && undetermined !== 'preflight-only';
  return open && (isOpen || verdict === 'pending') ? 'unknown' : 'passed';
}
