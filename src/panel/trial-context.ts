import { createContext, useContext } from 'react';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import type { Settings } from '../model/settings.ts';
import type { RepeatedRequest, Trial, TrialPlan } from '../model/trial.ts';

/** The trial in the tab, and what its user can do. */
export type TrialModel = {
  readonly trial: Trial | null;
  /** Why the last one could not begin. */
  readonly problem: string | null;
  readonly browser: BrowserName;
  /** The live ones, even if the list is paused. */
  readonly exchanges: readonly Exchange[];
  readonly settings: Settings;
  readonly changeSettings: (change: Partial<Settings>) => void;
  readonly begin: (plan: TrialPlan) => void;
  readonly end: () => void;
  readonly repeat: ((request: RepeatedRequest) => Promise<boolean>) | null;
};

/** Null while a file is shown: it has no tab. */
export const TrialContext = createContext<TrialModel | null>(null);

export const useTrial = (): TrialModel | null => useContext(TrialContext);
