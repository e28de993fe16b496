import { type CdpSession, childSession } from './cdp-session.ts';

type TargetInfo = { readonly targetId: string; readonly type: string; readonly url: string };
type ExceptionDetails = {
  readonly text: string;
  readonly exception?: { readonly description?: string };
};
type ConsoleCall = {
  readonly type: string;
  readonly args: readonly { readonly value?: unknown; readonly description?: string }[];
};

/**
 * Collects what any page or worker of the extension throws uncaught or writes with `console.error`.
 * Returns the growing list; each line begins with the place.
 */
export async function recordExtensionErrors(
  browser: CdpSession,
  extensionOrigin: string,
): Promise<readonly string[]> {
  const errors: string[] = [];
  const attached = new Set<string>();
  browser.onEvent((method, params) => {
    if (method !== 'Target.targetCreated' && method !== 'Target.targetInfoChanged') return;
    const { targetId, type, url } = params['targetInfo'] as TargetInfo;
    if (!url.startsWith(extensionOrigin) || attached.has(targetId)) return;
    if (!['page', 'iframe', 'service_worker', 'other'].includes(type)) return;
    attached.add(targetId);
    // A target may disappear before it is attached: then it has nothing more to say.
    void listen(browser, targetId, new URL(url).pathname, errors).catch(() => {});
  });
  await browser.send('Target.setDiscoverTargets', { discover: true });
  return errors;
}

async function listen(
  browser: CdpSession,
  targetId: string,
  place: string,
  errors: string[],
): Promise<void> {
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: false });
  const target = childSession(browser, String(sessionId));
  target.onEvent((method, params) => {
    if (method === 'Runtime.exceptionThrown') {
      const { text, exception } = params['exceptionDetails'] as ExceptionDetails;
      errors.push(`${place}: ${exception?.description ?? text}`);
    } else if (method === 'Runtime.consoleAPICalled') {
      const { type, args } = params as ConsoleCall;
      if (type !== 'error' && type !== 'assert') return;
      errors.push(`${place}: ${args.map((one) => one.value ?? one.description).join(' ')}`);
    }
  });
  // Also replays what was thrown before this moment.
  await target.send('Runtime.enable');
}
