import { isManifest } from '../evidence/manifest.ts';
import { rememberedHttps } from '../evidence/remembered-https.ts';
import { type Exchange, type Hop, lastHop } from '../model/exchange.ts';
import { isAuthorization, isLoginRedirect } from '../model/login.ts';
import { NO_NOTES } from '../model/notes.ts';
import {
  isPotentiallyTrustworthy,
  nameableOrigin,
  OPAQUE_ORIGIN,
  originOf,
  serializedOrigin,
} from '../model/origin.ts';
import { redirectTarget } from '../model/redirect-target.ts';
import type { Elsewhere, Requirement } from '../model/requirement.ts';
import type { Evaluation, Finding } from '../policy/finding.ts';
import { FORWARD, insteadOf } from '../servers/instead.ts';
import type { Instead } from '../servers/kit/stack.ts';
import { advise, type Place } from './advice.ts';
import { answerOf } from './answer.ts';
import { askedAt, methodInUpperCase } from './asked.ts';
import type { DiagnosisContext } from './diagnosis.ts';
import { redirectAdvice } from './redirect.ts';
import { readInVain } from './wanted.ts';
import { isServersOwn } from './words.ts';

const NOTHING: Requirement = { answer: null, elsewhere: [], covers: [] };

/**
 * Reduces the findings to what is needed: from the server (`answer`) and from anybody else
 * (`elsewhere`). A blocked or failed exchange always needs something. One that passed does so only
 * if its page could not read a header. Any other needs nothing.
 *
 * `context.exchanges`: what else was seen of the same server. What the page and similar pages asked
 * for is added, so that one paste is enough and breaks nothing that works. What was only tried
 * needs nothing. Never throws.
 */
export function requirementOf(
  exchange: Exchange,
  evaluation: Evaluation,
  context: DiagnosisContext,
): Requirement {
  if (exchange.tried) return NOTHING;
  const [first] = evaluation.findings;
  if (evaluation.failure !== null && !isServersOwn(first)) {
    const forced = evaluation.failure === 'tls' ? exchange.hops.at(-2) : undefined;
    const host = forced === undefined ? null : rememberedHttps(forced);
    if (host !== null) return { ...NOTHING, elsewhere: [{ kind: 'forget-https', host }] };
    return { ...NOTHING, elsewhere: [{ kind: 'network', failure: evaluation.failure }] };
  }
  if (evaluation.verdict === 'allowed') return exposing(exchange, evaluation, context);
  if (evaluation.undetermined === 'local-network') return enteringLocalNetwork(evaluation);
  if (first === undefined || !['blocked', 'failed'].includes(evaluation.verdict)) return NOTHING;
  const hop = exchange.hops[first.hop] ?? lastHop(exchange);
  const { browser } = context;
  const place: Place = { exchange, hop, origin: evaluation.origin, browser };
  const findings = evaluation.findings.filter((finding) => finding.hop === first.hop);
  const advices = findings.map((finding) => advise(finding, place));
  const redirects = aboutRedirects(place, findings);
  const isSet = redirects.length > 0 || advices.some((advice) => advice.answer);
  const isForeign = isSet && isNotMine(exchange, evaluation, context);
  const instead = insteadOf({ exchange, evaluation }, isForeign);
  if (instead.length > 0) {
    const explained = instead.some(({ explainsStatus }) => explainsStatus);
    const errors = explained ? [] : aboutStatus(hop, findings);
    const own = instead.map((one) => ownPlace(one, place, findings));
    const ways = isForeign ? redirects : [];
    const mistakes = [...advices.flatMap((one) => one.elsewhere), ...ways].filter(isPages);
    const asked = instead.some(({ forward }) => forward)
      ? answerOf(place, evaluation, [], context)
      : null;
    return {
      ...NOTHING,
      ...(asked && { forward: asked.answer, covers: asked.covers }),
      ...(instead.some(({ byProxy }) => byProxy) && answerOf(place, evaluation, [], context)),
      elsewhere: distinct([...errors, ...mistakes, ...own]),
    };
  }
  const elsewhere = distinct([
    ...aboutOrigin(place, evaluation),
    ...aboutStatus(hop, findings),
    ...advices.flatMap((advice) => advice.elsewhere),
    ...redirects,
  ]);
  const isUseless = elsewhere.some(({ kind }) => NO_HEADERS_HELP.has(kind));
  const answer =
    !isUseless && advices.some((advice) => advice.answer)
      ? answerOf(place, evaluation, elsewhere, context)
      : null;
  return { ...NOTHING, ...answer, elsewhere };
}

/** The server whose answer a fix must change, or the one that answered last. */
export const refusingServer = (exchange: Exchange, { findings: [first] }: Evaluation): string =>
  originOf((exchange.hops[first?.hop ?? -1] ?? lastHop(exchange)).url);

/** Whether the user said that nobody here can change it. */
export const isNotMine = (
  exchange: Exchange,
  evaluation: Evaluation,
  { notes = NO_NOTES }: Pick<DiagnosisContext, 'notes'>,
): boolean => notes.notMine.includes(refusingServer(exchange, evaluation));

/** A mistake of the page remains one, whoever answers. */
const isPages = ({ kind }: Elsewhere): boolean => kind.startsWith('client-');

/** If the fix must be made there, header lines have no effect. */
const NO_HEADERS_HELP: ReadonlySet<string> = new Set([
  'forget-https',
  'login-redirect',
  'manifest-credentials',
]);

function ownPlace(
  { id }: Pick<Instead, 'id'>,
  { hop, origin }: Place,
  findings: readonly Finding[],
): Elsewhere {
  const { method, headers } = askedAt(hop);
  const [refused] = findings.flatMap((one) =>
    one.cause === 'header-not-allowed' ? [one.evidence.headers] : [],
  );
  return {
    kind: 'own-place',
    place: id,
    url: hop.url,
    origin: serializedOrigin(origin),
    method: methodInUpperCase(method),
    headers: refused ?? headers,
  };
}

/** As if the browser had said so: it is the likely reason, and easy to try. */
function enteringLocalNetwork({ origin }: Evaluation): Requirement {
  const secure = isPotentiallyTrustworthy(origin);
  return { ...NOTHING, elsewhere: [{ kind: 'local-network', secure }] };
}

/** What the server must expose of a response that the page got. */
function exposing(
  exchange: Exchange,
  evaluation: Evaluation,
  context: DiagnosisContext,
): Requirement {
  if (readInVain(exchange).length === 0) return NOTHING;
  const { browser } = context;
  const place: Place = { exchange, hop: lastHop(exchange), origin: evaluation.origin, browser };
  const asked = answerOf(place, evaluation, [], context);
  if (asked === null || !isNotMine(exchange, evaluation, context)) return { ...NOTHING, ...asked };
  return {
    answer: null,
    forward: asked.answer,
    elsewhere: [ownPlace(FORWARD, place, [])],
    covers: asked.covers,
  };
}

/** What the request's origin makes necessary, before any header. */
function aboutOrigin({ exchange, hop, origin }: Place, { legs }: Evaluation): readonly Elsewhere[] {
  if (nameableOrigin(origin) === null) return [{ kind: 'opaque-page' }];
  if (originOf(hop.url) === OPAQUE_ORIGIN) return [{ kind: 'client-scheme', url: hop.url }];
  const leg = legs[exchange.hops.indexOf(hop)];
  return leg?.origin === OPAQUE_ORIGIN
    ? [{ kind: 'null-origin-after-redirect', url: hop.url }]
    : [];
}

/** The redirect that led here from another server, and the one that the response asks for. */
function aboutRedirects(place: Place, findings: readonly Finding[]): readonly Elsewhere[] {
  const { exchange, hop } = place;
  const followable = !findings.some(({ cause }) => cause === 'redirect-with-credentials');
  const target = followable ? redirectTarget(hop) : null;
  const onwards = target === null ? [] : [redirectAdvice(hop, target)];
  const previous = exchange.hops[exchange.hops.indexOf(hop) - 1];
  if (previous === undefined) return isAuthorization(hop.url) ? [toPermission(hop.url)] : onwards;
  if (isLoginRedirect(previous.url, hop.url)) return [aboutLogin(place, previous.url)];
  if (originOf(previous.url) === originOf(hop.url)) return onwards;
  return [redirectAdvice(previous, hop.url), ...onwards];
}

/** Only the window of the browser can ask a user: there, no header helps. */
const toPermission = (url: string): Elsewhere => ({ kind: 'login-redirect', from: url, to: url });

/** The redirect was allowed, and ended at a login. */
function aboutLogin({ exchange, hop }: Place, from: string): Elsewhere {
  return isManifest(exchange)
    ? { kind: 'manifest-credentials' }
    : { kind: 'login-redirect', from, to: hop.url };
}

/**
 * Too large, too many: like 500 and above, these are responses of a gateway, not of the
 * application.
 */
const LIMITS: ReadonlySet<number> = new Set([413, 414, 421, 429, 431]);

/** An error behind the refusal, which remains when CORS is right. */
function aboutStatus(hop: Hop, findings: readonly Finding[]): readonly Elsewhere[] {
  return findings.flatMap(({ cause, phase }) => {
    const response = phase === 'preflight' ? hop.preflight?.response : hop.response;
    const status = response?.status ?? 0;
    const isError = status >= 500 || LIMITS.has(status);
    if (phase === 'preflight') {
      return isError ? [{ kind: 'server-error', status, preflight: true } as const] : [];
    }
    // After a preflight that passed, the CORS code exists, and did not run for this response.
    const isLogin = status === 401 && cause === 'missing-allow-origin' && hop.preflight !== null;
    return isError || isLogin ? [{ kind: 'server-error', status } as const] : [];
  });
}

/**
 * Each piece of advice once, in order. If two say to request one URL, the one with the reason
 * stays.
 */
function distinct(items: readonly Elsewhere[]): readonly Elsewhere[] {
  const lost = items.find((item) => item.kind === 'null-origin-after-redirect');
  const isLogin = items.some(({ kind }) => NO_HEADERS_HELP.has(kind));
  const logins = new Set(items.flatMap((item) => (item.kind === 'login-redirect' ? item.to : [])));
  const kept = items.filter(
    (item) =>
      (item.kind !== 'client-url' || item.to !== lost?.url) &&
      // Where the login page leads is of no use.
      (item.kind !== 'redirect-target' || !logins.has(item.from)) &&
      // Requesting a login page directly does not help a script.
      !(isLogin && item === lost),
  );
  return [...new Map(kept.map((item) => [JSON.stringify(item), item])).values()];
}
