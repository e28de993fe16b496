import type { Exchange } from '../model/exchange.ts';
import type { Prose } from '../model/prose.ts';
import type { SeenServer } from '../model/seen-server.ts';
import type { Evaluation } from '../policy/finding.ts';

/** What a hint may read. */
export type HintContext = {
  readonly exchange: Exchange;
  readonly evaluation: Evaluation;
  /** The server where the exchange stopped, as it was then. */
  readonly server: SeenServer;
  /** The user said that nobody here can set it: its code is no reason that helps. */
  readonly isForeign?: boolean;
};

/** A probable reason, on the server or the client, for the observed answer. */
export type Hint = {
  readonly id: string;
  /** From 0 (a guess) to 1 (certain). */
  readonly confidence: number;
  /** First what to do, then why, with the actual values. */
  readonly text: Prose;
  /** Where this is documented. */
  readonly docs: `https://${string}` | null;
};

/**
 * A rule that recognizes one probable reason. File name = id. `detect` returns the hint, or null if
 * nothing shows it.
 */
export type HintRule = {
  readonly id: string;
  readonly detect: (context: HintContext) => Omit<Hint, 'id'> | null;
};
