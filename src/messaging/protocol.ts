import type { Declaration } from '../model/declared.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { HandedOver } from '../model/resource-timing.ts';
import type { Trial, TrialPlan } from '../model/trial.ts';

/** What the background knows about one tab besides its exchanges. */
export type TabStatus = {
  readonly tabId: number;
  /** Milliseconds since the epoch: when watching began in this browser run. */
  readonly watchingSince: number;
  /** When the tab's current document began to load. 0 when no navigation was seen. */
  readonly navigatedAt: number;
  /** When the observer began in that document. 0 when it does not run there. */
  readonly observedAt: number;
  /** How many of the tab's oldest exchanges were removed to stay within the limit. */
  readonly dropped: number;
  /** How often the background worker was restarted while this tab's exchanges were kept. */
  readonly restarts: number;
  /**
   * When the worker was restarted during the requests of the tab's current document, so that some
   * may be missing. 0 when it was not.
   */
  readonly interruptedAt: number;
  /** False while this tab is not watched. Then nothing of it is kept. */
  readonly watching: boolean;
  readonly storageProblem: StorageProblem | null;
  /** The fix that is tried in this tab. Null without one. */
  readonly trial: Trial | null;
  /** Why the last trial could not begin. Null if it did. */
  readonly trialProblem: string | null;
};

/** The current problem of the store. */
export type StorageProblem = {
  /** True: earlier requests could not be read. False: current requests cannot be written yet. */
  readonly lost: boolean;
  /** The reason, in the browser's words or ours. */
  readonly reason: string;
};

/** From a panel or popup to the background. */
export type ViewToBackground =
  | { readonly type: 'subscribe'; readonly tabId: number }
  /**
   * `at`: when the user clicked, in milliseconds since the epoch. Exchanges that began later stay.
   */
  | { readonly type: 'clear'; readonly tabId: number; readonly at: number }
  /** Brings back what was cleared a moment ago. */
  | { readonly type: 'undo-clear'; readonly tabId: number }
  /** Starts or stops watching a tab. */
  | { readonly type: 'watch'; readonly tabId: number; readonly on: boolean }
  /** Observes pages from now on, and loads the tab's page again. */
  | { readonly type: 'observe'; readonly tabId: number }
  /** What the page's resource timing shows about its requests. */
  | {
      readonly type: 'handed-over';
      readonly tabId: number;
      readonly requests: readonly HandedOver[];
    }
  /** Applies a fix to the tab. `holder` names the view: the trial ends when it closes. */
  | {
      readonly type: 'try';
      readonly tabId: number;
      readonly holder: string;
      readonly plan: TrialPlan;
    }
  /** The view that began a trial is still there. */
  | { readonly type: 'hold-trial'; readonly tabId: number; readonly holder: string }
  | { readonly type: 'end-trial'; readonly tabId: number }
  /** Keeps the worker awake while a view is open and requests are pending. */
  | { readonly type: 'ping' };

/** From the background to a panel or popup. */
export type BackgroundToView =
  | StateMessage
  /** Calls of the tab's pages that make no request. The background keeps none of them. */
  | { readonly type: 'called'; readonly calls: readonly Declaration[] };

/** What a view shows. */
export type StateMessage =
  /** The ids of all exchanges. The view removes its other ones. The exchanges follow as changes. */
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
      /** Ids of removed exchanges. */
      readonly removed: readonly string[];
      /** Whether more changes follow at once. */
      readonly more: boolean;
    };
