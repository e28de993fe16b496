import type { Prose } from '../model/prose.ts';
import type { CauseId, FindingOf } from '../policy/finding.ts';

/** The words of one cause. They see only the cause's own evidence. */
export type Cause<Id extends CauseId> = {
  readonly id: Id;
  /** A few words for a list row: "The server allows another origin". */
  readonly title: string;
  /** The step of the standard that failed. */
  readonly spec: `https://${string}`;
  /** MDN's page about the error. */
  readonly mdn: `https://developer.mozilla.org/${string}`;
  /** What failed, with the actual values. */
  readonly explain: (finding: FindingOf<Id>) => Prose;
  /** What to do, why the rule exists, or the usual reason. */
  readonly why: (finding: FindingOf<Id>) => Prose;
};

/** Identity; lets the compiler infer the evidence from the id. */
export const defineCause = <Id extends CauseId>(cause: Cause<Id>): Cause<Id> => cause;
