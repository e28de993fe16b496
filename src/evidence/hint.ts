import type { Exchange } from '../model/exchange.ts';
import type { Prose } from '../model/prose.ts';
import type { SeenServer } from '../model/seen-server.ts';
import type { Evaluation } from '../policy/finding.ts';

/** What a hint may look at. */
export type HintContext = {
  readonly exchange: Exchange;
  readonly evaluation: Evaluation;
  /** Everything seen of the server at which the exchange stopped. */
  readonly server: SeenServer;
};

/** A probable server-side (or client-side) reason for the answer that was seen. */
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
 * A rule that recognises one probable reason. File name = id. `detect` returns the hint, or null
 * when nothing that was seen points to it.
 */
export type HintRule = {
  readonly id: string;
  readonly detect: (context: HintContext) => Omit<Hint, 'id'> | null;
};
