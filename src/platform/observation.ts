import type { Declaration } from '../model/declared.ts';
import { LONGEST_ANSWER, parseObserverAnswer } from '../model/observer-answer.ts';
import { OPAQUE_ORIGIN } from '../model/origin.ts';
import source from '../observer/observer.js?raw';
import type { DevtoolsApi } from './devtools.ts';
import { EVALUATION_MS, evaluate, reload } from './inspected-window.ts';

const POLL_MS = 300;
/** A slow server may need this long to answer the reload. */
const PATIENCE_MS = 60_000;
/** After this long without an answer, the page was left, if it had answered before. */
const SILENCE_MS = 3_000;
/** How many frames of other origins are read. */
const MOST_FRAMES = 20;

/**
 * Reloads the inspected page once with an observer of its requests. Calls back with what the page's
 * code asks for, until the user leaves the page. The next reload is without the observer.
 *
 * The browser puts the observer into the outermost frame before any script (Firefox into all
 * frames). The observer itself reaches into frames of the same origin. In Chromium, frames of other
 * origins get it here after they have begun: their first requests are missed. Workers are out of
 * reach.
 *
 * Returns the function that stops the reading. `onEnd` is called once, for any reason.
 */
export function reloadAndObserve(
  devtools: DevtoolsApi,
  onSeen: (declarations: readonly Declaration[]) => void,
  onEnd: () => void,
): () => void {
  // A name that the page cannot guess. It is the only way to the observer.
  const channel = `crosscheck-${crypto.randomUUID()}`;
  /** The last observer that answered in each frame, and how far it was read. */
  const observers = new Map<string | null, string>();
  const nextOf = new Map<string, number>();
  const startedAt = Date.now();
  let heardAt: number | null = null;
  let ended = false;

  const end = (): void => {
    if (!ended) onEnd();
    ended = true;
  };
  /** `frame`: null for the outermost one. False when no observer answers there. */
  const readFrame = async (frame: string | null): Promise<boolean> => {
    const last = observers.get(frame) ?? '';
    const read = await evaluate(devtools, readingOf(channel, last, nextOf.get(last) ?? 0), frame);
    const [origin, text] = partsOf(read);
    const answer = parseObserverAnswer(text);
    if (answer === null || ended) return answer !== null;
    // Two URLs may lead to one frame. Its calls must not be reported twice.
    const from = nextOf.get(answer.id) ?? 0;
    const news = answer.calls.filter(({ number }) => number >= from);
    observers.set(frame, answer.id);
    nextOf.set(
      answer.id,
      news.reduce((next, { number }) => Math.max(next, number + 1), from),
    );
    const told = news.map(({ declaration }) => declaration).filter(isOwnOf(origin, frame !== null));
    if (told.length > 0) onSeen(told);
    return true;
  };
  const readAll = async (): Promise<void> => {
    if (!(await readFrame(null))) return;
    heardAt = Date.now();
    const frames = await frameUrls(devtools);
    for (const frame of frames) {
      if (!(await readFrame(frame))) await evaluate(devtools, frameInjectionOf(channel), frame);
    }
    // Over time, a page may have any number of frames and observers.
    const isGone = (frame: string | null) => frame !== null && !frames.includes(frame);
    for (const frame of [...observers.keys()].filter(isGone)) observers.delete(frame);
    const ids = new Set(observers.values());
    for (const id of [...nextOf.keys()].filter((one) => !ids.has(one))) nextOf.delete(id);
  };
  const poll = async (): Promise<void> => {
    while (!ended) {
      await pause(POLL_MS);
      await readAll();
      const deadline = heardAt === null ? startedAt + PATIENCE_MS : heardAt + SILENCE_MS;
      if (Date.now() > deadline) end();
    }
  };

  void reload(devtools, { injectedScript: injectionOf(channel) });
  void poll();
  return end;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A document is trusted only about its own origin's requests. A sandboxed one has the origin `null`
 * and cannot be recognized by its URL. So a frame is trusted about those too.
 */
const isOwnOf =
  (documentOrigin: string, isFrame: boolean) =>
  ({ origin }: Declaration): boolean => {
    if (origin !== OPAQUE_ORIGIN) return origin === documentOrigin;
    return isFrame || !/^https?:/.test(documentOrigin);
  };

/** What `readingOf` returns: the document's own origin, and the answer. */
function partsOf(read: unknown): readonly [origin: string, text: string | null] {
  const text = typeof read === 'string' ? read : '';
  const end = text.indexOf('\n');
  return end < 0 ? ['', null] : [text.slice(0, end), text.slice(end + 1)];
}

const injectionOf = (channel: string): string =>
  `(() => {\n${source}\nobserve(${JSON.stringify(channel)});\n})()`;

/** The page's own document is among its frames, and may have just been loaded again. */
const frameInjectionOf = (channel: string): string => `if (window !== top) ${injectionOf(channel)}`;

/**
 * Only syntax where possible: the page may have replaced every function, and may answer instead of
 * the observer. It cannot replace `location` or its `origin`.
 */
const readingOf = (channel: string, id: string, from: number): string => `(() => {
  const box = { id: ${JSON.stringify(id)}, from: ${from}, text: null };
  dispatchEvent(new CustomEvent(${JSON.stringify(channel)}, { detail: box }));
  const text = box.text;
  return typeof text === 'string' && text.length <= ${LONGEST_ANSWER} ? \`\${location.origin}\n\${text}\` : null;
})()`;

/** The documents in the page's frames. Firefox does not list them. */
function frameUrls({ inspectedWindow }: DevtoolsApi): Promise<readonly string[]> {
  const getResources: unknown = Reflect.get(inspectedWindow, 'getResources');
  if (typeof getResources !== 'function') return Promise.resolve([]);
  return new Promise((resolve) => {
    setTimeout(() => resolve([]), EVALUATION_MS);
    Reflect.apply(getResources, inspectedWindow, [
      (resources: unknown) => resolve(documentUrls(resources)),
    ]);
  });
}

function documentUrls(resources: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(resources) ? resources : [];
  const urls = list.flatMap((resource) => {
    const [url, type]: readonly unknown[] = ['url', 'type'].map((key) =>
      Reflect.get(Object(resource), key),
    );
    return type === 'document' && typeof url === 'string' ? [url] : [];
  });
  return [...new Set(urls)].slice(0, MOST_FRAMES);
}
