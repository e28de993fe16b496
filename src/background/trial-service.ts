import type { RawEvent } from '../capture/raw-event.ts';
import type { Channel } from '../messaging/channel.ts';
import type { BackgroundToView, TabStatus, ViewToBackground } from '../messaging/protocol.ts';
import type { BrowserName } from '../model/exchange.ts';
import type { Store } from '../platform/session-store.ts';
import { marked } from '../trial/mark.ts';
import { type HeaderRule, rulesFor } from '../trial/rules.ts';
import {
  type HeldTrial,
  NO_TRIALS,
  parseTrials,
  type Trials,
  trialIn,
  without,
  withoutExpired,
  withTrial,
} from '../trial/trials.ts';

const KEY = 'trials';

/** After a restart of the worker, an open panel connects again at once. */
const PATIENCE_MS = 2_000;

export type TrialServiceParts = {
  readonly browser: BrowserName;
  readonly store: Store;
  /** Replaces all rules of the extension by these. */
  readonly setRules: (rules: readonly HeaderRule[]) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called when what `status` gives for a tab has changed. */
  readonly onChanged: (tabId: number) => void;
};

/** What a tab’s views show of its trial. */
export type TrialStatus = Pick<TabStatus, 'trial' | 'trialProblem'>;

export type TrialService = {
  /** The event, marked if a trial applies to it. Waits until the stored trials have been read. */
  readonly mark: (event: RawEvent) => Promise<RawEvent>;
  readonly serve: (channel: Channel<ViewToBackground, BackgroundToView>) => void;
  readonly tabClosed: (tabId: number) => void;
  readonly status: (tabId: number) => TrialStatus;
};

/**
 * Applies fixes to single tabs, and ends that: by a click, with the view that began it, with the
 * tab, by another trial, and when its time is over.
 *
 * The browser keeps the rules while the worker is stopped. So what should be in force is stored
 * before the rules change, and every start of the worker makes the rules equal to it. A trial whose
 * view does not come back then ends.
 */
export function createTrialService(parts: TrialServiceParts): TrialService {
  const { browser, store, setRules, now, onChanged } = parts;
  let trials: Trials = NO_TRIALS;
  /** The trials whose rules the browser has: what views say. */
  let inForce: Trials = NO_TRIALS;
  const problems = new Map<number, string>();
  const held = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The rules change one after the other. */
  let applied: Promise<void> = Promise.resolve();

  const apply = (): Promise<void> => {
    const wanted = trials;
    const rules = rulesFor(wanted.on, browser);
    const stored = store.write({ [KEY]: wanted }, []).catch(() => {});
    const run = applied
      .then(() => stored)
      .then(() => setRules(rules))
      .then(() => {
        inForce = wanted;
      });
    applied = run.catch(() => {});
    return run;
  };

  const change = async (next: Trials): Promise<void> => {
    const before = trials;
    if (next === before) return;
    trials = next;
    clearTimeout(timer);
    const first = Math.min(...trials.on.map(({ endsAt }) => endsAt));
    if (Number.isFinite(first)) timer = setTimeout(expire, Math.max(0, first - now()));
    const problem = await apply().then(
      () => null,
      (error: unknown) => String(error),
    );
    const tabs = new Set([...before.on, ...next.on].map(({ tabId }) => tabId));
    for (const tabId of tabs) onChanged(tabId);
    if (problem !== null) await withdraw(problem);
  };

  /** Without its rules a trial would only seem to be in force. */
  const withdraw = async (problem: string): Promise<void> => {
    if (trials.on.length === 0) return;
    for (const { tabId } of trials.on) problems.set(tabId, problem);
    await change(without(trials, () => true, now()));
  };

  const expire = (): void => void change(withoutExpired(trials, now()));
  const end = (ends: (one: HeldTrial) => boolean): void =>
    void change(without(trials, ends, now()));

  const restore = async (): Promise<void> => {
    const entries = await store.readAll().catch((): Record<string, unknown> => ({}));
    trials = withoutExpired(parseTrials(entries[KEY]), now());
    inForce = trials;
    // Nothing waits for the browser here: events must be marked first.
    void apply().catch((error: unknown) => withdraw(String(error)));
    if (trials.on.length === 0) return;
    const first = Math.min(...trials.on.map(({ endsAt }) => endsAt));
    timer = setTimeout(expire, first - now());
    setTimeout(() => end(({ holder }) => !held.has(holder)), PATIENCE_MS);
  };
  const ready = restore();

  const take = (message: ViewToBackground, hold: (holder: string) => void): void => {
    if (message.type === 'end-trial') end(({ tabId }) => tabId === message.tabId);
    if (message.type === 'hold-trial') {
      hold(message.holder);
      expire();
    }
    if (message.type !== 'try') return;
    const { tabId, holder, plan } = message;
    hold(holder);
    problems.delete(tabId);
    void change(withTrial(trials, { tabId, holder, plan, now: now() }));
  };

  return {
    mark: async (event) => {
      await ready;
      return marked(event, trials);
    },
    serve: (channel) => {
      const own = new Set<string>();
      const hold = (holder: string): void => {
        own.add(holder);
        held.add(holder);
      };
      channel.onMessage((message) => void ready.then(() => take(message, hold)));
      channel.onClose(() => {
        void ready.then(() => {
          for (const holder of own) held.delete(holder);
          end(({ holder }) => own.has(holder));
        });
      });
    },
    tabClosed: (tabId) => void ready.then(() => end((one) => one.tabId === tabId)),
    status: (tabId) => ({
      trial: trialIn(inForce, tabId),
      trialProblem: problems.get(tabId) ?? null,
    }),
  };
}
