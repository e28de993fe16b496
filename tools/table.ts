/** Text in columns: each cell is wrapped to its column's width, and a rule separates the rows. */
export type Column = { readonly title: string; readonly width: number };

/** The rows under their titles, ready to print. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ width }) => width);
  const rule = widths.map((width) => '─'.repeat(width)).join('─┼─');
  const head = columns.map(({ title }) => title);
  return [head, ...rows].map((row) => line(row, widths)).join(`\n${rule}\n`);
}

function line(cells: readonly string[], widths: readonly number[]): string {
  const wrapped = cells.map((cell, index) => wrap(cell, widths[index] ?? 20));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    wrapped
      .map((lines, index) => (lines[row] ?? '').padEnd(widths[index] ?? 0))
      .join(' │ ')
      .trimEnd(),
  ).join('\n');
}

/** Breaks at spaces if there are any, and inside a word that is too long for the width. */
function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let rest = paragraph;
    while (rest.length > width) {
      const space = rest.lastIndexOf(' ', width);
      const end = space > 0 && rest.slice(0, space).trim() !== '' ? space : width;
      lines.push(rest.slice(0, end));
      rest = rest.slice(end).replace(/^ /, '');
    }
    return [...lines, rest];
  });
}
