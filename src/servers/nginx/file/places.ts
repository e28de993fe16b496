import type { TextEdit } from '../../../settings/edit.ts';
import { fileNamed, lineBreakOf, type SettingsFile, type Span } from '../../../settings/file.ts';
import { type Directive, parseNginx, type Word } from '../../../settings/nginx/parse-nginx.ts';
import { linesBefore, linesBehind, usualQuote, withoutStatement } from '../../../settings/style.ts';
import { nginxStringIn } from '../../kit/literals.ts';
import type { Configuration, Level } from './configuration.ts';
import type { HeaderLine } from './trace.ts';

type Edits = readonly TextEdit[];

export const textOf = ({ files }: Configuration, { file, from, to }: Span): string =>
  fileNamed(files, file)?.text.slice(from, to) ?? '';

const startsItsLine = ({ text }: SettingsFile, { from }: Span): boolean =>
  /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', from - 1) + 1, from));

const endsItsLine = ({ text }: SettingsFile, { to }: Span): boolean => {
  const end = text.indexOf('\n', to);
  return /^\s*(?:#.*)?$/.test(text.slice(to, end < 0 ? undefined : end));
};

/** Lines behind a directive, on lines of their own if it has one. */
export function behind({ files }: Configuration, at: Span, lines: readonly string[]): Edits {
  const own = fileNamed(files, at.file);
  if (own === null) return [];
  if (startsItsLine(own, at) && endsItsLine(own, at)) return [linesBehind(own, at, lines)];
  return [{ at: { ...at, from: at.to }, text: ` ${lines.map((one) => one.trim()).join(' ')}` }];
}

/** The same before it. */
export function before({ files }: Configuration, at: Span, lines: readonly string[]): Edits {
  const own = fileNamed(files, at.file);
  if (own === null) return [];
  if (startsItsLine(own, at)) return [linesBefore(own, at, lines)];
  const joined = lines.map((one) => one.trim()).join(' ');
  return [{ at: { ...at, to: at.from }, text: `${joined} ` }];
}

/** A directive, with its line if nothing else stands there. */
export function removed({ files }: Configuration, at: Span): Edits {
  const own = fileNamed(files, at.file);
  if (own === null) return [];
  return startsItsLine(own, at) && endsItsLine(own, at)
    ? [withoutStatement(own, at)]
    : [{ at, text: '' }];
}

/** What stands in a block itself, without what it includes. */
export const ownLines = ({ main }: Configuration, { directive }: Level): readonly Directive[] =>
  directive === null ? parseNginx(main).directives : (directive.block?.directives ?? []);

/** Lines at the end of a block. */
export function atEnd(configuration: Configuration, level: Level, lines: readonly string[]): Edits {
  const last = ownLines(configuration, level).at(-1);
  return last === undefined
    ? intoEmpty(configuration, level, lines)
    : behind(configuration, last.at, lines);
}

/** Lines at the start of a block. */
export function atStart(
  configuration: Configuration,
  level: Level,
  lines: readonly string[],
): Edits {
  const [first] = ownLines(configuration, level);
  return first === undefined
    ? intoEmpty(configuration, level, lines)
    : before(configuration, first.at, lines);
}

function intoEmpty(
  configuration: Configuration,
  { directive }: Level,
  lines: readonly string[],
): Edits {
  const inside = directive?.block?.inside;
  const own = inside === undefined ? null : fileNamed(configuration.files, inside.file);
  if (directive === null || inside === undefined || own === null) return [];
  const { text } = own;
  const end = text.slice(inside.from, inside.to).trimEnd().length;
  const place: Span = { ...inside, from: inside.from + end, to: inside.to };
  const start = text.lastIndexOf('\n', directive.at.from - 1) + 1;
  const indent = /[ \t]*/y.exec(text.slice(start, directive.at.from))?.[0] ?? '';
  const lineBreak = lineBreakOf(text);
  const unit = unitOf(text);
  const body = lines.map((line) => lineBreak + indent + unit + line).join('');
  return [{ at: place, text: body + lineBreak + indent }];
}

/** One step of indentation. */
export function unitOf(text: string): string {
  const found = /\{[ \t]*(?:#[^\n]*)?\r?\n([ \t]+)\S/.exec(text.slice(0, 20_000))?.[1];
  return found === undefined || found.length > 8 ? '    ' : found;
}

/** Where to look how this file writes its headers. */
export type Like = { readonly line: Directive; readonly replaces: boolean } | null;

export const likeOf = (header: HeaderLine | undefined): Like =>
  header === undefined ? null : { line: header.line, replaces: header.replaces };

/** A header that is always sent, as a line like another one of the file. */
export function headerLike(
  { files, main }: Configuration,
  like: Like,
  name: string,
  value: string,
  variable: string | null = null,
): string {
  const text = fileNamed(files, like?.line.at.file ?? main.name)?.text ?? '';
  if (like?.replaces === true) {
    const quote = like.line.words.at(-1)?.quote ?? '"';
    return `more_set_headers ${written(quote === '' ? '"' : quote, `${name}: ${value}`)};`;
  }
  const [first, second, third] = like?.line.words ?? [];
  const always = like === null || third?.text === 'always' ? ' always' : '';
  const quote = second?.quote ?? usualQuote(text);
  const what = variable ?? written(quote, value);
  return `add_header ${written(first?.quote ?? '', name)} ${what}${always};`;
}

/** Without quotes where the file has none and the value needs none. */
export const written = (quote: Word['quote'], value: string): string => nginxStringIn(quote, value);
