const GAP = 2;
const INDENT = 2;

/** The words in columns, each read from top to bottom, as wide as the terminal. */
export function inColumns(words: readonly string[], width: number): string {
  const longest = Math.max(0, ...words.map(({ length }) => length)) + GAP;
  const columns = Math.max(1, Math.floor((width - INDENT) / longest));
  const rows = Math.ceil(words.length / columns);
  return Array.from({ length: rows }, (_, row) => {
    const line = words.filter((_, at) => at % rows === row).map((word) => word.padEnd(longest));
    return `${' '.repeat(INDENT)}${line.join('')}`.trimEnd();
  }).join('\n');
}
