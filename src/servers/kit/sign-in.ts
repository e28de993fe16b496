import { originOf, parseUrl } from '../../model/origin.ts';
import { code, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import type { Instead } from './stack.ts';

/**
 * A page that a person must see: a script that requests it gets nowhere. `path`: where it is. If
 * another server redirected there, that redirect is the reason.
 */
export const navigateInstead = (id: string, path: RegExp): Instead => ({
  id,
  fits: ({ url, finding }) => finding.hop === 0 && path.test(url.pathname),
  words: ({ url }) =>
    prose`Navigate to ${shown(`${originOf(url)}${parseUrl(url)?.pathname ?? ''}`)} with a link, a form or
      ${code('location')}, not with a script’s request. A person signs in there, and no CORS setting
      covers it.`,
});
