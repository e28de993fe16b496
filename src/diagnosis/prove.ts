import type { Proof } from '../causes/proof.ts';
import type { CredentialsMode } from '../model/exchange.ts';
import { get } from '../model/header-list.ts';
import { originOf } from '../model/origin.ts';
import { isRedirect } from '../model/redirect-target.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import type { SeenServer } from '../model/seen-server.ts';
import { allAtOnce, type Work } from '../model/work.ts';
import { BROWSERS, type BrowserRules } from '../policy/browsers.ts';
import { corsCheck } from '../policy/cors-check.ts';
import { passesPreflightIn } from '../policy/cors-preflight-fetch.ts';
import { readableIn } from '../policy/exposed.ts';
import type { Remedy } from '../servers/kit/stack.ts';
import { actualHeaders, gainersInTurn, preflightHeaders } from './gains.ts';
import { stoppedInTurn } from './passed.ts';

/** As in the standard: `authorization` must be listed by name. That works in every browser. */
const RULES: readonly BrowserRules[] = Object.values(BROWSERS).map((rules) => ({
  ...rules,
  wildcardCoversAuthorization: false,
}));

/** `proveInTurn`, all at once. */
export const prove = (...subject: Parameters<typeof proveInTurn>): Proof | null =>
  allAtOnce(proveInTurn(...subject));

/**
 * The proof of a remedy, in both of its forms. Its model answers the preflight and the request, and
 * the policy's own algorithms judge this by the rules of every browser, for every origin and method
 * that must pass. Null when
 * anything is refused, when another origin gains by it, compared with `seenServer`, or when it stops
 * what passed there.
 *
 * A request to the page's own origin needs no CORS check, so none is made.
 * @see https://fetch.spec.whatwg.org/#main-fetch
 */
export function* proveInTurn(
  remedy: Pick<Remedy, 'answer' | 'sameOriginUrl'> & Partial<Pick<Remedy, 'pasteAtEnd'>>,
  requirement: AnswerRequirement,
  seenServer: SeenServer,
): Work<Proof | null> {
  const { sameOriginUrl } = remedy;
  if (sameOriginUrl !== undefined) {
    return originOf(sameOriginUrl) === requirement.origin ? { kind: 'same-origin' } : null;
  }
  const forms = [remedy, remedy.pasteAtEnd].filter((form) => form != null);
  for (const form of forms) {
    if (!(yield* holds(form, requirement, seenServer))) return null;
  }
  const { preflight } = requirement;
  return { kind: 'passes', preflight, redirects: redirects(remedy, requirement) };
}

/**
 * Whether every origin that asked passes with every method, no other origin gains anything, and what
 * passed before still passes.
 */
function* holds(
  form: Pick<Remedy, 'answer'>,
  requirement: AnswerRequirement,
  seenServer: SeenServer,
): Work<boolean> {
  const methods = [...new Set([requirement.method, ...requirement.methods])];
  for (const [index, origin] of requirement.origins.entries()) {
    if (!methods.every((method) => passesFor(form, requirement, origin, method))) return false;
    yield index + 1;
  }
  if ((yield* gainersInTurn(form.answer, requirement, seenServer)).length > 0) return false;
  return (yield* stoppedInTurn(form.answer, requirement, seenServer)) === null;
}

/**
 * Whether the browser refuses nothing, and the page may read every header that it tried to read.
 */
function passesFor(
  { answer }: Pick<Remedy, 'answer'>,
  requirement: AnswerRequirement,
  origin: string,
  method: string,
): boolean {
  const { url, headers: unsafeNames } = requirement;
  const common = { origin, url, credentials: credentialsOf(requirement), hop: 0 };
  const actual = answer({ method, url, headers: actualHeaders(requirement, origin) });
  if (corsCheck({ ...actual, ...common, phase: 'actual' }).length > 0) return false;
  const { expose, credentials } = requirement;
  if (!expose.every(readableIn(actual.headers, credentials))) return false;
  if (!requirement.preflight) return true;
  const asked = preflightHeaders(requirement, origin, method);
  const preflight = answer({ method: 'OPTIONS', url, headers: asked });
  const asks = { ...preflight, ...common, method, unsafeNames };
  return passesPreflightIn(RULES, asks);
}

/** Whether the server was seen to redirect what it now allows. */
function redirects({ answer }: Pick<Remedy, 'answer'>, requirement: AnswerRequirement): boolean {
  const { url, method, origin } = requirement;
  const { status, headers } = answer({ method, url, headers: actualHeaders(requirement, origin) });
  return isRedirect(status, get(headers, 'location') ?? '');
}

const credentialsOf = ({ credentials }: AnswerRequirement): CredentialsMode =>
  credentials ? 'include' : 'omit';
