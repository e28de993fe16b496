import { get } from '../../../model/header-list.ts';
import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import { shown } from '../../../model/shown.ts';
import { pathOf } from '../../../model/url.ts';
import type { Call } from '../../../settings/call.ts';
import { environmentOf } from '../../../settings/environment.ts';
import { fileNamed, lineOf, type SettingsFile, type Span } from '../../../settings/file.ts';
import { firstBrokenLine, readPython } from '../../../settings/python/read-python.ts';
import type { Assignment } from '../../../settings/python/run.ts';
import { lastImport } from '../../../settings/python/tree.ts';
import { truthOf } from '../../../settings/python/truth.ts';
import { linesBehind, quoteIn, usualQuote, withoutStatement } from '../../../settings/style.ts';
import type { Argument, Value } from '../../../settings/value.ts';
import { applicationAnswer } from '../../kit/application-answer.ts';
import { pythonStringIn } from '../../kit/literals.ts';
import { brokenNotes } from '../../kit/own-file/broken.ts';
import { deciding } from '../../kit/own-file/deciding.ts';
import type { OptionsFile, Policy, Problem } from '../../kit/own-file/options-file.ts';
import type { ReadOptions } from '../../kit/own-file/options-reader.ts';
import { ownText } from '../../kit/own-file/own-text.ts';
import { assignedName, pythonOptions } from '../../kit/own-file/python-call.ts';
import { isSafePattern, pythonMatch } from '../../kit/own-file/python-pattern.ts';
import { textsOf } from '../../kit/own-file/values.ts';
import { withHeaders } from '../../kit/response-headers.ts';
import type { Application, ServerRequest } from '../../kit/stack.ts';
import { DEFAULT_METHODS, type FlaskCors, flaskCors, isPattern } from '../model.ts';

const CALLS = new Set(['CORS', 'Flask', 'cross_origin']);

/** The options that the extension also takes from the application’s configuration, by their names there. */
const CONFIGURED: Readonly<Record<string, string>> = {
  CORS_ORIGINS: 'origins',
  CORS_METHODS: 'methods',
  CORS_ALLOW_HEADERS: 'allow_headers',
  CORS_EXPOSE_HEADERS: 'expose_headers',
  CORS_SUPPORTS_CREDENTIALS: 'supports_credentials',
  CORS_SEND_WILDCARD: 'send_wildcard',
  CORS_ALWAYS_SEND: 'always_send',
};

/** The program of Flask among the files; null if there is none. */
export const readFlask: ReadOptions = (files, requirement, seenServer, flipped, before) => {
  const main = mainOf(files);
  if (main === null) return null;
  const { calls, missing, log } = readPython(files, main, {
    environment: environmentOf(files),
    library: new Set(),
    isLogged: (name) => name in CONFIGURED,
    isCall: (name) => CALLS.has(name),
    decide: deciding(flipped),
    before,
  });
  const ran = calls.filter((one) => one.ran);
  const path = pathOf(requirement.url);
  const cors =
    ran.find((one) => isDecorated(files, one, path)) ??
    ran.findLast((one) => /(?:^|\.)CORS$/.test(one.path) && isFor(one, path));
  const resource = cors === undefined ? null : resourceOf(cors, path);
  const call =
    cors === undefined
      ? null
      : withResource(configured(pythonOptions(files, cors), log, cors), resource);
  const value = (name: string): Value | undefined => call?.options.get(name)?.value;
  const byHand = cors === undefined ? [] : handWritten(files, cors);
  const skips = resource?.kind === 'other';
  const inner = (request: ServerRequest) => applicationAnswer(seenServer, request);
  const isKnown = value('origins')?.kind !== 'unknown';
  const application: Application =
    cors === undefined || skips ? inner : withLines(flaskCors(settingsOf(value), inner), byHand);
  return {
    files,
    main,
    call,
    policy: cors === undefined ? null : policyOf(value),
    origins: value('origins') ?? null,
    problems: [
      ...(cors === undefined ? missingExtension(files, ran, requirement) : []),
      ...(resource?.kind === 'other' && cors !== undefined
        ? [pathProblem(files, resource.key, requirement, cors)]
        : []),
      ...overwritten(files, byHand, requirement, cors),
    ],
    application: isKnown ? application : null,
    notes: brokenNotes(files, /\.py$/i, firstBrokenLine),
    missing,
  };
};

function mainOf(files: readonly SettingsFile[]): SettingsFile | null {
  const modules = files.filter(({ name }) => /\.py$/i.test(name));
  const makes = modules.filter(({ text }) => /\bFlask\s?\(/.test(text));
  const adds = modules.filter(({ text }) => /\bCORS\s?\(/.test(text));
  return makes.find((one) => adds.includes(one)) ?? makes[0] ?? adds[0] ?? null;
}

/** Whether it is `@cross_origin(…)` on the route of this path. */
function isDecorated(files: readonly SettingsFile[], { path, statement }: Call, url: string) {
  if (!/(?:^|\.)cross_origin$/.test(path)) return false;
  const text = fileNamed(files, statement.file)?.text.slice(statement.from, statement.to) ?? '';
  return [...text.slice(0, LONGEST_HEAD).matchAll(ROUTE)].some(([, route = '']) => {
    const parts = route.split(/<[^<>]{1,99}>/).map((part) => part.replace(/[^\w/-]/g, '\\$&'));
    return parts.length <= MOST_PARTS && new RegExp(`${parts.join('[^/]+')}$`).test(url);
  });
}

const LONGEST_HEAD = 3_000;
const MOST_PARTS = 9;
const ROUTE =
  /^[ \t]{0,99}@[\w.]{1,99}\.(?:route|get|post|put|patch|delete)\(\s{0,99}["']([^"'\n]{1,200})["']/gm;

/** Whether `CORS(…)` is for this path: a blueprint has only the paths below its own. */
function isFor({ given: [first] }: Call, path: string): boolean {
  const { value } = first ?? {};
  if (value?.kind !== 'object' || !/(?:^|\.)Blueprint$/.test(value.path)) return true;
  const prefix = value.named.get('url_prefix');
  return prefix?.kind !== 'string' || path.startsWith(prefix.text);
}

/** With `app.config['CORS_…']`, which the arguments of the call replace. */
function configured(
  call: NonNullable<OptionsFile['call']>,
  log: readonly Assignment[],
  { at: { file, from }, path }: Call,
): NonNullable<OptionsFile['call']> {
  if (path.endsWith('cross_origin')) return call;
  const own = log.flatMap(({ name, at, valueAt, value, ran }): [string, Argument][] => {
    const option = CONFIGURED[name];
    const isLater = at.file === file && at.from > from;
    return option === undefined || !ran || isLater
      ? []
      : [[option, { name: option, at, valueAt, value }]];
  });
  return { ...call, options: new Map([...own, ...call.options]) };
}

/** The options of one path, or the paths that are covered if this one is not. */
type Resource =
  | { readonly kind: 'own'; readonly options: readonly Argument[] }
  | { readonly kind: 'other'; readonly key: Value };

/** `resources={r"/api/*": {…}}`, or a pattern or a list of them; null: every path. */
function resourceOf({ given }: Call, path: string): Resource | null {
  const value = given.find(({ name }) => name === 'resources')?.value;
  if (value?.kind === 'string') {
    return covers(value.text, path) ? null : { kind: 'other', key: value };
  }
  if (value?.kind === 'list') {
    const [first] = value.items;
    const isCovered = value.items.some((one) => one.kind !== 'string' || covers(one.text, path));
    return isCovered || first === undefined ? null : { kind: 'other', key: first };
  }
  if (value?.kind !== 'dict') return null;
  for (const [key, options] of value.entries) {
    if (key.kind !== 'string' || !covers(key.text, path)) continue;
    return {
      kind: 'own',
      options: options.kind === 'dict' ? (options.written?.properties ?? []) : [],
    };
  }
  const [first] = value.entries;
  return first === undefined ? null : { kind: 'other', key: first[0] };
}

const covers = (pattern: string, path: string): boolean =>
  pattern === '*' || pythonMatch(pattern, path) !== false;

function withResource(
  call: NonNullable<OptionsFile['call']>,
  resource: Resource | null,
): NonNullable<OptionsFile['call']> {
  if (resource?.kind !== 'own') return call;
  const own = resource.options.flatMap((one): [string, Argument][] =>
    one.name === null ? [] : [[one.name, one]],
  );
  return { ...call, options: new Map([...call.options, ...own]) };
}

const namesOf = (value: Value | undefined): readonly string[] | undefined =>
  value?.kind === 'string' ? [value.text] : textsOf(value)?.texts;

function settingsOf(value: (name: string) => Value | undefined): FlaskCors {
  const origins = namesOf(value('origins'))?.filter(
    (one) => !isPattern(one) || one === '*' || isSafePattern(one),
  );
  const [methods, headers, expose] = ['methods', 'allow_headers', 'expose_headers'].map((name) =>
    namesOf(value(name)),
  );
  const flag = (name: string): boolean | undefined => {
    const found = value(name);
    return found === undefined ? undefined : (truthOf(found) ?? undefined);
  };
  const [credentials, wildcard, always] = [
    flag('supports_credentials'),
    flag('send_wildcard'),
    flag('always_send'),
  ];
  return {
    ...(value('origins') !== undefined && { origins: origins ?? [] }),
    ...(methods && { methods }),
    ...(headers && {
      allow_headers: headers.filter((one) => !isPattern(one) || one === '*' || isSafePattern(one)),
    }),
    ...(expose && { expose_headers: expose }),
    ...(credentials !== undefined && { supports_credentials: credentials }),
    ...(wildcard !== undefined && { send_wildcard: wildcard }),
    ...(always !== undefined && { always_send: always }),
  };
}

function policyOf(value: (name: string) => Value | undefined): Policy {
  const settings = settingsOf(value);
  const origins = value('origins');
  const isOpen = origins?.kind === 'unknown' || textsOf(origins)?.isOpen === true;
  const answers = flaskCors(settings, () => ({ status: 200, headers: [] }));
  const allows = (origin: string): boolean | null => {
    const request = {
      method: 'GET',
      url: 'http://a.invalid/',
      headers: [['Origin', origin]] as const,
    };
    const sent = get(answers(request).headers, 'access-control-allow-origin');
    return sent === origin || sent === '*' ? true : isOpen ? null : false;
  };
  const headers = namesOf(value('allow_headers'));
  return {
    allows,
    isAll:
      allows('https://stranger.invalid') === true && allows('http://another.invalid:8123') === true,
    credentials: settings.supports_credentials === true,
    methods: (settings.methods ?? DEFAULT_METHODS).map((one) => one.toUpperCase()),
    headers: headers === undefined || headers.some(isPattern) ? 'any' : headers,
    expose: namesOf(value('expose_headers')) ?? [],
  };
}

/** A line of the program’s own that sets the header of the origin. */
type Line = {
  readonly at: Span;
  readonly value: string | null;
  readonly adds: boolean;
  readonly isAfter: boolean;
};

const LINE =
  /^[ \t]{1,40}\w{1,40}\.headers(?:\[["']Access-Control-Allow-Origin["']\][ \t]{0,9}=[ \t]{0,9}|\.(add|set|setdefault)\([ \t]{0,9}["']Access-Control-Allow-Origin["'],[ \t]{0,9})(?:["']([^"'\n]{0,300})["'])?[^\n]{0,300}$/gim;

/** No program sets the header in more places. */
const MOST_LINES = 100;

/** What is registered later runs earlier: the extension then finds its header set, and adds none. */
function handWritten(files: readonly SettingsFile[], cors: Call): readonly Line[] {
  const own = fileNamed(files, cors.at.file);
  if (own === null) return [];
  return [...own.text.matchAll(LINE)].slice(0, MOST_LINES).map((match): Line => {
    const from = match.index + (/^[ \t]*/.exec(match[0])?.[0].length ?? 0);
    const at = { file: own.name, from, to: match.index + match[0].trimEnd().length };
    return {
      at,
      value: match[2] ?? null,
      adds: match[1]?.toLowerCase() === 'add',
      isAfter: match.index > cors.at.from,
    };
  });
}

function withLines(application: Application, lines: readonly Line[]): Application {
  return lines.reduce<Application>(
    (inner, { value, adds, isAfter }) =>
      (request) => {
        const answer = inner(request);
        const header = ['Access-Control-Allow-Origin', value ?? ''] as const;
        if (adds && !isAfter) return { ...answer, headers: [...answer.headers, header] };
        return withHeaders([header], answer);
      },
    application,
  );
}

function overwritten(
  files: readonly SettingsFile[],
  lines: readonly Line[],
  { origin, credentials }: AnswerRequirement,
  cors: Call | undefined,
): readonly Problem[] {
  const own = cors === undefined ? null : fileNamed(files, cors.at.file);
  if (cors === undefined || own === null) return [];
  const wrong = lines.filter(({ value, adds, isAfter }) => {
    const isFine = value === origin || (value === '*' && !credentials);
    return !isFine || (adds && !isAfter);
  });
  const line = String(lineOf(files, cors.at));
  const [header, call] = [code('Access-Control-Allow-Origin'), code('CORS(…)')];
  return wrong.map(
    ({ at, value }, index): Problem => ({
      id: 'header-overwritten',
      at,
      text:
        value === null
          ? say`Remove this line. It sets ${header} beside the ${call} of line ${line}.`
              .fr`Retirez cette ligne. Elle définit ${header} en plus du ${call} de la ligne
              ${line}.`
          : say`Remove this line. It sets ${header} to ${ownText(value)} beside the ${call} of line
              ${line}.`
              .fr`Retirez cette ligne. Elle donne à ${header} la valeur ${ownText(value)} en plus du
              ${call} de la ligne ${line}.`,
      because: [],
      // All of them go at once.
      edits: index > 0 ? [] : corsLines(own).map((one) => withoutStatement(own, one)),
    }),
  );
}

const CORS_LINE =
  /^[ \t]{1,40}\w{1,40}\.headers(?:\[["']Access-Control-[\w-]{1,60}["']\][ \t]{0,9}=|\.(?:add|set|setdefault)\([ \t]{0,9}["']Access-Control-)[^\n]{0,400}$/gim;

const corsLines = (own: SettingsFile): readonly Span[] =>
  [...own.text.matchAll(CORS_LINE)].map((match) => ({
    file: own.name,
    from: match.index,
    to: match.index + match[0].trimEnd().length,
  }));

function pathProblem(
  files: readonly SettingsFile[],
  key: Value,
  { url }: AnswerRequirement,
  cors: Call,
): Problem {
  const own = fileNamed(files, key.at.file);
  const quote = own === null ? null : quoteIn(own.text, key.at);
  const text = key.kind === 'string' ? key.text : '';
  return {
    id: 'urls-regex',
    at: key.at,
    text: say`Let ${code('resources')} match ${shown(pathOf(url))} too. The extension skips every
      path that ${ownText(text)} does not match.`
      .fr`Faites aussi correspondre ${code('resources')} à ${shown(pathOf(url))}. L’extension ignore
      tous les chemins qui ne correspondent pas à ${ownText(text)}.`,
    because: cors.because,
    edits: quote === null ? [] : [{ at: key.at, text: `r${quote}/*${quote}` }],
  };
}

function missingExtension(
  files: readonly SettingsFile[],
  calls: readonly Call[],
  { origins, credentials, expose, methods }: AnswerRequirement,
): readonly Problem[] {
  const made = calls.find(({ path }) => /(?:^|\.)Flask$/.test(path));
  const own = made === undefined ? null : fileNamed(files, made.at.file);
  if (made === undefined || own === null) return [];
  const app = assignedName(files, made);
  const quote = usualQuote(own.text);
  const list = (values: readonly string[]): string =>
    `[${values.map((one) => pythonStringIn(quote, one)).join(', ')}]`;
  const unusual = methods.filter((one) => !DEFAULT_METHODS.includes(one));
  const options = [
    `origins=${list(origins)}`,
    ...(credentials ? ['supports_credentials=True'] : []),
    ...(unusual.length > 0 ? [`methods=${list([...DEFAULT_METHODS, ...unusual])}`] : []),
    ...(expose.length > 0 ? [`expose_headers=${list(expose)}`] : []),
  ];
  const last = lastImport(own) ?? { from: 0, to: 0 };
  return [
    {
      id: 'middleware-missing',
      at: made.at,
      text: say`Call ${code('CORS(…)')} of Flask-CORS below this line. Without it Flask adds no CORS
        headers.`
        .fr`Appelez ${code('CORS(…)')} de Flask-CORS sous cette ligne. Sans cet appel, Flask
        n’ajoute pas d’en-têtes CORS.`,
      because: made.because,
      edits:
        app === null
          ? []
          : [
              ...(/^[^#\n]{0,300}\bimport\b[^#\n]{0,300}\bCORS\b/m.test(own.text)
                ? []
                : [linesBehind(own, { file: own.name, ...last }, ['from flask_cors import CORS'])]),
              linesBehind(own, made.statement, [`CORS(${[app, ...options].join(', ')})`]),
            ],
    },
  ];
}
