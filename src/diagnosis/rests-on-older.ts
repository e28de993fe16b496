import type { Past } from '../causes/proof.ts';
import { forPairs } from '../model/lazy.ts';
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
    const isEnough = (server: SeenServer): boolean =>
      judged(remedy, server, () => {
        const alone = stack?.remedy(requirement, server) ?? null;
        return alone !== null && covers(remedy, alone);
      });
    // Mostly the newest of them are enough, and what these show is read once for many rows.
    return isEnough(known.newest) || isEnough(known.fresh) ? null : 'settings';
  };
}

/** Whether a server's answers are enough for a fix, which many rows share. */
const judged = forPairs<Remedy, SeenServer, boolean>();

/** Whether all that a fix writes stands in another one too, in any order. */
function covers(fix: Remedy, other: Remedy): boolean {
  const isThere = (part: (text: string) => readonly string[]): boolean => {
    const there = new Set(partsOf(fix, (line) => !isShownOnly(line), part));
    return partsOf(other, isFix, part).every((one) => there.has(one));
  };
  // Mostly whole lines are the same, which is quicker to see.
  return isThere((text) => [text]) || isThere(wordsIn);
}

const wordsIn = (text: string): readonly string[] => text.match(/[^\s'"`,;(){}[\]]+/g) ?? [];

/** The parts of a fix's lines, each with its file. */
function partsOf(
  { install, snippets, pasteAtEnd }: Remedy,
  isMeant: (line: SnippetLine) => boolean,
  partsIn: (text: string) => readonly string[],
): readonly string[] {
  const partsAt = (form: string, { file, lines }: Snippet): readonly string[] =>
    lines
      .filter(isMeant)
      .flatMap(({ text }) => partsIn(text))
      .map((part) => `${form} ${file} ${part}`);
  return [
    ...(install === null ? [] : partsAt('install', install)),
    ...snippets.flatMap((snippet) => partsAt('edit', snippet)),
    ...(pasteAtEnd?.snippets ?? []).flatMap((snippet) => partsAt('end', snippet)),
  ];
}
