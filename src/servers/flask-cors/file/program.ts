import { get } from '../../../model/header-list.ts';
import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import { shown } from '../../../model/shown.ts';
import { pathOf } from '../../../model/url.ts';
import type { Call } from '../../../settings/call.ts';
import { environmentOf } from '../../../settings/environment.ts';
import {
  fileNamed,
  lineOf,
  placeOf,
  type SettingsFile,
  type Span,
} from '../../../settings/file.ts';
import { isNamed } from '../../../settings/python/namespace.ts';
import {
  firstBrokenLine,
  type PythonReading,
  readPython,
} from '../../../settings/python/read-python.ts';
import { lastImport } from '../../../settings/python/tree.ts';
import { truthOf } from '../../../settings/python/truth.ts';
import { linesBehind, quoteIn, usualQuote, withoutStatement } from '../../../settings/style.ts';
import type { Argument, Value } from '../../../settings/value.ts';
import { applicationAnswer } from '../../kit/application-answer.ts';
import { pythonStringIn } from '../../kit/literals.ts';
import { brokenNotes } from '../../kit/own-file/broken.ts';
import { deciding } from '../../kit/own-file/deciding.ts';
import type { OptionsCall, Policy, Problem } from '../../kit/own-file/options-file.ts';
import type { ReadOptions } from '../../kit/own-file/options-reader.ts';
import { ownText } from '../../kit/own-file/own-text.ts';
import { assignedName, pythonOptions } from '../../kit/own-file/python-call.ts';
import { isSafePattern } from '../../kit/own-file/python-pattern.ts';
import { textsOf } from '../../kit/own-file/values.ts';
import { withHeaders } from '../../kit/response-headers.ts';
import type { Application, ServerRequest } from '../../kit/stack.ts';
import { DEFAULT_METHODS, type FlaskCors, flaskCors, isPattern } from '../model.ts';
import { CONFIGURE, CONFIGURED, configuredOptions } from './configuration.ts';
import {
  applicationsFor,
  type Extension,
  extensionsIn,
  idleIn,
  isDecorated,
  isShared,
  subjectOf,
} from './extension.ts';
import { type Resource, resourceOf } from './resources.ts';

const CALLS = new Set(['CORS', 'init_app', 'Flask', 'cross_origin', ...CONFIGURE]);

/** The program of Flask among the files; null if there is none. */
export const readFlask: ReadOptions = (files, requirement, seenServer, flipped, before) => {
  const main = mainOf(files);
  if (main === null) return null;
  const reading = readPython(files, main, {
    environment: environmentOf(files),
    library: new Set(),
    isLogged: (name) => name in CONFIGURED,
    isCall: (name) => CALLS.has(name),
    decide: deciding(flipped),
    before,
  });
  const ran = reading.calls.filter((one) => one.ran);
  const path = pathOf(requirement.url);
  const apps = applicationsFor(files, ran, path);
  const all = extensionsIn(files, ran);
  const own = all.filter(({ call }) => isFor(subjectOf(call), path, apps));
  const optionsOf = ({ call, made }: Extension): OptionsCall => {
    const given = pythonOptions(files, call);
    const earlier = made === null ? null : pythonOptions(files, made);
    const configured = configuredOptions(reading, call);
    const options = [...configured, ...(earlier?.options ?? []), ...given.options];
    const writable = isShared(ran, call) ? (earlier ?? given) : given;
    return { ...writable, options: new Map(options) };
  };
  const resourceFor = (one: Extension): Resource | null =>
    resourceOf(optionsOf(one).options.get('resources')?.value, path);
  const decorator = ran.find((one) => isDecorated(files, one, path));
  const extension =
    decorator === undefined
      ? (own.findLast((one) => resourceFor(one)?.kind !== 'other') ?? own.at(-1))
      : { call: decorator, made: null };
  const idle = extension === undefined ? uninitialized(files, reading, apps, all) : null;
  const used = extension ?? idle?.extension;
  const cors = extension?.call;
  const resource = used === undefined || decorator !== undefined ? null : resourceFor(used);
  const call = used === undefined ? null : withResource(optionsOf(used), resource);
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
    policy: used === undefined ? null : policyOf(value),
    origins: value('origins') ?? null,
    problems: [
      ...(used === undefined ? missingExtension(files, apps, requirement) : []),
      ...(idle === null ? [] : [idle.problem]),
      ...(resource?.kind === 'other' && used !== undefined
        ? [pathProblem(files, resource.key, requirement, used.call)]
        : []),
      ...overwritten(files, byHand, requirement, cors),
    ],
    application: isKnown ? application : null,
    notes: brokenNotes(files, /\.py$/i, firstBrokenLine),
    missing: reading.missing,
  };
};

function mainOf(files: readonly SettingsFile[]): SettingsFile | null {
  const modules = files.filter(({ name }) => /\.py$/i.test(name));
  const makes = modules.filter(({ text }) => /\bFlask\s?\(/.test(text));
  const adds = modules.filter(({ text }) => /\bCORS\s?\(/.test(text));
  const own = makes.find((one) => adds.includes(one)) ?? makes[0] ?? adds[0] ?? null;
  return own === null ? null : (starterOf(modules, own) ?? own);
}

/** The script that calls the factory: it says with which configuration. Tests take another one. */
function starterOf(
  modules: readonly SettingsFile[],
  { name, text }: SettingsFile,
): SettingsFile | undefined {
  const factory =
    /^def ([a-z]\w{0,60})\([^\n]{0,300}:[^\n]{0,300}\n(?:[ \t][^\n]{0,300}\n|\n){0,60}?[^\n]{0,99}\bFlask\s?\(/m.exec(
      text,
    )?.[1];
  if (factory === undefined || new RegExp(`^\\w+ = ${factory}\\(`, 'm').test(text))
    return undefined;
  const calls = new RegExp(`^\\w{1,60} = ${factory}\\(`, 'm');
  return modules.find(
    (one) =>
      one.name !== name &&
      !/(?:^|\/)(?:tests?\/|conftest|test_)/.test(one.name) &&
      calls.test(one.text),
  );
}

/**
 * Whether an extension of this application or blueprint is for the path: a blueprint has only the
 * paths below its own. `apps`: those that may have the path.
 */
function isFor(subject: Value | null, path: string, apps: readonly Call[]): boolean {
  if (subject?.kind !== 'object') return true;
  if (isNamed(subject, /(?:^|\.)Flask$/)) {
    return apps.some(({ at }) => placeOf(at) === placeOf(subject.at));
  }
  const prefix = isNamed(subject, /(?:^|\.)Blueprint$/) ? subject.named.get('url_prefix') : null;
  return prefix?.kind !== 'string' || path.startsWith(prefix.text);
}

/** The fault of a `CORS()` that gets no application, and what it would do if it got one. */
function uninitialized(
  files: readonly SettingsFile[],
  { calls, modules }: PythonReading,
  apps: readonly Call[],
  extensions: readonly Extension[],
): { readonly extension: Extension; readonly problem: Problem } | null {
  const call = idleIn(
    calls.filter(({ ran }) => ran),
    extensions,
  );
  const [app] = apps;
  const own = app === undefined ? null : fileNamed(files, app.at.file);
  if (call === undefined || app === undefined || own === null) return null;
  const isBehind = call.at.file === app.at.file && call.at.from > app.at.from;
  const names = [...(modules.get(app.at.file)?.scope.names ?? [])];
  const [name] =
    names.find(([, one]) => placeOf(one.at) === placeOf(call.at)) ??
    (isBehind ? [assignedName(files, call)] : []);
  const subject = assignedName(files, app);
  if (!name || subject === null) return null;
  const { statement } = isBehind ? call : app;
  const line = `${name}.init_app(${subject})`;
  const problem: Problem = {
    id: 'middleware-missing',
    at: isBehind ? call.at : app.at,
    text: say`Call ${code(line)} below this line. Without it the extension does not get the
      application, and adds no CORS headers.`
      .fr`Appelez ${code(line)} sous cette ligne. Sans cet appel, l’extension ne reçoit pas
      l’application et n’ajoute pas d’en-têtes CORS.`,
    because: app.because,
    edits: [linesBehind(own, statement, [line])],
  };
  return { extension: { call, made: null }, problem };
}

function withResource(call: OptionsCall, resource: Resource | null): OptionsCall {
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
  const isLater = /\.init_app$/.test(cors.path);
  const [header, call] = [
    code('Access-Control-Allow-Origin'),
    code(isLater ? 'init_app(…)' : 'CORS(…)'),
  ];
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
  [made]: readonly Call[],
  { origins, credentials, expose, methods }: AnswerRequirement,
): readonly Problem[] {
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
