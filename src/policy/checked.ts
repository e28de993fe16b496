import type { Checked } from '../model/checked.ts';
import { type BrowserName, type Exchange, lastHop } from '../model/exchange.ts';
import { inferred, type Known, unknown } from '../model/known.ts';
import { isLoginRedirect } from '../model/login.ts';
import { redirectTarget } from '../model/redirect-target.ts';
import type { Conclusion } from './conclude.ts';
import type { Undetermined, UnknownCredentials } from './finding.ts';
import { failureOf } from './network-errors.ts';
import type { Outcome } from './outcome.ts';
import { judgeAnswers, type Reading } from './reading.ts';

/**
 * What became of Crosscheck's own question. No browser judged the answer, so the headers decide.
 */
export function outcomeOfChecked(exchange: Exchange, browser: BrowserName): Outcome {
  const { preflight, request, response } = lastHop(exchange);
  const hop = exchange.hops.length - 1;
  if (preflight?.response === null && preflight.ending.kind === 'error') {
    const { error } = preflight.ending;
    const evidence = { error };
    return {
      kind: 'failed',
      failure: failureOf(error, browser),
      finding: { cause: 'preflight-network-error', phase: 'preflight', hop, evidence },
    };
  }
  if (request !== null && response === null && exchange.ending.kind === 'error') {
    const failure = failureOf(exchange.ending.error, browser);
    return { kind: 'failed', failure, finding: null };
  }
  if (exchange.ending.kind === 'pending') return { kind: 'pending' };
  return { kind: 'unclear', failure: null, ended: true };
}

/**
 * What the answers to Crosscheck's questions say under one credentials mode. It goes on after a
 * refusal that only another mode has, so the first refusal counts.
 */
export function readChecked(...subject: Parameters<typeof judgeAnswers>): Reading {
  const [, , credentials] = subject;
  const refusal = judgeAnswers(...subject).find((findings) => findings.length > 0);
  return { credentials, findings: refusal ?? [], contradicted: false };
}

/**
 * The conclusion about a check. If the answers pass in the likelier credentials mode, they pass, as
 * the fix promises; the other mode remains as an alternative.
 */
export function concludeChecked(
  exchange: Exchange,
  checked: Checked,
  concluded: Conclusion,
  [likely]: readonly Reading[],
): Conclusion {
  const passes = concluded.undetermined === 'needs-credentials' && likely?.findings.length === 0;
  const conclusion: Conclusion = passes
    ? { ...concluded, verdict: 'allowed', undetermined: null }
    : concluded;
  const left = leftOpen(exchange, checked, conclusion);
  if (left === null) return conclusion;
  return {
    ...conclusion,
    verdict: 'undetermined',
    failure: null,
    findings: [],
    undetermined: left,
  };
}

/** The mode of the page's request: the check's own shows nothing about it. */
export const checkedCredentials = ({
  credentials,
}: Checked): Known<Exclude<Checked['credentials'], null>, UnknownCredentials> =>
  credentials === null ? unknown('request-unseen') : inferred(credentials);

/** What the check leaves open; null if its answers decide. */
function leftOpen(
  exchange: Exchange,
  { withheld }: Checked,
  { verdict, findings: [first] }: Pick<Conclusion, 'verdict' | 'findings'>,
): Undetermined | null {
  const last = lastHop(exchange);
  if (verdict === 'allowed') {
    if (last.response === null) return 'preflight-only';
    return redirectTarget(last) === null ? null : 'redirect-not-followed';
  }
  const isActual = verdict === 'blocked' && first?.phase === 'actual';
  return isActual && withheld.length > 0 && wantsLogin(exchange) ? 'withheld' : null;
}

/** Whether the server probably answered so only because the check carried no login. */
function wantsLogin(exchange: Exchange): boolean {
  const last = lastHop(exchange);
  const status = last.response?.status;
  if (status === 401 || status === 403) return true;
  const target = redirectTarget(last);
  return target !== null && isLoginRedirect(last.url, target);
}
