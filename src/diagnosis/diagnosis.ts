import type { Explanation } from '../causes/index.ts';
import type { Hint } from '../evidence/hint.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { Notes } from '../model/notes.ts';
import type { Prose } from '../model/prose.ts';
import type { Requirement } from '../model/requirement.ts';
import type { Work } from '../model/work.ts';
import type { Evaluation } from '../policy/finding.ts';
import type { Detection, Remedy, Stack } from '../servers/kit/stack.ts';
import type { OtherBrowser } from './other-browser.ts';

/** What a diagnosis may use besides the exchange itself. */
export type DiagnosisContext = {
  readonly browser: BrowserName;
  /** All exchanges of the tab, oldest first: what else was seen of the same server. */
  readonly exchanges: readonly Exchange[];
  /** What the user did and said about them; absent: nothing. */
  readonly notes?: Notes;
};

/** A finding with its words. */
export type ExplainedFinding = Explanation;

/** A header as the browser needs it, and the one that came. */
export type HeaderComparison = {
  readonly phase: 'preflight' | 'actual';
  readonly hop: number;
  readonly name: string;
  /** What would pass, short enough for a table cell. */
  readonly expected: string;
  /** One entry per line received; empty when absent. */
  readonly received: readonly string[];
  readonly ok: boolean;
};

/** A stack for which a fix can be requested. */
export type Candidate = {
  readonly stack: Pick<
    Stack,
    'id' | 'label' | 'kind' | 'docs' | 'basis' | 'isProxy' | 'forwards' | 'failsWithoutCors'
  >;
  readonly detection: Detection;
  /** True for the stack that the server's responses show. */
  readonly detected: boolean;
};

/** That the user copied a fix, and the same failure came back. */
export type Tried = {
  /** When it was copied, in milliseconds since the epoch. */
  readonly at: number;
  /** What else it can be, the likeliest first. At least one. */
  readonly whatElse: readonly Prose[];
};

/** A stack's fix together with its proof. */
export type ProvedRemedy = Candidate & {
  readonly remedy: Remedy;
  /** The policy's verdict on what the model answers: always allowed, or it is not a fix. */
  readonly proof: {
    readonly verdict: 'allowed';
    readonly text: Prose;
    /** What the proof rests on and nobody saw, as `if …`; null when everything was seen. */
    readonly condition: Prose | null;
    /** Where the fix passes. */
    readonly browsers: readonly BrowserName[];
    /** What more another browser needs, one sentence each. */
    readonly also: readonly Prose[];
  };
  /** Null: not tried, or it helped. */
  readonly tried: Tried | null;
};

/** What the fix depends on, and only the user or the page can tell. */
export type CookieQuestion = {
  /** Under which an answer is kept. */
  readonly key: string;
  /** What the user said; null: nothing yet. */
  readonly said: boolean | null;
};

/** What the list shows of one exchange, without its servers. */
export type RowDiagnosis = {
  readonly exchange: Exchange;
  readonly evaluation: Evaluation;
  /** A few words for a list row. */
  readonly title: string;
  /** What happened, with the actual values. */
  readonly headline: Prose;
  /** What to do, why the rule exists, or what usually causes this. */
  readonly why: Prose;
  readonly findings: readonly ExplainedFinding[];
  readonly alternatives: readonly {
    readonly condition: Prose;
    readonly findings: readonly ExplainedFinding[];
  }[];
};

/** Everything that is shown of one exchange. Derived, never stored. */
export type Diagnosis = RowDiagnosis & {
  readonly comparison: readonly HeaderComparison[];
  readonly hints: readonly Hint[];
  readonly requirement: Requirement;
  /** Null where nothing depends on it, or where it was seen. */
  readonly cookies: CookieQuestion | null;
  /** What each other browser would decide, where that differs. */
  readonly otherBrowsers: readonly OtherBrowser[];
  /** What to do elsewhere, in words. */
  readonly elsewhere: readonly Prose[];
  /** Every stack, the likely ones first; empty when no server setting helps. */
  readonly candidates: readonly Candidate[];
  /** The fix to show first: the detected stack's, or the likeliest one's. */
  readonly likeliest: ProvedRemedy | null;
  /**
   * All fixes that may help: the detected stack's, then others, always including `any-server`'s.
   */
  readonly remedies: readonly ProvedRemedy[];
  /** A stack's fix, written and proved at the first request; null when it has none that passes. */
  readonly remedyFor: (stack: string) => ProvedRemedy | null;
  /**
   * Makes the `likeliest` fix bit by bit, then that of the stack whose id `choose` gives for it, and
   * returns the second or else the first. Both are there at once afterwards.
   */
  readonly remedyInTurn: (
    choose: (likeliest: ProvedRemedy | null) => string | null,
  ) => Work<ProvedRemedy | null>;
};
