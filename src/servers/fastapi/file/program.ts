import { get, has } from '../../../model/header-list.ts';
import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import type { SeenServer } from '../../../model/seen-server.ts';
import { pathOf } from '../../../model/url.ts';
import type { Call } from '../../../settings/call.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import { environmentOf } from '../../../settings/environment.ts';
import {
  fileNamed,
  lineOf,
  placeOf,
  type SettingsFile,
  type Span,
} from '../../../settings/file.ts';
import { firstBrokenLine, readPython } from '../../../settings/python/read-python.ts';
import { lastImport } from '../../../settings/python/tree.ts';
import { truthOf } from '../../../settings/python/truth.ts';
import { linesBehind, usualQuote, withoutStatement } from '../../../settings/style.ts';
import type { Value } from '../../../settings/value.ts';
import { applicationAnswer, newestAnswer } from '../../kit/application-answer.ts';
import { pythonStringIn } from '../../kit/literals.ts';
import { brokenNotes } from '../../kit/own-file/broken.ts';
import { deciding } from '../../kit/own-file/deciding.ts';
import type { OptionsFile, Policy, Problem } from '../../kit/own-file/options-file.ts';
import type { ReadOptions } from '../../kit/own-file/options-reader.ts';
import { assignedName, pythonOptions } from '../../kit/own-file/python-call.ts';
import { isSafePattern } from '../../kit/own-file/python-pattern.ts';
import { textsOf } from '../../kit/own-file/values.ts';
import type { Application, ServerRequest } from '../../kit/stack.ts';
import { variesByAll } from '../marks.ts';
import { DEFAULT_METHODS, type StarletteCors, starletteCors } from '../model.ts';

const CALLS = new Set([
  'add_middleware',
  'CORSMiddleware',
  'Middleware',
  'FastAPI',
  'Starlette',
  'mount',
]);

/** The program of FastAPI or Starlette among the files; null if there is none. */
export const readFastapi: ReadOptions = (files, requirement, seenServer, flipped, before) => {
  const main = mainOf(files);
  if (main === null) return null;
  const { calls, missing } = readPython(files, main, {
    environment: environmentOf(files),
    library: new Set(),
    isLogged: () => false,
    isCall: (name) => CALLS.has(name),
    decide: deciding(flipped),
    before,
  });
  const path = pathOf(requirement.url);
  const all = calls.filter((one) => one.ran);
  const elsewhere = mountedElsewhere(all, path);
  const ran =
    elsewhere.size === 0
      ? all
      : all.filter(({ receiver, value }) => !elsewhere.has(placeOf((receiver ?? value).at)));
  const added = ran.findLast(isCors);
  // One that waits for its list of origins to have some.
  const cors = added ?? calls.findLast((one) => isCors(one) && hasNoOrigins(files, one));
  const call = cors === undefined ? null : pythonOptions(files, cors);
  const value = (name: string): Value | undefined => call?.options.get(name)?.value;
  const above = cors === undefined ? [] : middlewareAbove(files, ran, cors);
  const subject = { files, requirement, seenServer };
  const isAbove = above.length > 0 && isUnanswered(subject, value);
  const application = applicationOf(subject, added === undefined ? null : value, isAbove);
  return {
    files,
    main,
    call,
    policy: cors === undefined ? null : policyOf(value),
    origins: value('allow_origins') ?? null,
    problems: [
      ...(cors === undefined ? missingMiddleware(subject, ran) : []),
      ...(cors !== undefined && isAbove ? orderProblem(files, cors, above) : []),
    ],
    application,
    notes: [
      ...brokenNotes(files, /\.py$/i, firstBrokenLine),
      ...(cors === undefined ? [] : errorNote(subject, cors)),
      ...unsafeNote(value),
    ],
    missing,
  };
};

type Subject = {
  readonly files: readonly SettingsFile[];
  readonly requirement: AnswerRequirement;
  readonly seenServer: SeenServer;
};

/** The one that makes the application, and adds the middleware. */
function mainOf(files: readonly SettingsFile[]): SettingsFile | null {
  const modules = files.filter(({ name }) => /\.py$/i.test(name));
  const makes = modules.filter(({ text }) => /\b(?:FastAPI|Starlette)\s?\(/.test(text));
  const adds = modules.filter(({ text }) => /\bCORSMiddleware\b/.test(text));
  return makes.find((one) => adds.includes(one)) ?? makes[0] ?? adds[0] ?? null;
}

/** The applications that are mounted below other paths, by their places. */
function mountedElsewhere(calls: readonly Call[], path: string): ReadonlySet<string> {
  const mounts = calls.filter((one) => one.path.endsWith('.mount'));
  return new Set(
    mounts.flatMap(({ given }) => {
      const [prefix, app] = given.map(({ value }) => value);
      if (prefix?.kind !== 'string' || app?.kind !== 'object') return [];
      const isBelow = path === prefix.text || path.startsWith(`${prefix.text.replace(/\/$/, '')}/`);
      return isBelow ? [] : [placeOf(app.at)];
    }),
  );
}

const nameEnds = (value: Value | undefined, name: string): boolean =>
  (value?.kind === 'name' || value?.kind === 'object') && value.path.split('.').at(-1) === name;

function isCors({ name, given }: Call): boolean {
  if (name === 'CORSMiddleware') return true;
  return (
    (name === 'add_middleware' || name === 'Middleware') &&
    nameEnds(given.find((one) => one.name === null)?.value, 'CORSMiddleware')
  );
}

function hasNoOrigins(files: readonly SettingsFile[], call: Call): boolean {
  const origins = pythonOptions(files, call).options.get('allow_origins')?.value;
  return origins?.kind === 'list' && origins.items.length === 0 && origins.read !== null;
}

/** What stands around CORSMiddleware: the one added last runs first. */
function middlewareAbove(
  files: readonly SettingsFile[],
  calls: readonly Call[],
  cors: Call,
): readonly Span[] {
  if (!cors.path.endsWith('add_middleware')) return [];
  const own = fileNamed(files, cors.at.file);
  const later = calls.filter(
    (one) =>
      one !== cors &&
      one.path.endsWith('add_middleware') &&
      one.at.file === cors.at.file &&
      one.at.from > cors.at.to,
  );
  const decorated = [...(own?.text.matchAll(DECORATED) ?? [])].flatMap((match): readonly Span[] =>
    own === null || match.index < cors.at.to
      ? []
      : [{ file: own.name, from: match.index, to: match.index + match[0].length }],
  );
  return [...later.map(({ statement }) => statement), ...decorated].toSorted(
    (a, b) => a.from - b.from,
  );
}

/** A function with `@app.middleware("http")`, up to the next line without indentation. */
const DECORATED =
  /^@\w{1,99}\.middleware\([^\n]{0,99}\)\r?\n(?:async )?def [^\n]{0,999}(?:\r?\n(?:[ \t][^\n]{0,999})?(?=\r?\n))*/gm;

/** The newest answer has no header of a middleware that would allow the origin. */
function isUnanswered(
  { requirement: { url, origin }, seenServer }: Subject,
  value: (name: string) => Value | undefined,
): boolean {
  const newest = seenServer.answers.findLast(
    (one) => one.url === url && get(one.requestHeaders, 'origin') === origin,
  );
  if (newest === undefined || newest.status >= 500) return false;
  return (
    policyOf(value).allows(origin) === true && !has(newest.headers, 'access-control-allow-origin')
  );
}

function policyOf(value: (name: string) => Value | undefined): Policy {
  const lists = corsOf(value, null);
  const origins = value('allow_origins');
  const isAll = lists.allow_origins?.includes('*') === true;
  const pattern = lists.allow_origin_regex;
  const isOpen = origins?.kind === 'unknown' || textsOf(origins)?.isOpen === true;
  return {
    allows: (origin) => {
      const own = corsOf(value, origin);
      if (isAll || own.allow_origins?.includes(origin) === true) return true;
      if (pattern !== undefined && new RegExp(`^(?:${pattern})$`).test(origin)) return true;
      return isOpen ? null : false;
    },
    isAll,
    credentials: lists.allow_credentials === true,
    methods: anyOf(lists.allow_methods ?? DEFAULT_METHODS),
    headers: anyOf([...(lists.allow_headers ?? []), ...SAFE]),
    expose: lists.expose_headers ?? [],
    refusesOthers: true,
  };
}

const SAFE = ['accept', 'accept-language', 'content-language', 'content-type'];

const anyOf = (list: readonly string[]): readonly string[] | 'any' =>
  list.includes('*') ? 'any' : list;

/** The arguments as Starlette finds them. It searches a string for the origin as part of it. */
function corsOf(value: (name: string) => Value | undefined, origin: string | null): StarletteCors {
  const list = (name: string): readonly string[] | undefined => textsOf(value(name))?.texts;
  const [origins, pattern] = [value('allow_origins'), value('allow_origin_regex')];
  const within = origins?.kind === 'string' ? origins.text : null;
  const found =
    within === null
      ? (list('allow_origins') ?? [])
      : [
          ...(within.includes('*') ? ['*'] : []),
          ...(origin !== null && within.includes(origin) ? [origin] : []),
        ];
  const [methods, headers, expose] = [
    list('allow_methods'),
    list('allow_headers'),
    list('expose_headers'),
  ];
  const credentials = value('allow_credentials');
  return {
    allow_origins: found,
    ...(methods && { allow_methods: methods }),
    ...(headers && { allow_headers: headers }),
    ...(expose && { expose_headers: expose }),
    ...(credentials && truthOf(credentials) === true && { allow_credentials: true }),
    ...(pattern?.kind === 'string' &&
      isSafePattern(pattern.text) && { allow_origin_regex: pattern.text }),
  };
}

function applicationOf(
  { seenServer }: Subject,
  value: ((name: string) => Value | undefined) | null,
  isAbove: boolean,
): Application {
  const inner = (request: ServerRequest) => applicationAnswer(seenServer, request);
  if (value === null) return inner;
  const release = seenServer.answers.some(variesByAll) ? '1' : '0';
  return (request) => {
    if (isAbove || isUnhandled(seenServer, request)) return inner(request);
    return starletteCors(corsOf(value, get(request.headers, 'origin')), release, inner)(request);
  };
}

/** Starlette answers an error that nobody caught outside of every middleware. */
function isUnhandled(seenServer: SeenServer, request: ServerRequest): boolean {
  const newest = newestAnswer(seenServer, request);
  return (
    newest !== undefined &&
    newest.status >= 500 &&
    !has(newest.headers, 'access-control-allow-origin')
  );
}

function orderProblem(
  files: readonly SettingsFile[],
  cors: Call,
  above: readonly Span[],
): readonly Problem[] {
  const own = fileNamed(files, cors.at.file);
  const last = above.at(-1);
  if (own === null || last === undefined) return [];
  const { from, to } = cors.statement;
  const lines = own.text.slice(from, to).split(/\r?\n/);
  return [
    {
      id: 'middleware-order',
      at: cors.at,
      text: say`Move this call below line ${String(lineOf(files, last))}. The middleware added last
        runs first, and what that one answers itself has no CORS headers.`
        .fr`Déplacez cet appel sous la ligne ${String(lineOf(files, last))}. Le middleware ajouté en
        dernier s’exécute en premier, et ce qu’il répond lui-même n’a pas d’en-têtes CORS.`,
      because: cors.because,
      edits: [withoutStatement(own, cors.statement), linesBehind(own, last, ['', ...lines])],
    },
  ];
}

function missingMiddleware(
  { files, requirement }: Subject,
  calls: readonly Call[],
): readonly Problem[] {
  const made = calls.find(({ path }) => /(?:^|\.)(?:FastAPI|Starlette)$/.test(path));
  const own = made === undefined ? null : fileNamed(files, made.at.file);
  const app = made === undefined ? null : assignedName(files, made);
  if (made === undefined || own === null) return [];
  const text = say`Add ${code('CORSMiddleware')} below this line. Without it the application adds no
    CORS headers.`
    .fr`Ajoutez ${code('CORSMiddleware')} sous cette ligne. Sans ce middleware, l’application
    n’ajoute pas d’en-têtes CORS.`;
  const common = { id: 'middleware-missing', at: made.at, text, because: made.because } as const;
  if (app === null) return [{ ...common, edits: [] }];
  return [
    {
      ...common,
      edits: [
        ...importEdits(own),
        linesBehind(own, made.statement, callLines(own, app, requirement)),
      ],
    },
  ];
}

function importEdits(own: SettingsFile): readonly TextEdit[] {
  if (/^[^#\n]{0,300}\bCORSMiddleware\b/m.test(own.text)) return [];
  const name = /^[ \t]{0,99}from fastapi\b/m.test(own.text) ? 'fastapi' : 'starlette';
  const last = lastImport(own) ?? { from: 0, to: 0 };
  return [
    linesBehind(own, { file: own.name, ...last }, [
      `from ${name}.middleware.cors import CORSMiddleware`,
    ]),
  ];
}

function callLines(
  own: SettingsFile,
  app: string,
  { origins, credentials, methods, headers, expose, preflight, method }: AnswerRequirement,
): readonly string[] {
  const quote = usualQuote(own.text);
  const list = (values: readonly string[]): string =>
    `[${values.map((one) => pythonStringIn(quote, one)).join(', ')}]`;
  const unsafe = headers.filter((name) => !SAFE.includes(name));
  const listed = [...new Set(['GET', ...(preflight ? [method, ...methods] : [])])];
  return [
    '',
    `${app}.add_middleware(`,
    '    CORSMiddleware,',
    `    allow_origins=${list(origins)},`,
    ...(credentials ? ['    allow_credentials=True,'] : []),
    ...(listed.length > 1 ? [`    allow_methods=${list(listed)},`] : []),
    ...(unsafe.length > 0 ? [`    allow_headers=${list(unsafe)},`] : []),
    ...(expose.length > 0 ? [`    expose_headers=${list(expose)},`] : []),
    ')',
  ];
}

function errorNote({ requirement, seenServer }: Subject, cors: Call): OptionsFile['notes'] {
  if (!isUnhandled(seenServer, { ...requirement, headers: [] })) return [];
  return [
    {
      id: null,
      at: cors.at,
      text: say`Fix the error behind the response. Nobody caught it, so Starlette answers outside of
        every middleware, and without CORS headers.`
        .fr`Corrigez l’erreur à l’origine de la réponse. Rien ne l’a interceptée, donc Starlette
        répond en dehors de tous les middlewares, et sans en-têtes CORS.`,
    },
  ];
}

/** From 1.0 on, Starlette echoes any origin to requests with credentials. */
function unsafeNote(value: (name: string) => Value | undefined): OptionsFile['notes'] {
  const credentials = value('allow_credentials');
  const isAll = corsOf(value, null).allow_origins?.includes('*') === true;
  if (credentials === undefined || !isAll || truthOf(credentials) !== true) return [];
  return [
    {
      id: null,
      at: credentials.at,
      text: say`List the origins. With ${code('*')} and credentials, newer releases of Starlette let
        every site read these responses as the user.`
        .fr`Indiquez les origines une à une. Avec ${code('*')} et les informations d’identification,
        les versions récentes de Starlette laissent tous les sites lire ces réponses au nom de
        l’utilisateur.`,
    },
  ];
}
