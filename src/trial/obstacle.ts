import type { Diagnosis, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import type { BrowserName, PreflightFacts } from '../model/exchange.ts';
import { originParts } from '../model/origin.ts';
import { isRedirectStatus } from '../model/redirect-target.ts';
import type { TrialPlan } from '../model/trial.ts';
import { planOf } from './plan.ts';

/** Why a fix cannot be tried: what is known before anything is sent. */
export type Obstacle =
  /** No response arrived whose headers could be changed. */
  | { readonly kind: 'no-response' }
  /** The fix is made elsewhere. */
  | { readonly kind: 'no-settings' }
  /** The page is neither `http:` nor `https:`. The rules of browsers know no other scheme. */
  | { readonly kind: 'other-scheme' }
  /** The page must request another URL. */
  | { readonly kind: 'other-url' }
  /** No extension can change the status of a preflight. */
  | { readonly kind: 'preflight-status'; readonly status: number }
  | { readonly kind: 'preflight-redirect' }
  /** The extension may not watch its page and server. */
  | { readonly kind: 'not-granted' }
  /** A worker that several tabs share sent it. */
  | { readonly kind: 'shared-worker' }
  /** Firefox judges the two lines, whatever an extension makes of them. */
  | { readonly kind: 'two-lines' }
  /** The headers of these settings cannot be limited to this page. */
  | { readonly kind: 'not-alone' };

/** What can be tried, or why nothing can. */
export type Tryable = { readonly plan: TrialPlan } | { readonly obstacle: Obstacle };

const IN_TROUBLE: ReadonlySet<string> = new Set(['blocked', 'failed', 'undetermined']);

/** Whether anything is wrong that a fix may end: also a header that the page may not read. */
export const mayNeedTrial = ({ exchange, evaluation, requirement }: Diagnosis): boolean =>
  exchange.tried !== true &&
  (IN_TROUBLE.has(evaluation.verdict) || (requirement.answer?.expose.length ?? 0) > 0);

/** Whether the fix that is shown for a diagnosis can be tried in its tab. `fix`: null if none is. */
export function tryable(
  diagnosis: Diagnosis,
  fix: ProvedRemedy | null,
  browser: BrowserName,
): Tryable {
  const { exchange, evaluation, requirement } = diagnosis;
  const { answer } = requirement;
  if (evaluation.failure !== null && answer === null) return { obstacle: { kind: 'no-response' } };
  if (exchange.recordedOnly) return { obstacle: { kind: 'not-granted' } };
  if (exchange.tabId < 0) return { obstacle: { kind: 'shared-worker' } };
  // Wherever it was refused, the request gets no further.
  const [refused] = exchange.hops.flatMap(({ preflight }) => ofPreflight(preflight) ?? []);
  if (refused !== undefined) return { obstacle: refused };
  if (browser === 'firefox' && staysDoubled(diagnosis)) return { obstacle: { kind: 'two-lines' } };
  if (fix === null || answer === null) return { obstacle: { kind: 'no-settings' } };
  if (fix.remedy.sameOriginUrl !== undefined) return { obstacle: { kind: 'other-url' } };
  if (originParts(answer.origin) === null) return { obstacle: { kind: 'other-scheme' } };
  const plan = planOf(fix.remedy, answer, { stack: fix.stack.label, exchange: exchange.id });
  return plan === null ? { obstacle: { kind: 'not-alone' } } : { plan };
}

/** Firefox counts the server's own lines, and only those in this spelling: not HTTP/2's. */
const COUNTED = 'Access-Control-Allow-Origin';

function staysDoubled({ exchange, evaluation: { findings } }: Diagnosis): boolean {
  return findings.some(({ cause, hop, phase }) => {
    if (cause !== 'multiple-allow-origin-values') return false;
    const { preflight, response } = exchange.hops[hop] ?? exchange.hops[0];
    const headers = (phase === 'preflight' ? preflight?.response : response)?.headers ?? [];
    return headers.some(([name]) => name === COUNTED);
  });
}

/** What no header changes about a preflight. Null if its status is fine, or if it is not known. */
function ofPreflight(preflight: PreflightFacts | null): Obstacle | null {
  if (preflight === null) return null;
  const { response, ending } = preflight;
  if (response === null) return ending.kind === 'error' ? { kind: 'no-response' } : null;
  const { status } = response;
  if (isRedirectStatus(status)) return { kind: 'preflight-redirect' };
  return status >= 200 && status <= 299 ? null : { kind: 'preflight-status', status };
}
