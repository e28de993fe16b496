import { originOf, parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
    say`Navigate to ${shown(`${originOf(url)}${parseUrl(url)?.pathname ?? ''}`)} with a link, a form or
      ${code('location')}, not with a script’s request. A person signs in there, and no CORS setting
      covers it.`.fr`Allez à ${shown(`${originOf(url)}${parseUrl(url)?.pathname ?? ''}`)} par un
      lien, un formulaire ou ${code('location')}, pas par la requête d’un script. Une personne s’y
      connecte, et aucun réglage CORS n’y change rien.`,
});
