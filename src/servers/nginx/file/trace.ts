import { type Header, type HeaderList, has } from '../../../model/header-list.ts';
import type { Directive, Word } from '../../../settings/nginx/parse-nginx.ts';
import type { Reason } from '../../../settings/value.ts';
import type { Application, ServerAnswer, ServerRequest } from '../../kit/stack.ts';
import { type Configuration, innerLevel, type Level, type Line } from './configuration.ts';
import { isPass, locationFor, namedLocation, serverFor } from './locations.ts';
import { type Evaluated, evaluate, holds, matched, type Run, startRun, textWith } from './run.ts';

/** A header that a line of the configuration adds, and whether the response got it. */
export type HeaderLine = {
  readonly line: Line;
  readonly level: Level;
  readonly name: string;
  readonly value: Evaluated;
  /** `more_set_headers` replaces what is there. */
  readonly replaces: boolean;
  readonly state: 'sent' | 'not-for-status' | 'empty' | 'unknown';
};

/** What happened to a request inside of nginx. */
export type Trace = {
  readonly request: ServerRequest;
  readonly answer: ServerAnswer;
  readonly run: Run;
  readonly server: Level;
  /** The location, or the server if none fits. */
  readonly location: Level;
  /** The block whose settings count in the end: the location, or an `if` in it. */
  readonly level: Level;
  /** Where the `add_header` lines stand that count; null if there are none. */
  readonly from: Level | null;
  readonly headers: readonly HeaderLine[];
  /** What answered: `return`, `proxy_pass`, `deny` … Null: nginx itself, from its files. */
  readonly by: Line | null;
  /** What came from behind nginx; null if nothing was asked there. */
  readonly inner: ServerAnswer | null;
  readonly because: readonly Reason[];
  /** Another server block may answer instead. */
  readonly isGuess: boolean;
};

/** Sends a request through the configuration. `behind`: what answers there. Null without servers. */
export function traced(
  configuration: Configuration,
  request: ServerRequest,
  behind: Application,
): Trace | null {
  const chosen = serverFor(configuration, request.url);
  if (chosen === null) return null;
  const run = startRun(configuration, request);
  const { server } = chosen;
  const way: Way = { run, server, behind, redirects: 0, isInternal: false, hasErrorPage: false };
  const end = fromServer(way);
  const { level, by, inner } = end;
  const from = addingLevel(level);
  const headers = headerLines(run, level, from, end.status);
  const because = [...run.because];
  const answer = answerOf(end, headers);
  return {
    request,
    answer,
    run,
    server,
    location: locationOf(level),
    level,
    from,
    headers,
    by,
    inner,
    because,
    isGuess: chosen.isGuess,
  };
}

/** The location or server around a level. */
export function locationOf(level: Level): Level {
  return level.kind === 'if' || level.kind === 'limit_except' ? (level.outer ?? level) : level;
}

type Way = {
  readonly run: Run;
  readonly server: Level;
  readonly behind: Application;
  redirects: number;
  isInternal: boolean;
  hasErrorPage: boolean;
};

/** How a request ended. */
type End = {
  readonly status: number;
  readonly level: Level;
  readonly by: Line | null;
  readonly inner: ServerAnswer | null;
  readonly extra: HeaderList;
};

const MOST_REDIRECTS = 10;

function fromServer(way: Way): End {
  const { run, server } = way;
  const done = rewritten(way, server, server);
  if (done.kind === 'ended')
    return withErrorPage(way, end(done.status, server, done.by, done.extra));
  return atLocation(way, run.uri);
}

const end = (
  status: number,
  level: Level,
  by: Line | null,
  extra: HeaderList = [],
  inner: ServerAnswer | null = null,
): End => ({ status, level, by, inner, extra });

/** Finds the location of the path and goes on there. */
function atLocation(way: Way, uri: string): End {
  const { run, server } = way;
  run.uri = uri;
  way.redirects += 1;
  const { level, addsSlash } = locationFor(run, server);
  if (way.redirects > MOST_REDIRECTS) return end(500, level, null);
  if (addsSlash)
    return end(301, level, level.lines.find(isPass) ?? null, [['Location', `${uri}/`]]);
  const internal = level.lines.find(({ name }) => name.text === 'internal');
  if (internal !== undefined && !way.isInternal)
    return withErrorPage(way, end(404, level, internal));
  return inLocation(way, level);
}

function inLocation(way: Way, location: Level): End {
  const limited = limitedBy(way, location);
  if (limited !== null) {
    const refused = access(way, limited);
    return withErrorPage(way, refused ?? content(way, limited));
  }
  const done = rewritten(way, location, location);
  const { level } = done;
  if (done.kind === 'ended')
    return withErrorPage(way, end(done.status, level, done.by, done.extra));
  if (done.kind === 'moved') return atLocation(way, way.run.uri);
  const refused = access(way, level);
  return withErrorPage(way, refused ?? content(way, level));
}

type Rewritten =
  | { readonly kind: 'passed' | 'moved'; readonly level: Level }
  | {
      readonly kind: 'ended';
      readonly level: Level;
      readonly status: number;
      readonly by: Line;
      readonly extra: HeaderList;
    };

type State = { level: Level; moved: boolean; stop: boolean };

/** Runs `set`, `if`, `return` and `rewrite` in the order in which they stand. */
function rewritten(way: Way, at: Level, start: Level): Rewritten {
  const state: State = { level: start, moved: false, stop: false };
  const ended = rewriteLines(way, at, at.lines, state);
  if (ended !== null) return { kind: 'ended', level: state.level, ...ended };
  return { kind: state.moved ? 'moved' : 'passed', level: state.level };
}

type Returned = { readonly status: number; readonly by: Line; readonly extra: HeaderList };

function rewriteLines(way: Way, at: Level, lines: readonly Line[], state: State): Returned | null {
  const { run } = way;
  for (const line of lines) {
    if (state.stop) return null;
    run.isRewriting = true;
    const ended = rewriteLine(way, at, line, state, run);
    run.isRewriting = false;
    if (ended !== null) return ended;
  }
  return null;
}

function rewriteLine(way: Way, at: Level, line: Line, state: State, run: Run): Returned | null {
  const { words } = line;
  switch (line.name.text) {
    case 'set': {
      const [name, value] = words;
      if (name === undefined || value === undefined) return null;
      const text = textWith(run, value.text);
      const key = name.text.replace(/^\$\{?|\}$/g, '').toLowerCase();
      run.set.set(key, { text, word: value, line });
      return null;
    }
    case 'if': {
      const level = innerLevel(run.configuration, line, 'if', at);
      const is = holds(run, line);
      run.conditions.push({ line, level, holds: is });
      if (!is) return null;
      if (at.kind === 'location') state.level = level;
      return rewriteLines(way, level, level.lines, state);
    }
    case 'return':
      return returned(run, line);
    case 'break':
      state.stop = true;
      return null;
    case 'rewrite':
      return rewrite(run, line, state);
    default:
      return null;
  }
}

function returned(run: Run, line: Line): Returned | null {
  const [first, second] = line.words;
  if (first === undefined) return null;
  const isCode = /^\d{3}$/.test(first.text);
  const status = isCode ? Number(first.text) : 302;
  const target = isCode ? second : first;
  const isRedirect = [301, 302, 303, 307, 308].includes(status);
  const to = target === undefined || !isRedirect ? null : textWith(run, target.text);
  return { status, by: line, extra: to === null || to === '' ? [] : [['Location', to]] };
}

function rewrite(run: Run, line: Line, state: State): Returned | null {
  const [pattern, replacement, flag] = line.words;
  if (pattern === undefined || replacement === undefined) return null;
  if (matched(run, pattern.text, false, run.uri) !== true) return null;
  const to = textWith(run, replacement.text) ?? '/';
  const isAway = /^(?:https?:\/\/|\$scheme)/.test(replacement.text);
  if (isAway || flag?.text === 'redirect' || flag?.text === 'permanent') {
    return { status: flag?.text === 'permanent' ? 301 : 302, by: line, extra: [['Location', to]] };
  }
  const [path = '/', args] = to.split('?');
  run.uri = path;
  if (args !== undefined && args !== '') run.args = args;
  if (flag?.text === 'break') state.stop = true;
  else {
    state.moved = true;
    if (flag?.text === 'last') state.stop = true;
  }
  return null;
}

/** The nearest level that has such lines: those of outer levels do not count then. */
export function nearest(level: Level | null, names: RegExp): readonly Line[] {
  for (let at = level; at !== null; at = at.outer) {
    const own = at.settings.filter(({ name }) => names.test(name.text));
    if (own.length > 0) return own;
  }
  return [];
}

/** For other methods than these, `limit_except` counts, and no `if` or `return` of the location. */
function limitedBy({ run }: Way, location: Level): Level | null {
  const limit = location.lines.find(({ name }) => name.text === 'limit_except');
  const { method } = run.request;
  const isLimited =
    limit !== undefined &&
    !limit.words.some(({ text }) => text === method || (text === 'GET' && method === 'HEAD'));
  return isLimited ? innerLevel(run.configuration, limit, 'limit_except', location) : null;
}

/** What refuses the request before anything answers it; null if nothing does. */
function access({ run }: Way, level: Level): End | null {
  const [first] = nearest(level, /^(?:allow|deny)$/);
  const limit = level.kind === 'limit_except' ? level.outer : null;
  const by = limit?.lines.find(({ name }) => name.text === 'limit_except');
  if (first?.name.text === 'deny' && first.words[0]?.text === 'all') {
    return end(403, level, by ?? first);
  }
  const [basic] = nearest(level, /^auth_basic$/);
  const hasUsers = nearest(level, /^auth_basic_user_file$/).length > 0;
  const isOpen = basic === undefined || basic.words[0]?.text === 'off' || !hasUsers;
  return isOpen || has(run.request.headers, 'authorization') ? null : end(401, level, by ?? basic);
}

function content(way: Way, level: Level): End {
  const { run } = way;
  const location = locationOf(level);
  const own = level.lines.find(isPass) ?? location.lines.find(isPass);
  const tries = level === location ? location.lines.find(isTries) : undefined;
  const fallback = tries?.words.at(-1)?.text;
  if (own === undefined && fallback !== undefined) return triedLast(way, location, fallback, tries);
  if (own !== undefined) {
    const inner = way.behind(run.request);
    run.upstream = inner.headers;
    return end(inner.status, level, own, [], inner);
  }
  if (/^(?:GET|HEAD|POST)$/.test(run.request.method)) {
    const seen = way.behind(run.request);
    return end(seen.status, level, null);
  }
  return end(405, level, null);
}

const isTries = ({ name }: Line): boolean => name.text === 'try_files';

/** Whether a file is there, nobody knows: the last word counts, as for every dynamic page. */
function triedLast(way: Way, location: Level, fallback: string, line: Line | undefined): End {
  const { run, server } = way;
  const status = /^=(\d{3})$/.exec(fallback)?.[1];
  if (status !== undefined) {
    if (!/^(?:GET|HEAD|POST)$/.test(run.request.method)) return end(405, location, line ?? null);
    return end(way.behind(run.request).status, location, null);
  }
  way.isInternal = true;
  if (fallback.startsWith('@')) {
    const named = namedLocation(run.configuration, server, fallback);
    return named === null ? end(500, location, line ?? null) : inLocation(way, named);
  }
  const [path = '/', args] = (textWith(run, fallback) ?? '/').split('?');
  if (args !== undefined) run.args = args;
  return atLocation(way, path);
}

/** nginx may answer an error with another location. */
function withErrorPage(way: Way, done: End): End {
  const { run, server } = way;
  if (done.status < 300 || way.hasErrorPage) return done;
  const intercepts = nearest(done.level, /_intercept_errors$/)[0]?.words[0]?.text === 'on';
  if (done.inner !== null && !intercepts) return done;
  const page = nearest(done.level, /^error_page$/).find(({ words }) =>
    words.slice(0, -1).some(({ text }) => text === String(done.status)),
  );
  const target = page?.words.at(-1)?.text;
  if (page === undefined || target === undefined) return done;
  way.hasErrorPage = true;
  way.isInternal = true;
  const given = page.words.map(({ text }) => /^=(\d{3})?$/.exec(text)).find((one) => one !== null);
  if (/^https?:\/\//.test(target)) return end(302, done.level, done.by, [['Location', target]]);
  const after = pageOf(way, run, server, target);
  if (after === null) return done;
  const status =
    given === undefined ? done.status : given?.[1] === undefined ? after.status : Number(given[1]);
  return { ...after, status };
}

function pageOf(way: Way, run: Run, server: Level, target: string): End | null {
  if (target.startsWith('@')) {
    const named = namedLocation(run.configuration, server, target);
    return named === null ? null : inLocation(way, named);
  }
  const path = textWith(run, target);
  if (path === null || !path.startsWith('/')) return null;
  const asked = run.request;
  // nginx asks for the page of an error with GET.
  const changed: Run = { ...run, request: { ...asked, method: 'GET' } };
  const other: Way = { ...way, run: changed };
  const after = atLocation(other, path.split('?')[0] ?? path);
  // A file of nginx's own answers, not the one that was asked for.
  return after.inner === null && after.by === null ? { ...after, status: 200 } : after;
}

/** The level whose `add_header` lines count: one with any of its own inherits none. */
export function addingLevel(level: Level | null): Level | null {
  for (let at = level; at !== null; at = at.outer) {
    if (at.settings.some(({ name }) => name.text === 'add_header')) return at;
  }
  return null;
}

/** nginx adds a header to these only, without `always`. */
const GOOD: ReadonlySet<number> = new Set([200, 201, 204, 206, 301, 302, 303, 304, 307, 308]);

function headerLines(
  run: Run,
  level: Level,
  from: Level | null,
  status: number,
): readonly HeaderLine[] {
  const first = replacing(run, level, status);
  const own =
    from?.settings
      .filter(({ name }) => name.text === 'add_header')
      .flatMap((line) => {
        const [name, value, always] = line.words;
        if (name === undefined || value === undefined) return [];
        const isFor = GOOD.has(status) || always?.text === 'always';
        return [headerLine(line, from, name.text, evaluate(run, value), isFor, false)];
      }) ?? [];
  return [...first, ...own];
}

function headerLine(
  line: Line,
  level: Level,
  name: string,
  value: Evaluated,
  isFor: boolean,
  replaces: boolean,
): HeaderLine {
  const state =
    value.text === null
      ? 'unknown'
      : value.text === ''
        ? 'empty'
        : isFor
          ? 'sent'
          : 'not-for-status';
  return { line, level, name, value, replaces, state };
}

/** Those of outer levels run first; later ones replace earlier ones. */
function replacing(run: Run, level: Level, status: number): readonly HeaderLine[] {
  const levels: Level[] = [];
  for (let at: Level | null = level; at !== null; at = at.outer) levels.unshift(at);
  return levels.flatMap((at) =>
    at.settings
      .filter(({ name }) => /^more_(?:set|clear)_headers$/.test(name.text))
      .flatMap((line) => setHeaders(line).map((one) => setLine(run, at, line, one, status))),
  );
}

/** One `Name: value` of `more_set_headers`. */
type SetHeader = {
  readonly name: string;
  readonly value: string;
  readonly word: Word;
  readonly statuses: readonly string[];
};

function setHeaders({ words, name }: Directive): readonly SetHeader[] {
  const statuses: string[] = [];
  const found: SetHeader[] = [];
  const clears = name.text === 'more_clear_headers';
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const option = word.quote === '' ? /^-([st])$/.exec(word.text)?.[1] : undefined;
    if (option !== undefined) {
      at += 1;
      if (option === 's') statuses.push(...(words[at]?.text ?? '').split(/\s+/));
      continue;
    }
    const colon = word.text.indexOf(':');
    const end = colon < 0 ? word.text.length : colon;
    const value = clears || colon < 0 ? '' : word.text.slice(colon + 1).trim();
    found.push({ name: word.text.slice(0, end).trim(), value, word, statuses });
  }
  return found;
}

function setLine(run: Run, level: Level, line: Line, one: SetHeader, status: number): HeaderLine {
  const isFor = one.statuses.length === 0 || one.statuses.includes(String(status));
  const own = evaluate(run, { ...one.word, text: one.value });
  // Its place is the whole word, with the header's name.
  const source =
    own.source.kind === 'word' ? ({ kind: 'word', word: one.word } as const) : own.source;
  return headerLine(line, level, one.name, { text: own.text, source }, isFor, true);
}

/** What left nginx: what came from behind it, less what it hides, and its own headers. */
function answerOf(
  { status, level, inner, extra }: End,
  headers: readonly HeaderLine[],
): ServerAnswer {
  const hidden = new Set(
    nearest(level, /_hide_header$/).map(({ words }) => (words[0]?.text ?? '').toLowerCase()),
  );
  let list: HeaderList = [
    ...(inner?.headers ?? []).filter(([name]) => !hidden.has(name.toLowerCase())),
    ...extra,
  ];
  for (const { name, value, state, replaces } of headers) {
    const line: readonly Header[] =
      state === 'sent' && value.text !== null ? [[name, value.text]] : [];
    const clears = replaces && (state === 'sent' || state === 'empty');
    list = [...(clears ? list.filter(([own]) => !isNamed(own, name)) : list), ...line];
  }
  return { status, headers: list };
}

/** `more_clear_headers` takes a star at the end of a name. */
function isNamed(name: string, pattern: string): boolean {
  const [own, wanted] = [name.toLowerCase(), pattern.toLowerCase()];
  return wanted.endsWith('*') ? own.startsWith(wanted.slice(0, -1)) : own === wanted;
}
