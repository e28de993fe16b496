import { conjunction, phrase } from '../model/say.ts';

/** Most choices that are offered instead of a word. */
const MOST = 3;

/**
 * The choices that a mistyped word may mean, the likeliest first: those that begin with it, then
 * those that contain it, then those that differ in few letters.
 */
export function nearest(word: string, choices: readonly string[]): readonly string[] {
  // A long word is compared with every choice, and none of them is longer.
  const typed = word.toLowerCase().slice(0, 60);
  if (typed === '') return [];
  const ranked = choices
    .map((choice) => ({ choice, rank: rankOf(typed, choice.toLowerCase()) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .toSorted((a, b) => a.rank - b.rank);
  return ranked.slice(0, MOST).map(({ choice }) => choice);
}

/** Lower is nearer; infinite: it is another word. */
function rankOf(typed: string, choice: string): number {
  if (choice.startsWith(typed)) return 0;
  if (typed.length > 2 && choice.includes(typed)) return 0.5;
  const whole = distance(typed, choice);
  // Two letters in the wrong order count as two.
  const most = Math.ceil(typed.length / 3);
  if (whole <= most) return whole;
  // `expres-js` means express-cors: the first word decides.
  const [first = ''] = choice.split('-');
  const beginning = distance(typed.split(/[-_ .]/)[0] ?? '', first);
  return first.length > 3 && beginning <= 1 ? most + 1 + beginning : Number.POSITIVE_INFINITY;
}

/** How many letters must be inserted, removed or replaced to make one word from the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** ` Did you mean a, b or c?`, or nothing if no choice is near. `shown`: how a choice is written. */
export function didYouMean(
  word: string,
  choices: readonly string[],
  shown: (choice: string) => string = (choice) => choice,
): string {
  const found = nearest(word, choices).map(shown);
  if (found.length === 0) return '';
  const last = found.at(-1) ?? '';
  const list =
    found.length === 1 ? last : `${found.slice(0, -1).join(', ')} ${conjunction('or')} ${last}`;
  return phrase` Did you mean ${list}?`.fr` Vouliez-vous dire ${list} ?`;
}
