import { get, type HeaderList } from '../../../model/header-list.ts';
import { parseUrl } from '../../../model/origin.ts';
import type { Directive, Word } from '../../../settings/nginx/parse-nginx.ts';
import type { Reason, Variable } from '../../../settings/value.ts';
import type { ServerRequest } from '../../kit/stack.ts';
import type { Configuration, Level, Line } from './configuration.ts';
import { regexOf } from './pattern.ts';

/** A text that nginx makes of a word, and the word that finally says it. */
export type Evaluated = {
  /** Null: the files do not tell. */
  readonly text: string | null;
  readonly source: Source;
};

/** Where a text comes from. */
export type Source =
  /** It stands there, perhaps among other text. */
  | { readonly kind: 'word'; readonly word: Word }
  /** A `set` of a variable. */
  | { readonly kind: 'set'; readonly word: Word; readonly line: Directive }
  /** An entry of a map; null if none matches and there is no default. */
  | {
      readonly kind: 'map';
      readonly map: Line;
      readonly entry: Directive | null;
      readonly word: Word;
    }
  /** A variable of the request, such as `$http_origin`. */
  | { readonly kind: 'request'; readonly name: string }
  /** A variable of the environment, which a template puts in. */
  | { readonly kind: 'environment'; readonly name: string; readonly given: Variable | null }
  | { readonly kind: 'unknown' };

/** One request on its way through nginx. */
export type Run = {
  readonly configuration: Configuration;
  readonly request: ServerRequest;
  /** Decoded and without its query, as locations see it. */
  uri: string;
  args: string;
  readonly set: Map<
    string,
    { readonly text: string | null; readonly word: Word; readonly line: Directive }
  >;
  captures: readonly (string | undefined)[];
  /** How many patterns were tried. */
  tried: number;
  /** While `set`, `if` and `rewrite` run, each in its turn. */
  isRewriting: boolean;
  readonly named: Map<string, string>;
  /** What came from behind nginx; empty until then. */
  upstream: HeaderList;
  /** Everything that the files left open on this way. */
  readonly because: Reason[];
  /** Conditions that nginx met, and whether they held. */
  readonly conditions: { readonly line: Line; readonly level: Level; readonly holds: boolean }[];
  /** Limits maps that use each other. */
  depth: number;
};

export function startRun(configuration: Configuration, request: ServerRequest): Run {
  const url = parseUrl(request.url);
  return {
    configuration,
    request,
    uri: decodedPath(url?.pathname ?? '/'),
    args: (url?.search ?? '').replace(/^\?/, ''),
    set: new Map(),
    captures: [],
    tried: 0,
    isRewriting: false,
    named: new Map(),
    upstream: [],
    because: [],
    conditions: [],
    depth: 0,
  };
}

/** nginx decodes a path and joins its slashes before it looks for a location. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path).replace(/\/{2,}/g, '/');
  } catch {
    return path;
  }
}

const DEEPEST = 12;
const VARIABLE = /\$(?:\{(\w+)\}|(\w+))/g;

/** The text that nginx makes of a word. */
export function evaluate(run: Run, word: Word): Evaluated {
  const { text } = word;
  if (!text.includes('$')) return { text, source: { kind: 'word', word } };
  const whole = /^\$(?:\{(\w+)\}|(\w+))$/.exec(text);
  const only = whole?.[1] ?? whole?.[2];
  if (only !== undefined) return variable(run, only);
  return { text: textWith(run, text), source: { kind: 'word', word } };
}

/** The text with its variables; null if one is unknown. */
export function textWith(run: Run, text: string): string | null {
  let isKnown = true;
  const result = text.replace(VARIABLE, (_, braced?: string, plain?: string) => {
    const found = variable(run, braced ?? plain ?? '').text;
    if (found === null) isKnown = false;
    return found ?? '';
  });
  return isKnown ? result.slice(0, LONGEST) : null;
}

/** Maps can double a text again and again. */
const LONGEST = 10_000;

function variable(run: Run, written: string): Evaluated {
  const name = written.toLowerCase();
  if (/^\d$/.test(name)) return captured(run, name);
  const named = run.named.get(name);
  if (named !== undefined) return known(name, named);
  const set = run.set.get(name);
  if (set !== undefined)
    return { text: set.text, source: { kind: 'set', word: set.word, line: set.line } };
  const map = run.configuration.maps.get(name);
  if (map !== undefined) return mapped(run, map);
  const own = ofRequest(run, name);
  if (own !== null) return known(name, own);
  if (/^[A-Z][A-Z0-9_]*$/.test(written)) return fromEnvironment(run, written);
  // It is set somewhere else in the files, or nginx would not start.
  if (isSetInFiles(run, name)) return known(name, '');
  run.because.push({ kind: 'code', text: `$${written}` });
  return { text: null, source: { kind: 'unknown' } };
}

/** Each pattern that is tried may change `$1`, so a header that is made later is sure of one only. */
function captured(run: Run, name: string): Evaluated {
  if (run.tried < 2 || run.isRewriting || run.depth > 0) {
    return known(name, run.captures[Number(name)] ?? '');
  }
  run.because.push({ kind: 'code', text: `$${name}` });
  return { text: null, source: { kind: 'unknown' } };
}

const known = (name: string, text: string): Evaluated => ({
  text,
  source: { kind: 'request', name },
});

const isSetInFiles = ({ configuration }: Run, name: string): boolean =>
  configuration.setNames.has(name);

function fromEnvironment({ configuration, because }: Run, name: string): Evaluated {
  const given = configuration.environment.get(name) ?? null;
  because.push({ kind: 'variable', variable: name, given: given?.at.file ?? null });
  return { text: given?.text ?? null, source: { kind: 'environment', name, given } };
}

const WAYS: Readonly<Record<string, (run: Run) => string>> = {
  request_method: ({ request }) => request.method,
  scheme: ({ request }) => (parseUrl(request.url)?.protocol ?? '').replace(':', ''),
  host: ({ request }) => parseUrl(request.url)?.hostname ?? '',
  http_host: ({ request }) => parseUrl(request.url)?.host ?? '',
  uri: ({ uri }) => uri,
  document_uri: ({ uri }) => uri,
  args: ({ args }) => args,
  query_string: ({ args }) => args,
  is_args: ({ args }) => (args === '' ? '' : '?'),
  request_uri: ({ request }) => {
    const url = parseUrl(request.url);
    return url === null ? '' : `${url.pathname}${url.search}`;
  },
  https: ({ request }) => (request.url.startsWith('https:') ? 'on' : ''),
  content_type: ({ request }) => get(request.headers, 'content-type') ?? '',
};

/** Null for a variable that no request tells. */
function ofRequest(run: Run, name: string): string | null {
  const { request } = run;
  const way = WAYS[name];
  if (way !== undefined) return way(run);
  const header = (list: HeaderList, prefix: string): string =>
    list
      .filter(([one]) => one.toLowerCase().replaceAll('-', '_') === name.slice(prefix.length))
      .map(([, value]) => value)
      .join(', ');
  if (name.startsWith('http_')) return header(request.headers, 'http_');
  if (name.startsWith('upstream_http_')) return header(run.upstream, 'upstream_http_');
  if (name.startsWith('arg_')) {
    const wanted = `${name.slice('arg_'.length)}=`;
    const own = run.args.split('&').find((one) => one.toLowerCase().startsWith(wanted));
    return own?.slice(wanted.length) ?? '';
  }
  return null;
}

function mapped(run: Run, map: Line): Evaluated {
  const [from] = map.words;
  const lines = map.block?.directives ?? [];
  const nothing: Evaluated = {
    text: '',
    source: { kind: 'map', map, entry: null, word: from ?? map.name },
  };
  if (from === undefined || run.depth >= DEEPEST) return nothing;
  run.depth += 1;
  const { text } = evaluate(run, from);
  const found = text === null ? null : entryFor(run, lines, text);
  const fallback = lines.find(({ name, words }) => name.text === 'default' && words.length === 1);
  const entry = found ?? fallback ?? null;
  const word = entry?.words[0];
  const result =
    text === null
      ? { text: null, source: nothing.source }
      : entry === null || word === undefined
        ? nothing
        : mapValue(run, map, entry, word);
  run.depth -= 1;
  return result;
}

function mapValue(run: Run, map: Line, entry: Directive, word: Word): Evaluated {
  const own = evaluate(run, word);
  const isOwn = own.source.kind === 'word' || own.source.kind === 'request';
  return { text: own.text, source: isOwn ? { kind: 'map', map, entry, word } : own.source };
}

/** What a map lists, without its own settings. */
export const entriesOf = (lines: readonly Directive[]): readonly Directive[] =>
  lines.filter(
    ({ name, words }) => words.length === 1 && !(name.quote === '' && name.text === 'default'),
  );

/** The text wins over a name with a star, and that over a regular expression. */
function entryFor(run: Run, lines: readonly Directive[], text: string): Directive | null {
  const entries = entriesOf(lines);
  const lower = text.toLowerCase();
  const isRegex = ({ name }: Directive): boolean => name.text.startsWith('~');
  const equal = entries.find(
    (one) => !isRegex(one) && one.name.text.replace(/^\\/, '').toLowerCase() === lower,
  );
  if (equal !== undefined) return equal;
  if (lines.some(({ name, words }) => name.text === 'hostnames' && words.length === 0)) {
    const fitting = entries.filter((one) => !isRegex(one) && isHostFor(one.name.text, lower));
    const [longest] = fitting.toSorted((a, b) => b.name.text.length - a.name.text.length);
    if (longest !== undefined) return longest;
  }
  for (const one of entries) {
    if (!isRegex(one)) continue;
    const found = matched(
      run,
      one.name.text.replace(/^~\*?/, ''),
      one.name.text.startsWith('~*'),
      text,
    );
    if (found === true) return one;
  }
  return null;
}

function isHostFor(pattern: string, host: string): boolean {
  const lower = pattern.toLowerCase();
  if (lower.startsWith('*.')) return host.endsWith(lower.slice(1));
  if (lower.startsWith('.')) return host === lower.slice(1) || host.endsWith(lower);
  return lower.endsWith('.*') && host.startsWith(lower.slice(0, -1));
}

/** Whether a pattern matches, which sets `$1` and names. Null: it is not tried. */
export function matched(
  run: Run,
  pattern: string,
  ignoresCase: boolean,
  text: string,
): boolean | null {
  const regex = regexOf(pattern, ignoresCase);
  if (regex === null) {
    run.because.push({ kind: 'code', text: pattern.slice(0, 200) });
    return null;
  }
  run.tried += 1;
  const found = regex.exec(text.slice(0, LONGEST));
  if (found === null) return false;
  run.captures = [...found];
  for (const [name, value] of Object.entries(found.groups ?? {})) {
    run.named.set(name.toLowerCase(), value ?? '');
  }
  return true;
}

/** Whether the condition of an `if` holds. What only the server can know counts as not so. */
export function holds(run: Run, line: Line): boolean {
  const words = conditionWords(line);
  const [subject, operator, value] = words;
  if (subject === undefined) return false;
  if (subject.text.startsWith('-') || subject.text.startsWith('!-')) {
    run.because.push({ kind: 'condition', text: words.map(({ text }) => text).join(' ') });
    return false;
  }
  const { text } = evaluate(run, subject);
  if (text === null) return false;
  if (operator === undefined) return text !== '' && text !== '0';
  const wanted = value ?? { ...operator, text: '' };
  if (operator.text === '=' || operator.text === '!=') {
    const other = evaluate(run, wanted).text;
    return other !== null && (operator.text === '=') === (other === text);
  }
  const found = matched(run, wanted.text, operator.text.endsWith('*'), text);
  return found !== null && found !== operator.text.startsWith('!');
}

/** The words of a condition, without its parentheses. */
export function conditionWords({ words }: Line): readonly Word[] {
  const last = words.length - 1;
  return words
    .map((word, index): Word => {
      let { text } = word;
      if (index === 0 && word.quote === '') text = text.replace(/^\(/, '');
      if (index === last && word.quote === '') text = text.replace(/\)$/, '');
      return { ...word, text };
    })
    .filter(({ text, quote }) => text !== '' || quote !== '');
}

/** Whether a condition is about the origin that asks. */
export const isAboutOrigin = (line: Line): boolean =>
  conditionWords(line).some(({ text }) => /\$\{?http_origin\b/i.test(text));
