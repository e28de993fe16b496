import type { Channel } from '../messaging/channel.ts';
import type { BackgroundToView, ViewToBackground } from '../messaging/protocol.ts';
import type { Declaration } from '../model/declared.ts';
import type { HandedOver } from '../model/resource-timing.ts';
import type { TrialPlan } from '../model/trial.ts';
import type { ViewEnvironment } from './environment.ts';
import type { ViewStore } from './store.ts';

const RETRY_MS = [0, 100, 500, 2_000] as const;
const SLOWEST_RETRY_MS = 5_000;
/** Shorter than the 30 s after which Chromium stops an idle worker. */
const PING_MS = 20_000;
/** A trial ends soon after its view falls silent. */
const HOLD_MS = 10_000;

/** The living connection of a view to the background. */
export type Feed = {
  readonly clear: () => void;
  /** Brings back what was cleared a moment ago. */
  readonly undoClear: () => void;
  /** Starts or stops watching the tab. */
  readonly watch: (on: boolean) => void;
  /** Observes pages from now on, and reloads this one. */
  readonly observe: () => void;
  /** Sends the page's resource timings. Drops them while there is no channel. */
  readonly handedOver: (requests: readonly HandedOver[]) => void;
  /** Applies a fix to the tab, for as long as this view is open. */
  readonly tryFix: (plan: TrialPlan) => void;
  readonly endTrial: () => void;
  readonly stop: () => void;
};

/**
 * Keeps the store up to date: subscribes to the tab's exchanges, and again whenever the channel
 * closes (the worker was stopped). The first attempt is immediate, later ones wait longer. `onCalls`
 * gets the calls of the page that made no request.
 */
export function startFeed(
  environment: Pick<ViewEnvironment, 'connect' | 'tabId'>,
  store: ViewStore,
  onCalls: (calls: readonly Declaration[]) => void = () => {},
): Feed {
  const { tabId } = environment;
  let channel: Channel<BackgroundToView, ViewToBackground> | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let stopped = false;
  let unsaid: readonly ViewToBackground[] = [];
  const holder = crypto.randomUUID();
  /** Whether this view has begun a trial. */
  let holds = false;

  /** Whether a channel accepted it. */
  const post = (message: ViewToBackground): boolean => {
    try {
      channel?.post(message);
      return channel !== null;
    } catch {
      // The channel closed between two events. Its onClose reconnects.
      return false;
    }
  };
  /** Requests made between two channels go out on the next one. */
  const say = (message: ViewToBackground): void => {
    if (post(message)) return;
    unsaid = [...unsaid.filter(({ type }) => type !== message.type), message];
  };
  const sayUnsaid = (): void => {
    const messages = unsaid;
    unsaid = [];
    for (const message of messages) say(message);
  };
  const hold = (): void => {
    if (holds) post({ type: 'hold-trial', tabId, holder });
  };
  const lost = (): void => {
    if (stopped) return;
    channel = null;
    store.enqueue({ type: 'closed' });
    retry = setTimeout(open, RETRY_MS[failures] ?? SLOWEST_RETRY_MS);
    failures += 1;
  };
  const open = (): void => {
    try {
      const opened = environment.connect();
      channel = opened;
      opened.onMessage((message) => {
        if (stopped) return;
        failures = 0;
        if (message.type === 'called') onCalls(message.calls);
        else store.enqueue(message);
      });
      opened.onClose(() => {
        if (channel === opened) lost();
      });
      sayUnsaid();
      opened.post({ type: 'subscribe', tabId });
      hold();
    } catch {
      lost();
    }
  };

  open();
  const pinging = setInterval(() => {
    const pending = store.get().exchanges.some(({ ending }) => ending.kind === 'pending');
    if (pending) post({ type: 'ping' });
  }, PING_MS);
  const holding = setInterval(() => {
    if (store.get().status?.trial != null) hold();
  }, HOLD_MS);

  return {
    clear: () => say({ type: 'clear', tabId, at: Date.now() }),
    undoClear: () => {
      // Later would be too late.
      post({ type: 'undo-clear', tabId });
    },
    watch: (on) => say({ type: 'watch', tabId, on }),
    observe: () => say({ type: 'observe', tabId }),
    handedOver: (requests) => {
      post({ type: 'handed-over', tabId, requests });
    },
    tryFix: (plan) => {
      holds = true;
      say({ type: 'try', tabId, holder, plan });
    },
    endTrial: () => say({ type: 'end-trial', tabId }),
    stop: () => {
      stopped = true;
      clearTimeout(retry);
      clearInterval(pinging);
      clearInterval(holding);
    },
  };
}
