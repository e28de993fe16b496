import type { BrowserContext, Page } from 'playwright/test';
import { type Blocked, once } from '../recording/blocked.ts';
import { recordSession } from '../recording/cdp-recorder.ts';
import { blockedOn, noteMessage, type WatchedPage } from '../recording/watched-page.ts';

/** Watches what CORS blocks in a browser context. */
export type Watch = {
  /** Resolves once all pages that are open now are watched. Never rejects. */
  readonly ready: () => Promise<void>;
  /** The requests that were blocked so far, each once. Never rejects. */
  readonly blocked: () => Promise<readonly Blocked[]>;
};

/**
 * Starts to watch a context: its pages of now and later. In Chromium over the DevTools protocol,
 * and in all browsers by their console. `server`: the id of the server whose fix is shown; null:
 * the detected one's.
 */
export function watchContext(context: BrowserContext, server: string | null = null): Watch {
  const all: WatchedPage[] = [];
  const starting: Promise<void>[] = [];
  const start = (page: Page): void => {
    const watched: WatchedPage = { page, messages: [], recording: null };
    all.push(watched);
    page.on('console', (message) => noteMessage(watched, message));
    starting.push(record(context, page, watched));
  };
  for (const page of context.pages()) start(page);
  context.on('page', start);
  return {
    ready: async () => void (await Promise.all(starting)),
    blocked: async () => {
      await Promise.all(starting);
      const found = await Promise.all(all.map((one) => blockedOn(one, server)));
      return once(found.flat());
    },
  };
}

async function record(context: BrowserContext, page: Page, watched: WatchedPage): Promise<void> {
  if (context.browser()?.browserType().name() !== 'chromium') return;
  try {
    const session = await context.newCDPSession(page);
    watched.recording = { session, recorder: await recordSession(session) };
  } catch {
    // The page is gone, or this Chromium has no such session: its console is left.
  }
}
