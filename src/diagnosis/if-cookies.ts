import type { Remedy, Snippet, SnippetLine } from '../servers/kit/stack.ts';
import type { ProvedRemedy } from './diagnosis.ts';

/**
 * A fix with the lines that it needs only if the request sends cookies. They are shown, and not
 * copied. `other`: the same stack's fix for a request with cookies.
 */
export function withCookieLines(fix: ProvedRemedy, other: Remedy | null): ProvedRemedy {
  if (other === null) return fix;
  const { remedy } = fix;
  const ends = remedy.pasteAtEnd;
  return {
    ...fix,
    remedy: {
      ...remedy,
      snippets: merged(remedy.snippets, other.snippets),
      pasteAtEnd: ends && {
        ...ends,
        snippets: merged(ends.snippets, other.pasteAtEnd?.snippets ?? []),
      },
    },
  };
}

const merged = (own: readonly Snippet[], others: readonly Snippet[]): readonly Snippet[] =>
  own.map((snippet, index) => {
    const other = others[index];
    return other === undefined || other.file !== snippet.file
      ? snippet
      : { ...snippet, lines: mergedLines(snippet.lines, other.lines) };
  });

/** All own lines, and the other ones, marked, where they belong. */
function mergedLines(
  own: readonly SnippetLine[],
  others: readonly SnippetLine[],
): readonly SnippetLine[] {
  const texts = new Set(own.map(({ text }) => text));
  const left = others.values();
  const lines: SnippetLine[] = [];
  /** Takes the other lines up to this own one. */
  const takeUpTo = (end: string | null): void => {
    for (const line of left) {
      if (line.text === end) return;
      if (!texts.has(line.text)) lines.push({ ...line, mark: 'if-cookies' });
    }
  };
  const there = new Set(others.map(({ text }) => text));
  for (const line of own) {
    if (there.has(line.text)) takeUpTo(line.text);
    lines.push(line);
  }
  takeUpTo(null);
  return lines;
}
