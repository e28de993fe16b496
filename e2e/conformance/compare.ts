import { isPotentiallyTrustworthy } from '../../src/model/origin.ts';
import type { BrowserVerdict, ExportedExchange } from '../harness/browser-under-test.ts';
import { failureOf, judge, reasonOf } from '../scenarios/judge.ts';
import type { Ask } from '../scenarios/scenario.ts';
import { type ConformanceScenario, isCors, isCredentialed } from './scenario.ts';

/** One request of a scenario: what the browser and what the extension said of it. */
export type Comparison = {
  /** The browser's verdict, in the extension's words: `blocked: method-not-allowed (preflight)`. */
  readonly said: string;
  /** The extension's, likewise. */
  readonly ours: string;
  readonly result: 'same' | 'second' | 'undetermined' | 'differs';
  /** Whether the extension left two readings open. */
  readonly isOpen: boolean;
  /** Sentences about the difference; empty when there is none. */
  readonly problems: readonly string[];
};

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
function listing(ask: Ask, verdict: BrowserVerdict, { origin }: Stage): 'must' | 'may' | 'no' {
  const { corsError, urls, outcome } = verdict;
  if (urls.length === 1 && NEVER_SEEN.has(corsError)) return 'no';
  if (corsError !== null) return 'must';
  const crosses = urls.some((url) => origin === 'null' || new URL(url).origin !== origin);
  if (!crosses) return outcome === 'failed' ? 'may' : 'no';
  if (isGivenUpEarly(ask, verdict)) return 'may';
  if (isCors(ask)) return 'must';
  if (outcome === 'failed') return isGivenUp(verdict) ? 'may' : 'must';
  return outcome === 'finished' && urls.every(isPotentiallyTrustworthy) ? 'no' : 'may';
}

/** The page gave it up, perhaps before it got as far as the part of the browser that extensions see. */
const isGivenUpEarly = (ask: Ask, { errorText, answered }: BrowserVerdict): boolean =>
  'abortAfter' in ask && errorText === 'net::ERR_ABORTED' && !answered;

type Case = { readonly ask: Ask; readonly verdict: BrowserVerdict };
/** `exchange`: null where the extension has nothing to say, and must not have. */
type Pair = Case & { readonly exchange: ExportedExchange | null };

/** Finds the ask of each of the browser's requests; null where one has none. */
function casesOf(
  asks: readonly Ask[],
  verdicts: readonly BrowserVerdict[],
  stage: Stage,
): readonly Case[] | null {
  const left = asks.filter((ask) => !isForbidden(ask, stage));
  const cases: Case[] = [];
  for (const verdict of verdicts) {
    while (left[0] !== undefined && !isOf(left[0], verdict) && isElement(left[0])) left.shift();
    const ask = left.shift();
    if (ask === undefined || !isOf(ask, verdict)) return null;
    cases.push({ ask, verdict });
  }
  return left.every(isElement) ? cases : null;
}

const TYPES: Readonly<Record<Ask['by'], RegExp>> = {
  fetch: /^(Fetch|XHR)$/,
  xhr: /^XHR$/,
  element: /^(Image|Script|Stylesheet|Media)$/,
  font: /^Font$/,
  'event-source': /^EventSource$/,
  beacon: /^Ping$/,
};

const isOf = (ask: Ask, { type }: BrowserVerdict): boolean => TYPES[ask.by].test(type);

/** Refused by the page's own side, before there is a request. */
function isForbidden(ask: Ask, { origin, asked }: Stage): boolean {
  if (ask.by !== 'fetch' || origin === asked) return false;
  const { mode, redirect = 'follow' } = ask.init ?? {};
  return mode === 'no-cors' ? redirect !== 'follow' : mode === 'same-origin';
}

/** What an element has loaded once is in memory, and need not be asked for again. */
const isElement = (ask: Ask): boolean => ask.by === 'element';

/**
 * Finds what is listed of each case; null where something is missing or too much. Requests that go
 * out at the same time (a beacon, which the page does not wait for) may be told of in any order.
 */
function pairsOf(
  cases: readonly Case[],
  exchanges: readonly ExportedExchange[],
  stage: Stage,
): readonly Pair[] | null {
  const left = [...exchanges];
  const listed = cases.map((one) => ({ ...one, listed: listing(one.ask, one.verdict, stage) }));
  const pairs: Pair[] = [];
  for (const [index, { ask, verdict, listed: own }] of listed.entries()) {
    const isSame = ({ url, method }: ExportedExchange) =>
      url === verdict.urls[0] && method === verdict.method;
    const owed = listed
      .slice(index)
      .filter((other) => other.listed === 'must' && isAlike(other.verdict, verdict)).length;
    const isHere = own === 'must' || (own === 'may' && left.filter(isSame).length > owed);
    const at = isHere ? left.findIndex(isSame) : null;
    if (at === -1) return null;
    const [exchange = null] = at === null ? [] : left.splice(at, 1);
    pairs.push({ ask, verdict, exchange });
  }
  return left.length > 0 ? null : pairs;
}

const isAlike = (a: BrowserVerdict, b: BrowserVerdict): boolean =>
  a.urls[0] === b.urls[0] && a.method === b.method;

/** What came of comparing. */
export type Compared = {
  readonly comparisons: readonly Comparison[];
  /** Those of the browser's requests that the extension lists, or must list. */
  readonly listed: readonly BrowserVerdict[];
};

/** Compares what both said of a scenario's requests. */
export function compareScenario(
  { asks }: ConformanceScenario,
  verdicts: readonly BrowserVerdict[],
  exchanges: readonly ExportedExchange[],
  stage: Stage,
): Compared {
  const cases = casesOf(asks, verdicts, stage);
  const pairs = cases === null ? null : pairsOf(cases, exchanges, stage);
  if (pairs === null) {
    const problem = `${asks.length} asked, the browser made ${verdicts.length} requests, ${exchanges.length} are listed`;
    const said = verdicts.map(saidOf).join(' + ');
    const ours = exchanges.map(oursOf).join(' + ');
    return {
      comparisons: [{ said, ours, result: 'differs', isOpen: false, problems: [problem] }],
      listed: (cases ?? [])
        .filter(({ ask, verdict }) => listing(ask, verdict, stage) === 'must')
        .map(({ verdict }) => verdict),
    };
  }
  const listed = pairs.filter(({ exchange }) => exchange !== null);
  return {
    comparisons: listed.flatMap(({ ask, verdict, exchange }) =>
      exchange === null ? [] : [compareOne(verdict, exchange, ask, stage)],
    ),
    listed: listed.map(({ verdict }) => verdict),
  };
}

function compareOne(
  verdict: BrowserVerdict,
  exchange: ExportedExchange,
  ask: Ask,
  stage: Stage,
): Comparison {
  const { problems, secondGuess } = isEndedByPage(ask, verdict, exchange)
    ? { problems: [], secondGuess: false }
    : judge(exchange, verdict);
  const all = [...problems, ...credentialsProblems(exchange, ask, stage)];
  const isUndetermined = exchange.verdict === 'undetermined';
  const differs = all.length > 0 ? 'differs' : secondGuess ? 'second' : 'same';
  return {
    said: saidOf(verdict),
    ours: oursOf(exchange),
    result: isUndetermined ? 'undetermined' : differs,
    isOpen: exchange.alternatives.length > 0,
    problems: isUndetermined ? [] : all,
  };
}

const isGivenUp = ({ outcome, errorText, answered }: BrowserVerdict): boolean =>
  outcome === 'failed' && errorText === 'net::ERR_ABORTED' && answered;

/**
 * Whether both tell the same of a request that the page's side ended, under the names that each
 * part of the browser has for it. An element that does not want what it got (a module's 404, an
 * image that is none) gives it up while the network may be done with it or not; a redirect that the
 * page forbids is failed in a service worker and aborted elsewhere; of an image that was sent on
 * to a URL with a password or of another program, the protocol never tells the end.
 */
function isEndedByPage(ask: Ask, said: BrowserVerdict, ours: ExportedExchange): boolean {
  if (said.corsError !== null) return false;
  // How far the network got meanwhile, the page does not wait to hear.
  if (isGivenUpEarly(ask, said)) return true;
  const passedOrEnded = ours.verdict === 'allowed' || ours.failure === 'aborted';
  if (isGivenUp(said)) return passedOrEnded;
  if (said.outcome === 'pending') return ours.verdict === 'failed';
  if (said.outcome === 'finished') return ask.by !== 'fetch' && said.answered && passedOrEnded;
  const forbids = ask.by === 'fetch' && (ask.init?.redirect ?? 'follow') !== 'follow';
  return forbids && ours.failure === 'aborted';
}

/** What is stated of the credentials mode must be true. */
function credentialsProblems(
  { credentials, hops }: ExportedExchange,
  ask: Ask,
  { origin }: Stage,
): readonly string[] {
  if (!isCors(ask) || !credentials.known) return [];
  if (hops.every(({ url }) => new URL(url).origin === origin)) return [];
  const truth = isCredentialed(ask);
  if ((credentials.value === 'include') === truth) return [];
  return [
    `credentials are called ${credentials.value}, the page asks with ${truth ? '' : 'no '}include`,
  ];
}

function saidOf({ corsError, outcome, errorText }: BrowserVerdict): string {
  if (corsError !== null) {
    const { cause, phase } = reasonOf(corsError);
    return `blocked: ${cause} (${phase})`;
  }
  if (outcome === 'finished') return 'allowed';
  return outcome === 'pending' ? 'pending' : `failed: ${failureOf(errorText ?? '')}`;
}

function oursOf({ verdict, failure, findings: [first] }: ExportedExchange): string {
  if (verdict === 'failed') return `failed: ${failure}`;
  return verdict === 'blocked' && first ? `blocked: ${first.cause} (${first.phase})` : verdict;
}
