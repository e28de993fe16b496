import { remember } from '../../model/lazy.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { say } from '../../model/say.ts';
import type { SeenServer } from '../../model/seen-server.ts';
import { shownList } from '../../model/shown.ts';
import { type PresentOptions, presentOptions } from './cors-options.ts';

/** As many as a reader can check; a server may send any number. */
const MOST_NAMED = 5;

/**
 * The origins that the server allowed but no fix lists, because no page of the user asked from
 * them. Only the user knows whose they are.
 */
export function alsoNamed(
  { origins, server }: AnswerRequirement,
  { answers }: SeenServer,
): readonly Prose[] {
  const listed = new Set<string>([...origins, server]);
  const { allowed } = presentOptions(answers);
  // Thousands may be named, and this is asked for each row.
  const among = setOf(allowed);
  const count = allowed.length - [...listed].filter((one) => among.has(one)).length;
  if (count === 0) return [];
  const more = count - MOST_NAMED;
  const first = shownList(firstOf(allowed, listed));
  const all =
    more > 0
      ? say`${first}, and ${String(more)} more`.fr`${first}, et ${String(more)} de plus`
      : first;
  return [
    count === 1
      ? say`Your server also named ${all}. Keep it only if it is yours.`.fr`Votre serveur a aussi
          nommé ${all}. Gardez cette origine seulement si c’est la vôtre.`
      : say`Your server also named ${all}. Keep only those that are yours.`.fr`Votre serveur a aussi
          nommé ${all}. Gardez seulement les origines qui sont les vôtres.`,
  ];
}

const setOf = remember((allowed: readonly string[]) => new Set(allowed));

/** The first names that are not listed. */
function firstOf(allowed: readonly string[], listed: ReadonlySet<string>): readonly string[] {
  const names: string[] = [];
  for (const one of allowed) {
    if (!listed.has(one)) names.push(one);
    if (names.length === MOST_NAMED) break;
  }
  return names;
}

/** What a fix omits because its list would be too long. */
export function moreOrigins({ origins, more = 0 }: AnswerRequirement): readonly Prose[] {
  if (more === 0) return [];
  const listed = String(origins.length);
  return [
    more === 1
      ? say`Add 1 more origin, if you still use it. This list has only the newest
          ${listed}.`.fr`Ajoutez 1 autre origine, si vous l’utilisez encore. Cette liste contient
          seulement les ${listed} plus récentes.`
      : say`Add ${String(more)} more origins, if you still use them. This list has only the newest
          ${listed}.`
          .fr`Ajoutez ${String(more)} autres origines, si vous les utilisez encore. Cette liste
          contient seulement les ${listed} plus récentes.`,
  ];
}

/** What replacing `*` with a list means for other sites; nothing if no `*` was seen. */
export function wildcardCaution({ wildcard }: PresentOptions): readonly Prose[] {
  if (!wildcard) return [];
  return [
    say`Add the other origins that need this server: the list replaces ${code('*')}, with which
      every site can read its responses now.`.fr`Ajoutez les autres origines qui ont besoin de ce
      serveur : la liste remplace ${code('*')}, qui permet aujourd’hui à tous les sites de lire ses
      réponses.`,
  ];
}
