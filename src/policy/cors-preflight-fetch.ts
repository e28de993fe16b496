import type { CredentialsMode } from '../model/exchange.ts';
import { extractTokens, get, getAll, type HeaderList } from '../model/header-list.ts';
import { isAtOrigin } from '../model/origin.ts';
import { isRedirect } from '../model/redirect-target.ts';
import type { BrowserRules, PreflightCheck } from './browsers.ts';
import { corsCheck } from './cors-check.ts';
import type { Finding } from './finding.ts';
import { isCorsSafelistedMethod } from './safelists.ts';

/** What a preflight asked, and its response. */
export type PreflightInput = {
  /** The value of the preflight's `Origin`. */
  readonly origin: string;
  /** The URL that got the preflight. */
  readonly url: string;
  readonly credentials: CredentialsMode;
  /** The request's method, not `OPTIONS`. */
  readonly method: string;
  /** The CORS-unsafe request-header names, lower-case. */
  readonly unsafeNames: readonly string[];
  readonly status: number;
  readonly headers: HeaderList;
  readonly hop: number;
};

/** The two lists of the response, parsed once. */
type Lists = {
  readonly methods: Tokens;
  readonly headerNames: Tokens;
};
type Tokens = ReturnType<typeof extractTokens>;

type Check = (input: PreflightInput, lists: Lists, rules: BrowserRules) => readonly Finding[];

/**
 * Step 7 of the CORS-preflight fetch: every failure of the response, in the browser's order of
 * checks; `[]` when it passes.
 *
 * The standard stops at the first failure. This goes on, so that one fix covers all. After a
 * redirect it stops too: the response of the target is not known.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export function corsPreflightFetch(input: PreflightInput, rules: BrowserRules): readonly Finding[] {
  return check(input, listsOf(input.headers), rules);
}

/** Whether it passes by the rules of each of these browsers. */
export function passesPreflightIn(all: readonly BrowserRules[], input: PreflightInput): boolean {
  const lists = listsOf(input.headers);
  return all.every((rules) => check(input, lists, rules).length === 0);
}

function check(input: PreflightInput, lists: Lists, rules: BrowserRules): readonly Finding[] {
  const redirected = checkRedirect(input).length > 0;
  const end = redirected ? rules.preflightChecks.indexOf('redirect') + 1 : undefined;
  const checks = rules.preflightChecks.slice(0, end);
  return checks.flatMap((one) => CHECKS[one](input, lists, rules));
}

function listsOf(headers: HeaderList): Lists {
  return {
    // 7.1. Let methods be the result of extracting `Access-Control-Allow-Methods`.
    methods: extractTokens(headers, 'access-control-allow-methods'),
    // 7.2. Let headerNames be the result of extracting `Access-Control-Allow-Headers`.
    headerNames: extractTokens(headers, 'access-control-allow-headers'),
  };
}

const CHECKS: Readonly<Record<PreflightCheck, Check>> = {
  redirect: checkRedirect,
  'cors-check': checkCors,
  'ok-status': checkOkStatus,
  'methods-syntax': checkMethodsSyntax,
  'headers-syntax': checkHeadersSyntax,
  method: checkMethod,
  headers: checkHeaders,
};

/**
 * Step 7: "If a CORS check for request and response returns success". There is none where an origin
 * gets a preflight from itself, after a redirect back to it. There Firefox sends the page's origin,
 * Chromium `null`.
 */
function checkCors(input: PreflightInput): readonly Finding[] {
  return asksItself(input) ? [] : corsCheck({ ...input, phase: 'preflight' });
}

/** Whether a preflight goes to the origin that it names. */
export const asksItself = ({ url, origin }: Pick<PreflightInput, 'url' | 'origin'>): boolean =>
  isAtOrigin(url, origin);

/** Step 6: HTTP-network-or-cache fetch does not follow redirects, and a 3xx is not an ok status. */
function checkRedirect({ status, headers, hop }: PreflightInput): readonly Finding[] {
  const location = get(headers, 'location');
  if (location === null || !isRedirect(status, location)) return [];
  return [{ cause: 'preflight-redirect', phase: 'preflight', hop, evidence: { status, location } }];
}

/** Step 7: "and response's status is an ok status" (200 to 299). */
function checkOkStatus({ status, hop }: PreflightInput): readonly Finding[] {
  if (status >= 200 && status <= 299) return [];
  return [{ cause: 'preflight-status', phase: 'preflight', hop, evidence: { status } }];
}

/** 7.3. If either methods or headerNames is failure, return a network error. */
function checkMethodsSyntax(
  { headers, hop }: PreflightInput,
  { methods }: Lists,
): readonly Finding[] {
  if (methods !== 'failure') return [];
  const evidence = { received: getAll(headers, 'access-control-allow-methods').join(', ') };
  return [{ cause: 'invalid-allow-methods', phase: 'preflight', hop, evidence }];
}

/** 7.3, the other half. */
function checkHeadersSyntax(
  { headers, hop }: PreflightInput,
  { headerNames }: Lists,
): readonly Finding[] {
  if (headerNames !== 'failure') return [];
  const evidence = { received: getAll(headers, 'access-control-allow-headers').join(', ') };
  return [{ cause: 'invalid-allow-headers', phase: 'preflight', hop, evidence }];
}

/**
 * 7.5. "If request's method is not in methods, request's method is not a CORS-safelisted method,
 * and request's credentials mode is "include" or methods does not contain `*`, then return a
 * network error." Methods are case-sensitive. (7.4 gives an upload listener's method a cache
 * entry; it matters for safelisted methods only, which pass here anyway.)
 */
function checkMethod(input: PreflightInput, { methods }: Lists): readonly Finding[] {
  const { headers, method, hop } = input;
  if (methods === 'failure') return [];
  if (isCorsSafelistedMethod(method) || methods?.includes(method)) return [];
  if (input.credentials !== 'include' && methods?.includes('*')) return [];
  const evidence = { method, received: get(headers, 'access-control-allow-methods') };
  return [{ cause: 'method-not-allowed', phase: 'preflight', hop, evidence }];
}

/**
 * 7.6 and 7.7: every CORS-unsafe request-header name must be listed, in any case, or be covered by
 * `*` without credentials. A browser reports one; this lists all.
 */
function checkHeaders(
  input: PreflightInput,
  { headerNames }: Lists,
  rules: BrowserRules,
): readonly Finding[] {
  const { headers, unsafeNames, hop } = input;
  if (headerNames === 'failure') return [];
  const listed = new Set(headerNames?.map((name) => name.toLowerCase()));
  const wildcard = input.credentials !== 'include' && listed.has('*');
  const covered = (name: string) =>
    wildcard && (rules.wildcardCoversAuthorization || !isNonWildcardName(name));
  const refused = unsafeNames.filter((name) => !listed.has(name) && !covered(name));
  if (refused.length === 0) return [];
  const evidence = { headers: refused, received: get(headers, 'access-control-allow-headers') };
  return [{ cause: 'header-not-allowed', phase: 'preflight', hop, evidence }];
}

/** @see https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
function isNonWildcardName(name: string): boolean {
  return name === 'authorization';
}

/**
 * Whether the response passes only because the browser lets `*` cover `Authorization`. The standard
 * does not.
 */
export function authorizationCoveredByWildcard(input: PreflightInput): boolean {
  if (input.credentials === 'include' || !input.unsafeNames.some(isNonWildcardName)) return false;
  const { headerNames } = listsOf(input.headers);
  if (headerNames === 'failure' || !headerNames?.includes('*')) return false;
  return !headerNames.some((name) => isNonWildcardName(name.toLowerCase()));
}
