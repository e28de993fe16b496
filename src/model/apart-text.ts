import { phrase } from './say.ts';

/** How requests of one method and path differ from the others. */
export type Differing = {
  /** The operation that they name; empty if they name none. */
  readonly operation: string;
  readonly isNoCors: boolean;
  /** The headers that only some requests have: these have `own`, and lack `missing`. */
  readonly own: HeaderNames;
  readonly missing: HeaderNames;
  /** Null: cookies make no difference. */
  readonly cookies: boolean | null;
};

/** `first` may leave out what a row has no room for. */
export type HeaderNames = { readonly first: readonly string[]; readonly count: number };

/** A row has room for a few words. */
export const MOST_NAMED = 5;

/** How they differ, in a few words for a row. Empty if there is nothing to say. */
export function apartText({ operation, isNoCors, own, missing, cookies }: Differing): string {
  const withCookies = phrase`with cookies`.fr`avec cookies`;
  const withoutCookies = phrase`without cookies`.fr`sans cookies`;
  return [
    operation,
    isNoCors ? 'no-cors' : '',
    own.count > 0 ? phrase`with ${list(own)}`.fr`avec ${list(own)}` : '',
    own.count === 0 && missing.count > 0
      ? phrase`without ${list(missing)}`.fr`sans ${list(missing)}`
      : '',
    cookies === null ? '' : cookies ? withCookies : withoutCookies,
  ]
    .filter(Boolean)
    .join(', ');
}

function list({ first, count }: HeaderNames): string {
  if (count <= MOST_NAMED) return first.join(', ');
  const named = first.slice(0, MOST_NAMED).join(', ');
  const more = count - MOST_NAMED;
  return more === 1
    ? phrase`${named} and 1 more`.fr`${named} et 1 autre`
    : phrase`${named} and ${more} more`.fr`${named} et ${more} autres`;
}
