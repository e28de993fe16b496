import { type Exchange, type Hop, lastHop } from '../model/exchange.ts';
import { nameableOrigin, OPAQUE_ORIGIN, originOf } from '../model/origin.ts';
import { redirectTarget } from '../model/redirect-target.ts';
import type { Elsewhere, Requirement } from '../model/requirement.ts';
import type { Evaluation, Finding } from '../policy/finding.ts';
import { advise, type Place } from './advice.ts';
import { answerOf } from './answer.ts';
import type { DiagnosisContext } from './diagnosis.ts';
import { redirectAdvice } from './redirect.ts';
import { readInVain } from './wanted.ts';

const NOTHING: Requirement = { answer: null, elsewhere: [], covers: [] };

/**
 * Reduces what was found to what is needed: of the server (`answer`) and of anybody else
 * (`elsewhere`). A blocked or failed exchange always needs something; one that passed only where
 * its page read a header in vain, any other nothing.
 *
 * `context.exchanges`: what else was seen of the same server. What the page and its like asked of
 * it is added, so that one paste serves them all and takes nothing away that works. Never throws.
 */
export function requirementOf(
  exchange: Exchange,
  evaluation: Evaluation,
  context: DiagnosisContext,
): Requirement {
  const [first] = evaluation.findings;
  if (evaluation.failure !== null && !isServersOwn(first)) {
    return { ...NOTHING, elsewhere: [{ kind: 'network', failure: evaluation.failure }] };
  }
  if (evaluation.verdict === 'allowed') return exposing(exchange, evaluation, context);
  if (first === undefined || !['blocked', 'failed'].includes(evaluation.verdict)) return NOTHING;
  const hop = exchange.hops[first.hop] ?? lastHop(exchange);
  const place: Place = { exchange, hop, origin: evaluation.origin };
  const findings = evaluation.findings.filter((finding) => finding.hop === first.hop);
  const advices = findings.map((finding) => advise(finding, place));
  const elsewhere = distinct([
    ...aboutOrigin(place, evaluation),
    ...advices.flatMap((advice) => advice.elsewhere),
    ...aboutRedirects(place, findings),
    ...aboutStatus(hop, findings),
  ]);
  const answer = advices.some((advice) => advice.answer)
    ? answerOf(place, evaluation, elsewhere, context)
    : null;
  return { ...NOTHING, ...answer, elsewhere };
}

/** What the server must expose of an answer that it let the page have. */
function exposing(
  exchange: Exchange,
  evaluation: Evaluation,
  context: DiagnosisContext,
): Requirement {
  if (readInVain(exchange).length === 0) return NOTHING;
  const place: Place = { exchange, hop: lastHop(exchange), origin: evaluation.origin };
  return { ...NOTHING, ...answerOf(place, evaluation, [], context) };
}

/** Whether a failure is one that the server's answer to the preflight caused, and can mend. */
export const isServersOwn = (first: Finding | undefined): boolean =>
  first?.cause === 'preflight-redirect';

/** What the origin under which the request arrived makes necessary, before any header. */
function aboutOrigin({ exchange, hop, origin }: Place, { legs }: Evaluation): readonly Elsewhere[] {
  if (nameableOrigin(origin) === null) return [{ kind: 'opaque-page' }];
  if (originOf(hop.url) === OPAQUE_ORIGIN) return [{ kind: 'client-scheme', url: hop.url }];
  const leg = legs[exchange.hops.indexOf(hop)];
  return leg?.origin === OPAQUE_ORIGIN
    ? [{ kind: 'null-origin-after-redirect', url: hop.url }]
    : [];
}

/** The redirect that led here from another server, and the one that the answer asks for. */
function aboutRedirects(
  { exchange, hop }: Place,
  findings: readonly Finding[],
): readonly Elsewhere[] {
  const followable = !findings.some(({ cause }) => cause === 'redirect-with-credentials');
  const target = followable ? redirectTarget(hop) : null;
  const onwards = target === null ? [] : [redirectAdvice(hop.url, target)];
  const previous = exchange.hops[exchange.hops.indexOf(hop) - 1];
  if (previous === undefined || originOf(previous.url) === originOf(hop.url)) return onwards;
  return [redirectAdvice(previous.url, hop.url), ...onwards];
}

/** Too large, too many: answers of a gateway, as those from 500 on, and not of the application. */
const LIMITS: ReadonlySet<number> = new Set([413, 414, 429, 431]);

/** An error that stands behind the refusal and will still be there when CORS is right. */
function aboutStatus(hop: Hop, findings: readonly Finding[]): readonly Elsewhere[] {
  return findings.flatMap(({ phase }) => {
    const response = phase === 'preflight' ? hop.preflight?.response : hop.response;
    const status = response?.status ?? 0;
    return status >= 500 || LIMITS.has(status) ? [{ kind: 'server-error', status } as const] : [];
  });
}

/** Each piece of advice once, in order; where two say to ask for one URL, the one that says why. */
function distinct(items: readonly Elsewhere[]): readonly Elsewhere[] {
  const lost = items.find((item) => item.kind === 'null-origin-after-redirect');
  const kept = items.filter((item) => item.kind !== 'client-url' || item.to !== lost?.url);
  return [...new Map(kept.map((item) => [JSON.stringify(item), item])).values()];
}
