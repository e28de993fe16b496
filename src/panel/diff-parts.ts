import type { SnippetLine } from '../servers/kit/stack.ts';

/** A line of a diff, with its number where a hunk begins. */
export type DiffLine =
  | { readonly kind: 'line'; readonly line: SnippetLine }
  /** What follows starts at this line of the file as it is now. */
  | { readonly kind: 'place'; readonly line: number }
  | { readonly kind: 'no-line-break' };

/** The part of a diff about one file. */
export type DiffPart = { readonly text: string; readonly lines: readonly DiffLine[] };

const RANGE = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/;
const MARKS: Readonly<Record<string, SnippetLine['mark']>> = { '+': 'added', '-': 'removed' };

/**
 * A unified diff in parts, one for each file. Its hunks say how long they are: a line of the file
 * may look like the head of another file.
 */
export function diffParts(diff: string): readonly DiffPart[] {
  const parts: { text: string; lines: DiffLine[] }[] = [];
  let [old, now] = [0, 0];
  for (const line of diff.split('\n').slice(0, -1)) {
    const isInHunk = old > 0 || now > 0;
    if (!isInHunk && line.startsWith('--- ')) parts.push({ text: '', lines: [] });
    const part = parts.at(-1);
    if (part === undefined) continue;
    part.text += `${line}\n`;
    if (line.startsWith('\\')) part.lines.push({ kind: 'no-line-break' });
    else if (isInHunk) {
      const [sign = ' '] = line;
      if (sign !== '+') old -= 1;
      if (sign !== '-') now -= 1;
      const text = line.slice(1).replace(/\r$/, '');
      part.lines.push({ kind: 'line', line: { text, mark: MARKS[sign] ?? 'around' } });
    } else {
      const range = RANGE.exec(line);
      if (range === null) continue;
      [old, now] = [Number(range[2] ?? 1), Number(range[3] ?? 1)];
      part.lines.push({ kind: 'place', line: Number(range[1]) });
    }
  }
  return parts;
}
