import type { TextEdit } from '../../../settings/edit.ts';
import { fileNamed, lineBreakOf, type Span } from '../../../settings/file.ts';
import { type Directive, parseNginx, type Word } from '../../../settings/nginx/parse-nginx.ts';
import { nginxPattern } from '../../kit/literals.ts';
import { type Configuration, isNginxFile, type Level, type Line } from './configuration.ts';
import {
  atEnd,
  atStart,
  before,
  behind,
  headerLike,
  type Like,
  likeOf,
  ownLines,
  textOf,
  unitOf,
  written,
} from './places.ts';
import { ALLOW_ORIGIN, isNamed, linesFor, type View } from './problem.ts';
import { entriesOf } from './run.ts';
import type { HeaderLine } from './trace.ts';

type Edits = readonly TextEdit[];

const isAdding = ({ name }: Directive): boolean => name.text === 'add_header';

/** Adds header lines to a block: behind its other ones, else behind its last plain line. */
export function withHeaderLines(
  configuration: Configuration,
  level: Level,
  lines: readonly string[],
): Edits {
  const own = ownLines(configuration, level);
  const last = own.findLast(isAdding) ?? own.findLast(({ block }) => block === null);
  if (last !== undefined) return behind(configuration, last.at, lines);
  return own.length === 0
    ? atEnd(configuration, level, lines)
    : atStart(configuration, level, lines);
}

/**
 * The same for a block without such lines: those of the block around it count no more then, so they
 * are repeated.
 */
export function withFirstHeaderLines(view: View, level: Level, lines: readonly string[]): Edits {
  const { configuration, trace } = view;
  const hasOwn = level.lines.some(isAdding);
  const inherited =
    hasOwn || trace.from === null || isInside(trace.from, level) ? null : trace.from;
  const repeated = inherited === null ? [] : copies(configuration, inherited, () => true);
  return repeated.length > MOST_REPEATED
    ? []
    : withHeaderLines(configuration, level, [...repeated, ...lines]);
}

const MOST_REPEATED = 15;

function isInside(level: Level, outer: Level): boolean {
  for (let at: Level | null = level; at !== null; at = at.outer) if (at === outer) return true;
  return false;
}

/** Header lines of a block as they stand there; those of an included file as its `include`. */
export function copies(
  configuration: Configuration,
  { lines }: Level,
  isWanted: (name: string) => boolean,
): readonly string[] {
  const found = lines.filter((line) => isAdding(line) && isWanted(line.words[0]?.text ?? ''));
  return [...new Set(found.map((line) => textOf(configuration, (line.via ?? line).at)))];
}

/** A line of the files that shows how they write headers. */
export function likeIn(view: View): Like {
  const [own] = linesFor(view, ALLOW_ORIGIN);
  if (own !== undefined) return likeOf(own);
  const [first] = headerDirectives(view.configuration);
  return first === undefined ? null : { line: first, replaces: false };
}

/** The `add_header` lines of a name, or of any, in all files. */
export function headerDirectives(
  { files }: Configuration,
  name: string | null = null,
): readonly Directive[] {
  const found: Directive[] = [];
  const walk = (directives: readonly Directive[]): void => {
    for (const one of directives) {
      if (isAdding(one) && (name === null || isNamed(one.words[0]?.text ?? '', name))) {
        found.push(one);
      }
      if (one.block !== null) walk(one.block.directives);
    }
  };
  for (const file of files) if (isNginxFile(file)) walk(parseNginx(file).directives);
  return found;
}

/** The value of a header line in other words; with `more_set_headers`, a word has its name too. */
export function withValue(one: HeaderLine, word: Word, value: string): Edits {
  const text = one.replaces && one.line.words.includes(word) ? `${one.name}: ${value}` : value;
  return [
    { at: word.at, text: written(one.replaces && word.quote === '' ? '"' : word.quote, text) },
  ];
}

/** A header line that gets `always`. */
export function withAlways({ line }: HeaderLine): Edits {
  const last = line.words.at(-1);
  return last === undefined ? [] : [{ at: { ...last.at, from: last.at.to }, text: ' always' }];
}

const LONGEST_KEY = 46;

/** nginx does not start with a longer text in a map, unless it is told to make more room. */
export const mapKey = (quote: Word['quote'], origin: string): string =>
  origin.length > LONGEST_KEY ? nginxPattern(origin) : written(quote, origin);

/** One more entry of a map, like the one above it. */
export function withEntry(
  configuration: Configuration,
  map: Line,
  origin: string,
  value: string | null,
): Edits {
  const entries = entriesOf(map.block?.directives ?? []);
  const last = entries.at(-1);
  if (last === undefined) {
    const level: Level = {
      kind: 'http',
      directive: map,
      lines: [],
      settings: [],
      outer: null,
      missing: [],
    };
    return atEnd(configuration, level, [`${mapKey('"', origin)} ${value ?? '$http_origin'};`]);
  }
  const key = mapKey(
    last.name.text.startsWith('~') ? last.name.quote || '"' : last.name.quote,
    origin,
  );
  const [own] = last.words;
  const gap =
    own === undefined
      ? ' '
      : textOf(configuration, { ...own.at, from: last.name.at.to, to: own.at.from });
  const column = last.name.at.to - last.name.at.from + gap.length;
  const isAligned = /^ {2,}$/.test(gap);
  const space = isAligned
    ? ' '.repeat(Math.max(1, column - key.length))
    : gap.includes('\n')
      ? ' '
      : gap;
  const text = value ?? (own === undefined ? '$http_origin' : textOf(configuration, own.at));
  return behind(configuration, last.at, [`${key}${space}${text};`]);
}

const setting = ({ quote }: Word, variable: string): string => {
  const sign = quote === '' ? '"' : quote;
  return `${sign}${ALLOW_ORIGIN}: ${variable}${sign}`;
};

/** A map of these origins before the server, and a line that uses it instead of its one value. */
export function withMap(
  view: View,
  one: HeaderLine,
  word: Word,
  origins: readonly string[],
  others: readonly string[],
): Edits {
  const { configuration, trace } = view;
  const replace = (name: string): Edits => [
    {
      at: word.at,
      text: one.replaces && one.line.words.includes(word) ? setting(word, name) : name,
    },
    ...vary(view, one),
  ];
  for (const [name, map] of configuration.maps) {
    if (map.words[0]?.text !== '$http_origin') continue;
    const entries = entriesOf(map.block?.directives ?? []);
    const has = (origin: string): boolean =>
      entries.some(
        ({ name: key, words }) => key.text === origin && words[0]?.text === '$http_origin',
      );
    if (origins.every(has)) return replace(`$${name}`);
  }
  const variable = freeName(configuration);
  const lines = mapLines(configuration, trace.server, variable, origins, others);
  return lines.length === 0 ? [] : [...lines, ...replace(variable)];
}

export function freeName({ maps, setNames }: Configuration): string {
  const names = ['cors_origin', 'cors_allowed_origin', 'cors_listed_origin'];
  return `$${names.find((name) => !maps.has(name) && !setNames.has(name)) ?? 'cors_origin_of_page'}`;
}

/**
 * A map of these origins, above the server and the comment over it. Others of the file, which no page
 * needs so far, are comments.
 */
export function mapLines(
  configuration: Configuration,
  { directive }: Level,
  variable: string,
  origins: readonly string[],
  others: readonly string[] = [],
): Edits {
  const own = directive === null ? null : fileNamed(configuration.files, directive.at.file);
  if (directive === null || own === null) return [];
  const unit = unitOf(own.text);
  const lines = [
    `map $http_origin ${variable} {`,
    ...origins.map((origin) => `${unit}${mapKey('"', origin)} $http_origin;`),
    ...others.map((origin) => `${unit}# ${mapKey('"', origin)} $http_origin;`),
    '}',
    '',
  ];
  const edits = before(configuration, aboveComments(own.text, directive.at), lines);
  // An empty line has no indentation.
  return edits.map((edit) => ({
    ...edit,
    text: edit.text.replace(/[ \t]+(\r?\n)$/, `$1`) || lineBreakOf(own.text),
  }));
}

function aboveComments(text: string, at: Span): Span {
  let start = text.lastIndexOf('\n', at.from - 1) + 1;
  if (!/^[ \t]*$/.test(text.slice(start, at.from))) return at;
  const indent = at.from - start;
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (start === 0 || !/^[ \t]*#/.test(text.slice(above, start))) break;
    start = above;
  }
  const from = start + indent;
  return { ...at, from: Math.min(from, at.from), to: Math.max(from, at.to) };
}

/** A value that depends on the origin must not be kept for another one. */
function vary(view: View, one: HeaderLine): Edits {
  const { configuration, trace } = view;
  const has = trace.headers.some(
    ({ name, value }) => isNamed(name, 'Vary') && /\borigin\b|\*/i.test(value.text ?? ''),
  );
  if (has || one.replaces) return [];
  return behind(configuration, (one.line.via ?? one.line).at, [
    headerLike(configuration, likeOf(one), 'Vary', 'Origin'),
  ]);
}
