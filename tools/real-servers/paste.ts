import type { Files, PrintedSnippet } from './lab-stack.ts';

/** The developer's lines between two comments, so that a paste can take their place. */
export function marked(comment: string, lines: string): string {
  return `${comment} CORS begins\n${lines}\n${comment} CORS ends`;
}

const MARKED = /^([ \t]*\S+) CORS begins\n[\s\S]*?^[ \t]*\S+ CORS ends$/m;

/**
 * The text with the part between the two comments replaced. @throws {Error} When they are absent.
 */
export function replaceMarked(text: string, replacement: string): string {
  if (!MARKED.test(text)) throw new Error('nothing is marked in this file');
  return text.replace(MARKED, () => replacement.trimEnd());
}

/** The text with more below a line. @throws {Error} When there is no such line. */
export function insertBelow(text: string, line: string, more: string): string {
  const lines = text.split('\n');
  const at = lines.indexOf(line);
  if (at < 0) throw new Error(`no line is ${line}`);
  return lines.toSpliced(at + 1, 0, more.trimEnd()).join('\n');
}

/** The text with more above a line. @throws {Error} When there is no such line. */
export function insertAbove(text: string, line: string, more: string): string {
  const lines = text.split('\n');
  const at = lines.indexOf(line);
  if (at < 0) throw new Error(`no line is ${line}`);
  return lines.toSpliced(at, 0, more.trimEnd()).join('\n');
}

/** The code for one file of a project. @throws {Error} When no snippet is for it. */
export function codeFor(file: string, snippets: readonly PrintedSnippet[]): string {
  const found = snippets.filter((one) => one.file === file);
  if (found.length === 0) throw new Error(`no snippet for ${file}`);
  return found.map(({ code }) => code).join('\n');
}

/** The project with one of its files changed. @throws {Error} When it has no such file. */
export function withFile(files: Files, name: string, change: (text: string) => string): Files {
  const text = files[name];
  if (text === undefined) throw new Error(`no file ${name}`);
  return { ...files, [name]: change(text) };
}
