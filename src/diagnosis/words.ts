import { ifCredentials } from '../causes/credentials.ts';
import { failures } from '../causes/failures.ts';
import { explain } from '../causes/index.ts';
import { type JudgedRequest, refused, unreadable, untold, verdicts } from '../causes/verdicts.ts';
import { type Exchange, lastHop } from '../model/exchange.ts';
import { isErrorStatus, statusOf } from '../model/status.ts';
import type { Evaluation, Finding } from '../policy/finding.ts';
import { isUnreadable } from '../policy/request-mode.ts';
import type { Diagnosis } from './diagnosis.ts';

type Words = Pick<Diagnosis, 'title' | 'headline' | 'why' | 'findings' | 'alternatives'>;

/** Whether the server's response to the preflight caused a failure, and can fix it. */
export const isServersOwn = (first: Finding | undefined): boolean =>
  first?.cause === 'preflight-redirect';

/** All that is said about an exchange's verdict. */
export function wordsOf(exchange: Exchange, evaluation: Evaluation): Words {
  const findings = evaluation.findings.map(explain);
  const alternatives = evaluation.alternatives.map((alternative) => ({
    condition: ifCredentials(alternative.if.credentials),
    findings: alternative.findings.map(explain),
  }));
  const [first] = findings;
  const isFound = evaluation.verdict === 'blocked' || isServersOwn(first?.finding);
  return first !== undefined && isFound
    ? { title: first.title, headline: first.text, why: first.why, findings, alternatives }
    : { ...verdictWords(exchange, evaluation), findings, alternatives };
}

function verdictWords(
  exchange: Exchange,
  evaluation: Evaluation,
): Pick<Words, 'title' | 'headline' | 'why'> {
  const { verdict, failure, origin, undetermined } = evaluation;
  if (failure !== null) {
    const error = errorOf(exchange, evaluation);
    const request = { url: lastHop(exchange).url, origin, error };
    const { title, explain: headline, why } = failures[failure];
    return { title, headline: headline(request), why: why(request) };
  }
  const { url, method } = exchange.hops[0];
  const request = { url, method, origin, undetermined };
  if (verdict === 'allowed') return allowedWords(exchange, evaluation, request);
  if (verdict === 'blocked' && exchange.ending.kind === 'error') {
    const { title, explain: headline, why } = untold;
    return { title, headline: headline({ ...request, error: exchange.ending.error }), why: why() };
  }
  // Blocked without a finding, or failed without a failure: only the verdict is known.
  const open = verdict === 'blocked' || verdict === 'failed';
  const { title, titleOf, explain: headline, why } = verdicts[open ? 'undetermined' : verdict];
  return { title: titleOf?.(request) ?? title, headline: headline(request), why: why(request) };
}

/** What passes CORS may still not help the page. */
function allowedWords(
  exchange: Exchange,
  { mode }: Evaluation,
  request: JudgedRequest,
): Pick<Words, 'title' | 'headline' | 'why'> {
  const status = statusOf(exchange);
  if (isErrorStatus(status) && !isUnreadable(exchange, mode)) {
    const { title, explain: headline, why } = refused;
    return { title: title(status), headline: headline({ ...request, status }), why: why() };
  }
  const words = isUnreadable(exchange, mode) ? unreadable : verdicts.allowed;
  const { title, explain: headline, why } = words;
  return { title, headline: headline(request), why: why(request) };
}

/**
 * The error that says what happened. If a preflight ran into it, only the preflight may have its
 * name.
 */
function errorOf({ ending }: Exchange, { findings }: Evaluation): string | null {
  for (const { cause, evidence } of findings) {
    if (cause === 'preflight-network-error') return evidence.error;
  }
  return ending.kind === 'error' ? ending.error : null;
}
