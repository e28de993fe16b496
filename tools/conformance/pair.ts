import { isPotentiallyTrustworthy } from '../../src/model/origin.ts';
import type { BrowserVerdict, ExportedExchange } from '../browsers/browser-under-test.ts';
import { type Ask, modeOf } from '../judge/ask.ts';
import { isCors } from './scenario.ts';

/** The origins that decide whether a request is cross-origin. */
export type Stage = {
  /** The origin of the place that asks; `null` when it is opaque. */
  readonly origin: string;
  /** The origin of the requested URL. */
  readonly asked: string;
};

/** Refused before there is a request that an extension could see. */
const NEVER_SEEN: ReadonlySet<string | null> = new Set([
  'DisallowedByMode',
  'NoCorsRedirectModeNotFollow',
]);

/**
 * Whether the extension must list the request, or may: if no sign shows its mode, or if the page
 * gave up a request that came through. It leaves out a same-origin request, unless a redirect was
 * to lead elsewhere.
 */
export function listing(
  ask: Ask,
  verdict: BrowserVerdict,
  { origin }: Stage,
): 'must' | 'may' | 'no' {
  const { corsError, urls, outcome } = verdict;
  if (urls.length === 1 && NEVER_SEEN.has(corsError)) return 'no';
  if (corsError !== null) return 'must';
  const crosses = urls.some((url) => origin === 'null' || new URL(url).origin !== origin);
  // If a request is redirected to a URL with a password, the protocol never reports the end.
  if (!crosses) return outcome === 'finished' ? 'no' : 'may';
  if (isGivenUpEarly(ask, verdict)) return 'may';
  if (isCors(ask)) return 'must';
  if (outcome === 'failed') return isGivenUp(verdict) ? 'may' : 'must';
  if (outcome !== 'finished' || !urls.every(isPotentiallyTrustworthy)) return 'may';
  // Its page cannot read what it has asked for.
  return ask.by === 'fetch' && modeOf(ask) === 'no-cors' ? 'must' : 'no';
}

/** The errors of Chromium and Firefox for what the page itself did. */
const GIVEN_UP: ReadonlySet<string | null> = new Set(['net::ERR_ABORTED', 'NS_BINDING_ABORTED']);

/** The page gave it up after it had the response. */
export const isGivenUp = ({ outcome, errorText, answered }: BrowserVerdict): boolean =>
  outcome === 'failed' && GIVEN_UP.has(errorText) && answered;

/** The page gave it up, perhaps before the part of the browser that extensions see. */
export const isGivenUpEarly = (ask: Ask, { errorText, answered }: BrowserVerdict): boolean =>
  'abortAfter' in ask && GIVEN_UP.has(errorText) && !answered;

/** One of the browser's requests, and what the page asked for. */
export type Case = { readonly ask: Ask; readonly verdict: BrowserVerdict };
/** `exchange`: null if the extension lists nothing, and must not. */
export type Pair = Case & { readonly exchange: ExportedExchange | null };

/** Finds the ask of each of the browser's requests; null if one has none. */
export function casesOf(
  asks: readonly Ask[],
  verdicts: readonly BrowserVerdict[],
  stage: Stage,
): readonly Case[] | null {
  return matched(
    asks.filter((ask) => !isForbidden(ask, stage)),
    verdicts,
  );
}

/** In order. An ask that need not have become a request is left out if nothing else matches. */
function matched(
  [ask, ...asks]: readonly Ask[],
  verdicts: readonly BrowserVerdict[],
): readonly Case[] | null {
  const [verdict, ...others] = verdicts;
  if (ask === undefined) return verdict === undefined ? [] : null;
  if (verdict !== undefined && isOf(ask, verdict)) {
    const rest = matched(asks, others);
    if (rest !== null) return [{ ask, verdict }, ...rest];
  }
  return mayBeAbsent(ask) ? matched(asks, verdicts) : null;
}

const TYPES: Readonly<Record<Exclude<Ask['by'], 'element'>, RegExp>> = {
  fetch: /^(Fetch|XHR)$/,
  xhr: /^XHR$/,
  font: /^Font$/,
  'event-source': /^EventSource$/,
  'web-socket': /^WebSocket$/,
  beacon: /^Ping$/,
};

type Tag = Extract<Ask, { by: 'element' }>['tag'];
/** WebKit has no name for media. */
const ELEMENTS: Readonly<Record<Tag, RegExp>> = {
  img: /^Image$/,
  script: /^Script$/,
  link: /^Stylesheet$/,
  video: /^(Media|Other)$/,
};

const isOf = (ask: Ask, { type, method }: BrowserVerdict): boolean =>
  (ask.by === 'element' ? ELEMENTS[ask.tag] : TYPES[ask.by]).test(type) &&
  normalized(methodOf(ask)) === method;

/** As browsers write it: `patch` and `PATCH` are two methods. */
export const normalized = (method: string): string =>
  /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;

function methodOf(ask: Ask): string {
  if (ask.by === 'beacon') return 'POST';
  return (ask.by === 'fetch' ? ask.init?.method : 'method' in ask ? ask.method : null) ?? 'GET';
}

/** Refused by the page's own side, before there is a request. */
function isForbidden(ask: Ask, { origin, asked }: Stage): boolean {
  if (ask.by !== 'fetch' || origin === asked) return false;
  const { mode, redirect = 'follow' } = ask.init ?? {};
  return mode === 'no-cors' ? redirect !== 'follow' : mode === 'same-origin';
}

/**
 * What an element has loaded once is in memory, and need not be requested again. Firefox need not
 * request at all what is given up at once.
 */
const mayBeAbsent = (ask: Ask): boolean => ask.by === 'element' || 'abortAfter' in ask;

/**
 * Finds the listed exchange of each case; null if something is missing or too much. Requests made
 * at the same time may be reported in any order, such as a beacon, which the page does not wait
 * for. The one that agrees is taken.
 */
export function pairsOf(
  cases: readonly Case[],
  exchanges: readonly ExportedExchange[],
  stage: Stage,
  agrees: (one: Case, exchange: ExportedExchange) => boolean,
): readonly Pair[] | null {
  const left = [...exchanges];
  const listed = cases.map((one) => ({ ...one, listed: listing(one.ask, one.verdict, stage) }));
  const pairs: Pair[] = [];
  for (const [index, { ask, verdict, listed: own }] of listed.entries()) {
    const one = { ask, verdict };
    const candidates = left.filter(
      ({ url, method }) => url === verdict.urls[0] && method === verdict.method,
    );
    const owed = listed
      .slice(index)
      .filter((other) => other.listed === 'must' && isAlike(other, one)).length;
    const isHere = own === 'must' || (own === 'may' && candidates.length > owed);
    const isRaced = cases.some((other) => other.ask.by === 'beacon' && isAlike(other, one));
    const agreeing = isRaced ? candidates.find((candidate) => agrees(one, candidate)) : undefined;
    const exchange = isHere ? (agreeing ?? candidates[0]) : null;
    if (exchange === undefined) return null;
    if (exchange !== null) left.splice(left.indexOf(exchange), 1);
    pairs.push({ ...one, exchange });
  }
  return left.length > 0 ? null : pairs;
}

const isAlike = ({ verdict: a }: Case, { verdict: b }: Case): boolean =>
  a.urls[0] === b.urls[0] && a.method === b.method;
