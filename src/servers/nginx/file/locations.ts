import { parseUrl } from '../../../model/origin.ts';
import { type Configuration, innerLevel, type Level, type Line } from './configuration.ts';
import { regexOf } from './pattern.ts';
import { matched, type Run } from './run.ts';

/** The server for a URL, and whether another one may answer instead. */
export type Chosen = { readonly server: Level; readonly isGuess: boolean };

/** Which server answers, by its port and names. Null without servers. */
export function serverFor({ servers }: Configuration, url: string): Chosen | null {
  const { port, protocol, hostname } = parseUrl(url) ?? { port: '', protocol: '', hostname: '' };
  const wanted = port !== '' ? port : protocol === 'https:' ? '443' : '80';
  const there = servers.filter((one) => portsOf(one).includes(wanted));
  // A container or a proxy may give the port another number.
  const able = there.length > 0 ? there : servers;
  const host = hostname.toLowerCase();
  const ranked = able
    .map((server) => ({ server, rank: rankOf(server, host) }))
    .toSorted((a, b) => b.rank - a.rank);
  const [best] = ranked;
  if (best === undefined) return null;
  if (best.rank > 0) return { server: best.server, isGuess: false };
  const fallback = able.find(isDefault) ?? able[0] ?? best.server;
  return { server: fallback, isGuess: servers.length > 1 };
}

const linesNamed = ({ lines }: Level, name: string): readonly Line[] =>
  lines.filter((line) => line.name.text === name);

/** `listen 80`, `listen [::]:443 ssl`, `listen 127.0.0.1:8080`, `listen localhost`. */
function portsOf(server: Level): readonly string[] {
  const listens = linesNamed(server, 'listen').map(({ words }) => words[0]?.text ?? '');
  if (listens.length === 0) return ['80'];
  return listens.map((one) => /(?:^|:)(\d{1,5})$/.exec(one)?.[1] ?? '80');
}

const isDefault = (server: Level): boolean =>
  linesNamed(server, 'listen').some(({ words }) =>
    words.some(({ text }) => text === 'default_server' || text === 'default'),
  );

/** An exact name wins over one with a star, that over a regular expression. 0: none fits. */
function rankOf(server: Level, host: string): number {
  const names = linesNamed(server, 'server_name').flatMap(({ words }) => words);
  return Math.max(0, ...names.map(({ text }) => rankOfName(text.toLowerCase(), text, host)));
}

const [EXACT, LEADING, TRAILING, REGEX] = [4_000, 3_000, 2_000, 1_000];

function rankOfName(name: string, written: string, host: string): number {
  if (name.startsWith('~')) {
    return regexOf(written.slice(1), true)?.test(host) === true ? REGEX : 0;
  }
  if (name === host || name === `.${host}`) return EXACT;
  if (name.startsWith('*.') || name.startsWith('.')) {
    const end = name.replace(/^\*/, '');
    return host.endsWith(end) ? LEADING + Math.min(name.length, 900) : 0;
  }
  return name.endsWith('.*') && host.startsWith(name.slice(0, -1))
    ? TRAILING + Math.min(name.length, 900)
    : 0;
}

/** The location of a request inside of a level, and whether nginx first adds a slash to its path. */
type Found = { readonly level: Level; readonly addsSlash: boolean };

const MOST_NESTED = 20;

/**
 * The location for the path of a request; the level itself if none fits.
 *
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#location
 */
export function locationFor(run: Run, server: Level): Found {
  return find(run, server, 0).found ?? { level: server, addsSlash: false };
}

type Search = { readonly found: Found | null; readonly isFinal: boolean };

const NOTHING: Search = { found: null, isFinal: false };

function find(run: Run, level: Level, depth: number): Search {
  if (depth > MOST_NESTED) return NOTHING;
  const locations = linesNamed(level, 'location').filter(({ block }) => block !== null);
  const of = (line: Line): Level => innerLevel(run.configuration, line, 'location', level);
  const { uri } = run;
  const exact = locations.find((line) => kindOf(line) === '=' && pathOf(line) === uri);
  if (exact !== undefined) return { found: { level: of(exact), addsSlash: false }, isFinal: true };
  const [prefix] = locations
    .filter((line) => isPrefix(line) && uri.startsWith(pathOf(line)))
    .toSorted((a, b) => pathOf(b).length - pathOf(a).length);
  const slash = locations.find(
    (line) => isPrefix(line) && pathOf(line) === `${uri}/` && of(line).lines.some(isPass),
  );
  if (slash !== undefined) return { found: { level: of(slash), addsSlash: true }, isFinal: true };
  let best: Found | null = null;
  if (prefix !== undefined) {
    const nested = find(run, of(prefix), depth + 1);
    best = nested.found ?? { level: of(prefix), addsSlash: false };
    if (nested.isFinal) return { found: best, isFinal: true };
    if (kindOf(prefix) === '^~') return { found: best, isFinal: false };
  }
  for (const line of locations) {
    const kind = kindOf(line);
    if (kind !== '~' && kind !== '~*') continue;
    if (matched(run, pathOf(line), kind === '~*', uri) !== true) continue;
    const own = of(line);
    return {
      found: find(run, own, depth + 1).found ?? { level: own, addsSlash: false },
      isFinal: true,
    };
  }
  return { found: best, isFinal: false };
}

type Kind = '=' | '^~' | '~' | '~*' | '@' | '';

/** `location = /a`, `location ~* \.js$`, `location @name`, `location /a`, and `location =/a`. */
function kindOf({ words }: Line): Kind {
  const [first] = words;
  const text = first?.text ?? '';
  if (words.length > 1 && (text === '=' || text === '^~' || text === '~' || text === '~*')) {
    return text;
  }
  if (text.startsWith('@')) return '@';
  return (/^(?:=|\^~|~\*|~)/.exec(text)?.[0] as Kind | undefined) ?? '';
}

const isPrefix = (line: Line): boolean => kindOf(line) === '' || kindOf(line) === '^~';

export const pathOf = ({ words }: Line): string =>
  words.length > 1
    ? (words[1]?.text ?? '')
    : (words[0]?.text ?? '').replace(/^(?:=|\^~|~\*|~)/, '');

/** What hands a request on to another server. */
export const isPass = ({ name }: Line): boolean =>
  /^(?:proxy|fastcgi|uwsgi|scgi|grpc)_pass$/.test(name.text);

/** The location of this name, such as `@application`. */
export function namedLocation(
  configuration: Configuration,
  server: Level,
  name: string,
): Level | null {
  const line = linesNamed(server, 'location').find(({ words }) => words[0]?.text === name);
  return line === undefined ? null : innerLevel(configuration, line, 'location', server);
}
