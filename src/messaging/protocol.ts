import type { Declaration } from '../model/declared.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { HandedOver } from '../model/resource-timing.ts';

/** What the background knows of one tab besides its exchanges. */
export type TabStatus = {
  readonly tabId: number;
  /** Milliseconds since the epoch: when watching began in this browser run. */
  readonly watchingSince: number;
  /** When the tab's present document began to load; 0 when no navigation was seen. */
  readonly navigatedAt: number;
  /** How many of the tab's oldest exchanges had to leave to keep within bounds. */
  readonly dropped: number;
  /** Times the background worker was started anew while this tab's exchanges were kept. */
  readonly restarts: number;
  /**
   * When the worker was started anew amid the requests of the tab's present document, so that some
   * may be missing; 0 when it was not.
   */
  readonly interruptedAt: number;
  /** False while the user does not want this tab watched: nothing of it is kept. */
  readonly watching: boolean;
  readonly storageProblem: StorageProblem | null;
};

/** What is wrong with the store now. */
export type StorageProblem = {
  /** True: earlier requests could not be read. False: what happens now cannot be written yet. */
  readonly lost: boolean;
  /** Why, in the browser's words or ours. */
  readonly reason: string;
};

/** A panel or popup to the background. */
export type ViewToBackground =
  | { readonly type: 'subscribe'; readonly tabId: number }
  /** `at`: when the user asked for it. What began later stays. Milliseconds since the epoch. */
  | { readonly type: 'clear'; readonly tabId: number; readonly at: number }
  /** Begins or ends watching a tab. */
  | { readonly type: 'watch'; readonly tabId: number; readonly on: boolean }
  /** What the observer inside the page saw, after the user asked for it. */
  | {
      readonly type: 'observed';
      readonly tabId: number;
      readonly declarations: readonly Declaration[];
    }
  /** What the page's resource timing told of its requests. */
  | {
      readonly type: 'handed-over';
      readonly tabId: number;
      readonly requests: readonly HandedOver[];
    }
  /** Keeps the worker awake while a view is open and requests are pending. */
  | { readonly type: 'ping' };

/** The background to a panel or popup. */
export type BackgroundToView =
  /** Which exchanges there are; others that the view has are gone. They follow as changes. */
  | {
      readonly type: 'snapshot';
      readonly browser: BrowserName;
      readonly status: TabStatus;
      readonly ids: readonly string[];
    }
  | {
      readonly type: 'changed';
      readonly status: TabStatus;
      readonly exchanges: readonly Exchange[];
      /** Ids of exchanges that have left. */
      readonly removed: readonly string[];
      /** Whether more of the same follows at once. */
      readonly more: boolean;
    };
