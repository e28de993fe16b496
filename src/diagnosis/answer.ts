import { nameableOrigin, OPAQUE_ORIGIN, originOf } from '../model/origin.ts';
import type { AnswerRequirement, Elsewhere } from '../model/requirement.ts';
import type { Evaluation } from '../policy/finding.ts';
import type { Place } from './advice.ts';
import { askedAt, methodInUpperCase } from './asked.ts';
import type { DiagnosisContext } from './diagnosis.ts';
import { wantedBy, wantedByAll, wantedOf } from './wanted.ts';

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
  const wanted = wantedByAll([
    wantedBy(askedAt(hop), needsCredentials(evaluation)),
    ...[server, originOf(hop.url)].map((one) => wantedOf(one, origin, exchanges, browser)),
  ]);
  const { methods, credentials } = wanted;
  const headers = wanted.headers.toSorted();
  return {
    server,
    url,
    method: methodInUpperCase(askedAt(hop).method),
    origin,
    origins: [origin],
    credentials,
    methods,
    headers,
    expose: [],
    preflight:
      methods.length + headers.length > 0 ||
      hop.preflight !== null ||
      evaluation.preflightReasons.length > 0,
  };
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
