import type { BrowserVerdict, ExportedExchange } from '../browsers/browser-under-test.ts';
import { type Ask, modeOf } from '../judge/ask.ts';
import { saidOfRequest } from '../judge/fixture.ts';
import { failureOf, type Judgement, judge, reasonOf } from '../judge/judge.ts';
import {
  type Case,
  casesOf,
  isGivenUp,
  isGivenUpEarly,
  listing,
  type Pair,
  pairsOf,
  type Stage,
} from './pair.ts';
import { type ConformanceScenario, isCors, isCredentialed } from './scenario.ts';

/** One request of a scenario: what the browser and what the extension said of it. */
export type Comparison = {
  /** The browser's verdict, in the extension's words: `blocked: method-not-allowed (preflight)`. */
  readonly said: string;
  /** The extension's, likewise. */
  readonly ours: string;
  readonly result: 'same' | 'second' | 'undetermined' | 'hidden' | 'differs';
  /** Whether the extension left two readings open. */
  readonly isOpen: boolean;
  /** `fetch from a worker` */
  readonly asker: string;
  /** Whether its page decides about credentials by a rule, and not by chance. */
  readonly isHabit: boolean;
  /** Sentences about the difference; empty when there is none. */
  readonly problems: readonly string[];
};

/** The result of comparing. */
export type Compared = {
  readonly comparisons: readonly Comparison[];
  /** The browser's requests that the extension lists, or must list, and what it says of each. */
  readonly listed: readonly Pair[];
};

/** How to read a browser's own words. */
export type Oracle = {
  readonly judge: (ours: ExportedExchange, verdict: BrowserVerdict, ask: Ask) => Judgement;
  /** The verdict in the extension's words, if it is known what was asked for. */
  readonly saidOf: (verdict: BrowserVerdict, ask?: Ask) => string;
  /** Whether it was judged by something that the browser hides from extensions. */
  readonly hides: (verdict: BrowserVerdict, scenario: ConformanceScenario) => boolean;
};

/** Compares what both said of a scenario's requests. */
export function compareScenario(
  scenario: ConformanceScenario,
  verdicts: readonly BrowserVerdict[],
  reported: readonly ExportedExchange[],
  stage: Stage,
  oracle: Oracle = CHROMIUM,
): Compared {
  const { asks, context, app } = scenario;
  const isHabit = app.constancy > 0;
  const exchanges = reported.filter((one) => !isRefusedCall(one, asks, stage));
  const cases = casesOf(asks, verdicts, stage);
  const compared = ({ ask, verdict }: Case, exchange: ExportedExchange) => {
    const one = compareOne(verdict, exchange, ask, stage, oracle);
    const isOther = one.result === 'differs' || one.result === 'undetermined';
    if (!isOther || !oracle.hides(verdict, scenario)) return one;
    return { ...one, result: 'hidden' as const, problems: [] };
  };
  const agrees: Parameters<typeof pairsOf>[3] = (one, exchange) =>
    compared(one, exchange).problems.length === 0;
  const pairs = cases === null ? null : pairsOf(cases, exchanges, stage, agrees);
  if (pairs === null) {
    const said = verdicts.map((verdict) => oracle.saidOf(verdict)).join(' + ');
    const ours = exchanges.map(oursOf).join(' + ');
    const problem = `${asks.length} asked, the browser made ${verdicts.length} requests (${said}), ${exchanges.length} are listed (${ours})`;
    return {
      comparisons: [
        {
          said,
          ours,
          result: 'differs',
          isOpen: false,
          problems: [problem],
          asker: context,
          isHabit,
        },
      ],
      listed: (cases ?? [])
        .filter(({ ask, verdict }) => listing(ask, verdict, stage) === 'must')
        .map((one) => ({ ...one, exchange: null })),
    };
  }
  const listed = pairs.filter(({ exchange }) => exchange !== null);
  return {
    comparisons: listed.flatMap(({ ask, verdict, exchange }) =>
      exchange === null
        ? []
        : [
            {
              ...compared({ ask, verdict }, exchange),
              asker: `${ask.by} from a ${context}`,
              isHabit,
            },
          ],
    ),
    listed,
  };
}

/**
 * Only the observer sees a call to another origin in this mode: the browser makes no request. Of a
 * call to the page's own origin, it refuses a redirect.
 */
function isRefusedCall(
  { findings: [first], hops: [asked] }: ExportedExchange,
  asks: readonly Ask[],
  { origin }: Stage,
): boolean {
  if (asked === undefined || new URL(asked.url).origin === origin) return false;
  return first?.cause === 'same-origin-mode' && asks.some((ask) => modeOf(ask) === 'same-origin');
}

function compareOne(
  verdict: BrowserVerdict,
  exchange: ExportedExchange,
  ask: Ask,
  stage: Stage,
  oracle: Oracle,
): Omit<Comparison, 'asker' | 'isHabit'> {
  const { problems, secondGuess } = isEndedByPage(ask, verdict, exchange)
    ? { problems: [], secondGuess: false }
    : oracle.judge(exchange, verdict, ask);
  const all = [...problems, ...credentialsProblems(exchange, ask, stage)];
  const isUndetermined = exchange.verdict === 'undetermined';
  const differs = all.length > 0 ? 'differs' : secondGuess ? 'second' : 'same';
  return {
    said: oracle.saidOf(verdict, ask),
    ours: oursOf(exchange),
    result: isUndetermined ? 'undetermined' : differs,
    isOpen: exchange.alternatives.length > 0,
    problems: isUndetermined ? [] : all,
  };
}

/**
 * Whether both say the same of a request that the page's side ended, each under the browser's names
 * for it. An element that rejects its response (a module's 404, a broken image) gives it up, and
 * the network may be done with it or not. A redirect that the page forbids is failed in a service
 * worker and aborted elsewhere. If an image is redirected to a URL with a password or of another
 * program, the protocol never reports the end.
 */
function isEndedByPage(ask: Ask, said: BrowserVerdict, ours: ExportedExchange): boolean {
  if (said.corsError !== null || modeOf(ask) === 'same-origin') return false;
  // The page does not wait to hear how far the network got.
  if (isGivenUpEarly(ask, said)) return true;
  const passedOrEnded = ours.verdict === 'allowed' || ours.failure === 'aborted';
  if (isGivenUp(said)) return passedOrEnded;
  if (said.outcome === 'pending') return ours.verdict === 'failed';
  if (said.outcome === 'finished') return ask.by !== 'fetch' && said.answered && passedOrEnded;
  const forbids = ask.by === 'fetch' && (ask.init?.redirect ?? 'follow') !== 'follow';
  return forbids && ours.failure === 'aborted';
}

/** If the extension states a credentials mode, it must be true. */
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

function saidOf({ corsError, blockedReason, outcome, errorText }: BrowserVerdict): string {
  if (corsError === null && blockedReason === 'origin') return 'stopped: its origin';
  if (corsError !== null) {
    const { cause, phase } = reasonOf(corsError);
    return `blocked: ${cause} (${phase})`;
  }
  if (outcome === 'finished') return 'allowed';
  return outcome === 'pending' ? 'pending' : `failed: ${failureOf(errorText ?? '')}`;
}

const CHROMIUM: Oracle = {
  judge: (ours, verdict, ask) => judge(ours, saidOfRequest(verdict, modeOf(ask))),
  saidOf,
  hides: () => false,
};

function oursOf({ verdict, failure, findings: [first] }: ExportedExchange): string {
  if (verdict === 'failed') return `failed: ${failure}`;
  return verdict === 'blocked' && first ? `blocked: ${first.cause} (${first.phase})` : verdict;
}
