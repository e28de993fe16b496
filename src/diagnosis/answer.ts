import { groupBy } from '../model/group-by.ts';
import { remember } from '../model/lazy.ts';
import { NO_NOTES } from '../model/notes.ts';
import { nameableOrigin, OPAQUE_ORIGIN, originOf } from '../model/origin.ts';
import type { AnswerRequirement, CoveredRequest, Elsewhere } from '../model/requirement.ts';
import { saidOf } from '../model/said-cookies.ts';
import type { Evaluation } from '../policy/finding.ts';
import { addressOf } from './address.ts';
import type { Place } from './advice.ts';
import { askedAt, methodInUpperCase } from './asked.ts';
import { isShown } from './credentials.ts';
import type { DiagnosisContext } from './diagnosis.ts';
import { type AskedBy, askedOf, readInVain, signature, wantedBy, wantedByAll } from './wanted.ts';

/** What a server must answer, and the requests that this is based on. */
export type Answer = {
  readonly answer: AnswerRequirement;
  readonly covers: readonly CoveredRequest[];
};

/** No report needs more examples. */
const MOST_COVERED = 50;

/** A list short enough to check. A page's port may change at every start of its server. */
const MOST_BESIDE = 20;

/** Rows of one server share its requests, and each request is compared with every row's own. */
const written = remember((request: CoveredRequest): string => JSON.stringify(request));

/**
 * What the server must answer after everything in `elsewhere` is done. The page then requests the
 * right URL with a correct method, and without response headers.
 *
 * Null when no server setting helps: there is no origin to name, no server to respond, or no
 * cross-origin request any more.
 */
export function answerOf(
  { exchange, hop, origin: page }: Place,
  evaluation: Evaluation,
  elsewhere: readonly Elsewhere[],
  { browser, exchanges, notes = NO_NOTES }: DiagnosisContext,
): Answer | null {
  const url = elsewhere.find((item) => item.kind === 'client-url')?.to ?? hop.url;
  const server = originOf(url);
  const origin = nameableOrigin(page);
  if (origin === null || server === OPAQUE_ORIGIN || server === origin) return null;
  const method = methodInUpperCase(askedAt(hop).method);
  const own: CoveredRequest = {
    method,
    url,
    origin,
    ...wantedBy(
      askedAt(hop),
      needsCredentials(evaluation, saidOf(notes.cookies, addressOf(exchange))),
    ),
    expose: readInVain(exchange),
  };
  const servers = [...new Set([server, originOf(hop.url)])];
  const pages = groupBy(
    servers.flatMap((one) => askedOf(one, exchange, exchanges, browser)),
    (one) => one.origin,
  );
  const ofPage = pages.get(origin) ?? [];
  const wanted = wantedByAll([own, ...ofPage.map((one) => one.wanted)]);
  // All entries of one list get the same, so this takes only requests that were seen to need
  // exactly that.
  const needed = signature(wanted);
  const same = [...pages].filter(
    ([from, asked]) => from !== origin && from !== server && signatureOf(asked) === needed,
  );
  const beside = same.slice(0, MOST_BESIDE);
  const more = same.length - beside.length;
  const covered = [ofPage, ...beside.map(([, asked]) => asked)]
    .flatMap((asked) => asked.flatMap(({ requests }) => requests.slice(0, MOST_COVERED)))
    .filter((other) => written(other) !== written(own));
  const { methods, headers, credentials, expose } = wanted;
  return {
    answer: {
      server,
      url,
      method,
      origin,
      origins: [origin, ...beside.map(([from]) => from)],
      ...(more > 0 && { more }),
      credentials,
      methods,
      headers: headers.toSorted(),
      expose: expose.toSorted(),
      preflight:
        methods.length + headers.length > 0 ||
        hop.preflight !== null ||
        evaluation.preflightReasons.length > 0,
    },
    covers: [own, ...covered].slice(0, MOST_COVERED),
  };
}

/** Nearly always one server. */
const signatureOf = ([first, ...others]: readonly [AskedBy, ...AskedBy[]]): string =>
  others.length === 0
    ? first.signature
    : signature(wantedByAll([first, ...others].map(({ wanted }) => wanted)));

/**
 * Whether the credentials mode is `include`, as far as it is known. If it is unknown, the reading
 * that the evaluation puts first decides: it is `include` when the other readings are not. `said`:
 * what the user said, which outweighs all but what was seen and a refusal that only a request with
 * credentials gets: another call of the page to this URL may send none.
 */
function needsCredentials(evaluation: Evaluation, said: boolean | null): boolean {
  const { credentials, findings, alternatives } = evaluation;
  if (said !== null && !isShown(evaluation)) return said;
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
