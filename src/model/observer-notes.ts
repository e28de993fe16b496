import { type Declaration, parseDeclaration } from './declared.ts';
import { fields, list, parseJson, text } from './fields.ts';
import { OPAQUE_ORIGIN, originOf } from './origin.ts';

/** What the observer in one document reports. */
export type ObserverNotes = {
  /** When the observer began there. Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly calls: readonly Declaration[];
};

const MOST_CALLS = 300;
const LONGEST_CALL = 100_000;

/**
 * The notes in a message of `observer/bridge.js`, or null when the message is none. Only the
 * `sender`, which the browser adds, decides whose requests they are about: what a page says about
 * another document has no effect. Never throws.
 */
export function parseObserverNotes(message: unknown, sender: object): ObserverNotes | null {
  const { type, startedAt, calls } = fields(message);
  if (type !== 'observer' || typeof startedAt !== 'number' || !Number.isFinite(startedAt)) {
    return null;
  }
  const from = identityOf(sender);
  const told = from === null ? [] : list(calls).slice(0, MOST_CALLS);
  return {
    startedAt,
    calls: told.flatMap((call) => {
      if (typeof call !== 'string' || call.length > LONGEST_CALL) return [];
      return parseDeclaration({ ...fields(parseJson(call)), ...from }) ?? [];
    }),
  };
}

/**
 * Chromium attributes the requests of `about:blank` to the document that contains it. So its origin
 * identifies them, if it has one. Null for a sender whose requests nothing identifies.
 */
function identityOf(sender: object) {
  const { url, documentId, ...rest } = fields(sender);
  const origin = text(rest['origin']) || originOf(text(url));
  const isBlank = url === 'about:blank' || typeof documentId !== 'string';
  if (!isBlank) return { origin, documentId };
  return origin === OPAQUE_ORIGIN ? null : { origin, documentId: undefined };
}
