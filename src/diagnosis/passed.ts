import type { CredentialsMode } from '../model/exchange.ts';
import { get, has, isToken, listElements } from '../model/header-list.ts';
import { remember } from '../model/lazy.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { requestOrigin, type SeenAnswer, type SeenServer } from '../model/seen-server.ts';
import type { Work } from '../model/work.ts';
import { BROWSERS } from '../policy/browsers.ts';
import { corsCheck } from '../policy/cors-check.ts';
import { corsPreflightFetch } from '../policy/cors-preflight-fetch.ts';
import type { Remedy, ServerAnswer } from '../servers/kit/stack.ts';

/** As many different ones as a fix is tried with, the newest. A page may send any number. */
const MOST_TRIED = 20;

/**
 * The first request that was seen to pass, and that a change would stop; null if there is none.
 * Only pages that the requirement names count: what others lose by it, a caution tells.
 *
 * `answer`: what the server answers after the change.
 */
export function* stoppedInTurn(
  answer: Remedy['answer'],
  { origins }: AnswerRequirement,
  seenServer: SeenServer,
): Work<SeenAnswer | null> {
  const own = new Set<string | null>(origins);
  for (const [index, one] of passed(seenServer).entries()) {
    const { method, url, requestHeaders: headers } = one;
    if (!own.has(requestOrigin(one))) continue;
    if (!passes(one, answer({ method, url, headers }))) return one;
    yield index + 1;
  }
  return null;
}

/**
 * The requirement with all that those requests need too, for a change that would stop one of them.
 * The requirement itself if none needs more.
 */
export function withPassed(
  requirement: AnswerRequirement,
  seenServer: SeenServer,
): AnswerRequirement {
  const own = new Set<string | null>(requirement.origins);
  const kept = passed(seenServer).filter((one) => own.has(requestOrigin(one)));
  const credentials = requirement.credentials || kept.some((one) => modeOf(one) === 'include');
  const methods = [...new Set([...requirement.methods, ...kept.map(methodOf)])];
  const headers = [...new Set([...requirement.headers, ...kept.flatMap(namesOf)])].toSorted();
  const needsMore =
    credentials !== requirement.credentials ||
    methods.length > requirement.methods.length ||
    headers.length > requirement.headers.length;
  return needsMore ? { ...requirement, credentials, methods, headers } : requirement;
}

/** The newest answer to each request, if it let the page read: the newest of each kind of request. */
const passed = remember(({ answers }: SeenServer): readonly SeenAnswer[] => {
  const kindOf = (one: SeenAnswer) =>
    JSON.stringify([one.kind, requestOrigin(one), methodOf(one), namesOf(one), modeOf(one)]);
  const newest = new Map(answers.map((one) => [`${one.url} ${kindOf(one)}`, one]));
  const letting = [...newest.values()].filter((one) => isUsual(one) && passes(one, one));
  return [...new Map(letting.map((one) => [kindOf(one), one])).values()].slice(-MOST_TRIED);
});

/** No list can name other methods and headers. */
const isUsual = (one: SeenAnswer): boolean =>
  [methodOf(one), ...namesOf(one)].every((name) => isToken(name) && name !== '*');

function passes(asked: SeenAnswer, { status, headers }: ServerAnswer): boolean {
  const { kind, url } = asked;
  const credentials = modeOf(asked);
  const common = { origin: requestOrigin(asked) ?? '', status, headers, credentials, hop: 0 };
  if (kind === 'actual') return corsCheck({ ...common, phase: 'actual' }).length === 0;
  const input = { ...common, url, method: methodOf(asked), unsafeNames: namesOf(asked) };
  return corsPreflightFetch(input, BROWSERS.chromium).length === 0;
}

/** Only cookies show that the page sent credentials. A preflight never has any. */
const modeOf = ({ requestHeaders }: SeenAnswer): CredentialsMode =>
  has(requestHeaders, 'cookie') ? 'include' : 'omit';

/** The method of the request itself. */
const methodOf = ({ kind, method, requestHeaders }: SeenAnswer): string =>
  kind === 'actual' ? method : (get(requestHeaders, 'access-control-request-method') ?? '');

/** The headers that the preflight asked for, in lower case. */
const namesOf = ({ kind, requestHeaders }: SeenAnswer): readonly string[] =>
  kind === 'actual'
    ? []
    : listElements(get(requestHeaders, 'access-control-request-headers') ?? '').map((name) =>
        name.toLowerCase(),
      );
