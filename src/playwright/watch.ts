import type { BrowserContext, CDPSession, ConsoleMessage, Page } from 'playwright/test';
import { type Blocked, blockedByMessages, blockedIn, once, pageAt } from './blocked.ts';
import { type CdpRecorder, recordSession } from './cdp-recorder.ts';

/** Watches what CORS blocks in a browser context. */
export type Watch = {
  /** Resolves once all pages that are open now are watched. Never rejects. */
  readonly ready: () => Promise<void>;
  /** The requests that were blocked so far, each once. Never rejects. */
  readonly blocked: () => Promise<readonly Blocked[]>;
};

type Watched = {
  readonly page: Page;
  readonly messages: string[];
  /** Null unless the browser speaks Chromium's DevTools protocol. */
  recording: { readonly session: CDPSession; readonly recorder: CdpRecorder } | null;
};

/** A page may print without end. */
const MOST_MESSAGES = 1_000;

/**
 * Starts to watch a context: its pages of now and later. In Chromium over the DevTools protocol,
 * and in all browsers by their console. `server`: the id of the server whose fix is shown; null:
 * the detected one's.
 */
export function watchContext(context: BrowserContext, server: string | null = null): Watch {
  const all: Watched[] = [];
  const starting: Promise<void>[] = [];
  const start = (page: Page): void => {
    const watched: Watched = { page, messages: [], recording: null };
    all.push(watched);
    page.on('console', (message) => {
      if (isOfBrowser(message) && watched.messages.length < MOST_MESSAGES) {
        watched.messages.push(message.text());
      }
    });
    starting.push(record(context, watched));
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

/** What a page prints has arguments. A page could forge the browser's words. */
const isOfBrowser = (message: ConsoleMessage): boolean =>
  message.args().length === 0 && /^(error|warning)$/.test(message.type());

async function record(context: BrowserContext, watched: Watched): Promise<void> {
  if (context.browser()?.browserType().name() !== 'chromium') return;
  try {
    const session = await context.newCDPSession(watched.page);
    watched.recording = { session, recorder: await recordSession(session) };
  } catch {
    // The page is gone, or this Chromium has no such session: its console is left.
  }
}

async function blockedOn(
  { page, messages, recording }: Watched,
  server: string | null,
): Promise<readonly Blocked[]> {
  const options = { server, page: pageAt(page.url()) };
  if (recording === null) return blockedByMessages(messages, options);
  // The browser answers after all events that it has sent before.
  await recording.session.send('Network.enable').catch(() => {});
  const seen = blockedIn(recording.recorder, options);
  // Requests of frames in other processes are in the console only.
  const urls = new Set(seen.map(({ request }) => request.slice(request.indexOf(' ') + 1)));
  const others = blockedByMessages(messages, options);
  return [...seen, ...others.filter(({ request }) => !urls.has(request))];
}
