import type { Text } from './sentences.ts';

/** Longer sentences are hard to read. */
const MOST_WORDS = 30;
/** The average over one folder or document. */
const MOST_ON_AVERAGE = 20;
const MOST_HEADING_WORDS = 8;

/** Words that make a reader stumble, each with what to write instead. */
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
  [/\bfrom (?!then )(\S+ ){1,3}on\b(?! (the|a|an|its|your|this)\b)/i, 'since'],
  [/\bmight well\b|\bmay be, \b/i, 'may'],
  [/\bas \d+ others?\b/i, '1 more like it'],
  [/\b(legs?|hops?)\b/i, 'redirect step, “first response”'],
  [
    /(?<!\((its )?)\bcredentials mode\b(?!:)/i,
    'whether the request sends cookies (credentials mode)',
  ],
  [
    /\bthe mode\b(?! (…|no-cors|cors|same-origin))/i,
    'name it: “mode: …”, or say what the request does',
  ],
  [/\bstacks?\b(?! (trace|frame)s?)/i, 'server or framework'],
  [/\btakes? home\b/i, 'say it literally'],
  // The word alone is how sure a guess is: it stands beside the guess.
  [/(?<!\(|^(?=very likely$))\bvery likely\b/i, 'probably …, because …'],
  [/\bcome together from\b/i, 'sends … together'],
  [/\b(nobody|nothing) (tells|shows whether)\b/i, 'we could not see whether'],
  [/\bnor\b/i, 'two sentences'],
  [/\bwhich (ends|hides|stops) (the|it)\b.*\btoo\b/i, 'two sentences'],
  [/\bby itself\b|\bby themselves\b/i, 'automatically, alone, or leave it out'],
  [/\bsuch as it is\b|\bbe it\b|\bthereof\b|\bwhereby\b|\bhitherto\b/i, 'common words'],
  [/\bhas (announced|announce) to\b/i, 'plans to'],
  [/\blikeliest\b/i, 'most likely'],
  [/\bstrange(r|rs)?\b/i, 'unknown (site, origin)'],
  [/\banew\b/i, 'again'],
  [/\bwhoever\b/i, 'anybody who, or say who'],
  [/\b(hence|thus|lest|whence|forthwith)\b/i, 'so, or two sentences'],
  [/\b(never|not) feeds?\b/i, 'say it literally'],
  [/\bas \w+ (\w+ )?(does|do) that\b/i, 'say what is typical, in a sentence of its own'],
  [/\bserves (this|that|these|\d|…)/i, 'fixes'],
  [/\bthat fit\b/i, 'that are fine'],
];

/** French needs more words for the same. */
const FRENCH_LENGTH = 1.3;

/** The words that MDN's French pages do not use, or that do not fit ours. */
const FRENCH_BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bpréflight|pre-?flight|pré-?vérification|pré-?vol\b/i, 'requête préliminaire'],
  [/\bentêtes?\b|(?<!-)\bheaders?\b/i, 'en-tête'],
  [/(?<!-)\bcross-?origin(e|s)?\b(?!-)|inter-origines?|origine croisée/i, 'multi-origine'],
  [/(?<!-)\b(les |des )?credentials\b(?!:)/i, 'informations d’identification'],
  [/'/, 'l’apostrophe typographique ’'],
  [/"/, 'les guillemets « »'],
  [/\bveuillez\b/i, 'l’impératif seul'],
];

/** What is wrong with a text by the rules of plain words; empty when nothing is. */
export function problemsOf({ text, kind, language }: Text): readonly string[] {
  if (kind === 'fragment') return ['prose in an array: write it in one piece, prose`…`'];
  const isFrench = language === 'fr';
  const banned = (isFrench ? FRENCH_BANNED : BANNED)
    .filter(([words]) => words.test(text))
    .map(([words, better]) => `“${words.exec(text)?.[0]}”: write ${better}`);
  const long = sentencesOf(text)
    .map(wordsIn)
    .filter((count) => count > MOST_WORDS * (isFrench ? FRENCH_LENGTH : 1))
    .map((count) => `a sentence of ${count} words`);
  const words = wordsIn(text);
  const heading =
    kind === 'heading' && words > MOST_HEADING_WORDS * (isFrench ? FRENCH_LENGTH : 1)
      ? [`a heading of ${words} words`]
      : [];
  return [...banned, ...long, ...heading];
}

/** What is wrong with all texts of one folder or document; null when nothing is. */
export function averageProblem(texts: readonly Text[]): string | null {
  const counts = texts
    .filter(({ kind, language }) => kind === 'sentence' && language === 'en')
    .flatMap(({ text }) => sentencesOf(text))
    .map(wordsIn);
  const average = counts.reduce((sum, count) => sum + count, 0) / Math.max(counts.length, 1);
  return average > MOST_ON_AVERAGE ? `sentences of ${average.toFixed(1)} words on average` : null;
}

/** The sentences of a text. */
export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.?!:]["”’)]?)\s+(?=[\p{Lu}…“‘"(`])/u);
}

/** How many words a sentence has; a value counts as one. */
export function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}…]/u.test(word)).length;
}
