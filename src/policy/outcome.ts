import {
  type BrowserName,
  type Ending,
  type Exchange,
  type Hop,
  lastHop,
  type ResponseFacts,
} from '../model/exchange.ts';
import { get } from '../model/header-list.ts';
import { isSameOrigin, originOf, parseUrl, type SerializedOrigin } from '../model/origin.ts';
import { isRedirect, isRedirectStatus, redirectTarget } from '../model/redirect-target.ts';
import { isBadPort } from './bad-port.ts';
import { BROWSERS, type BrowserRules } from './browsers.ts';
import type { Failure, Finding } from './finding.ts';
import { entersLocalNetwork, localNetworkAccess } from './local-network-access.ts';
import { preflightReasons, questionOf } from './needs-preflight.ts';
import { failureOf } from './network-errors.ts';
import { preflightPassed } from './reading.ts';
import { includesCredentials, maybeAskedAcrossOrigins } from './redirect.ts';
import { mayBeCors, type RequestMode } from './request-mode.ts';
import { readWebkitWords } from './webkit-words.ts';

/** What the browser did, read from its events and its error names. */
export type Outcome =
  | { readonly kind: 'pending' }
  /** The page got it. */
  | { readonly kind: 'passed' }
  /**
   * Refused after a response: the headers show by which rule. Only CORS does so, unless `otherwise`
   * gives another reason for when they pass.
   */
  | { readonly kind: 'refused'; readonly otherwise: Failure | null }
  /**
   * Refused before any response, for a reason that nothing shows; `localNetwork`: on a guarded way
   * into the local network.
   */
  | { readonly kind: 'vetoed'; readonly localNetwork: boolean }
  /** Refused by CORS, in words that several rules share. */
  | { readonly kind: 'untold' }
  /** Refused by a rule that the events show. */
  | { readonly kind: 'named'; readonly finding: Finding }
  /** Failed, not by CORS; `finding` if it also ended the preflight. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly finding: Finding | null }
  /** Refused by CORS if the request was made with CORS; else it failed. */
  | { readonly kind: 'modeless' }
  /**
   * The end shows nothing about CORS, so the headers decide. If they pass, it came through, or it
   * failed with `failure`, or (`ended` false) it is unknown. `isLeft`: a redirect that was not
   * followed.
   */
  | {
      readonly kind: 'unclear';
      readonly failure: Failure | null;
      readonly ended: boolean;
      readonly isLeft?: boolean;
    };

/** An exchange with what is known about it. */
export type Scene = {
  readonly exchange: Exchange;
  readonly browser: BrowserName;
  readonly mode: RequestMode;
  /** The page's. */
  readonly origin: SerializedOrigin;
};

/** What the browser did with the exchange. Never throws. */
export function outcomeOf(scene: Scene): Outcome {
  const { ending } = scene.exchange;
  const last = lastHop(scene.exchange);
  const tells = BROWSERS[scene.browser].completionMeans === 'passed';
  switch (ending.kind) {
    case 'pending':
      return stranded(scene, last) ?? { kind: 'pending' };
    case 'completed':
      return tells ? { kind: 'passed' } : outcomeOfCompleted(last);
    case 'lost':
      if (tells && last.started) return { kind: 'passed' };
      return stranded(scene, last) ?? outcomeOfLost(scene, last);
    case 'error':
      return outcomeOfError(scene, last, ending.error);
  }
}

/** If a redirect was not followed, the page forbade it or wants to see it. */
function outcomeOfCompleted(last: Hop): Outcome {
  const isLeft = last.redirectedTo === null && isSentOn(last.response);
  const failure = isLeft ? 'aborted' : null;
  return { kind: 'unclear', failure, ended: true, isLeft };
}

/**
 * Redirected to a scheme that only a document can follow (`myapp:`, `javascript:`). Chromium
 * refuses it, and no event says so.
 */
function stranded({ exchange, browser, mode }: Scene, last: Hop): Outcome | null {
  const target = last.redirectedTo;
  if (target === null || maybeAskedAcrossOrigins(target, BROWSERS[browser])) return null;
  // A document may follow it: the user is asked for a program that opens it.
  if (mode === 'navigate') return null;
  if (mode === 'unknown') return { kind: 'modeless' };
  if (mode !== 'cors') return failed('other');
  // What is wrong with the response, and then the scheme, comes from the headers' reading.
  if (BROWSERS[browser].redirectsTold === 'unchecked') {
    return { kind: 'refused', otherwise: null };
  }
  const hop = exchange.hops.length - 1;
  return {
    kind: 'named',
    finding: { cause: 'scheme-not-http', phase: 'actual', hop, evidence: { url: target } },
  };
}

/**
 * No end was seen. A preflight that ended in an error with a known reason has ended its request
 * too.
 */
function outcomeOfLost(scene: Scene, last: Hop): Outcome {
  const error = errorOf(last.preflight?.ending);
  const told = error !== null && error !== BROWSERS[scene.browser].blockedError;
  if (told && last.preflight?.response === null) return outcomeOfError(scene, last, error);
  const ended = last.response !== null && redirectTarget(last) === null;
  return { kind: 'unclear', failure: null, ended };
}

/** WebKit's own sentence says it. Its files do not show a response that it refused. */
function outcomeInWebkit({ mode, origin }: Scene, last: Hop, error: string): Outcome {
  const { method, request, url } = last;
  const question = request === null ? { method, headers: [] } : questionOf(request);
  const phase = preflightReasons(question).length > 0 ? 'preflight' : 'actual';
  const words = readWebkitWords(error, { url, origin, phase });
  if (words.kind === 'failed') return failed(words.failure);
  if (!mayBeCors(mode)) return failed('other');
  return words.kind === 'refused' ? { kind: 'untold' } : { kind: 'named', finding: words.finding };
}

function outcomeOfError(scene: Scene, last: Hop, error: string): Outcome {
  const rules = BROWSERS[scene.browser];
  if (scene.browser === 'webkit' && error !== rules.blockedError) {
    return outcomeInWebkit(scene, last, error);
  }
  const isForbidden = error === rules.forbiddenRedirectError && redirectTarget(last) !== null;
  return (
    namedByError(scene, last, error) ??
    (isForbidden ? failed('aborted') : null) ??
    preflightKilled(scene, last, error) ??
    preflightLost(scene, last, error) ??
    redirectRefused(scene, last, error) ??
    (error === rules.blockedError
      ? outcomeOfBlocked(scene, last)
      : outcomeOfFailure(scene, last, error))
  );
}

/** Errors of a refused redirect only. */
const FIREFOX_REFUSED = 'NS_ERROR_UNEXPECTED';
/** The error of a request whose preflight was redirected to another program. */
const FIREFOX_FAILURE = 'NS_ERROR_FAILURE';

function errorOf(ending: Ending | undefined): string | null {
  return ending?.kind === 'error' ? ending.error : null;
}

/** @see https://fetch.spec.whatwg.org/#http-redirect-fetch (step 5) */
const MOST_REDIRECTS = 20;
const KEPT_ALIVE = /^(ping|beacon)$/;

/** DevTools' name of a request that its own mode forbids: the extension API has no event for it. */
const BLOCKED_BY_MODE = 'blocked:origin';
/** DevTools' name of a request that is stopped for a reason without a name. */
const BLOCKED_UNSENT = 'blocked:other';

/**
 * Local network access with its own error, and a same-origin request that was redirected to another
 * origin.
 */
function namedByError(scene: Scene, last: Hop, error: string): Outcome | null {
  const rules = BROWSERS[scene.browser];
  const preflightError = errorOf(last.preflight?.ending);
  if ([error, preflightError ?? ''].some((name) => rules.localNetworkErrors.includes(name))) {
    return localNetwork(scene, last);
  }
  const isOwn = error === BLOCKED_BY_MODE;
  const target = isOwn ? last.url : redirectTarget(last);
  if (target === null || !(isOwn || scene.mode === 'same-origin')) return null;
  // A redirect to `data:` is refused in every mode, before the mode is checked.
  if (failureInContext(scene, last, error) === 'unsafe-redirect') return null;
  if (isSameOrigin(originOf(target), scene.origin)) return null;
  // Nor is it in Chromium before one to `myapp:`, which no script may request.
  const isAskable = isOwn || maybeAskedAcrossOrigins(target, rules);
  if (rules.redirectsTold === 'checked' && !isAskable) return failed('other');
  const hop = scene.exchange.hops.length - 1;
  return {
    kind: 'named',
    finding: { cause: 'same-origin-mode', phase: 'actual', hop, evidence: { url: target } },
  };
}

function localNetwork({ exchange, browser, origin }: Scene, last: Hop): Outcome {
  const phase = last.preflight !== null && last.response === null ? 'preflight' : 'actual';
  const input = { url: last.url, origin, phase, hop: exchange.hops.length - 1 } as const;
  return { kind: 'named', finding: localNetworkAccess(input, BROWSERS[browser]) };
}

/** A preflight that ended in an error without a response has ended its request too. */
function preflightKilled(scene: Scene, last: Hop, error: string): Outcome | null {
  const { browser, exchange } = scene;
  const rules = BROWSERS[browser];
  const preflightError = errorOf(last.preflight?.ending);
  if (preflightError === null || last.preflight?.response !== null) return null;
  // Chromium gives the request the real error and the preflight ERR_FAILED; Firefox does the
  // opposite.
  const real = [preflightError, error].find((name) => name !== rules.blockedError);
  if (real === undefined) {
    return rules.localNetworkHidesInPreflight ? localNetwork(scene, last) : vetoed(scene, last);
  }
  const failure = failureOf(real, browser);
  if (failure === 'aborted') return failed(failure);
  const hop = exchange.hops.length - 1;
  const evidence = { error: real };
  return {
    kind: 'failed',
    // The page may give up in the moment in which the preflight fails.
    failure: failureOf(error, browser) === 'aborted' ? 'aborted' : failure,
    finding: { cause: 'preflight-network-error', phase: 'preflight', hop, evidence },
  };
}

/**
 * A redirect was not followed. No error distinguishes CORS from the page's content security policy.
 */
function redirectRefused({ browser, mode }: Scene, last: Hop, error: string): Outcome | null {
  const isOwn = BROWSERS[browser].refusedRedirectErrors.includes(error);
  const target = redirectTarget(last);
  if (!isOwn) return null;
  // The page's policy has allowed this URL already.
  if (leadsToItself(last) && mayBeCors(mode)) return { kind: 'refused', otherwise: null };
  // Only a redirect ends so, and it was not seen.
  if (error === FIREFOX_REFUSED && last.response === null)
    return { kind: 'vetoed', localNetwork: false };
  if (target === null) return null;
  const otherwise = isBadPort(target) ? 'unsafe-port' : 'csp';
  if (mayBeCors(mode)) return { kind: 'refused', otherwise };
  // Media elements follow no redirect to a URL with a password, whatever the mode.
  return failed(includesCredentials(target) ? 'other' : otherwise);
}

/**
 * Whether a redirect has an empty `Location`, which stands for its own URL. Chromium follows none.
 * @see https://fetch.spec.whatwg.org/#concept-response-location-url
 */
const leadsToItself = ({ response }: Hop): boolean =>
  response !== null &&
  isRedirectStatus(response.status) &&
  get(response.headers, 'location') === '';

/** Ended in the error for CORS, which also stands for a few other things. */
function outcomeOfBlocked(scene: Scene, last: Hop): Outcome {
  const { exchange, browser, mode } = scene;
  const rules = BROWSERS[browser];
  // Chromium: CORS refuses before a response starts, so the page has aborted this one since.
  if (rules.completionMeans === 'passed' && last.started) return failed('aborted');
  if (mode === 'websocket') return failed('web-socket');
  if (!mayBeCors(mode)) {
    const isGuess = exchange.hops.every(({ request, response }) => (request ?? response) === null);
    if (isGuess && mode === 'no-cors') return { kind: 'vetoed', localNetwork: false };
    return failed(failureInContext(scene, last, rules.blockedError));
  }
  const hop = exchange.hops.length - 1;
  // The connection broke before there was a response to refuse.
  if (last.response === null && preflightPassed(last, rules)) return failed('other');
  const answered = last.response !== null || last.preflight?.response;
  if (answered) return { kind: 'refused', otherwise: null };
  if (maybeAskedAcrossOrigins(last.url, rules)) return vetoed(scene, last);
  const evidence = { url: last.url };
  return {
    kind: 'named',
    finding: { cause: 'scheme-not-http', phase: 'actual', hop, evidence },
  };
}

const vetoed = ({ browser, origin }: Scene, { url }: Hop): Outcome => ({
  kind: 'vetoed',
  // If it hides in a preflight, reports show that it also hides without one.
  localNetwork: BROWSERS[browser].localNetworkHidesInPreflight && entersLocalNetwork(origin, url),
});

/** A preflight was redirected to a scheme that no preflight can use: a network error, not CORS. */
function preflightLost({ browser, exchange }: Scene, last: Hop, error: string): Outcome | null {
  const { url, preflight, response } = last;
  const rules = BROWSERS[browser];
  if (response !== null || !isSentOn(preflight?.response)) return null;
  const { status, headers } = preflight?.response ?? { status: 0, headers: [] };
  const location = get(headers, 'location') ?? '';
  const isLost =
    rules.preflightRedirects === 'to-any-url'
      ? error === rules.blockedError && !URL.canParse(location, url)
      : error === FIREFOX_FAILURE || rules.unreadErrors.includes(errorOf(preflight?.ending) ?? '');
  if (!isLost) return null;
  const hop = exchange.hops.length - 1;
  const evidence = { status, location };
  return {
    kind: 'failed',
    failure: 'other',
    finding: { cause: 'preflight-redirect', phase: 'preflight', hop, evidence },
  };
}

function isSentOn(response: ResponseFacts | null | undefined): boolean {
  return response ? isRedirect(response.status, get(response.headers, 'location') ?? '') : false;
}

/** Ended in an error with a special name. */
function outcomeOfFailure(scene: Scene, last: Hop, error: string): Outcome {
  const rules = BROWSERS[scene.browser];
  const failure = isEndlessBeacon(scene, last, rules)
    ? 'too-many-redirects'
    : failureInContext(scene, last, error);
  const isUnread = rules.unreadErrors.includes(error);
  // Firefox: a blocked response may still run into another error later, so the headers come first.
  return rules.completionMeans === 'passed' || isUnread
    ? failed(failure)
    : { kind: 'unclear', failure, ended: true };
}

/** Redirected as often as the standard allows, and once more. */
function isEndlessBeacon({ exchange }: Scene, last: Hop, rules: BrowserRules): boolean {
  return (
    rules.endlessBeaconIsAborted &&
    KEPT_ALIVE.test(exchange.resourceType) &&
    exchange.hops.length >= MOST_REDIRECTS &&
    redirectTarget(last) !== null
  );
}

/** Firefox's error for a response withheld by opaque response blocking. */
const WITHHELD: readonly string[] = ['NS_BINDING_ABORTED', 'NS_ERROR_FAILURE'];

/** Errors that mean something else where they happen. */
function failureInContext({ browser, mode, exchange }: Scene, last: Hop, error: string): Failure {
  if (error === BLOCKED_UNSENT && parseUrl(last.url)?.protocol === 'file:') return 'file';
  if (browser === 'firefox') {
    const isCorrupted = error === 'NS_ERROR_CORRUPTED_CONTENT' && last.response !== null;
    // A redirect to `data:` or `javascript:`, or to an invalid URL.
    if (isCorrupted && isSentOn(last.response)) return 'unsafe-redirect';
    // A redirect of a no-cors request to a file.
    const isRefused = error === BROWSERS[browser].blockedError && mode === 'no-cors';
    if (isRefused && isSentOn(last.response)) return 'unsafe-redirect';
    // A script got JSON with `nosniff`.
    if (isCorrupted && mode === 'no-cors') return 'orb';
    // A module got JSON, with or without `nosniff`.
    if (isCorrupted && exchange.resourceType === 'script') return 'other';
    // An image got JSON: opaque response blocking ends it before it starts.
    const isRead = last.response === null || last.started || KEPT_ALIVE.test(exchange.resourceType);
    const unread = mode === 'no-cors' && !isRead;
    if (WITHHELD.includes(error) && unread) return 'orb';
  }
  return failureOf(error, browser);
}

const failed = (failure: Failure): Outcome => ({ kind: 'failed', failure, finding: null });
