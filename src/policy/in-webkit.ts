import type { CredentialsMode, Exchange, Hop } from '../model/exchange.ts';
import { extractTokens, get, type HeaderList, has, listElements } from '../model/header-list.ts';
import { isLoopbackHost, parseUrl } from '../model/origin.ts';
import { isRedirectStatus, redirectTarget } from '../model/redirect-target.ts';
import { isBadPort } from './bad-port.ts';
import { BROWSERS, type BrowserRules } from './browsers.ts';
import { corsCheck } from './cors-check.ts';
import { corsPreflightFetch } from './cors-preflight-fetch.ts';
import type { Evaluation, Failure, Finding } from './finding.ts';
import type { Leg } from './legs.ts';
import { preflightQuestion, questionOf } from './needs-preflight.ts';
import { dropsAuthorization, redirectIncludesCredentials } from './redirect.ts';
import { isCorsSafelistedMethod } from './safelists.ts';

/** The rules by which WebKit decides otherwise. */
export type WebkitRule =
  | 'loopback-mixed-content'
  | 'unchecked-fonts'
  | 'open-port'
  | 'no-local-network-access'
  | 'status-before-headers'
  | 'asks-after-redirect'
  | 'safelisted-here'
  | 'asks-for-dropped-authorization'
  | 'onward-redirect-needs-credentials'
  | 'null-origin-after-redirect'
  | 'safelisted-elsewhere'
  | 'password-after-own-redirect'
  /** Another order of the checks on the response to a preflight. */
  | 'other-order';

/** What WebKit would make of an exchange. */
export type WebkitDecision = {
  /** `undetermined`: it would ask the server something that this browser did not ask. */
  readonly verdict: 'allowed' | 'blocked' | 'failed' | 'undetermined';
  /** The reason that it would report. */
  readonly finding: Finding | null;
  readonly failure: Failure | null;
  /** By which of its rules. Null if none was needed for it. */
  readonly rule: WebkitRule | null;
};

/** An exchange that another browser saw, and its own conclusion. */
export type SeenElsewhere = {
  readonly exchange: Exchange;
  /** Its verdict is `allowed` or `blocked`. */
  readonly evaluation: Evaluation;
  readonly credentials: CredentialsMode;
  /** The rules of the browser that saw it. */
  readonly seenBy: BrowserRules;
};

const RULES = BROWSERS.webkit;

/**
 * Follows a request as WebKit would make it, with the answers that another browser saw. Null if
 * WebKit's own rules have no part in what happened. Takes anything of the right type and never
 * throws.
 */
export function decideInWebkit(seen: SeenElsewhere): WebkitDecision | null {
  const { exchange, evaluation } = seen;
  const stopped = stoppedUnasked(seen);
  if (stopped !== null) return stopped;
  if (exchange.resourceType === 'font' && !RULES.checksFonts) return decideFont(seen);
  const [first] = evaluation.findings;
  if (first?.cause.startsWith('local-network-access')) {
    return undecided('no-local-network-access');
  }
  let state: State = { asked: false, rule: null };
  for (const leg of evaluation.legs) {
    const result = atLeg(leg, state, seen);
    if ('verdict' in result) return result;
    state = result;
  }
  // Refused by what is no header: a scheme, a mode.
  if (evaluation.verdict === 'blocked') return null;
  return { verdict: 'allowed', finding: null, failure: null, rule: state.rule };
}

const undecided = (rule: WebkitRule): WebkitDecision => ({
  verdict: 'undetermined',
  finding: null,
  failure: null,
  rule,
});

const blocked = (finding: Finding, rule: WebkitRule | null): WebkitDecision => ({
  verdict: 'blocked',
  finding,
  failure: null,
  rule,
});

const failed = (failure: Failure, rule: WebkitRule): WebkitDecision => ({
  verdict: 'failed',
  finding: null,
  failure,
  rule,
});

/** What happened up to a leg. */
type State = {
  /** Whether WebKit sent a preflight before. */
  readonly asked: boolean;
  readonly rule: WebkitRule | null;
};

/** Kinds of requests that WebKit loads from this machine all the same. */
const UPGRADED: ReadonlySet<string> = new Set(['image', 'imageset', 'media']);

/** Stopped before it leaves the page. */
function stoppedUnasked({ exchange, evaluation, seenBy }: SeenElsewhere): WebkitDecision | null {
  const isSecure = parseUrl(evaluation.origin)?.protocol === 'https:';
  for (const { url } of exchange.hops) {
    const target = parseUrl(url);
    const isMixed = isSecure && target?.protocol === 'http:' && isLoopbackHost(target.hostname);
    if (
      RULES.loopbackIsMixedContent &&
      isMixed &&
      !UPGRADED.has(exchange.resourceType) &&
      !seenBy.loopbackIsMixedContent
    ) {
      return failed('mixed-content', 'loopback-mixed-content');
    }
    if (isBadPort(url) && seenBy.openBadPorts.includes(target?.port ?? '')) {
      return failed('unsafe-port', 'open-port');
    }
  }
  return null;
}

/** No CORS check at all. Where a refused redirect leads was not seen. */
function decideFont({ exchange, evaluation }: SeenElsewhere): WebkitDecision | null {
  if (evaluation.verdict === 'allowed') return null;
  const last = exchange.hops.at(-1);
  if (last?.response == null) return undecided('unchecked-fonts');
  const { status, headers } = last.response;
  if (isRedirectStatus(status) && has(headers, 'location')) return undecided('unchecked-fonts');
  return { verdict: 'allowed', finding: null, failure: null, rule: 'unchecked-fonts' };
}

/** What WebKit makes of one leg: a decision, or the state in which it goes on. */
function atLeg(leg: Leg, state: State, seen: SeenElsewhere): WebkitDecision | State {
  const asked = leg.tainted ? preflightAt(leg, state, seen) : state;
  if ('verdict' in asked) return asked;
  return responseAt(leg, asked, seen);
}

/** The response to a preflight, if WebKit sends one. */
function preflightAt(leg: Leg, state: State, seen: SeenElsewhere): WebkitDecision | State {
  const { preflight, response } = leg.hop;
  const own = questionAt(leg);
  const added = addedNames(leg, seen).filter(({ name }) => !own.headers.includes(name));
  const isNeeded =
    preflight !== null ||
    own.isNeeded ||
    added.length > 0 ||
    isAskedForFirst(leg, seen) ||
    (RULES.asksAgainAfterRedirect && state.asked);
  if (!isNeeded) return state;
  const asked: State = { ...state, asked: true };
  const [first] = added;
  if (preflight === null) {
    // The preflight cache answered, and would in WebKit.
    const wasCached = response !== null && own.isNeeded && first === undefined;
    return wasCached ? asked : undecided(first?.rule ?? 'asks-after-redirect');
  }
  if (preflight.response === null) return asked;
  const { status, headers } = preflight.response;
  if (leg.preflightOrigin !== leg.origin && namesOrigin(headers, leg.preflightOrigin)) {
    return undecided('null-origin-after-redirect');
  }
  const judged = (unsafeNames: readonly string[]): Finding | undefined => {
    const { credentials } = seen;
    const { origin, index: hop } = leg;
    const { url } = leg.hop;
    const input = { origin, url, credentials, method: own.method, unsafeNames };
    return corsPreflightFetch({ ...input, status, headers, hop }, RULES)[0];
  };
  const needless = needlessNames(leg.hop, own.headers);
  if (needless.length > 0) {
    const rest = own.headers.filter((name) => !needless.includes(name));
    const isStillNeeded = rest.length > 0 || !isCorsSafelistedMethod(own.method) || state.asked;
    if (!isStillNeeded && judged(own.headers) !== undefined) return undecided('safelisted-here');
  }
  const refused = judged(own.headers.filter((name) => !needless.includes(name)));
  if (refused !== undefined) return blocked(refused, 'status-before-headers');
  if (first === undefined) return asked;
  const finding = judged([...own.headers, ...added.map(({ name }) => name)]);
  if (finding === undefined) return asked;
  const isSure = added.every(({ isCertain }) => isCertain);
  return isSure && !namesWhatIsAsked(headers, own.headers)
    ? blocked(finding, first.rule)
    : undecided(first.rule);
}

/** What Firefox asks for although the value is safelisted: it takes `é` in `Accept` for unsafe. */
function needlessNames({ request }: Hop, asked: readonly string[]): readonly string[] {
  if (request === null || !asked.includes('accept') || !has(request.headers, 'accept')) return [];
  return questionOf(request).headers.includes('accept') ? [] : ['accept'];
}

/** What WebKit wants at the end of an exchange, besides what another browser wants there. */
export type WantedInWebkit = {
  /** A secure page requests this machine over plain http: no header helps. */
  readonly isMixed: boolean;
  /** It asks by a preflight, and the other browser does not. */
  readonly asks: boolean;
  /** It asks for these headers too, lower-case. */
  readonly names: readonly string[];
  /** It wants a redirect to allow credentials. */
  readonly onwardCredentials: boolean;
};

/** What a fix of the last response must also do. Never throws. */
export function wantedInWebkit(seen: SeenElsewhere): WantedInWebkit {
  const { evaluation, exchange } = seen;
  const { legs } = evaluation;
  const last = legs.at(-1);
  const isMixed = stoppedUnasked(seen)?.rule === 'loopback-mixed-content';
  if (last === undefined || !last.tainted || exchange.resourceType === 'font') {
    return { isMixed, asks: false, names: [], onwardCredentials: false };
  }
  const names = addedNames(last, seen)
    .filter(({ isCertain }) => isCertain)
    .map(({ name }) => name);
  const own = questionAt(last);
  const askedBefore = legs
    .slice(0, -1)
    .some((leg) => leg.tainted && (leg.hop.preflight !== null || questionAt(leg).isNeeded));
  const asks = !own.isNeeded && (askedBefore || names.length > 0 || isAskedForFirst(last, seen));
  const onwardCredentials = redirectTarget(last.hop) !== null && isFromOwnServer(seen);
  return { isMixed, asks, names, onwardCredentials };
}

/** Header names for which WebKit asks, and the browser that saw the exchange does not, lower-case. */
export function namesAskedInWebkit(
  exchange: Exchange,
  { legs }: Evaluation,
  seenBy: BrowserRules,
): readonly string[] {
  const all = legs.flatMap((leg) => addedNames(leg, { exchange, seenBy }));
  return [...new Set(all.map(({ name }) => name))];
}

/** A header that WebKit asks for, and the browser that saw the request does not. */
type Added = {
  readonly name: string;
  readonly rule: WebkitRule;
  /** Whether the page has set it; else it may be the browser's own. */
  readonly isCertain: boolean;
};

function addedNames(
  leg: Leg,
  { exchange, seenBy }: Pick<SeenElsewhere, 'exchange' | 'seenBy'>,
): readonly Added[] {
  const declared = exchange.declared?.headerNames ?? [];
  const sent = leg.hop.request?.headers ?? [];
  const unasked = seenBy.unaskedHeaders.filter((name) => !RULES.unaskedHeaders.includes(name));
  return [
    ...(RULES.asksForDroppedAuthorization && isAuthorizationDropped(leg, exchange)
      ? [
          {
            name: 'authorization',
            rule: 'asks-for-dropped-authorization',
            isCertain: true,
          } as const,
        ]
      : []),
    ...unasked.flatMap((name): readonly Added[] => {
      const isCertain = declared.includes(name);
      // Every request has a `User-Agent`: it shows nothing.
      const isThere = isCertain || (name !== 'user-agent' && has(sent, name));
      return isThere ? [{ name, rule: 'safelisted-elsewhere', isCertain }] : [];
    }),
  ];
}

/** A server that lists just the names that it was asked for may list any. */
function namesWhatIsAsked(headers: HeaderList, asked: readonly string[]): boolean {
  const tokens = extractTokens(headers, 'access-control-allow-headers');
  if (tokens === null || tokens === 'failure' || asked.length === 0) return false;
  const names = tokens.map((name) => name.toLowerCase());
  return names.length === asked.length && asked.every((name) => names.includes(name));
}

/** Whether a header of the first request needs a preflight: it counts also where it is left behind. */
function isAskedForFirst({ index }: Leg, { exchange }: SeenElsewhere): boolean {
  const { request } = exchange.hops[0];
  return index > 0 && request !== null && questionOf(request).headers.length > 0;
}

/** A server that names the origin that asks may name any. */
const namesOrigin = (headers: HeaderList, origin: string): boolean =>
  get(headers, 'access-control-allow-origin') === origin;

type Question = {
  readonly method: string;
  readonly headers: readonly string[];
  /** Whether the browser that saw it must have asked. */
  readonly isNeeded: boolean;
};

function questionAt({ hop }: Leg): Question {
  if (hop.preflight !== null) {
    return { ...preflightQuestion(hop.preflight, hop.method), isNeeded: true };
  }
  const own = hop.request === null ? { method: hop.method, headers: [] } : questionOf(hop.request);
  return { ...own, isNeeded: !isCorsSafelistedMethod(own.method) || own.headers.length > 0 };
}

/** Whether the page sent `Authorization`, and a redirect to another origin has left it behind. */
function isAuthorizationDropped({ index }: Leg, { hops }: Exchange): boolean {
  const before = hops.slice(0, index);
  const isDropped = before.some(({ url }, at) => dropsAuthorization(url, hops[at + 1]?.url ?? url));
  return isDropped && before.some(sentAuthorization);
}

const sentAuthorization = ({ request, preflight }: Hop): boolean =>
  get(request?.headers ?? [], 'authorization') !== null ||
  listElements(get(preflight?.request.headers ?? [], 'access-control-request-headers') ?? '').some(
    (name) => name.toLowerCase() === 'authorization',
  );

/** The response itself: the CORS check, and what a redirect's target may be. */
function responseAt(leg: Leg, state: State, seen: SeenElsewhere): WebkitDecision | State {
  const { response } = leg.hop;
  const { evaluation } = seen;
  const isLast = leg.index === evaluation.legs.length - 1;
  if (response === null) {
    // Refused at the preflight that WebKit would let pass.
    if (evaluation.verdict === 'blocked' && evaluation.findings[0]?.phase === 'preflight') {
      return undecided(state.rule ?? 'other-order');
    }
    return state;
  }
  if (!leg.tainted) {
    const isRefused = isLast && evaluation.findings[0]?.cause === 'redirect-with-credentials';
    return isRefused ? undecided('password-after-own-redirect') : state;
  }
  const target = redirectTarget(leg.hop);
  const scheme = target === null ? null : (parseUrl(target)?.protocol ?? null);
  if (target !== null && scheme === 'ftp:') {
    const evidence = { url: target };
    return blocked(
      { cause: 'scheme-not-http', phase: 'actual', hop: leg.index, evidence },
      'other-order',
    );
  }
  const { status, headers } = response;
  const checked = (credentials: CredentialsMode): Finding | undefined =>
    corsCheck({
      origin: leg.origin,
      credentials,
      status,
      headers,
      phase: 'actual',
      hop: leg.index,
    })[0];
  const finding = checked(seen.credentials);
  if (finding !== undefined) return blocked(finding, state.rule);
  const isOnward = RULES.onwardRedirectNeedsCredentials && target !== null && isFromOwnServer(seen);
  const onward = isOnward ? checked('include') : undefined;
  if (onward !== undefined) {
    // The preflight at the target comes first.
    const next = evaluation.legs[leg.index + 1];
    const asked = next?.tainted ? preflightAt(next, state, seen) : state;
    if ('verdict' in asked) return asked;
    return blocked(onward, 'onward-redirect-needs-credentials');
  }
  if (target === null || !isLast) return state;
  if (!redirectIncludesCredentials(target, leg.origin, leg.tainted)) return state;
  const evidence = { location: target };
  return blocked(
    { cause: 'redirect-with-credentials', phase: 'actual', hop: leg.index, evidence },
    state.rule,
  );
}

/** The page asked its own server first, in the mode that sends credentials there. */
function isFromOwnServer({ exchange, evaluation, credentials }: SeenElsewhere): boolean {
  const [first] = evaluation.legs;
  if (first === undefined || first.tainted || credentials === 'include') return false;
  return exchange.declared?.credentials !== 'omit';
}
