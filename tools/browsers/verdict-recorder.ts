import type { BrowserVerdict } from './browser-under-test.ts';
import { type CdpSession, childSession } from './cdp-session.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The parts of the DevTools protocol's Network events that are read. */
type WillBeSent = {
  readonly requestId: string;
  readonly request: { readonly url: string; readonly method: string };
  readonly redirectResponse?: unknown;
  readonly type?: string;
  readonly initiator: { readonly type: string };
};
type Attached = {
  readonly sessionId: string;
  readonly targetInfo: { readonly targetId: string };
};
type Failed = {
  readonly requestId: string;
  readonly errorText: string;
  readonly blockedReason?: string;
  readonly corsErrorStatus?: { readonly corsError: string; readonly failedParameter: string };
};

/**
 * Listens over the DevTools protocol to what Chromium says of every request of a tab, its
 * out-of-process frames and its dedicated workers.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CorsErrorStatus
 */
export async function recordVerdicts(session: CdpSession): Promise<VerdictRecorder> {
  const recorder: Recorder = { verdicts: [], attaching: [], targets: new Map() };
  await record(session, recorder);
  return {
    verdicts: recorder.verdicts,
    settled: async () => {
      await Promise.all(recorder.attaching);
      return [...recorder.targets.values()];
    },
  };
}

export type VerdictRecorder = {
  /** Grows while the tab lives. */
  readonly verdicts: readonly BrowserVerdict[];
  /**
   * Resolves with the target ids once all current out-of-process frames and dedicated workers are
   * listened to.
   */
  readonly settled: () => Promise<readonly string[]>;
};

type Recorder = {
  readonly verdicts: Mutable<BrowserVerdict>[];
  readonly attaching: Promise<void>[];
  /** By the session that listens to each. */
  readonly targets: Map<string, string>;
};

async function record(session: CdpSession, recorder: Recorder): Promise<void> {
  const { verdicts, attaching, targets } = recorder;
  // Request ids are unique per session only.
  const byId = new Map<string, Mutable<BrowserVerdict>>();
  session.onEvent((method, params) => {
    if (method === 'Network.requestWillBeSent') {
      willBeSent(params as WillBeSent, byId, verdicts);
    } else if (method === 'Network.responseReceived') {
      const verdict = byId.get(String(params['requestId']));
      if (verdict !== undefined) verdict.answered = true;
    } else if (method === 'Network.loadingFinished') {
      const verdict = byId.get(String(params['requestId']));
      if (verdict !== undefined) verdict.outcome = 'finished';
    } else if (method === 'Network.loadingFailed') {
      failed(params as Failed, byId);
    } else if (method === 'Network.webSocketCreated') {
      const request = { url: String(params['url']), method: 'GET' };
      const requestId = String(params['requestId']);
      const socket = { requestId, request, type: 'WebSocket', initiator: { type: 'other' } };
      willBeSent(socket, byId, verdicts);
    } else if (method === 'Network.webSocketFrameError') {
      failed({ requestId: String(params['requestId']), errorText: 'net::ERR_FAILED' }, byId);
    } else if (method === 'Target.attachedToTarget') {
      const { sessionId, targetInfo } = params as Attached;
      targets.set(sessionId, targetInfo.targetId);
      attaching.push(record(childSession(session, sessionId), recorder).catch(ignoreGone));
    } else if (method === 'Target.detachedFromTarget') {
      targets.delete(String(params['sessionId']));
    }
  });
  await session.send('Network.enable');
  await session
    .send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: false,
    })
    .catch(ignoreGone);
  await session.send('Runtime.runIfWaitingForDebugger').catch(ignoreGone);
}

/** Workers and frames come and go during attachment; some lack a domain. */
function ignoreGone(): void {}

function willBeSent(
  { requestId, request, redirectResponse, type, initiator }: WillBeSent,
  byId: Map<string, Mutable<BrowserVerdict>>,
  verdicts: Mutable<BrowserVerdict>[],
): void {
  const known = byId.get(requestId);
  // A redirect that the page's side refuses is reported without its response.
  if (known !== undefined && (redirectResponse !== undefined || known.outcome === 'pending')) {
    known.urls = [...known.urls, request.url];
    return;
  }
  const verdict: Mutable<BrowserVerdict> = {
    urls: [request.url],
    method: request.method,
    type: initiator.type === 'preflight' ? 'Preflight' : (type ?? 'Other'),
    outcome: 'pending',
    answered: false,
    errorText: null,
    corsError: null,
    failedParameter: null,
    blockedReason: null,
    phase: null,
  };
  byId.set(requestId, verdict);
  verdicts.push(verdict);
}

function failed(event: Failed, byId: ReadonlyMap<string, Mutable<BrowserVerdict>>): void {
  const verdict = byId.get(event.requestId);
  // Anything after the first report only says that the network was called off.
  if (verdict === undefined || verdict.outcome === 'failed') return;
  verdict.outcome = 'failed';
  verdict.errorText = event.errorText;
  verdict.corsError = event.corsErrorStatus?.corsError ?? null;
  verdict.failedParameter = event.corsErrorStatus?.failedParameter ?? null;
  verdict.blockedReason = event.blockedReason ?? null;
}
