import { getAll, type HeaderList } from './header-list.ts';

/**
 * The cookies that a response sets, one text each. Firefox joins several lines with line breaks.
 */
export const setCookies = (headers: HeaderList): readonly string[] =>
  getAll(headers, 'set-cookie').flatMap((line) => line.split('\n'));

/** The name of a cookie in `Set-Cookie`. Empty when it has none. */
export const cookieName = (cookie: string): string => (cookie.split(/[=;]/, 1)[0] ?? '').trim();
