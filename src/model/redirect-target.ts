import type { Hop } from './exchange.ts';
import { get } from './header-list.ts';
import { resolved } from './url.ts';

/** @see https://fetch.spec.whatwg.org/#redirect-status */
export const isRedirectStatus = (status: number): boolean =>
  [301, 302, 303, 307, 308].includes(status);

/** Whether a response redirects: a redirect status and a Location that is not empty. */
export const isRedirect = (status: number, location: string): boolean =>
  location !== '' && isRedirectStatus(status);

/** The absolute URL that a hop's response redirects to. Null when it does not redirect. */
export function redirectTarget({ url, response, redirectedTo }: Hop): string | null {
  if (redirectedTo !== null) return redirectedTo;
  const location = response === null ? null : get(response.headers, 'location');
  if (response === null || location === null || !isRedirect(response.status, location)) return null;
  return resolved(location, url);
}
