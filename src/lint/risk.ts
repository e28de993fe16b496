import type { Prose } from '../model/prose.ts';
import type { SeenServer } from '../model/seen-server.ts';

/** What looks unsafe, or without effect, in a server's CORS answers, whether or not they pass. */
export type Risk = {
  readonly id: string;
  /** What was seen, with the actual values, and what it may mean. */
  readonly seen: Prose;
  /** What would prove or disprove it, or settle it. */
  readonly proof: Prose;
  /** Where this is documented. */
  readonly docs: `https://${string}`;
};

/**
 * A rule that recognises one risk. File name = id. `detect` returns the risk, or null when nothing
 * that was seen points to it.
 */
export type RiskRule = {
  readonly id: string;
  readonly detect: (seenServer: SeenServer) => Omit<Risk, 'id'> | null;
};
