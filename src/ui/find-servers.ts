import type { Candidate } from '../diagnosis/diagnosis.ts';
import { OTHER_NAMES } from './server-names.ts';
import { familyOf, type StackGroup } from './stack-groups.ts';

/** A name may be written with a sign: `C#`, `C++`. */
const BETWEEN_WORDS = /[^\p{L}\p{N}#+]+/u;

/** A person may type a word without its accents. */
const ACCENTS = /\p{M}/gu;

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(ACCENTS, '')
    .toLowerCase()
    .split(BETWEEN_WORDS)
    .filter((word) => word !== '');

/**
 * The servers that a person may mean by what was typed, in their groups. Each typed word must begin
 * a word of the label, the id, the family or another common name. If none has such words, it may
 * stand anywhere in them. All servers if nothing is typed.
 */
export function findServers(groups: readonly StackGroup[], typed: string): readonly StackGroup[] {
  const words = wordsOf(typed);
  if (words.length === 0) return typed.trim() === '' ? groups : [];
  const begun = only(groups, (names) =>
    words.every((word) => names.some((name) => name.startsWith(word))),
  );
  if (begun.length > 0) return begun;
  return only(groups, (names) => words.every((word) => names.some((name) => name.includes(word))));
}

const only = (
  groups: readonly StackGroup[],
  fits: (names: readonly string[]) => boolean,
): readonly StackGroup[] =>
  groups
    .map(({ name, members }) => ({ name, members: members.filter((one) => fits(namesOf(one))) }))
    .filter(({ members }) => members.length > 0);

function namesOf({ stack }: Candidate): readonly string[] {
  const others = Object.hasOwn(OTHER_NAMES, stack.id) ? OTHER_NAMES[stack.id] : '';
  return wordsOf(`${stack.label} ${stack.id} ${familyOf(stack)} ${others}`);
}
