const LONGEST = 500;
/** Each one more may multiply the time by the length of the text. */
const MOST_LOOPS = 3;

/**
 * Whether trying a pattern might take very long: it may come from any file, and an engine that
 * tries alternatives again and again would never answer.
 */
export function isCostly(pattern: string): boolean {
  if (pattern.length > LONGEST) return true;
  const plain = pattern.replace(/\[(?:\\.|[^\]\\])*\]|\\./g, 'x');
  if (/[+*?}]\)+[+*{]/.test(plain) || /\|[^()]*\)[+*{]/.test(plain)) return true;
  return (plain.match(/[+*]|\{\d*,/g) ?? []).length > MOST_LOOPS;
}
