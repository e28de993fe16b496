import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RawEvent } from '../capture/raw-event.ts';
import type { Channel } from '../messaging/channel.ts';
import type { BackgroundToView, ViewToBackground } from '../messaging/protocol.ts';
import { originOf } from '../model/origin.ts';
import { API, PAGE } from '../model/testing/sample-exchange.ts';
import { LONGEST_TRIAL } from '../model/trial.ts';
import type { Store } from '../platform/session-store.ts';
import type { HeaderRule } from '../trial/rules.ts';
import { plan } from '../trial/testing/sample-trial.ts';
import { createTrialService } from './trial-service.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What outlives the worker: the session's storage and the browser's rules. */
function createBrowser() {
  let stored: Record<string, unknown> = {};
  const state = { rules: [] as readonly HeaderRule[], refuses: false, takes: 0 };
  const store: Store = {
    readAll: async () => structuredClone(stored),
    write: async (set) => {
      stored = { ...stored, ...structuredClone(set) };
    },
  };
  const start = () => {
    const changed: number[] = [];
    const service = createTrialService({
      browser: 'chromium',
      store,
      setRules: async (rules) => {
        if (state.refuses && rules.length > 0) throw new Error('quota');
        if (state.takes > 0) await new Promise((resolve) => setTimeout(resolve, state.takes));
        state.rules = rules;
      },
      now: Date.now,
      onChanged: (tabId) => changed.push(tabId),
    });
    return { service, changed };
  };
  return { state, start };
}

type Service = ReturnType<ReturnType<typeof createBrowser>['start']>['service'];

function connect(service: Service) {
  const listeners: ((message: ViewToBackground) => void)[] = [];
  const closers: (() => void)[] = [];
  const channel: Channel<ViewToBackground, BackgroundToView> = {
    post: () => {},
    onMessage: (listener) => {
      listeners.push(listener);
      return () => {};
    },
    onClose: (listener) => {
      closers.push(listener);
      return () => {};
    },
  };
  service.serve(channel);
  return {
    say: async (message: ViewToBackground) => {
      for (const listener of listeners) listener(message);
      await vi.advanceTimersByTimeAsync(0);
    },
    close: async () => {
      for (const closer of closers) closer();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

const begin = (tabId = 1): ViewToBackground => ({ type: 'try', tabId, holder: 'panel', plan });
const hold: ViewToBackground = { type: 'hold-trial', tabId: 1, holder: 'panel' };

async function begun() {
  const browser = createBrowser();
  const { service, changed } = browser.start();
  const view = connect(service);
  await view.say(begin());
  expect(browser.state.rules.length).toBeGreaterThan(0);
  expect(service.status(1).trial).toMatchObject(plan);
  return { ...browser, service, changed, view };
}

test('a trial is on as long as the browser has its rules, and no moment more', async () => {
  const { state, start } = createBrowser();
  const { service } = start();
  const view = connect(service);
  state.takes = 50;
  await view.say(begin());
  await vi.advanceTimersByTimeAsync(40);
  expect(service.status(1).trial).toBeNull();
  await vi.advanceTimersByTimeAsync(80);
  expect(state.rules).not.toEqual([]);
  expect(service.status(1).trial).toMatchObject(plan);
  await view.say({ type: 'end-trial', tabId: 1 });
  await vi.advanceTimersByTimeAsync(40);
  expect(service.status(1).trial).toMatchObject(plan);
  await vi.advanceTimersByTimeAsync(20);
  expect(state.rules).toEqual([]);
  expect(service.status(1).trial).toBeNull();
});

describe('a trial ends, and no rule is left,', () => {
  test.each<[string, (at: Awaited<ReturnType<typeof begun>>) => Promise<unknown>]>([
    ['by a click', ({ view }) => view.say({ type: 'end-trial', tabId: 1 })],
    ['by a click in another view', ({ service }) => endFromAnother(service)],
    ['with the view that began it', ({ view }) => view.close()],
    ['with its tab', async ({ service }) => service.tabClosed(1)],
    ['after 30 minutes', () => vi.advanceTimersByTimeAsync(LONGEST_TRIAL)],
  ])('%s', async (_, end) => {
    const at = await begun();
    await end(at);
    await vi.advanceTimersByTimeAsync(0);
    expect(at.state.rules).toEqual([]);
    expect(at.service.status(1).trial).toBeNull();
    expect(at.changed).toEqual([1, 1]);
  });

  test('if the worker was stopped, and the view does not come back', async () => {
    const { state, start } = await begun();
    const { service } = start();
    await vi.advanceTimersByTimeAsync(1_900);
    expect(state.rules).not.toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(state.rules).toEqual([]);
    expect(service.status(1).trial).toBeNull();
  });

  test('if the worker was stopped until its time was over', async () => {
    const { state, start } = await begun();
    vi.setSystemTime(Date.now() + LONGEST_TRIAL);
    start();
    await vi.advanceTimersByTimeAsync(0);
    expect(state.rules).toEqual([]);
  });

  test('if the storage forgot it, as after a reload of the extension', async () => {
    const { state } = await begun();
    const { rules } = state;
    const fresh = createBrowser();
    fresh.state.rules = rules;
    fresh.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(fresh.state.rules).toEqual([]);
  });

  async function endFromAnother(service: Service) {
    await connect(service).say({ type: 'end-trial', tabId: 1 });
  }
});

describe('a trial goes on', () => {
  test('if the worker was stopped, and its view comes back', async () => {
    const { state, start } = await begun();
    const { service } = start();
    const view = connect(service);
    await view.say(hold);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.rules).not.toEqual([]);
    await view.close();
    expect(state.rules).toEqual([]);
  });

  test.each<[string, (service: Service) => Promise<unknown>]>([
    ['another view closes', async (service) => connect(service).close()],
    ['another tab closes', async (service) => service.tabClosed(2)],
    ['the trial of another tab ends', (service) => connect(service).say(endOf(2))],
  ])('if %s', async (_, happen) => {
    const { state, service } = await begun();
    await happen(service);
    await vi.advanceTimersByTimeAsync(0);
    expect(state.rules).not.toEqual([]);
  });

  const endOf = (tabId: number): ViewToBackground => ({ type: 'end-trial', tabId });
});

test('another fix in the same tab replaces the trial', async () => {
  const { state, service, view } = await begun();
  const before = state.rules.length;
  await vi.advanceTimersByTimeAsync(10);
  await view.say({ ...begin(), plan: { ...plan, preflight: null } } as ViewToBackground);
  expect(state.rules.length).toBe(before - 1);
  expect(service.status(1).trial?.preflight).toBeNull();
});

test('a browser that refuses the rules is quoted, and nothing seems to be tried', async () => {
  const { state, start } = createBrowser();
  state.refuses = true;
  const { service } = start();
  await connect(service).say(begin());
  expect(service.status(1)).toEqual({ trial: null, trialProblem: 'Error: quota' });
  state.refuses = false;
  await connect(service).say(begin());
  expect(service.status(1)).toMatchObject({ trial: plan, trialProblem: null });
});

test('an event that arrives first waits for the stored trials', async () => {
  const { start } = await begun();
  const { service } = start();
  const event: RawEvent = {
    type: 'before-request',
    requestId: '5',
    url: `${API}/items`,
    method: 'GET',
    tabId: 1,
    frameId: 0,
    documentId: null,
    initiator: originOf(PAGE),
    resourceType: 'xmlhttprequest',
    timeStamp: Date.now(),
  };
  expect(await service.mark(event)).toMatchObject({ tried: true });
});
