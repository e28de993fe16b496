import { isPotentiallyTrustworthy } from '../../src/model/origin.ts';
import type { BrowserVerdict, ExportedExchange } from '../browsers/browser-under-test.ts';
import { type Ask, modeOf } from '../judge/ask.ts';
import { isCors } from './scenario.ts';

/** The origins that matter to whether a request crosses from one to another. */
export type Stage = {
  /** The origin of the place that asks; `null` when it is opaque. */
  readonly origin: string;
  /** The origin that is asked. */
  readonly asked: string;
};

/** Refused before there is a request that an extension could see. */
const NEVER_SEEN: ReadonlySet<string | null> = new Set([
  'DisallowedByMode',
  'NoCorsRedirectModeNotFollow',
]);

/**
 * Whether the extension must list the request, or may: where no sign tells its mode, and where the
 * page gave up what came through. A same-origin request is none of its business, unless a redirect
 * was to lead elsewhere.
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
  // Of what was sent on to a URL with a password, the protocol never tells the end.
  if (!crosses) return outcome === 'finished' ? 'no' : 'may';
  if (isGivenUpEarly(ask, verdict)) return 'may';
  if (isCors(ask)) return 'must';
  if (outcome === 'failed') return isGivenUp(verdict) ? 'may' : 'must';
  if (outcome !== 'finished' || !urls.every(isPotentiallyTrustworthy)) return 'may';
  // Its page cannot read what it has asked for.
  return ask.by === 'fetch' && modeOf(ask) === 'no-cors' ? 'must' : 'no';
}

/** What Chromium and Firefox call the page's own doing. */
const GIVEN_UP: ReadonlySet<string | null> = new Set(['net::ERR_ABORTED', 'NS_BINDING_ABORTED']);

/** The page gave it up after it had the answer. */
export const isGivenUp = ({ outcome, errorText, answered }: BrowserVerdict): boolean =>
  outcome === 'failed' && GIVEN_UP.has(errorText) && answered;

/** The page gave it up, perhaps before it got as far as the part of the browser that extensions see. */
export const isGivenUpEarly = (ask: Ask, { errorText, answered }: BrowserVerdict): boolean =>
  'abortAfter' in ask && GIVEN_UP.has(errorText) && !answered;

/** One of the browser's requests, and what the page asked for. */
export type Case = { readonly ask: Ask; readonly verdict: BrowserVerdict };
/** `exchange`: null where the extension has nothing to say, and must not have. */
type Pair = Case & { readonly exchange: ExportedExchange | null };

/** Finds the ask of each of the browser's requests; null where one has none. */
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

/** In order; what need not have been asked for is left out where nothing fits otherwise. */
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

const TYPES: Readonly<Record<Ask['by'], RegExp>> = {
  fetch: /^(Fetch|XHR)$/,
  xhr: /^XHR$/,
  element: /^(Image|Script|Stylesheet|Media)$/,
  font: /^Font$/,
  'event-source': /^EventSource$/,
  'web-socket': /^WebSocket$/,
  beacon: /^Ping$/,
};

const isOf = (ask: Ask, { type, method }: BrowserVerdict): boolean =>
  TYPES[ask.by].test(type) && methodOf(ask).toUpperCase() === method.toUpperCase();

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
 * What an element has loaded once is in memory, and need not be asked for again; what is given up
 * at once, Firefox need not ask for at all.
 */
const mayBeAbsent = (ask: Ask): boolean => ask.by === 'element' || 'abortAfter' in ask;

/**
 * Finds what is listed of each case; null where something is missing or too much. Requests that go
 * out at the same time (a beacon, which the page does not wait for) may be told of in any order:
 * the one that agrees is taken.
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
