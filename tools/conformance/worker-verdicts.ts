import type { BrowserContext } from 'playwright';
import type { BrowserVerdict } from '../browsers/browser-under-test.ts';
import { childSession, playwrightSession } from '../browsers/cdp-session.ts';
import { recordVerdicts, type VerdictRecorder } from '../browsers/verdict-recorder.ts';

/** What the browser says of the requests of shared workers, whose sessions belong to no tab. */
export type WorkerVerdicts = {
  /** Of the worker with that script; resolves once it is listened to. */
  readonly of: (url: string) => Promise<readonly BrowserVerdict[]>;
};

type TargetInfo = { readonly targetId: string; readonly type: string; readonly url: string };

/** How long a worker may take to appear. */
const PATIENCE = 5_000;

export async function recordWorkers(context: BrowserContext): Promise<WorkerVerdicts> {
  const browser = context.browser();
  if (browser === null) throw new Error('Playwright hides the browser of this context.');
  const session = playwrightSession(await browser.newBrowserCDPSession());
  const recorders = new Map<string, Promise<VerdictRecorder>>();

  const attach = async (targetId: string): Promise<VerdictRecorder> => {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    return recordVerdicts(childSession(session, String(sessionId)));
  };
  session.onEvent((method, params) => {
    if (method !== 'Target.targetCreated') return;
    const { targetId, type, url } = params['targetInfo'] as TargetInfo;
    if (type !== 'shared_worker') return;
    const attached = attach(targetId);
    // Callers that wait for it get the error.
    attached.catch(() => {});
    recorders.set(url, attached);
  });
  await session.send('Target.setDiscoverTargets', { discover: true });

  const of = async (url: string) => {
    const deadline = Date.now() + PATIENCE;
    while (!recorders.has(url) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const recorder = await recorders.get(url);
    if (recorder === undefined) throw new Error(`no worker ${url}`);
    return recorder.verdicts;
  };
  return { of };
}
