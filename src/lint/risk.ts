import type { Prose } from '../model/prose.ts';
import type { SeenServer } from '../model/seen-server.ts';

/** What looks unsafe, or has no effect, in a server's CORS answers, whether they pass or not. */
export type Risk = {
  readonly id: string;
  /** `note`: nothing is unsafe, and nothing needs to change. */
  readonly kind: 'risk' | 'note';
  /** What was seen, with the actual values, and what it may mean. */
  readonly seen: Prose;
  /** What would prove or disprove it, or settle it. */
  readonly proof: Prose;
  /** Where this is documented. */
  readonly docs: `https://${string}`;
};

/**
 * A rule that recognizes one risk. File name = id. `detect` returns the risk, or null if no answer
 * shows it.
 */
export type RiskRule = {
  readonly id: string;
  readonly kind: Risk['kind'];
  readonly detect: (seenServer: SeenServer) => Omit<Risk, 'id' | 'kind'> | null;
};
