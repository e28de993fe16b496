import type { CauseId } from '../policy/finding.ts';

/** What one message of a browser's console states. What it does not say is null. */
export type Claim = {
  readonly browser: 'chromium' | 'firefox' | 'safari';
  /** The message without what stood around it. */
  readonly text: string;
  /** The address that was refused. */
  readonly url: string | null;
  /** The page's origin. */
  readonly origin: string | null;
  /** One: the text states it. Several: it is one of these. None: the text is not known. */
  readonly causes: readonly CauseId[];
  readonly phase: 'preflight' | 'actual' | null;
  readonly status: number | null;
  /** The request's method, where the text says it. */
  readonly method: string | null;
  /** The value, method or header that the text names. */
  readonly named: string | null;
  /** The text states that no response came. That is no refusal, and no setting helps. */
  readonly noResponse: boolean;
};

/** What the words of a reason mean. */
export type Reason = Pick<Claim, 'causes' | 'phase' | 'named'> &
  Partial<Pick<Claim, 'origin' | 'status' | 'noResponse'>>;
