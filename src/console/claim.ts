import type { CauseId } from '../policy/finding.ts';

/** What a text states where it states no cause. */
export type Instead =
  /** No response came. That is no refusal, and no setting helps. */
  | 'no-response'
  /** The browser refused, and its message gives no reason. */
  | 'no-reason'
  /** The text ends before the reason. */
  | 'cut-off'
  /** An old browser refused a redirect because a preflight came before it. */
  | 'redirect-after-preflight';

/** What one message of a browser's console states. What it does not say is null. */
export type Claim = {
  /** `explorer` is Internet Explorer, and Edge until 2019. Null: several browsers say the same. */
  readonly browser: 'chromium' | 'firefox' | 'safari' | 'explorer' | null;
  /** The message without what stood around it. */
  readonly text: string;
  /** The address that was refused; only its server, where the text names no more. */
  readonly url: string | null;
  /** The page's origin. */
  readonly origin: string | null;
  /** One: the text states it. Several: it is one of these. None: see `instead`. */
  readonly causes: readonly CauseId[];
  /** Null: it has causes, or the text is not known. */
  readonly instead: Instead | null;
  readonly phase: 'preflight' | 'actual' | null;
  readonly status: number | null;
  /** The request's method, where the text says it. */
  readonly method: string | null;
  /** The value, method or header that the text names. */
  readonly named: string | null;
};

/** What the words of a reason mean. */
export type Reason = Pick<Claim, 'causes' | 'phase' | 'named'> &
  Partial<Pick<Claim, 'origin' | 'status' | 'instead' | 'url'>> & {
    /** How long the words are. */
    readonly length: number;
  };
