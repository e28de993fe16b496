import { isManifest } from '../evidence/manifest.ts';
import { placeOf } from '../evidence/places.ts';
import { type Exchange, type Hop, lastHop } from '../model/exchange.ts';
import { isLoginRedirect } from '../model/login.ts';
import {
  isPotentiallyTrustworthy,
  nameableOrigin,
  OPAQUE_ORIGIN,
  originOf,
  serializedOrigin,
} from '../model/origin.ts';
import { redirectTarget } from '../model/redirect-target.ts';
import type { Elsewhere, PlaceId, Requirement } from '../model/requirement.ts';
import type { Evaluation, Finding } from '../policy/finding.ts';
import { advise, type Place } from './advice.ts';
import { answerOf } from './answer.ts';
import { askedAt, methodInUpperCase } from './asked.ts';
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
  if (evaluation.undetermined === 'local-network') return enteringLocalNetwork(evaluation);
  if (first === undefined || !['blocked', 'failed'].includes(evaluation.verdict)) return NOTHING;
  const hop = exchange.hops[first.hop] ?? lastHop(exchange);
  const own = placeOf(exchange, evaluation);
  const { browser } = context;
  const place: Place = { exchange, hop, origin: evaluation.origin, browser };
  const findings = evaluation.findings.filter((finding) => finding.hop === first.hop);
  const advices = findings.map((finding) => advise(finding, place));
  if (own !== null) {
    // The gateway's own words say what to do about its 401.
    const errors = own === 'supabase-gateway' ? [] : aboutStatus(hop, findings);
    return { ...NOTHING, elsewhere: [...errors, ownPlace(own, place, findings)] };
  }
  const elsewhere = distinct([
    ...aboutOrigin(place, evaluation),
    ...aboutStatus(hop, findings),
    ...advices.flatMap((advice) => advice.elsewhere),
    ...aboutRedirects(place, findings),
  ]);
  const isUseless = elsewhere.some(({ kind }) => NO_HEADERS_HELP.has(kind));
  const answer =
    !isUseless && advices.some((advice) => advice.answer)
      ? answerOf(place, evaluation, elsewhere, context)
      : null;
  return { ...NOTHING, ...answer, elsewhere };
}

/** Where these must be done, header lines would be pasted for nothing. */
const NO_HEADERS_HELP: ReadonlySet<string> = new Set(['login-redirect', 'manifest-credentials']);

function ownPlace(id: PlaceId, { hop, origin }: Place, findings: readonly Finding[]): Elsewhere {
  const { method, headers } = askedAt(hop);
  const [refused] = findings.flatMap((one) =>
    one.cause === 'header-not-allowed' ? [one.evidence.headers] : [],
  );
  return {
    kind: 'own-place',
    place: id,
    origin: serializedOrigin(origin),
    method: methodInUpperCase(method),
    headers: refused ?? headers,
  };
}

/** As if the browser had said so: it is the likely reason, and costs nothing to try. */
function enteringLocalNetwork({ origin }: Evaluation): Requirement {
  const secure = isPotentiallyTrustworthy(origin);
  return { ...NOTHING, elsewhere: [{ kind: 'local-network', secure }] };
}

/** What the server must expose of an answer that it let the page have. */
function exposing(
  exchange: Exchange,
  evaluation: Evaluation,
  context: DiagnosisContext,
): Requirement {
  if (readInVain(exchange).length === 0) return NOTHING;
  const { browser } = context;
  const place: Place = { exchange, hop: lastHop(exchange), origin: evaluation.origin, browser };
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
function aboutRedirects(place: Place, findings: readonly Finding[]): readonly Elsewhere[] {
  const { exchange, hop } = place;
  const followable = !findings.some(({ cause }) => cause === 'redirect-with-credentials');
  const target = followable ? redirectTarget(hop) : null;
  const onwards = target === null ? [] : [redirectAdvice(hop.url, target)];
  const previous = exchange.hops[exchange.hops.indexOf(hop) - 1];
  if (previous === undefined) return onwards;
  if (isLoginRedirect(previous.url, hop.url)) return [aboutLogin(place, previous.url)];
  if (originOf(previous.url) === originOf(hop.url)) return onwards;
  return [redirectAdvice(previous.url, hop.url), ...onwards];
}

/** It was allowed to be redirected, and ended at a login. */
function aboutLogin({ exchange, hop }: Place, from: string): Elsewhere {
  return isManifest(exchange)
    ? { kind: 'manifest-credentials' }
    : { kind: 'login-redirect', from, to: hop.url };
}

/** Too large, too many: answers of a gateway, as those from 500 on, and not of the application. */
const LIMITS: ReadonlySet<number> = new Set([413, 414, 421, 429, 431]);

/** An error that stands behind the refusal and will still be there when CORS is right. */
function aboutStatus(hop: Hop, findings: readonly Finding[]): readonly Elsewhere[] {
  return findings.flatMap(({ cause, phase }) => {
    const response = phase === 'preflight' ? hop.preflight?.response : hop.response;
    const status = response?.status ?? 0;
    const isError = status >= 500 || LIMITS.has(status);
    if (phase === 'preflight') {
      return isError ? [{ kind: 'server-error', status, preflight: true } as const] : [];
    }
    // Behind a preflight that passed, the CORS code is there, and did not see this one.
    const isLogin = status === 401 && cause === 'missing-allow-origin' && hop.preflight !== null;
    return isError || isLogin ? [{ kind: 'server-error', status } as const] : [];
  });
}

/** Each piece of advice once, in order; where two say to ask for one URL, the one that says why. */
function distinct(items: readonly Elsewhere[]): readonly Elsewhere[] {
  const lost = items.find((item) => item.kind === 'null-origin-after-redirect');
  const isLogin = items.some(({ kind }) => NO_HEADERS_HELP.has(kind));
  const kept = items.filter(
    (item) =>
      (item.kind !== 'client-url' || item.to !== lost?.url) &&
      // A script that asks for a login page directly is no better off.
      !(isLogin && item === lost),
  );
  return [...new Map(kept.map((item) => [JSON.stringify(item), item])).values()];
}
