import type { Past } from '../causes/proof.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import type { SeenServer } from '../model/seen-server.ts';
import { stacks } from '../servers/index.ts';
import {
  isFix,
  isShownOnly,
  type Remedy,
  type Snippet,
  type SnippetLine,
} from '../servers/kit/stack.ts';
import type { ProvedRemedy } from './diagnosis.ts';
import type { KnownServer } from './seen-server-in.ts';

/**
 * What of a server's past a fix rests on; null: on nothing. A fix rests on older settings if the
 * newest answers alone would need a line that it leaves out. The server may have changed unnoticed
 * since the older ones.
 */
export function restsOnOlder(
  requirement: AnswerRequirement,
  known: KnownServer,
): (fix: ProvedRemedy) => Past | null {
  return ({ stack: { id }, remedy }) => {
    if (known.hasChanged) return 'refusal';
    if (known.newest === known.now) return null;
    const stack = stacks.find((one) => one.id === id);
    const isEnough = (server: SeenServer): boolean => {
      const alone = stack?.remedy(requirement, server) ?? null;
      return alone !== null && covers(remedy, alone);
    };
    // Mostly the newest of them are enough, and what these show is read once for many rows.
    return isEnough(known.newest) || isEnough(known.fresh) ? null : 'settings';
  };
}

/** Whether all that a fix writes stands in another one too, in any order. */
function covers(fix: Remedy, other: Remedy): boolean {
  const there = wordsIn(fix, (line) => !isShownOnly(line));
  return [...wordsIn(other, isFix)].every((word) => there.has(word));
}

/** The words of a fix's lines, each with its file. */
function wordsIn(
  { install, snippets, pasteAtEnd }: Remedy,
  isMeant: (line: SnippetLine) => boolean,
): ReadonlySet<string> {
  const wordsOf = (form: string, { file, lines }: Snippet): readonly string[] =>
    lines
      .filter(isMeant)
      .flatMap(({ text }) => text.match(/[^\s'"`,;(){}[\]]+/g) ?? [])
      .map((word) => `${form} ${file} ${word}`);
  return new Set([
    ...(install === null ? [] : wordsOf('install', install)),
    ...snippets.flatMap((snippet) => wordsOf('edit', snippet)),
    ...(pasteAtEnd?.snippets ?? []).flatMap((snippet) => wordsOf('end', snippet)),
  ]);
}
