import type { Text } from './sentences.ts';

/** A sentence of more words is read twice. */
const MOST_WORDS = 30;
const MOST_HEADING_WORDS = 8;

/** Words that a reader in a hurry stumbles over, each with what to write instead. */
export const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bmend(s|ed|ing)?\b/i, 'fix'],
  [/\b(is|are|was|were|be|been) told\b|\btold to\b/i, 'gets, hears, is written to'],
  [/\bmostly\b/i, 'usually'],
  [/\bin vain\b/i, 'has no effect'],
  [/\bfor want of\b/i, 'because … is missing'],
  [/\bof (itself|themselves)\b/i, 'leave it out'],
  [/\bwithout a word\b/i, 'silently'],
  [/\bnames no allowed origin\b/i, 'does not allow this page’s origin'],
  [/\blook(s|ed|ing)? into\b/i, 'check'],
  [/\blook whether\b/i, 'check whether'],
  [/\bfrom \S+ on\b(?! the\b)/i, 'since'],
  [/\bmight well\b|\bmay be, \b/i, 'may'],
  [/\bas \d+ others?\b/i, '1 more like it'],
  [/\b(legs?|hops?)\b/i, 'redirect step, “first response”'],
  [/\b(credentials )?mode \(alone\)/i, 'whether the request sends cookies'],
  [/\bstacks?\b(?! (trace|frame)s?)/i, 'server or framework'],
  [/\btakes? home\b/i, 'say it literally'],
  [/\bvery likely\b/i, 'probably …, because …'],
  [/\bcome together from\b/i, 'sends … together'],
  [/\b(nobody|nothing) (tells|shows whether)\b/i, 'we could not see whether'],
  [/\bnor\b/i, 'two sentences'],
  [/\bwhich (ends|hides|stops) (the|it)\b.*\btoo\b/i, 'two sentences'],
  [/\bby itself\b|\bby themselves\b/i, 'alone, or leave it out'],
  [/\bsuch as it is\b|\bbe it\b|\bthereof\b|\bwhereby\b|\bhitherto\b/i, 'common words'],
  [/\bhas (announced|announce) to\b/i, 'plans to'],
  [/\blikeliest\b/i, 'most likely'],
  [/\bstrange(r|rs)?\b/i, 'unknown (site, origin)'],
];

/** What is wrong with a text by the rules of plain words; empty when nothing is. */
export function problemsOf({ text, kind }: Text): readonly string[] {
  const banned = BANNED.filter(([words]) => words.test(text)).map(
    ([words, better]) => `“${words.exec(text)?.[0]}”: write ${better}`,
  );
  const long = sentencesOf(text)
    .map(wordsIn)
    .filter((count) => count > MOST_WORDS)
    .map((count) => `a sentence of ${count} words`);
  const words = wordsIn(text);
  const heading =
    kind === 'heading' && words > MOST_HEADING_WORDS ? [`a heading of ${words} words`] : [];
  return [...banned, ...long, ...heading];
}

/** The sentences of a text. */
export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.?!:]["”’)]?)\s+(?=[\p{Lu}…“‘"(`])/u);
}

/** How many words a sentence has; a value counts as one. */
export function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}…]/u.test(word)).length;
}
