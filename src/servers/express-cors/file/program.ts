import { get } from '../../../model/header-list.ts';
import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { phrase, say } from '../../../model/say.ts';
import type { SeenServer } from '../../../model/seen-server.ts';
import type { Call } from '../../../settings/call.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import { environmentOf } from '../../../settings/environment.ts';
import {
  fileNamed,
  lineBreakOf,
  lineOf,
  type SettingsFile,
  type Span,
} from '../../../settings/file.ts';
import {
  firstBrokenLine,
  type JavascriptReading,
  readJavascript,
} from '../../../settings/javascript/read-javascript.ts';
import { linesBefore, linesBehind, usualQuote, withoutElement } from '../../../settings/style.ts';
import type { Argument, ListValue, Value } from '../../../settings/value.ts';
import { applicationAnswer } from '../../kit/application-answer.ts';
import { javascriptStringIn } from '../../kit/literals.ts';
import { brokenNotes } from '../../kit/own-file/broken.ts';
import { deciding } from '../../kit/own-file/deciding.ts';
import type { OptionsFile, Policy, Problem } from '../../kit/own-file/options-file.ts';
import type { ReadOptions } from '../../kit/own-file/options-reader.ts';
import { textsOf } from '../../kit/own-file/values.ts';
import type { ServerRequest } from '../../kit/stack.ts';
import {
  type CorsCall,
  optionsCall,
  optionsIn,
  originsIn,
  policyOf,
  resolved,
} from './cors-call.ts';
import { handWritten, type Needs } from './hand-written.ts';
import { isLayerCall, type Layer, type Trace, traced, wiringOf } from './layers.ts';
import { statementCut, statementText } from './statements.ts';

/** Whether a file is one of JavaScript or TypeScript. */
export const isProgram = ({ name }: SettingsFile): boolean => /\.[cm]?[jt]sx?$/i.test(name);

type Program = {
  readonly files: readonly SettingsFile[];
  readonly main: SettingsFile;
  readonly requirement: AnswerRequirement;
  readonly seenServer: SeenServer;
  readonly reading: JavascriptReading;
  /** The call that makes the application; undefined if none was found. */
  readonly made: Call | undefined;
  readonly layers: readonly Layer[];
  readonly corsCalls: readonly CorsCall[];
  readonly isNest: boolean;
};

export const readExpress: ReadOptions = (files, requirement, seenServer, flipped, before) => {
  const names = new Set(['cors', ...aliases(files)]);
  const isCall = (name: string): boolean =>
    isLayerCall(name) || names.has(name) || name === 'express' || name === 'Router';
  const reading = readAll(files, isCall, flipped, before);
  if (reading === null) return null;
  const corsCalls = reading.calls.filter(({ path }) => isCorsPath(path)).map(corsCallOf);
  const { layersOf } = wiringOf(reading.calls, corsCalls);
  const apps = reading.calls.filter(({ path }) => path === 'express');
  const sized = apps.map((made) => ({ made, layers: layersOf(made.value) }));
  const best = sized.toSorted((a, b) => b.layers.length - a.layers.length)[0];
  return programOf({
    files,
    main: mainOf(files, /\bexpress\b/),
    requirement,
    seenServer,
    reading,
    made: best?.made,
    layers: best?.layers ?? [],
    corsCalls,
    isNest: false,
  });
};

const isCorsPath = (path: string): boolean => path === 'cors' || path === 'cors.default';

/** The names under which the package is imported. */
const aliases = (files: readonly SettingsFile[]): readonly string[] =>
  files.flatMap(({ text }) =>
    [
      ...text.matchAll(/\b(\w{1,60})\s{1,9}from\s{1,9}["']cors["']/g),
      ...text.matchAll(/\b(\w{1,60})\s{0,9}=\s{0,9}require\(["']cors["']\)/g),
    ].flatMap(([, name]) => name ?? []),
  );

function corsCallOf({ value, at, brackets, given, because }: Call): CorsCall {
  return {
    value,
    at,
    place: brackets,
    given: given[0] ?? null,
    because,
  };
}

/** Nest sets its headers before every route, in the order of these calls. */
export const readNest: ReadOptions = (files, requirement, seenServer, flipped, before) => {
  const isCall = (name: string): boolean =>
    isLayerCall(name) || name === 'create' || name === 'enableCors' || name === 'cors';
  const reading = readAll(files, isCall, flipped, before);
  if (reading === null) return null;
  const made = reading.calls.find(({ path }) => /(?:^|\.)NestFactory\.create$/.test(path));
  const atStart = made === undefined ? [] : startOptions(made);
  const enabled = reading.calls.filter(({ path, ran }) => ran && path.endsWith('.enableCors'));
  const own = enabled.map((call): CorsCall => ({ ...corsCallOf(call), at: call.at }));
  const used = reading.calls.filter(({ path }) => isCorsPath(path)).map(corsCallOf);
  const app = made?.value;
  const call = made ?? enabled[0];
  // Nest calls what `create` was given when it starts to listen.
  const fixed = [...own, ...atStart].flatMap((cors): readonly Layer[] =>
    call === undefined ? [] : [{ call, path: null, method: null, does: { kind: 'cors', cors } }],
  );
  return programOf({
    files,
    main: mainOf(files, /\bNestFactory\b|\benableCors\b/),
    requirement,
    seenServer,
    reading,
    made,
    layers: [...fixed, ...(app === undefined ? [] : wiringOf(reading.calls, used).layersOf(app))],
    corsCalls: [...atStart, ...own, ...used],
    isNest: true,
  });
};

/** `NestFactory.create(AppModule, { cors: … })`. */
function startOptions({ given, because }: Call): readonly CorsCall[] {
  const options = given.map(({ value }) => value).find(({ kind }) => kind === 'dict');
  const written = options?.kind === 'dict' ? (options.written?.properties ?? []) : [];
  const cors = written.find(({ name }) => name === 'cors');
  if (cors === undefined) return [];
  if (cors.value.kind === 'boolean' && !cors.value.value) return [];
  return [{ value: cors.value, at: cors.at, place: cors.valueAt, given: cors, because }];
}

function readAll(
  files: readonly SettingsFile[],
  isCall: (name: string) => boolean,
  flipped: string | null,
  before: readonly SettingsFile[],
): JavascriptReading | null {
  const programs = files.filter(isProgram);
  if (programs.length === 0) return null;
  // A file that others import runs with them.
  const tops = programs.filter(({ name }) => !programs.some((one) => imports(one, name)));
  return readJavascript(files, tops.length > 0 ? tops : programs, {
    environment: environmentOf(files),
    isCall,
    decide: deciding(flipped),
    before,
  });
}

const imports = ({ name: own, text }: SettingsFile, name: string): boolean => {
  const stem = (name.split('/').at(-1) ?? name).replace(/\.[cm]?[jt]sx?$/, '');
  if (own === name || stem === 'index') return false;
  const at = text.indexOf(`/${stem}`);
  return (
    at >= 0 &&
    /^(?:\.[cm]?[jt]sx?)?["']/.test(text.slice(at + 1 + stem.length, at + 8 + stem.length))
  );
};

function mainOf(files: readonly SettingsFile[], marks: RegExp): SettingsFile {
  const programs = files.filter(isProgram);
  const found = programs.find(({ text }) => marks.test(text)) ?? programs[0] ?? files[0];
  return found ?? { name: '', text: '' };
}

function programOf(program: Program): OptionsFile {
  const { files, main, requirement, seenServer, reading, layers, corsCalls } = program;
  const inner = (request: ServerRequest) => applicationAnswer(seenServer, request);
  const send = (request: ServerRequest): Trace => traced(layers, reading.invoke, request, inner);
  const { origin, preflight } = requirement;
  const actual = send(actualFrom(requirement, origin));
  const before = preflight ? send(preflightFrom(requirement, origin)) : null;
  const traces = before === null ? [actual] : [before, actual];
  const again = twice(program, actual);
  const cors = before?.cors[0] ?? (again.length > 0 ? actual.cors[0] : actual.cors.at(-1)) ?? null;
  const used = cors === null ? usedIn(layers) : null;
  const shown = cors ?? corsCalls.find((one) => used?.has(one)) ?? null;
  const list = shown === null ? listByHand(program, traces, send) : null;
  const own =
    shown === null ? (list?.found ?? null) : withOwnLines(program, foundIn(program, shown), send);
  return {
    files,
    main,
    call: own?.call ?? null,
    policy: own?.policy ?? null,
    origins: own?.origins ?? null,
    problems: [
      ...(list === null ? missing(program, shown, traces) : []),
      ...order(program, actual, before),
      ...again,
      ...overwritten(program, traces),
      ...(shown !== null
        ? []
        : list === null
          ? handWritten(program, traces)
          : handWritten({ ...program, requirement: list.requirement }, list.traces)),
    ],
    application: (request) => send(request).answer,
    notes: [...brokenNotes(files, /\.[cm]?[jt]sx?$/i, firstBrokenLine), ...notesOn(shown, program)],
    missing: reading.missing,
  };
}

const actualFrom = ({ method, url }: Needs, origin: string): ServerRequest => ({
  method,
  url,
  headers: [['Origin', origin]],
});

const preflightFrom = ({ method, url, headers }: Needs, origin: string): ServerRequest => ({
  method: 'OPTIONS',
  url,
  headers: [
    ['Origin', origin],
    ['Access-Control-Request-Method', method],
    ['Access-Control-Request-Headers', headers.join(',')],
  ],
});

type Options = Pick<OptionsFile, 'call' | 'policy' | 'origins'>;

function foundIn({ files, reading, requirement: { origin } }: Program, shown: CorsCall): Options {
  const { invoke } = reading;
  return {
    call: optionsCall(files, resolved(shown, origin, invoke).cors),
    policy: policyOf(shown, origin, invoke),
    origins: originsIn(shown, origin, invoke),
  };
}

/**
 * What the program’s own code answers beside the package needs no option. It may do so only for
 * origins that are listed, so one of those asks.
 */
function withOwnLines(
  { files, requirement }: Program,
  found: Options,
  send: (request: ServerRequest) => Trace,
): Options {
  const { policy, origins } = found;
  if (policy === null || !files.some(({ text }) => /access-control-/i.test(text))) return found;
  const texts = origins?.kind === 'list' ? (textsOf(origins)?.texts ?? []) : [];
  const listed = [requirement.origin, ...texts.slice(0, MOST_TRIED)].find(policy.allows);
  const asking = listed ?? requirement.origin;
  const actual = send(actualFrom(requirement, asking));
  const before = requirement.preflight ? send(preflightFrom(requirement, asking)) : actual;
  const own = ({ setters, answer }: Trace, header: string): readonly string[] =>
    setters.has(header) ? (get(answer.headers, header) ?? '').split(/\s*,\s*/) : [];
  const more = (list: Policy['headers'], names: readonly string[]): Policy['headers'] =>
    list === 'any' ? list : [...list, ...names];
  const allows = [before, actual].every((one) =>
    own(one, 'access-control-allow-credentials').includes('true'),
  );
  return {
    ...found,
    policy: {
      ...policy,
      credentials: policy.credentials || allows,
      methods: more(policy.methods, own(before, 'access-control-allow-methods')),
      headers: more(policy.headers, own(before, 'access-control-allow-headers')),
      expose: more(policy.expose, own(actual, 'access-control-expose-headers')),
    },
  };
}

/** Code of the program’s own that lets in the origins of a list, but not this one. */
type ListByHand = {
  readonly found: Options;
  /** What happens to a request of an origin in the list, and what that one needs. */
  readonly requirement: Needs;
  readonly traces: readonly Trace[];
};

/** More entries of one list are not tried. */
const MOST_TRIED = 5;

function listByHand(
  { files, requirement }: Program,
  traces: readonly Trace[],
  send: (request: ServerRequest) => Trace,
): ListByHand | null {
  if (traces.some(({ setters }) => setters.has(ALLOW_ORIGIN))) return null;
  const lets = (origin: string): boolean =>
    send(actualFrom(requirement, origin)).setters.has(ALLOW_ORIGIN);
  for (const list of traces.flatMap(({ searched }) => searched)) {
    const texts = list.items.flatMap((one) => (one.kind === 'string' ? [one.text] : []));
    const listed = texts.slice(0, MOST_TRIED).find(lets);
    if (listed === undefined) continue;
    const asListed = { ...requirement, origin: listed, origins: [listed] };
    return {
      found: optionsByHand(files, list, lets),
      requirement: asListed,
      traces: [
        ...(requirement.preflight ? [send(preflightFrom(asListed, listed))] : []),
        send(actualFrom(asListed, listed)),
      ],
    };
  }
  return null;
}

/** What a list alone decides. The lines that set the other headers are looked at by themselves. */
function optionsByHand(
  files: readonly SettingsFile[],
  list: ListValue,
  lets: (origin: string) => boolean,
): Options {
  const { at } = list;
  const text = fileNamed(files, at.file)?.text.slice(0, at.from).slice(-LONGEST_NAME) ?? '';
  const name = /(\w{1,60})\s{0,9}(?::[^=\n]{0,60})?=\s{0,9}(?:new Set\(\s{0,9})?$/.exec(text)?.[1];
  const isOpen = list.items.some(({ kind }) => kind === 'unknown');
  return {
    call: {
      at,
      byHand: name ?? phrase`this list`.fr`cette liste`,
      options: new Map([['origin', { name: 'origin', at, valueAt: at, value: list }]]),
      because: list.because,
      withOptions: () => [],
    },
    policy: {
      allows: (origin) => lets(origin) || (isOpen ? null : false),
      isAll: false,
      credentials: true,
      methods: 'any',
      headers: 'any',
      expose: 'any',
    },
    origins: list,
  };
}

const LONGEST_NAME = 200;

/** The calls of cors in the application and in all its routers. */
function usedIn(layers: readonly Layer[]): ReadonlySet<CorsCall> {
  const used = new Set<CorsCall>();
  const waiting = new Set([layers]);
  for (const one of waiting) {
    for (const { does } of one) {
      if (does.kind === 'cors') used.add(does.cors);
      if (does.kind === 'router') waiting.add(does.layers);
    }
  }
  return used;
}

/** Nothing in the program sets CORS headers. */
function missing(
  { files, made, requirement, isNest, main }: Program,
  shown: CorsCall | null,
  traces: readonly Trace[],
): readonly Problem[] {
  const isByHand = traces.some(({ setters }) => setters.has(ALLOW_ORIGIN));
  if (shown !== null || isByHand) return [];
  const own = made === undefined ? null : fileNamed(files, made.at.file);
  const name = isNest ? 'app.enableCors' : 'cors';
  const text = isNest
    ? say`Call ${code('app.enableCors(…)')} below this line. Without it the application adds no CORS
      headers.`
        .fr`Appelez ${code('app.enableCors(…)')} sous cette ligne. Sans cet appel, l’application
        n’ajoute pas d’en-têtes CORS.`
    : say`Use the package ${code('cors')} below this line. Without it the application adds no CORS
      headers.`
        .fr`Utilisez le package ${code('cors')} sous cette ligne. Sans lui, l’application n’ajoute
        pas d’en-têtes CORS.`;
  const at = made?.at ?? { file: main.name, from: 0, to: 0 };
  if (made === undefined || own === null) {
    return [{ id: 'middleware-missing', at, text, because: [], edits: [] }];
  }
  const app = /(?:const|let|var)\s{1,9}(\w{1,60})/.exec(statementText(own, made.statement))?.[1];
  const edits = app === undefined ? [] : callEdits(own, made, app, requirement, name);
  return [{ id: 'middleware-missing', at, text, because: made.because, edits }];
}

function callEdits(
  own: SettingsFile,
  made: Call,
  app: string,
  requirement: AnswerRequirement,
  name: string,
): readonly TextEdit[] {
  const { origins, credentials, headers: _, expose, methods } = requirement;
  const quote = usualQuote(own.text);
  const list = (values: readonly string[]): string =>
    `[${values.map((one) => javascriptStringIn(quote, one)).join(', ')}]`;
  const unusual = methods.filter((one) => !USUAL.includes(one));
  const options = [
    `origin: ${list(origins)}`,
    ...(credentials ? ['credentials: true'] : []),
    ...(unusual.length > 0 ? [`methods: ${list([...USUAL, ...unusual])}`] : []),
    ...(expose.length > 0 ? [`exposedHeaders: ${list(expose)}`] : []),
  ].join(', ');
  const end = /;\s*$/.test(statementText(own, made.statement)) ? ';' : '';
  if (name !== 'cors')
    return [linesBehind(own, made.statement, [`${app}.enableCors({ ${options} })${end}`])];
  return [
    ...importEdits(own, quote, end),
    linesBehind(own, made.statement, [`${app}.use(cors({ ${options} }))${end}`]),
  ];
}

const USUAL: readonly string[] = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'];

function importEdits(own: SettingsFile, quote: string, end: string): readonly TextEdit[] {
  if (/^(?:const|let|var|import) cors\b/m.test(own.text)) return [];
  const match = /^.{0,200}\b(?:from\s{1,9}|require\(\s{0,9})["']express["'].{0,50}$/m.exec(
    own.text,
  );
  const isModule = match !== null && /\bfrom\b/.test(match[0]);
  const line = isModule
    ? `import cors from ${quote}cors${quote}${end}`
    : `const cors = require(${quote}cors${quote})${end}`;
  const from = match?.index ?? 0;
  const to = from + (match?.[0].trimEnd().length ?? 0);
  return [linesBehind(own, { file: own.name, from, to }, [line])];
}

/** The route answers before the package is asked. */
function order(
  { files, layers, made, isNest }: Program,
  actual: Trace,
  before: Trace | null,
): readonly Problem[] {
  if (isNest || actual.setters.has(ALLOW_ORIGIN)) return [];
  const global = layers.find(
    ({ method, does }) =>
      method === null && does.kind === 'cors' && !actual.cors.includes(does.cors),
  );
  if (actual.route !== null && global !== undefined && actual.cors.length === 0) {
    const first = layers.find(({ call }) => call.at.file === global.call.at.file)?.call ?? made;
    const line = lineOf(files, actual.route.at);
    return [
      {
        id: 'middleware-order',
        at: global.call.at,
        text: say`Move this above the routes. The route of line ${String(line)} answers before
          ${code('cors')} is asked.`
          .fr`Déplacez ceci au-dessus des routes. La route de la ligne ${String(line)} répond avant
          que ${code('cors')} ne soit appelé.`,
        because: global.call.because,
        edits: first === undefined ? [] : moveEdits(files, global.call, first),
      },
    ];
  }
  return before !== null && before.cors.length === 0 && actual.cors.length > 0
    ? notRouted(files, actual)
    : [];
}

/** Only the route has the package, so nobody answers its preflight. */
function notRouted(files: readonly SettingsFile[], { route, cors }: Trace): readonly Problem[] {
  const [first] = cors;
  const path = route?.given[0];
  const own = route === null ? null : fileNamed(files, route.at.file);
  if (route === null || first === undefined || path === undefined || own === null) return [];
  const text = (at: Span): string => own.text.slice(at.from, at.to);
  const app = text(route.at).slice(0, text(route.at).search(/\s*\.\s*\w+\s*\(/));
  const handler = route.given.find(({ value }) => value.at.from === first.value.at.from);
  const end = statementText(own, route.statement).endsWith(';') ? ';' : '';
  const written = handler === undefined ? 'cors()' : text(handler.valueAt);
  return [
    {
      id: 'preflight-not-routed',
      at: route.at,
      text: say`Answer ${code('OPTIONS')} for this path too. This route lets ${code('cors')} see
        ${code(methodOf(route))} only, so the preflight request gets no CORS headers.`
        .fr`Répondez aussi à ${code('OPTIONS')} pour ce chemin. Cette route ne laisse voir à
        ${code('cors')} que ${code(methodOf(route))}, donc la requête préliminaire ne reçoit pas
        d’en-têtes CORS.`,
      because: route.because,
      edits: [
        linesBefore(own, route.statement, [
          `${app}.options(${text(path.valueAt)}, ${written})${end}`,
        ]),
      ],
    },
  ];
}

const methodOf = ({ name }: Call): string => name.toUpperCase();

function moveEdits(files: readonly SettingsFile[], call: Call, first: Call): readonly TextEdit[] {
  const own = fileNamed(files, call.statement.file);
  if (own === null || first.statement.file !== call.statement.file) return [];
  const lineStart = ({ from }: Span): number => own.text.lastIndexOf('\n', from - 1) + 1;
  const [from, to] = [lineStart(call.statement), lineStart(first.statement)];
  const text = own.text.slice(from, call.statement.to) + lineBreakOf(own.text);
  return [{ at: { file: own.name, from: to, to }, text }, statementCut(own, call.statement)];
}

/** What `create` was given replaces the headers of `enableCors`. */
function twice({ files, made, isNest }: Program, actual: Trace): readonly Problem[] {
  const options = made?.given.find(({ value }) => value.kind === 'dict');
  const written = options?.value.kind === 'dict' ? options.value.written : null;
  const property = written?.properties.find(({ name }) => name === 'cors');
  const last = actual.cors.at(-1);
  const own = made === undefined ? null : fileNamed(files, made.at.file);
  const isBoth =
    isNest && property !== undefined && last?.at.from === property.at.from && enables(files);
  if (!isBoth || made === undefined || options === undefined || written == null || own === null)
    return [];
  return [
    {
      id: 'header-overwritten',
      at: property.at,
      text: say`Remove ${code('cors')} here. It replaces the headers that ${code('enableCors(…)')}
        sets.`.fr`Retirez ${code('cors')} ici. Cette option remplace les en-têtes que
        ${code('enableCors(…)')} définit.`,
      because: made.because,
      edits: withoutProperty(own, made, options, written.properties, property),
    },
  ];
}

const enables = (files: readonly SettingsFile[]): boolean =>
  files.some(({ text }) => /\.enableCors\(/.test(text));

function withoutProperty(
  own: SettingsFile,
  { given }: Call,
  options: Argument,
  properties: readonly Argument[],
  property: Argument,
): readonly TextEdit[] {
  if (properties.length === 1) {
    const before = given[given.indexOf(options) - 1];
    if (before === undefined) return [];
    return [{ at: { ...options.at, from: before.at.to }, text: '' }];
  }
  const literal = {
    at: options.valueAt,
    open: '{' as const,
    elements: properties.map(({ at }) => at),
  };
  const edit = withoutElement(own, literal, properties.indexOf(property));
  return edit === null ? [] : [edit];
}

const ALLOW_ORIGIN = 'access-control-allow-origin';

/** Code of the program’s own replaces what the package has set. */
function overwritten({ files }: Program, traces: readonly Trace[]): readonly Problem[] {
  const found = traces.flatMap(({ setters, cors }) =>
    cors.length === 0 ? [] : [...setters].filter(([, one]) => one.isOver),
  );
  const [first] = found.filter(([name]) => name === ALLOW_ORIGIN);
  if (first === undefined) return [];
  const [, { at, layer }] = first;
  const own = fileNamed(files, layer.call.statement.file);
  const cors = traces.flatMap((one) => one.cors)[0];
  const header = code('Access-Control-Allow-Origin');
  return [
    {
      id: 'header-overwritten',
      at,
      text:
        cors === undefined
          ? say`Remove this line. It replaces the ${header} that ${code('cors')} sets.`
              .fr`Retirez cette ligne. Elle remplace le ${header} que ${code('cors')} définit.`
          : say`Remove this line. It replaces the ${header} that ${code('cors')} sets on line
              ${String(lineOf(files, cors.at))}.`
              .fr`Retirez cette ligne. Elle remplace le ${header} que ${code('cors')} définit à la
              ligne ${String(lineOf(files, cors.at))}.`,
      because: layer.call.because,
      edits: own === null || layer.method !== null ? [] : [statementCut(own, layer.call.statement)],
    },
  ];
}

function notesOn(shown: CorsCall | null, { reading, isNest }: Program): OptionsFile['notes'] {
  const stars = isNest
    ? []
    : reading.calls.filter(({ path, given }) => {
        const first = given[0]?.value;
        return path.endsWith('.options') && first?.kind === 'string' && first.text === '*';
      });
  const origin = shown === null ? undefined : optionsIn(shown).get('origin');
  return [
    ...stars.map(({ at }) => ({
      id: null,
      at,
      text: say`Remove this line if the application uses ${code('cors')} for every path. Express 5
        does not start with the path ${code('*')}.`
        .fr`Retirez cette ligne si l’application utilise ${code('cors')} pour tous les chemins.
        Express 5 ne démarre pas avec le chemin ${code('*')}.`,
    })),
    ...(origin !== undefined &&
    origin.value.kind === 'function' &&
    refusesWithError(origin.value, reading)
      ? [
          {
            id: null,
            at: origin.at,
            text: say`Every other origin gets a response with the status 500. Write
              ${code('callback(null, false)')} to refuse without an error.`
              .fr`Toute autre origine reçoit une réponse avec le statut 500. Écrivez
              ${code('callback(null, false)')} pour refuser sans erreur.`,
          },
        ]
      : []),
  ];
}

function refusesWithError(value: Value, reading: JavascriptReading): boolean {
  if (value.kind !== 'function') return false;
  let isError = false;
  const at = value.at;
  const values: Value[] = [
    { kind: 'string', text: 'https://stranger.invalid', at, because: [], pieces: [], read: null },
    { kind: 'name', path: '@callback', at, because: [] },
  ];
  reading.invoke(value, values, {
    get: () => null,
    call: (path, [error]) => {
      if (path === '@callback' && error !== undefined && error.kind !== 'none') isError = true;
      return { kind: 'none', at, because: [] };
    },
  });
  return isError;
}

export type { Program };
