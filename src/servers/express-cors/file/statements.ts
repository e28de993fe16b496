import type { TextEdit } from '../../../settings/edit.ts';
import type { SettingsFile, Span } from '../../../settings/file.ts';

/** A statement as written, with its semicolon. */
export const statementText = ({ text }: SettingsFile, { from, to }: Span): string =>
  text.slice(from, to);

/** Takes a statement out with its lines, and with the empty line behind it if there are two. */
export function statementCut({ name, text }: SettingsFile, { from, to }: Span): TextEdit {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', to);
  let end = lineEnd < 0 ? text.length : lineEnd + 1;
  const isAfterEmpty = start === 0 || /\n\r?\n$/.test(text.slice(Math.max(start - 3, 0), start));
  const empty = /^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
  if (isAfterEmpty) end += empty;
  return { at: { file: name, from: start, to: end }, text: '' };
}
