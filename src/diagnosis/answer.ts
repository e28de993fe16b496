import type { BrowserName, Exchange, Hop } from '../model/exchange.ts';
import { nameableOrigin, OPAQUE_ORIGIN, originOf, type SerializedOrigin } from '../model/origin.ts';
import type { AnswerRequirement, Elsewhere } from '../model/requirement.ts';
import type { Evaluation } from '../policy/finding.ts';
import { type Leg, pageOrigin } from '../policy/legs.ts';
import { isCorsSafelistedMethod } from '../policy/safelists.ts';
import type { Place } from './advice.ts';
import { askedAt, clientHeaders, methodInUpperCase } from './asked.ts';
import { corsLegs, showCredentials } from './credentials.ts';
import type { DiagnosisContext } from './diagnosis.ts';

/**
 * What the server must answer once everything in `elsewhere` is done: the page asks for the right
 * URL, in the right case, without headers that are none of its own.
 *
 * Null when no server can be told so: there is no origin to name, nobody to answer, or nothing
 * foreign about the request any more.
 */
export function answerOf(
  { hop, origin: page }: Place,
  evaluation: Evaluation,
  elsewhere: readonly Elsewhere[],
  { browser, exchanges }: DiagnosisContext,
): AnswerRequirement | null {
  const url = elsewhere.find((item) => item.kind === 'client-url')?.to ?? hop.url;
  const server = originOf(url);
  const origin = nameableOrigin(page);
  if (origin === null || server === OPAQUE_ORIGIN || server === origin) return null;
  const related = relatedLegs(exchanges, origin, [server, originOf(hop.url)], browser);
  const asked = [hop, ...related.map((leg) => leg.hop)];
  const methods = unsafeMethods(asked);
  const headers = unsafeHeaders(asked);
  return {
    server,
    url,
    method: methodInUpperCase(askedAt(hop).method),
    origin,
    credentials: needsCredentials(evaluation) || showCredentials(related, browser),
    methods,
    headers,
    preflight:
      methods.length + headers.length > 0 ||
      hop.preflight !== null ||
      evaluation.preflightReasons.length > 0,
  };
}

/** What else the same page asked of these servers, in CORS requests. */
function relatedLegs(
  exchanges: readonly Exchange[],
  page: SerializedOrigin,
  servers: readonly string[],
  browser: BrowserName,
): readonly Leg[] {
  return exchanges
    .filter((exchange) => pageOrigin(exchange) === page)
    .flatMap((exchange) => corsLegs(exchange, browser))
    .filter(({ hop }) => servers.includes(originOf(hop.url)));
}

function unsafeMethods(hops: readonly Hop[]): readonly string[] {
  const methods = hops.map((hop) => methodInUpperCase(askedAt(hop).method));
  return [...new Set(methods)].filter((method) => !isCorsSafelistedMethod(method));
}

function unsafeHeaders(hops: readonly Hop[]): readonly string[] {
  const names = [...new Set(hops.flatMap((hop) => askedAt(hop).headers))];
  const mistaken = clientHeaders(names);
  return names.filter((name) => !mistaken.includes(name)).toSorted();
}

/**
 * Whether the credentials mode is `include`, as far as it is known. Where it is not, the reading
 * that the evaluation puts first decides: it is `include` when the others are something else.
 */
function needsCredentials({ credentials, findings, alternatives }: Evaluation): boolean {
  if (credentials.known) return credentials.value === 'include';
  return (
    findings.some(({ cause }) => CREDENTIALED.has(cause)) ||
    (alternatives.length > 0 && alternatives.every((other) => other.if.credentials !== 'include'))
  );
}

/** Findings that only a request with credentials can have. */
const CREDENTIALED: ReadonlySet<string> = new Set([
  'wildcard-with-credentials',
  'credentials-not-allowed',
]);
