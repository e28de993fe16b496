import { fields, list, positive, text as textOf } from './fields.ts';

/** Lines of a fix that the user copied, to paste them at a server. */
export type Copied = {
  /** The origin of the server that they are for. */
  readonly server: string;
  /** What the clipboard got. */
  readonly text: string;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
};

/** Nobody pastes more before looking at the result. */
const MOST = 40;
/** A fix with longer lines is not remembered, because the store has little room. */
const LONGEST = 20_000;

/** The log with one more entry, the newest last. The oldest entries leave a full one. */
export function withCopied(log: readonly Copied[], one: Copied): readonly Copied[] {
  if (one.text.length > LONGEST) return log;
  const others = log.filter(({ server, text }) => server !== one.server || text !== one.text);
  return [...others, one].slice(-MOST);
}

/** When the user last copied this text for the server, alone or within more. Null: never. */
export const copiedAt = (log: readonly Copied[], server: string, text: string): number | null =>
  log.findLast((one) => one.server === server && one.text.includes(text))?.at ?? null;

/** When the user last copied anything for the server. Null: never. */
export const lastCopiedAt = (log: readonly Copied[], server: string): number | null =>
  log.findLast((one) => one.server === server)?.at ?? null;

/** A stored log. Unreadable entries are left out. Never throws. */
export function parseCopied(value: unknown): readonly Copied[] {
  return list(value)
    .map((one): Copied => {
      const { server, text, at } = fields(one);
      return { server: textOf(server), text: textOf(text), at: positive(at) };
    })
    .filter(({ server, text, at }) => server !== '' && text !== '' && at > 0)
    .reduce(withCopied, []);
}
