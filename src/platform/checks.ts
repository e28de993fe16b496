import {
  type CheckAnswer,
  type CheckQuestion,
  parseCheckAnswer,
  parseCheckQuestion,
} from '../messaging/checks.ts';
import { browser } from './browser.ts';
import { postIfOpen } from './ports.ts';

const PORT_NAME = 'check';

const INTERRUPTED: CheckAnswer = { type: 'not-checked', why: 'interrupted' };

/**
 * Asks the background for a check. It ends with `interrupted` if the browser stops the background,
 * or if `signal` takes the question back. Never rejects.
 */
export function askForCheck(question: CheckQuestion, signal: AbortSignal): Promise<CheckAnswer> {
  return new Promise((resolve) => {
    const port = browser.runtime.connect({ name: PORT_NAME });
    const finish = (answer: CheckAnswer): void => {
      signal.removeEventListener('abort', stop);
      port.disconnect();
      resolve(answer);
    };
    const stop = (): void => finish(INTERRUPTED);
    port.onMessage.addListener((message) => finish(parseCheckAnswer(message) ?? INTERRUPTED));
    port.onDisconnect.addListener(stop);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    else port.postMessage(question);
  });
}

/**
 * Calls back with each question of one of the extension's own pages. Call synchronously when the
 * background starts.
 */
export function serveChecks(
  check: (question: CheckQuestion, signal: AbortSignal) => Promise<CheckAnswer>,
): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT_NAME || !isOwnPage(port.sender?.url)) return;
    const closed = new AbortController();
    let isAsked = false;
    port.onDisconnect.addListener(() => closed.abort());
    port.onMessage.addListener((message) => {
      const question = parseCheckQuestion(message);
      if (question === null || isAsked) return;
      isAsked = true;
      void check(question, closed.signal).then((answer) => {
        if (!closed.signal.aborted) postIfOpen(port, answer);
      });
    });
  });
}

/** No page of the web may ask: it could reach servers that the browser keeps it from. */
const isOwnPage = (url = ''): boolean => url.startsWith(`${location.origin}/`);
