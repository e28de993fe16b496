import type { Proof } from '../causes/proof.ts';
import type { CredentialsMode } from '../model/exchange.ts';
import { extractTokens, get } from '../model/header-list.ts';
import type { ServerObservation } from '../model/observation.ts';
import { originOf } from '../model/origin.ts';
import { isRedirect } from '../model/redirect-target.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { BROWSERS, type BrowserRules } from '../policy/browsers.ts';
import { corsCheck } from '../policy/cors-check.ts';
import { corsPreflightFetch } from '../policy/cors-preflight-fetch.ts';
import type { Finding } from '../policy/finding.ts';
import type { Remedy } from '../servers/kit/stack.ts';
import { actualHeaders, gainers, preflightHeaders } from './gains.ts';

/** As the standard has it: `authorization` must be listed by name, which suits every browser. */
const RULES: BrowserRules = { ...BROWSERS.chromium, wildcardCoversAuthorization: false };

/**
 * The proof that a remedy is one: what its model answers to the preflight and to the request is
 * run through the policy's own algorithms, for every origin and method that must pass. Null when
 * anything is refused, or when any other origin gains by it, compared with what was `observation`.
 *
 * A request to the page's own origin needs no answer to be proved: none is checked.
 * @see https://fetch.spec.whatwg.org/#main-fetch
 */
export function prove(
  remedy: Remedy,
  requirement: AnswerRequirement,
  observation: ServerObservation,
): Proof | null {
  const { sameOriginUrl } = remedy;
  if (sameOriginUrl !== undefined) {
    return originOf(sameOriginUrl) === requirement.origin ? { kind: 'same-origin' } : null;
  }
  const methods = [...new Set([requirement.method, ...requirement.methods])];
  const passes = requirement.origins.every((origin) =>
    methods.every((method) => passesFor(remedy, { ...requirement, origin }, method)),
  );
  if (!passes || gainers(remedy.answer, requirement, observation).length > 0) return null;
  const { preflight } = requirement;
  return { kind: 'passes', preflight, redirects: redirects(remedy, requirement) };
}

function passesFor(remedy: Remedy, requirement: AnswerRequirement, method: string): boolean {
  return refusals(remedy, requirement, method).length === 0 && exposes(remedy, requirement, method);
}

/**
 * Whether the page may read every header that it tried to.
 * @see https://fetch.spec.whatwg.org/#concept-response-cors-exposed-header-name-list
 */
function exposes({ answer }: Remedy, requirement: AnswerRequirement, method: string): boolean {
  const { url, origin, expose } = requirement;
  const { headers } = answer({ method, url, headers: actualHeaders(requirement, origin) });
  const tokens = extractTokens(headers, 'access-control-expose-headers');
  const names = tokens === 'failure' || tokens === null ? [] : tokens;
  const exposed = new Set(names.map((name) => name.toLowerCase()));
  return (
    (!requirement.credentials && exposed.has('*')) || expose.every((name) => exposed.has(name))
  );
}

/** Everything for which the browser would refuse the request, settings applied. */
function refusals(
  { answer }: Remedy,
  requirement: AnswerRequirement,
  method: string,
): readonly Finding[] {
  const { url, origin, headers: unsafeNames } = requirement;
  const common = { origin, url, credentials: credentialsOf(requirement), hop: 0 };
  const actual = answer({ method, url, headers: actualHeaders(requirement, origin) });
  const refused = corsCheck({ ...actual, ...common, phase: 'actual' });
  if (!requirement.preflight) return refused;
  const preflight = answer({
    method: 'OPTIONS',
    url,
    headers: preflightHeaders(requirement, method),
  });
  const input = { ...preflight, ...common, method, unsafeNames };
  return [...corsPreflightFetch(input, RULES), ...refused];
}

/** Whether the server, as it was seen to, redirects what it now allows. */
function redirects({ answer }: Remedy, requirement: AnswerRequirement): boolean {
  const { url, method, origin } = requirement;
  const { status, headers } = answer({ method, url, headers: actualHeaders(requirement, origin) });
  return isRedirect(status, get(headers, 'location') ?? '');
}

const credentialsOf = ({ credentials }: AnswerRequirement): CredentialsMode =>
  credentials ? 'include' : 'omit';
