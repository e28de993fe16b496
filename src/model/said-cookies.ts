import { fields } from './fields.ts';

/** Whether the requests of an endpoint send cookies, as the user said it, by the endpoint's key. */
export type SaidCookies = Readonly<Record<string, boolean>>;

/** Nobody answers for more endpoints. */
const MOST = 200;

/** The answers with one more. Null takes an answer back. The oldest answers leave a full list. */
export function withSaid(said: SaidCookies, key: string, sends: boolean | null): SaidCookies {
  const others = Object.entries(said).filter(([known]) => known !== key);
  const all = sends === null ? others : [...others, [key, sends] as const];
  return Object.fromEntries(all.slice(-MOST));
}

/** What the user said about an endpoint. Null: nothing. */
export const saidOf = (said: SaidCookies, key: string): boolean | null =>
  Object.hasOwn(said, key) ? (said[key] ?? null) : null;

/** Stored answers. Unreadable ones are left out. Never throws. */
export function parseSaidCookies(value: unknown): SaidCookies {
  const known = Object.entries(fields(value)).filter(
    (entry): entry is [string, boolean] => typeof entry[1] === 'boolean',
  );
  return Object.fromEntries(known.slice(-MOST));
}
