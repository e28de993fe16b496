// What `import … from 'crosscheck/puppeteer'` gives. Follows semantic versioning.

// First of all, because modules make texts while they load.
import '../library/speak.ts';
import type { Blocked } from '../recording/blocked.ts';
import { type CdpSession, recordSession } from '../recording/cdp-recorder.ts';
import { blockedOn, noteMessage, type WatchedPage } from '../recording/watched-page.ts';

export type { Blocked } from '../recording/blocked.ts';

/** What is used of Puppeteer's `Page`. */
export type PuppeteerPage = {
  createCDPSession(): Promise<CdpSession>;
  on(event: 'console', listener: (message: PuppeteerMessage) => void): unknown;
  url(): string;
};

/** What is used of its `ConsoleMessage`. */
export type PuppeteerMessage = {
  args(): readonly unknown[];
  type(): string;
  text(): string;
};

/** Watches what CORS blocks on a page. */
export type Watch = {
  /** The requests that were blocked so far, each once. Never rejects. */
  readonly blocked: () => Promise<readonly Blocked[]>;
};

/**
 * Starts to watch a page: over the DevTools protocol in Chromium, else by its console. Await it
 * before the page loads. `server`: the id of the server whose fix is shown; null: the detected one's.
 * @example const watch = await watchPage(page);
 */
export async function watchPage(page: PuppeteerPage, server: string | null = null): Promise<Watch> {
  const watched: WatchedPage = { page, messages: [], recording: null };
  page.on('console', (message) => noteMessage(watched, message));
  try {
    const session = await page.createCDPSession();
    watched.recording = { session, recorder: await recordSession(session) };
  } catch {
    // Firefox has no such session: its console is left.
  }
  return { blocked: () => blockedOn(watched, server) };
}
