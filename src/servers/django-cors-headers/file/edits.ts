import type { AnswerRequirement } from '../../../model/requirement.ts';
import { pathOf } from '../../../model/url.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import { fileNamed, type SettingsFile, type Span } from '../../../settings/file.ts';
import type { Assignment } from '../../../settings/python/run.ts';
import { lastImport } from '../../../settings/python/tree.ts';
import { truthOf } from '../../../settings/python/truth.ts';
import {
  linesBefore,
  linesBehind,
  type Quote,
  quoteIn,
  usualQuote,
  withElements,
  withoutElement,
  withoutStatement,
} from '../../../settings/style.ts';
import type { ListLiteral, ListValue, StringValue, Value } from '../../../settings/value.ts';
import { pythonStringIn } from '../../kit/literals.ts';
import { rightEntry, schemeOf } from '../../kit/own-file/entries.ts';
import { likeNeighbours } from '../../kit/own-file/name-style.ts';
import { allowAllName, countingName, type Lacks, textsOf } from './check.ts';
import type { DjangoFile } from './django-file.ts';
import { LISTS, MIDDLEWARE_PATH } from './names.ts';
import { lastOf } from './origin-faults.ts';

type Edits = readonly TextEdit[];

/**
 * Changes that may meet the requirement, the smallest and most usual first. Not every one works:
 * the caller tries each of them.
 */
export function candidateEdits(
  file: DjangoFile,
  requirement: AnswerRequirement,
  lacks: Lacks,
): readonly Edits[] {
  const others = [
    ...(lacks.middleware === 'missing' ? [...appEdits(file), ...middlewareFirst(file)] : []),
    ...(lacks.middleware === 'order' ? middlewareMoved(file) : []),
    ...(lacks.path ? pathEdits(file, requirement.url) : []),
    ...(lacks.credentials ? credentialsEdits(file) : []),
    ...listEdits(file, 'methods', lacks.methods),
    ...listEdits(file, 'headers', lacks.headers),
    ...listEdits(file, 'expose', lacks.expose),
  ];
  const origins = lacks.allowAll
    ? allowAllEdits(file, requirement, lacks)
    : lacks.origins.length > 0
      ? originEdits(file, lacks.origins)
      : [[]];
  return origins.map((one) => [...one, ...others]);
}

const write =
  (value: string) =>
  (quote: Quote): string =>
    pythonStringIn(quote, value);

const replace = (at: Span, text: string): TextEdit => ({ at, text });

const fileAt = ({ files }: DjangoFile, at: Span): SettingsFile | null => fileNamed(files, at.file);

/** The literal that holds an element of a list. */
function literalOf(
  { literals }: ListValue,
  { file, from, to }: Span,
): readonly [ListLiteral, number] | null {
  for (const literal of literals) {
    const index = literal.elements.findIndex(
      (one) => one.file === file && one.from <= from && one.to >= to,
    );
    if (index >= 0) return [literal, index];
  }
  return null;
}

function added(
  file: DjangoFile,
  literal: ListLiteral,
  where: 'first' | 'last',
  values: readonly string[],
): Edits {
  const own = fileAt(file, literal.at);
  return own === null ? [] : withElements(own, literal, where, values.map(write));
}

/** Where a new app goes: below the ones that are not Django's own. */
function appEdits(file: DjangoFile): Edits {
  const apps = file.value('INSTALLED_APPS');
  if (apps?.kind !== 'list' || textsOf(apps).some((one) => /^corsheaders\b/.test(one))) return [];
  const isOwn = (literal: ListLiteral): boolean =>
    literal.elements.some((element) => {
      const item = apps.items.find(
        ({ at }) => at.file === element.file && at.from === element.from,
      );
      return item?.kind === 'string' && !item.text.startsWith('django.');
    });
  const literal = apps.literals.find(isOwn) ?? apps.literals.at(-1);
  return literal === undefined ? [] : added(file, literal, 'last', ['corsheaders']);
}

function middlewareFirst(file: DjangoFile): Edits {
  const list = file.value('MIDDLEWARE');
  const old = lastOf(file, OLD_MIDDLEWARE);
  if (list === null && old !== undefined) return middlewareRenamed(file, old);
  if (list?.kind !== 'list') return [];
  const [first] = list.items;
  const literal =
    (first && literalOf(list, first.at)?.[0]) ??
    list.literals.find(({ elements }) => elements.length === 0);
  if (literal !== undefined) return added(file, literal, 'first', [MIDDLEWARE_PATH]);
  const last = lastOf(file, 'MIDDLEWARE');
  const own = last === undefined ? null : fileAt(file, last.at);
  if (last === undefined || own === null) return [];
  const path = pythonStringIn(usualQuote(own.text), MIDDLEWARE_PATH);
  return [linesBehind(own, last.at, [`MIDDLEWARE = [${path}, *MIDDLEWARE]`])];
}

const OLD_MIDDLEWARE = 'MIDDLEWARE_CLASSES';

/** Every statement about the old name, and CorsMiddleware at the top if it is not there. */
function middlewareRenamed(file: DjangoFile, { value }: Assignment): Edits {
  const renamed = file.log
    .filter(({ name, ran }) => ran && name === OLD_MIDDLEWARE)
    .map(({ at }) => replace({ ...at, to: at.from + OLD_MIDDLEWARE.length }, 'MIDDLEWARE'));
  if (value.kind !== 'list' || textsOf(value).includes(MIDDLEWARE_PATH)) return renamed;
  const literal = value.literals.find(({ elements }) => elements.length > 0);
  return literal === undefined
    ? renamed
    : [...renamed, ...added(file, literal, 'first', [MIDDLEWARE_PATH])];
}

function middlewareMoved(file: DjangoFile): Edits {
  const list = file.value('MIDDLEWARE');
  if (list?.kind !== 'list') return [];
  const entry = list.items.find((item) => item.kind === 'string' && item.text === MIDDLEWARE_PATH);
  if (entry === undefined) return [];
  const own = fileAt(file, entry.at);
  if (own === null) return [];
  const found = literalOf(list, entry.at);
  const statement = file.log.find(
    ({ name, at, how }) =>
      name === 'MIDDLEWARE' &&
      how === 'add' &&
      at.file === entry.at.file &&
      at.from <= entry.at.from &&
      at.to >= entry.at.to,
  );
  const [literal, index] = found ?? [];
  const isOnly = literal?.elements.length === 1;
  const removed =
    literal !== undefined && index !== undefined && !(isOnly && statement !== undefined)
      ? withoutElement(own, literal, index)
      : statement === undefined
        ? null
        : withoutStatement(own, statement.at);
  return removed === null ? [] : [...middlewareFirst(file), removed];
}

function pathEdits(file: DjangoFile, url: string): Edits {
  const value = file.value('CORS_URLS_REGEX');
  const [piece, ...others] = value?.kind === 'string' ? value.pieces : [];
  if (piece === undefined || others.length > 0) return [];
  const own = fileAt(file, piece.at);
  const quote = own === null ? null : quoteIn(own.text, piece.at);
  if (quote === null) return [];
  const [, segment] = /^\^\/([\w-]+)\/\.\*\$?$/.exec(piece.text) ?? [];
  const [, wanted] = /^\/([\w-]+)\//.exec(pathOf(url)) ?? [];
  const pattern =
    segment !== undefined && wanted !== undefined ? `^/(${segment}|${wanted})/.*$` : '^.*$';
  return [replace(piece.at, `r${quote}${pattern}${quote}`)];
}

/** Ways to allow more origins: where they already stand, else in a statement of its own. */
function originEdits(file: DjangoFile, origins: readonly string[]): readonly Edits[] {
  const name = countingName(file, 'origins');
  const value = name === null ? null : file.value(name);
  if (name === null || value === null) {
    const renamed = file.log.findLast((one) =>
      LISTS.origins.some((own) => own === file.misspelt.get(one.name)),
    );
    return [
      ...(renamed === undefined ? [] : [rename(file, renamed.at, renamed.name)]),
      newList(file, origins),
    ].filter((edits) => edits.length > 0);
  }
  if (value.kind === 'string') return [listFromString(file, value, origins)];
  if (value.kind !== 'list') return [];
  const inText =
    value.split === null ? [] : [textEdits(file, value.split.text, value.split.separator, origins)];
  const inLiteral = literalEdits(file, value, origins);
  const statement = behind(file, name, value, origins);
  return [...inText, inLiteral, statement].filter((edits) => edits.length > 0);
}

function rename(file: DjangoFile, at: Span, name: string): Edits {
  const meant = file.misspelt.get(name);
  const own = fileAt(file, at);
  if (meant === undefined || own?.text.startsWith(name, at.from) !== true) return [];
  return [replace({ ...at, to: at.from + name.length }, meant)];
}

/** Adds to a list as written, and repairs what Django's own check refuses in it. */
function literalEdits(file: DjangoFile, list: ListValue, origins: readonly string[]): Edits {
  const strings = list.items.filter((item) => item.kind === 'string');
  const scheme = schemeOf(origins);
  const commas = strings.flatMap(({ pieces }): TextEdit[] =>
    pieces.slice(0, -1).map(({ at }) => replace({ ...at, from: at.to }, ',')),
  );
  const pieces = strings.flatMap((one) => one.pieces);
  const fixed = pieces.map(({ text, at }) => ({
    at,
    before: text,
    text: rightEntry(text, scheme, origins),
  }));
  const present = fixed.map(({ text }) => text);
  const missing = origins.filter((origin) => !present.includes(origin));
  const changes = fixed.flatMap(({ at, before, text }): TextEdit[] => {
    const own = fileAt(file, at);
    const quote = own === null ? null : quoteIn(own.text, at);
    return before === text || quote === null ? [] : [replace(at, pythonStringIn(quote, text))];
  });
  const brackets = list.form === 'set' ? list.literals.flatMap(asList) : [];
  if (missing.length === 0) return [...brackets, ...commas, ...changes];
  const literal =
    list.literals.findLast(({ elements }) =>
      strings.some(({ at }) =>
        elements.some((one) => one.file === at.file && one.from === at.from),
      ),
    ) ?? list.literals.findLast(({ open }) => open !== '');
  const more = literal === undefined ? [] : added(file, literal, 'last', missing);
  return more.length === 0 ? [] : [...brackets, ...commas, ...changes, ...more];
}

/** Django's own check refuses a set. */
function asList({ at, open }: ListLiteral): Edits {
  if (open !== '{') return [];
  return [replace({ ...at, to: at.from + 1 }, '['), replace({ ...at, from: at.to - 1 }, ']')];
}

/** Adds to a text that is split: in the `.env` file, or in the default. */
function textEdits(
  file: DjangoFile,
  text: StringValue,
  separator: string,
  origins: readonly string[],
): Edits {
  const parts = text.text === '' ? [] : text.text.split(separator);
  const fixed = parts.map((part) => rightEntry(part, schemeOf(origins), origins));
  const isSpaced = fixed.length > 1 && fixed.slice(1).every((part) => part.startsWith(' '));
  const missing = origins
    .filter((origin) => !fixed.some((part) => part.trim() === origin))
    .map((origin) => (isSpaced ? ` ${origin}` : origin));
  const whole = [...fixed, ...missing].join(separator);
  const given = text.read?.given ?? null;
  if (given !== null) return [replace(given.at, whole)];
  const [piece, ...others] = text.pieces;
  const own = piece === undefined ? null : fileAt(file, piece.at);
  const quote = own === null ? null : quoteIn(own.text, piece?.at);
  if (piece === undefined || others.length > 0 || quote === null) return [];
  return [replace(piece.at, pythonStringIn(quote, whole))];
}

/** Makes a list of what is a string. */
function listFromString(file: DjangoFile, value: StringValue, origins: readonly string[]): Edits {
  const parts = value.text.split(/[\s,]+/).filter((part) => part !== '');
  const fixed = parts.map((part) => rightEntry(part, schemeOf(origins), origins));
  const missing = origins.filter((origin) => !fixed.includes(origin));
  const { read } = value;
  if (read !== null) {
    const own = fileAt(file, read.at);
    const split = replace(
      { ...read.at, from: read.at.to },
      `.split(${own === null ? '","' : pythonStringIn(quoteIn(own.text, value.pieces[0]?.at) ?? usualQuote(own.text), ',')})`,
    );
    return missing.length === 0 ? [split] : [...textEdits(file, value, ',', origins), split];
  }
  const own = fileAt(file, value.at);
  if (own === null) return [];
  const inBrackets = own.text[value.at.from] === '(';
  const same = parts.length === 1 && missing.length === 0 && fixed[0] === value.text;
  if (same && inBrackets) {
    return [replace({ ...value.at, from: value.at.to - 1, to: value.at.to - 1 }, ',')];
  }
  const quote = quoteIn(own.text, value.pieces[0]?.at) ?? usualQuote(own.text);
  const items = [...fixed, ...missing].map((one) => pythonStringIn(quote, one));
  return [replace(value.at, `[${items.join(', ')}]`)];
}

/** `NAME += […]` behind the statement that counts. */
function behind(
  file: DjangoFile,
  name: string,
  { form }: ListValue,
  origins: readonly string[],
): Edits {
  const last = lastOf(file, name);
  const own = last === undefined ? null : fileAt(file, last.at);
  if (last === undefined || own === null) return [];
  const items = origins.map((origin) => pythonStringIn(usualQuote(own.text), origin));
  const more = form === 'tuple' ? `(${items.join(', ')},)` : `[${items.join(', ')}]`;
  const line =
    form === 'set' || form === 'generator'
      ? `${name} = [*${name}, ${items.join(', ')}]`
      : `${name} += ${more}`;
  return [linesBehind(own, last.at, [line])];
}

/** A statement of its own: beside the other CORS settings, before a branch that replaces it. */
function newList(file: DjangoFile, origins: readonly string[]): Edits {
  const aside = file.log.find(
    (one) => LISTS.origins.some((name) => name === one.name) && one.branch !== null,
  );
  const branch = aside?.branch ?? null;
  const anchor = anchorOf(file);
  const at = branch ?? anchor?.at ?? null;
  const own = at === null ? null : fileAt(file, at);
  if (at === null || own === null) return [];
  const line = listLine(own, 'CORS_ALLOWED_ORIGINS', origins);
  return [branch === null ? linesBehind(own, at, [line]) : linesBefore(own, at, [line])];
}

/** The last CORS setting that always runs; else MIDDLEWARE. */
function anchorOf(file: DjangoFile): { readonly at: Span } | null {
  const plain = file.log.filter(({ ran, branch, at }) => ran && branch === null && isIn(file, at));
  return (
    plain.findLast(({ name }) => name.startsWith('CORS_')) ??
    plain.findLast(({ name }) => name === 'MIDDLEWARE') ??
    plain.at(-1) ??
    null
  );
}

const isIn = (file: DjangoFile, at: Span): boolean => at.file === file.main.name;

const listLine = ({ text }: SettingsFile, name: string, values: readonly string[]): string =>
  `${name} = [${values.map((value) => pythonStringIn(usualQuote(text), value)).join(', ')}]`;

/** A list instead of the flag that allows every origin. */
function allowAllEdits(
  file: DjangoFile,
  { origins }: AnswerRequirement,
  lacks: Lacks,
): readonly Edits[] {
  const name = allowAllName(file);
  const statement = name === null ? undefined : lastOf(file, name);
  const own = statement === undefined ? null : fileAt(file, statement.at);
  if (statement === undefined || own === null) return [];
  if (countingName(file, 'origins') === null) {
    return [[replace(statement.at, listLine(own, 'CORS_ALLOWED_ORIGINS', origins))]];
  }
  const off = replace(statement.valueAt, 'False');
  if (lacks.origins.length === 0) return [[off]];
  return originEdits(file, lacks.origins).map((edits) => [off, ...edits]);
}

function credentialsEdits(file: DjangoFile): Edits {
  const name = 'CORS_ALLOW_CREDENTIALS';
  const misspelt = file.log.findLast(
    (one) => file.misspelt.get(one.name) === name && truthOf(one.value) === true,
  );
  if (misspelt !== undefined && file.value(name) === null)
    return rename(file, misspelt.at, misspelt.name);
  const last = lastOf(file, name);
  const value = file.value(name);
  if (last !== undefined && value !== null) return [turnedOn(value, last.valueAt)];
  const list = countingName(file, 'origins');
  const beside = list === null ? undefined : lastOf(file, list);
  const at =
    beside !== undefined && beside.branch === null ? beside.at : (anchorOf(file)?.at ?? null);
  const own = at === null ? null : fileAt(file, at);
  return at === null || own === null ? [] : [linesBehind(own, at, [`${name} = True`])];
}

/** In the `.env` file, in the default, or in the statement itself. */
function turnedOn(value: Value, valueAt: Span): TextEdit {
  const isRead = value.because.some(({ kind }) => kind === 'variable');
  const given = value.because.some((one) => one.kind === 'variable' && one.given === value.at.file);
  if (isRead && given) return replace(value.at, 'True');
  const isDefault =
    isRead &&
    value.kind === 'boolean' &&
    value.at.file === valueAt.file &&
    value.at.from > valueAt.from;
  return replace(isDefault ? value.at : valueAt, 'True');
}

const DEFAULTS = { methods: 'default_methods', headers: 'default_headers', expose: null } as const;

function listEdits(
  file: DjangoFile,
  list: 'methods' | 'headers' | 'expose',
  names: readonly string[],
): Edits {
  if (names.length === 0) return [];
  const [name] = LISTS[list];
  const value = file.value(name);
  const missing = list === 'methods' ? names : likeNeighbours(names, namesIn(value));
  if (value?.kind === 'string') return listFromNames(file, value, missing);
  if (value?.kind === 'list') {
    const literal =
      value.literals.findLast(({ open, elements }) => open !== '' && elements.length > 0) ??
      value.literals.at(-1);
    if (value.split !== null)
      return textEdits(file, value.split.text, value.split.separator, missing);
    if (literal !== undefined) return added(file, literal, 'last', missing);
    return behind(file, name, value, missing);
  }
  const anchor = anchorOf(file);
  const own = anchor === null ? null : fileAt(file, anchor.at);
  if (anchor === null || own === null) return [];
  const items = missing.map((one) => pythonStringIn(usualQuote(own.text), one));
  const defaults = DEFAULTS[list];
  const all = defaults === null ? items : [`*${defaults}`, ...items];
  return [
    ...(defaults === null ? [] : importOf(own, defaults)),
    linesBehind(own, anchor.at, [`${name} = [${all.join(', ')}]`]),
  ];
}

const namesIn = (value: Value | null): readonly string[] =>
  value?.kind === 'list'
    ? textsOf(value)
    : value?.kind === 'string'
      ? value.text.split(/[\s,]+/)
      : [];

function listFromNames(file: DjangoFile, value: StringValue, missing: readonly string[]): Edits {
  const own = fileAt(file, value.at);
  if (own === null) return [];
  const quote = quoteIn(own.text, value.pieces[0]?.at) ?? usualQuote(own.text);
  const present = value.text.split(/[\s,]+/).filter((part) => part !== '');
  const names = [...new Set([...present, ...missing])].map((one) => pythonStringIn(quote, one));
  return [replace(value.at, `[${names.join(', ')}]`)];
}

function importOf(own: SettingsFile, name: string): Edits {
  if (new RegExp(`^from corsheaders\\.defaults import [^\\n]*\\b${name}\\b`, 'm').test(own.text))
    return [];
  const line = `from corsheaders.defaults import ${name}`;
  const last = lastImport(own);
  return last === null
    ? [linesBefore(own, { file: own.name, from: 0, to: 0 }, [line, ''])]
    : [linesBehind(own, { file: own.name, ...last }, [line])];
}
