import { reasonOfCorsError } from '../../src/console/cors-error.ts';
import type { Failure, Verdict } from '../../src/policy/finding.ts';
import type { AskedMode } from './ask.ts';

/**
 * What the browser said of one request. Chromium uses the words of the DevTools protocol, Firefox
 * its names of network errors and its console's categories. These do not name the phase.
 */
export type Said = {
  readonly outcome: 'pending' | 'finished' | 'failed';
  readonly errorText: string | null;
  readonly corsError: string | null;
  readonly blockedReason: string | null;
  readonly phase?: 'preflight' | 'actual' | null;
  /** Where the response redirects the request to. */
  readonly sentOnTo?: string | null;
  /**
   * What the page asked for. It shows what Chromium means by a blocked reason of `origin`. It also
   * shows why Firefox did not follow a redirect for which its console names no reason.
   */
  readonly mode?: AskedMode;
};

export type Reason = { readonly cause: string; readonly phase: string };

/** What the extension said of one request. The exported report and a diagnosis both fit. */
export type Ours = {
  readonly verdict: Verdict;
  readonly failure: string | null;
  readonly findings: readonly Reason[];
  readonly alternatives: readonly { readonly findings: readonly Reason[] }[];
};

export type Judgement = {
  /** Sentences; empty when the extension agrees with the browser. */
  readonly problems: readonly string[];
  /** True when the browser's reason is one of ours, but not our first. */
  readonly secondGuess: boolean;
};

const FAILURES: readonly (readonly [pattern: RegExp, failure: Failure])[] = [
  [/^net::ERR_CONNECTION_REFUSED$/, 'connection-refused'],
  [/^net::ERR_NAME_NOT_RESOLVED$/, 'dns'],
  [/^net::ERR_(CERT|SSL)_/, 'tls'],
  [/TIMED_OUT$/, 'timeout'],
  [/^net::ERR_(EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|CONNECTION_(RESET|CLOSED))$/, 'reset'],
  [/^net::ERR_ABORTED$/, 'aborted'],
  [/^net::ERR_BLOCKED_BY_CLIENT$/, 'blocked-by-client'],
  [/^net::ERR_UNSAFE_PORT$/, 'unsafe-port'],
  [/^net::ERR_BLOCKED_BY_ORB$/, 'orb'],
  [/^net::ERR_BLOCKED_BY_RESPONSE/, 'corp'],
  [/^net::ERR_(UNSAFE|INVALID)_REDIRECT$/, 'unsafe-redirect'],
  [/^net::ERR_TOO_MANY_REDIRECTS$/, 'too-many-redirects'],
];

/** If a redirect has led to another origin, Chromium has no `corsError` for it. */
const REFUSED_BY_MODE: Reason = { cause: 'same-origin-mode', phase: 'actual' };

/** The cause id and the phase that Chromium's `corsError` stands for. */
export function reasonOf(corsError: string): Reason {
  const { cause, phase } = reasonOfCorsError(corsError);
  return { cause: cause ?? `unknown to the tests: ${corsError}`, phase };
}

/** The failure id that Chromium's error text stands for. */
export const failureOf = (errorText: string): Failure =>
  FAILURES.find(([pattern]) => pattern.test(errorText))?.[1] ?? 'other';

/** Compares what the extension concluded from the events with what Chromium itself said. */
export function judge(ours: Ours, browser: Said): Judgement {
  if (browser.corsError !== null) return judgeBlock(ours, reasonOf(browser.corsError));
  if (browser.blockedReason === 'origin') return judgeStopped(ours, browser);
  if (browser.outcome === 'finished') return judgeVerdict(ours, 'allowed');
  if (browser.outcome === 'pending') return judgeVerdict(ours, 'pending');
  const verdict = judgeVerdict(ours, 'failed');
  const failure = failureOf(browser.errorText ?? '');
  const problems =
    ours.failure === failure
      ? verdict.problems
      : [...verdict.problems, `failure is ${ours.failure}, the browser's is ${failure}`];
  return { ...verdict, problems };
}

/**
 * Chromium says `origin` of a redirect that `mode: same-origin` forbids, and in any other mode of
 * one to a URL with a password. The page's side stops it. Extensions hear only the network's side,
 * whose state then is random.
 */
function judgeStopped(ours: Ours, { mode }: Said): Judgement {
  if (mode === 'same-origin') return judgeBlock(ours, REFUSED_BY_MODE);
  const { problems } = judgeVerdict(ours, 'failed');
  const untold = mode === undefined ? ['the mode that the page asked for is not told'] : [];
  return { problems: [...problems, ...untold], secondGuess: false };
}

export function judgeVerdict({ verdict }: Ours, expected: Verdict): Judgement {
  const problems = verdict === expected ? [] : [`verdict is ${verdict} instead of ${expected}`];
  return { problems, secondGuess: false };
}

function judgeBlock(ours: Ours, reason: Reason): Judgement {
  const same = (one: Reason) => one.cause === reason.cause && samePhase(one.phase, reason);
  return judgeReason(ours, same, `${reason.cause} (${reason.phase})`);
}

/** `same`: whether a finding is the browser's reason, which `wanted` names. */
export function judgeReason(ours: Ours, same: (one: Reason) => boolean, wanted: string): Judgement {
  const { problems } = judgeVerdict(ours, 'blocked');
  const isFirst = ({ findings: [one] }: Pick<Ours, 'findings'>) => one !== undefined && same(one);
  if (isFirst(ours)) return { problems, secondGuess: false };
  if (ours.alternatives.some(isFirst)) return { problems, secondGuess: true };
  const first = ours.findings[0];
  const got = first === undefined ? 'no cause' : `${first.cause} (${first.phase})`;
  return {
    problems: [...problems, `first is ${got}, the browser's is ${wanted}`],
    secondGuess: false,
  };
}

/** The browser does not say whether it refused the local network to the preflight or after it. */
function samePhase(phase: string, { cause, phase: said }: Reason): boolean {
  return cause.startsWith('local-network-access') || phase === said;
}
