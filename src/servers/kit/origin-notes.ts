import { code, type Prose, prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
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
  const named = presentOptions(answers).allowed.filter((one) => !listed.has(one));
  if (named.length === 0) return [];
  const more = named.length - MOST_NAMED;
  const first = shownList(named.slice(0, MOST_NAMED));
  const all = more > 0 ? prose`${first}, and ${String(more)} more` : first;
  return [
    named.length === 1
      ? prose`Your server also named ${all}. Keep it only if it is yours.`
      : prose`Your server also named ${all}. Keep only those that are yours.`,
  ];
}

/** What a fix omits because its list would be too long. */
export function moreOrigins({ origins, more = 0 }: AnswerRequirement): readonly Prose[] {
  if (more === 0) return [];
  return [
    prose`Add ${more === 1 ? '1 more origin' : `${more} more origins`}, if you still use
      ${more === 1 ? 'it' : 'them'}. This list has only the newest ${String(origins.length)}.`,
  ];
}

/** What replacing `*` with a list means for other sites; nothing if no `*` was seen. */
export function wildcardCaution({ wildcard }: PresentOptions): readonly Prose[] {
  if (!wildcard) return [];
  return [
    prose`Add the other origins that need this server: the list replaces ${code('*')}, with which
      every site can read its responses now.`,
  ];
}
