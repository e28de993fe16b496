import { withParts } from '../servers/kit/lazy-remedy.ts';
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
    remedy: withParts(remedy, {
      snippets: merged(remedy.snippets, other.snippets),
      pasteAtEnd: ends && {
        ...ends,
        snippets: merged(ends.snippets, other.pasteAtEnd?.snippets ?? []),
      },
    }),
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
  // As many of the other lines as there are own ones with this text are the same lines.
  const same = new Map<string, number>();
  for (const { text } of own) same.set(text, (same.get(text) ?? 0) + 1);
  const isOwn = (text: string): boolean => {
    const count = same.get(text) ?? 0;
    same.set(text, count - 1);
    return count > 0;
  };
  const left = others.values();
  const lines: SnippetLine[] = [];
  /** Takes the other lines up to this own one. */
  const takeUpTo = (end: string | null): void => {
    for (const line of left) {
      const known = isOwn(line.text);
      if (line.text === end) return;
      if (!known) lines.push({ ...line, mark: 'if-cookies' });
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
