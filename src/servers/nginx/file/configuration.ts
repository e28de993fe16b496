import { type Environment, environmentOf } from '../../../settings/environment.ts';
import type { SettingsFile } from '../../../settings/file.ts';
import { type Directive, type Mistake, parseNginx } from '../../../settings/nginx/parse-nginx.ts';

/** A directive, and the `include` of its block through which it came; null if it stands there. */
export type Line = Directive & { readonly via: Directive | null };

/** A block whose directives count for the requests that reach it. */
export type Level = {
  readonly kind: 'http' | 'server' | 'location' | 'if' | 'limit_except';
  /** The block; null if the file is included into one that was not handed over. */
  readonly directive: Directive | null;
  readonly lines: readonly Line[];
  /** Those without braces: most of a large configuration are blocks. */
  readonly settings: readonly Line[];
  readonly outer: Level | null;
  /** Files that are included here and were not handed over. */
  readonly missing: readonly string[];
};

/** Everything that a configuration says, as far as it was handed over. */
export type Configuration = {
  readonly files: readonly SettingsFile[];
  readonly main: SettingsFile;
  readonly http: Level;
  readonly servers: readonly Level[];
  /** The `map` of each variable, by its name in lower case. */
  readonly maps: ReadonlyMap<string, Line>;
  /** The variables of all `set`, in lower case. */
  readonly setNames: ReadonlySet<string>;
  readonly environment: Environment;
  readonly mistakes: readonly Mistake[];
};

const CODE = /\.(?:[cm]?[jt]sx?|py|ya?ml|json|toml|md|html?|php|rb|go|java|tf|env|ini)$/i;
/** How many words follow these names before their braces. */
const BLOCKS: Readonly<Record<string, readonly number[]>> = {
  http: [0],
  server: [0],
  location: [1, 2],
  map: [2],
  upstream: [1],
};
const LINES =
  /^(?:add_header|more_set_headers|proxy_pass|proxy_hide_header|proxy_set_header|server_name)$/;

/** Whether a file is a configuration of nginx, or a part of one. */
export const isNginxFile = (file: SettingsFile): boolean =>
  !CODE.test(file.name) &&
  parseNginx(file).directives.some(({ name, words, block }) =>
    block === null
      ? words.length > 0 && LINES.test(name.text)
      : BLOCKS[name.text]?.includes(words.length) === true,
  );

/** Reads the files as one configuration; null if none is one. */
export function readConfiguration(files: readonly SettingsFile[]): Configuration | null {
  const own = files.filter(isNginxFile);
  const known = new Set(own.flatMap((file) => firstWordsOf(file, 'include').flatMap(filesAt(own))));
  const alone = own.filter((file) => !known.has(file));
  const roots = alone.length > 0 ? alone : own;
  const main = roots.find(hasServers) ?? roots[0];
  if (main === undefined) return null;
  const tops = roots.map((file) => parseNginx(file).directives);
  const [block] = tops.flat().filter(isBlock('http'));
  const http = levelOf(own, 'http', block ?? null, null, tops.flatMap(inHttp));
  const blocks = http.lines.filter(isBlock('server'));
  const parts = tops.flatMap((one) => (isPart(one) ? one : []));
  const maps = http.lines.filter(isBlock('map')).flatMap((one): [string, Line][] => {
    const name = one.words[1]?.text;
    return name === undefined ? [] : [[variableName(name), one]];
  });
  return {
    files,
    main,
    http,
    // Else these are lines of a server whose own block was not handed over.
    servers:
      blocks.length > 0
        ? blocks.map((one) => levelOf(own, 'server', one, http, directivesIn(one)))
        : parts.length > 0
          ? [levelOf(own, 'server', null, http, parts)]
          : [],
    maps: new Map(maps),
    setNames: new Set(own.flatMap((file) => firstWordsOf(file, 'set')).map(variableName)),
    environment: environmentOf(files),
    mistakes: own.flatMap((file) => parseNginx(file).mistakes),
  };
}

const hasServers = (file: SettingsFile): boolean =>
  parseNginx(file).directives.some(isOneOf(['http', 'server']));

const isOneOf =
  (kinds: readonly string[]) =>
  ({ name, block }: Directive): boolean =>
    block !== null && kinds.includes(name.text);

const isBlock = (kind: string) => isOneOf([kind]);

/** What a file says inside of `http`: all of it if `http` includes it. */
function inHttp(tops: readonly Directive[]): readonly Directive[] {
  if (tops.some(isBlock('http'))) return tops.filter(isBlock('http')).flatMap(directivesIn);
  return isPart(tops) ? [] : tops;
}

/** Whether a file is included inside of a server. */
const isPart = (tops: readonly Directive[]): boolean =>
  !tops.some(isOneOf(['http', 'events', 'server', 'map', 'upstream']));

const directivesIn = ({ block }: Directive): readonly Directive[] => block?.directives ?? [];

/** `$name` or `${name}`; nginx ignores its case. */
export const variableName = (text: string): string => text.replace(/^\$\{?|\}$/g, '').toLowerCase();

const inner = new WeakMap<Line, Level>();

/** A block inside of a level. */
export function innerLevel(
  { files }: Configuration,
  line: Line,
  kind: Level['kind'],
  outer: Level,
): Level {
  const known = inner.get(line);
  if (known !== undefined) return known;
  const level = levelOf(files, kind, line, outer, directivesIn(line));
  inner.set(line, level);
  return level;
}

const MOST_LINES = 100_000;
const DEEPEST = 8;

function levelOf(
  files: readonly SettingsFile[],
  kind: Level['kind'],
  directive: Directive | null,
  outer: Level | null,
  directives: readonly Directive[],
): Level {
  const lines: Line[] = [];
  const missing: string[] = [];
  let steps = 0;
  const expand = (some: readonly Directive[], via: Directive | null, depth: number): void => {
    for (const one of some) {
      steps += 1;
      if (steps > MOST_LINES) return;
      const path = one.name.text === 'include' ? one.words[0]?.text : undefined;
      if (path === undefined) {
        lines.push({ ...one, via });
        continue;
      }
      const found = depth < DEEPEST ? filesAt(files)(path) : [];
      if (found.length === 0) missing.push(path);
      for (const file of found) expand(parseNginx(file).directives, via ?? one, depth + 1);
    }
  };
  expand(directives, null, 0);
  const settings = lines.filter(({ block }) => block === null);
  return { kind, directive, lines, settings, outer, missing };
}

/** The first word of every such directive, at any depth. */
function firstWordsOf(file: SettingsFile, directive: string): readonly string[] {
  const found: string[] = [];
  const walk = (directives: readonly Directive[]): void => {
    for (const { name, words, block } of directives) {
      if (name.text === directive && words[0] !== undefined) found.push(words[0].text);
      if (block !== null) walk(block.directives);
    }
  };
  walk(parseNginx(file).directives);
  return [...new Set(found)];
}

/** Debian links the sites that are on. */
const folderOf = (parts: readonly string[]): string =>
  (parts.at(-2) ?? '').replace('sites-enabled', 'sites-available');

/** The files that an `include` means. A file that came without its folder may be in any. */
const filesAt =
  (files: readonly SettingsFile[]) =>
  (path: string): readonly SettingsFile[] => {
    const parts = path.split('/');
    const pattern = globOf(parts.at(-1) ?? '');
    return files
      .filter(({ name }) => {
        const own = name.split('/');
        if (!pattern.test(own.at(-1) ?? '')) return false;
        if (own.length > 1) return folderOf(own) === folderOf(parts) || parts.length === 1;
        return name !== 'nginx.conf';
      })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  };

/** Each `*` and `?` stands for letters of a file's name. */
function globOf(glob: string): RegExp {
  if (glob.length > 100 || glob.split('*').length > 4) return /^(?!)/;
  const source = glob
    .replace(/[^\w*?]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${source}$`);
}
