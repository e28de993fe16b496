import type { AnswerRequirement } from '../../../model/requirement.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import { fileNamed, type SettingsFile, type Span } from '../../../settings/file.ts';
import { type Quote, quoteIn, usualQuote, withElements } from '../../../settings/style.ts';
import type { ListLiteral, ListValue, StringValue, Value } from '../../../settings/value.ts';
import { rightEntry, schemeOf } from './entries.ts';
import { likeNeighbours } from './name-style.ts';
import type { Dialect, Lacks, OptionKind, OptionsFile } from './options-file.ts';
import { textsOf } from './values.ts';

type Edits = readonly TextEdit[];

/**
 * Changes of the options that may meet the requirement, the smallest first. Not every one works:
 * the caller tries each of them.
 */
export function optionEdits(
  file: OptionsFile,
  requirement: AnswerRequirement,
  lacks: Lacks,
  dialect: Dialect,
): readonly Edits[] {
  const fresh: ((quote: Quote) => string)[] = [];
  const others = [
    ...(lacks.credentials ? credentialsEdits(file, dialect, fresh) : []),
    ...(['methods', 'headers', 'expose'] as const).flatMap((kind) =>
      listEdits(file, kind, lacks[kind], dialect, fresh),
    ),
  ];
  const origins = originEdits(file, requirement, lacks, dialect);
  return origins.map(({ edits, option }) => {
    const options = option === null ? fresh : [option, ...fresh];
    const added = options.length === 0 ? [] : (file.call?.withOptions(options) ?? []);
    return [...edits, ...others, ...added];
  });
}

const replace = (at: Span, text: string): TextEdit => ({ at, text });

const fileAt = ({ files }: OptionsFile, at: Span): SettingsFile | null => fileNamed(files, at.file);

/** The quotes at this place, else the usual ones of its file. */
const quoteAt = (file: OptionsFile, at: Span): Quote => {
  const text = fileAt(file, at)?.text ?? '';
  return quoteIn(text, at) ?? usualQuote(text);
};

const listText = ({ string }: Dialect, quote: Quote, values: readonly string[]): string =>
  `[${values.map((value) => string(quote, value)).join(', ')}]`;

type Way = { readonly edits: Edits; readonly option: ((quote: Quote) => string) | null };

function originEdits(
  file: OptionsFile,
  { origins }: AnswerRequirement,
  lacks: Lacks,
  dialect: Dialect,
): readonly Way[] {
  const { names, option } = dialect;
  if (!lacks.allowAll && lacks.origins.length === 0) return [{ edits: [], option: null }];
  const argument = file.call?.options.get(names.origins);
  if (argument === undefined) {
    const whole = (quote: Quote): string =>
      option(names.origins, listText(dialect, quote, origins));
    return [{ edits: [], option: whole }];
  }
  const value = file.origins;
  const wanted = lacks.allowAll ? origins : lacks.origins;
  const instead: Edits = [
    replace(argument.valueAt, listText(dialect, quoteAt(file, argument.valueAt), origins)),
  ];
  const isOwnList = value?.kind === 'list' && value.at.from === argument.valueAt.from;
  const ways: readonly Edits[] = lacks.allowAll
    ? [...starEdits(file, value, origins, dialect), instead]
    : value === null || value.kind === 'unknown' || isUnset(value)
      ? []
      : value.kind === 'string'
        ? [stringEdits(file, value, argument.valueAt, wanted, dialect)]
        : value.kind === 'list'
          ? [
              ...(value.split === null
                ? []
                : [textEdits(file, value.split.text, value.split.separator, wanted, dialect)]),
              literalEdits(file, value, wanted, dialect),
              ...(isOwnList ? [] : [behindEdits(file, argument.valueAt, wanted, dialect)]),
            ]
          : [instead];
  return ways.flatMap((edits) => (edits.length === 0 ? [] : [{ edits, option: null }]));
}

/** The value of an environment variable that no file sets. */
const isUnset = ({ kind, because }: Value): boolean => kind === 'none' && because.length > 0;

/** A list with `*` becomes the list of the origins that asked, where it stands. */
function starEdits(
  file: OptionsFile,
  value: Value | null,
  origins: readonly string[],
  dialect: Dialect,
): readonly Edits[] {
  if (value?.kind === 'string' && value.read !== null) {
    const given = value.read.given;
    if (given !== null) return [[replace(given.at, origins.join(','))]];
  }
  if (value?.kind !== 'list') return [];
  const star = value.items.find((item) => item.kind === 'string' && item.text === '*');
  if (star?.kind !== 'string') return [];
  const isElement = value.literals.some(({ elements }) => elements.some((one) => one === star.at));
  const given = isElement ? null : (star.read?.given ?? value.read?.given ?? null);
  if (given !== null) return [[replace(given.at, origins.join(','))]];
  if (value.split !== null) {
    const [piece] = value.split.text.pieces;
    if (piece === undefined) return [];
    const text = dialect.string(quoteAt(file, piece.at), origins.join(value.split.separator));
    return [[replace(piece.at, text)]];
  }
  const items = origins.map((one) => dialect.string(quoteAt(file, star.at), one)).join(', ');
  return [[replace(star.at, items)]];
}

/** One string instead of a list: repaired, or made a list. */
function stringEdits(
  file: OptionsFile,
  value: StringValue,
  valueAt: Span,
  wanted: readonly string[],
  dialect: Dialect,
): Edits {
  const given = value.read?.given ?? null;
  const piece = given ?? value.pieces[0];
  const fixed = rightEntry(value.text, schemeOf(wanted), wanted);
  const quote = quoteAt(file, value.pieces[0]?.at ?? valueAt);
  if (piece !== undefined && wanted.length === 1 && fixed === wanted[0]) {
    return [replace(piece.at, given === null ? dialect.string(quote, fixed) : fixed)];
  }
  const parts = value.text.split(/[\s,]+/).filter((part) => part !== '');
  const all = [
    ...new Set([...parts.map((one) => rightEntry(one, schemeOf(wanted), wanted)), ...wanted]),
  ];
  if (value.read !== null) {
    const split = replace(
      { ...valueAt, from: valueAt.to },
      dialect.split(dialect.string(quote, ',')),
    );
    if (parts.length === all.length && all.every((one, at) => one === parts[at])) return [split];
    if (piece === undefined) return [];
    const text = all.join(',');
    return [replace(piece.at, given === null ? dialect.string(quote, text) : text), split];
  }
  return [replace(valueAt, listText(dialect, quote, all))];
}

/** Adds to a list as written, and repairs what never matches in it. */
function literalEdits(
  file: OptionsFile,
  list: ListValue,
  wanted: readonly string[],
  dialect: Dialect,
): Edits {
  const strings = list.items.filter((item) => item.kind === 'string');
  const scheme = schemeOf(wanted);
  const commas = strings.flatMap(({ pieces }): TextEdit[] =>
    pieces.slice(0, -1).map(({ at }) => replace({ ...at, from: at.to }, ',')),
  );
  const fixed = strings
    .flatMap(({ pieces }) => pieces)
    .map(({ text, at }) => ({ at, before: text, text: rightEntry(text, scheme, wanted) }));
  const missing = wanted.filter((origin) => !fixed.some(({ text }) => text === origin));
  const changes = fixed.flatMap(({ at, before, text }): TextEdit[] =>
    before === text || !wanted.includes(text)
      ? []
      : [replace(at, dialect.string(quoteAt(file, at), text))],
  );
  const lines = missing.length === 0 ? [] : added(file, literalOf(list), missing, dialect);
  if (missing.length > 0 && lines.length === 0) return [];
  return [...commas, ...changes, ...lines];
}

const literalOf = ({ literals }: ListValue): ListLiteral | undefined =>
  literals.findLast(({ open, elements }) => open !== '' && elements.length > 0) ?? literals.at(-1);

function added(
  file: OptionsFile,
  literal: ListLiteral | undefined,
  values: readonly string[],
  { string }: Dialect,
): Edits {
  const own = literal === undefined ? null : fileAt(file, literal.at);
  if (literal === undefined || own === null) return [];
  return withElements(
    own,
    literal,
    'last',
    values.map((value) => (quote) => string(quote, value)),
  );
}

/** `[...value, 'more']` where the value is used, if it can be changed nowhere else. */
function behindEdits(
  file: OptionsFile,
  valueAt: Span,
  wanted: readonly string[],
  { string, isOn }: Dialect,
): Edits {
  const spread = isOn === 'True' ? '*' : '...';
  const quote = quoteAt(file, valueAt);
  const more = wanted.map((one) => string(quote, one)).join(', ');
  return [
    replace({ ...valueAt, to: valueAt.from }, `[${spread}`),
    replace({ ...valueAt, from: valueAt.to }, `, ${more}]`),
  ];
}

/** Adds to a text that is split: in the `.env` file, or in the default. */
function textEdits(
  file: OptionsFile,
  text: StringValue,
  separator: string,
  wanted: readonly string[],
  dialect: Dialect,
): Edits {
  const parts = text.text === '' ? [] : text.text.split(separator);
  const fixed = parts.map((part) => rightEntry(part, schemeOf(wanted), wanted));
  const gap = fixed.length > 1 && fixed.slice(1).every((part) => part.startsWith(' ')) ? ' ' : '';
  const missing = wanted
    .filter((origin) => !fixed.some((part) => part.trim() === origin))
    .map((origin) => gap + origin);
  const whole = [...fixed, ...missing].join(separator);
  const given = text.read?.given ?? null;
  if (given !== null) return [replace(given.at, whole)];
  const [piece, ...others] = text.pieces;
  if (piece === undefined || others.length > 0) return [];
  return [replace(piece.at, dialect.string(quoteAt(file, piece.at), whole))];
}

function credentialsEdits(
  { call }: OptionsFile,
  { names, isOn, option }: Dialect,
  fresh: ((quote: Quote) => string)[],
): Edits {
  const own = call?.options.get(names.credentials);
  if (own !== undefined) return [replace(own.valueAt, isOn)];
  fresh.push(() => option(names.credentials, isOn));
  return [];
}

function listEdits(
  file: OptionsFile,
  kind: 'methods' | 'headers' | 'expose',
  names: readonly string[],
  dialect: Dialect,
  fresh: ((quote: Quote) => string)[],
): Edits {
  if (names.length === 0) return [];
  const name = dialect.names[kind as OptionKind];
  const own = file.call?.options.get(name);
  if (own === undefined) {
    const fallback = dialect.defaults[kind as OptionKind];
    const before = Array.isArray(fallback)
      ? fallback.filter((one): one is string => typeof one === 'string')
      : [];
    const all = [...new Set([...before, ...names])];
    fresh.push((quote) => dialect.option(name, listText(dialect, quote, all)));
    return [];
  }
  const { value } = own;
  const missing = kind === 'methods' ? names : likeNeighbours(names, namesIn(value));
  if (value.kind === 'string') {
    const [piece] = value.pieces;
    const gap = /,\s/.test(value.text) ? ', ' : ',';
    const text = [value.text, ...missing].filter((one) => one !== '').join(gap);
    const given = value.read?.given ?? null;
    if (given !== null) return [replace(given.at, text)];
    if (piece === undefined) return [];
    const quote = quoteAt(file, piece.at);
    // Python's libraries take no such text for a list.
    return dialect.isOn === 'True'
      ? [
          replace(
            own.valueAt,
            listText(dialect, quote, [...value.text.split(/[\s,]+/), ...missing]),
          ),
        ]
      : [replace(piece.at, dialect.string(quote, text))];
  }
  if (value.kind !== 'list') return [];
  if (value.split !== null)
    return textEdits(file, value.split.text, value.split.separator, missing, dialect);
  const lines = added(file, literalOf(value), missing, dialect);
  return lines.length > 0 ? lines : behindEdits(file, own.valueAt, missing, dialect);
}

const namesIn = (value: Value): readonly string[] =>
  value.kind === 'string' ? value.text.split(',') : (textsOf(value)?.texts ?? []);
