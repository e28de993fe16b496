import { type Blocked, blockedByMessages, blockedIn, once, pageAt } from './blocked.ts';
import { type CdpRecorder, type CdpSession, NO_BODIES } from './cdp-recorder.ts';

/** A page of a test, and what was seen of it. */
export type WatchedPage = {
  readonly page: { readonly url: () => string };
  /** What the browser printed. Not what the page printed. */
  readonly messages: string[];
  /** Null unless the browser speaks Chromium's DevTools protocol. */
  recording: { readonly session: CdpSession; readonly recorder: CdpRecorder } | null;
};

/** A page may print without end. */
const MOST_MESSAGES = 1_000;

/** A message of a console, as Playwright and Puppeteer have it. */
type Message = {
  args(): readonly unknown[];
  type(): string;
  text(): string;
};

/** Keeps a message of the browser itself. What a page prints has arguments: it could forge one. */
export function noteMessage({ messages }: WatchedPage, message: Message): void {
  const isOfBrowser = message.args().length === 0 && /^(error|warn(ing)?)$/.test(message.type());
  if (isOfBrowser && messages.length < MOST_MESSAGES) messages.push(message.text());
}

/** The requests of a page that were blocked so far. `server`: whose fix is shown; null: detected. */
export async function blockedOn(
  { page, messages, recording }: WatchedPage,
  server: string | null,
): Promise<readonly Blocked[]> {
  const options = { server, page: pageAt(page.url()) };
  if (recording === null) return blockedByMessages(messages, options);
  // The browser answers after all events that it has sent before.
  await recording.session.send('Network.enable', NO_BODIES).catch(() => {});
  const seen = blockedIn(recording.recorder, options);
  // Requests of frames in other processes are in the console only.
  const urls = new Set(seen.map(({ request }) => request.slice(request.indexOf(' ') + 1)));
  const others = blockedByMessages(messages, options);
  return once([...seen, ...others.filter(({ request }) => !urls.has(request))]);
}
