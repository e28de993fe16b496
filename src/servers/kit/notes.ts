import type { ServerObservation } from '../../model/observation.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { shownList } from '../../model/shown.ts';
import { type PresentOptions, presentOptions } from './cors-options.ts';

/** As many as one reads; a server may name any number. */
const MOST_NAMED = 5;

/**
 * The origins that the server named and no fix lists, because no page that the user is on asked
 * from them: whose they are, only the user can tell.
 */
export function alsoNamed(
  { origins, server }: AnswerRequirement,
  { answers }: ServerObservation,
): readonly Prose[] {
  const listed = new Set<string>([...origins, server]);
  const named = presentOptions(answers).allowed.filter((one) => !listed.has(one));
  if (named.length === 0) return [];
  const [first, more] = [named.slice(0, MOST_NAMED), named.length - MOST_NAMED];
  return [
    [
      'Your server also named ',
      ...shownList(first),
      ...(more > 0 ? [`, and ${more} more`] : []),
      named.length === 1 ? '. Keep it only if it is yours.' : '. Keep only those that are yours.',
    ],
  ];
}

/** What a list in place of `*` means for others; nothing where no `*` was seen. */
export function wildcardCaution({ wildcard }: PresentOptions): readonly Prose[] {
  if (!wildcard) return [];
  return [
    [
      'The server answers ',
      code('*'),
      ' now, so every site can read it. The list takes its place: add the other origins that need ',
      'the server.',
    ],
  ];
}
