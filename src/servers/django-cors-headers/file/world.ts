import { get } from '../../../model/header-list.ts';
import { remember } from '../../../model/lazy.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { requestOrigin, type SeenServer } from '../../../model/seen-server.ts';
import { type Environment, environmentOf } from '../../../settings/environment.ts';
import { fileNamed, type SettingsFile } from '../../../settings/file.ts';
import { attributeOf } from '../../../settings/python/namespace.ts';
import { type PythonReading, readPython } from '../../../settings/python/read-python.ts';
import { allReasons, type Reason, type Scope, type Value } from '../../../settings/value.ts';
import { deciding } from '../../kit/own-file/deciding.ts';
import type { DjangoFile } from './django-file.ts';
import { misspeltIn } from './names.ts';
import { applicationOf, type Releases } from './project.ts';

const LIBRARY = new Set([
  'corsheaders.defaults.default_headers',
  'corsheaders.defaults.default_methods',
]);

/** What makes a Python file a settings module. */
export const SETTINGS = /\b(?:INSTALLED_APPS|MIDDLEWARE(?:_CLASSES)?|CORS_[A-Z_]+|ROOT_URLCONF)\b/;

/** The names whose statements matter. */
const isLogged = (name: string): boolean =>
  /^(?:CORS_|MIDDLEWARE|DEBUG$|ALLOWED_HOSTS$)/.test(name);

type Unit = Value & { readonly kind: 'namespace' };
type Candidate = { readonly main: SettingsFile; readonly className: string | null };

/** A name that decides which module or class is loaded, in a `.env` or a compose file. */
const named = (environment: Environment, name: string): string | null =>
  environment.get(name)?.text ?? null;

/** More guesses are not tried. */
const MOST_CONDITIONS = 6;
const MOST_CANDIDATES = 8;
const MOST_ANSWERS = 20;

/**
 * The settings that the server probably runs: of all guesses about modules, classes and open
 * conditions, the first one that fits most of what it answered. Null if no file is a settings
 * module.
 */
export function readDjango(
  files: readonly SettingsFile[],
  requirement: AnswerRequirement,
  seenServer: SeenServer,
  releases: Releases,
): DjangoFile | null {
  const environment = environmentOf(files);
  const readIf = (main: SettingsFile, flipped: string | null): PythonReading =>
    readPython(files, main, { environment, library: LIBRARY, isLogged, decide: deciding(flipped) });
  const read = remember((main: SettingsFile) => readIf(main, null));
  const mains = mainsOf(files, read, environment);
  const candidates = mains
    .flatMap((main): readonly Candidate[] =>
      classesOf(read(main), environment).map((className) => ({ main, className })),
    )
    .slice(0, MOST_CANDIDATES);
  const [first] = candidates;
  if (first === undefined) return null;
  const fileOf = ({ main, className }: Candidate, flipped: string | null): DjangoFile => {
    const reading = flipped === null ? read(main) : readIf(main, flipped);
    return {
      ...viewOf(files, main, reading, className),
      assumed: flipped === null ? [] : [flipped],
      otherMains: mains.filter((one) => one !== main).map(({ name }) => name),
      otherClasses: candidates.flatMap((one) =>
        one.main === main && one.className !== null && one.className !== className
          ? [one.className]
          : [],
      ),
    };
  };
  const score = (file: DjangoFile): number => {
    const answer = applicationOf(file, requirement, seenServer, releases);
    return answer === null ? 0 : matches(answer, seenServer);
  };
  const most = askedIn(seenServer).length;
  let best: { readonly file: DjangoFile; readonly score: number } | null = null;
  for (const file of guesses(candidates, fileOf)) {
    const own = score(file);
    if (best === null || own > best.score) best = { file, score: own };
    if (own === most) break;
  }
  return best?.file ?? null;
}

/** All guesses: first with the defaults, then each open condition the other way. */
function* guesses(
  candidates: readonly Candidate[],
  fileOf: (candidate: Candidate, flipped: string | null) => DjangoFile,
): Generator<DjangoFile> {
  const plain: DjangoFile[] = [];
  for (const one of candidates) {
    const file = fileOf(one, null);
    plain.push(file);
    yield file;
  }
  for (const [index, one] of candidates.entries()) {
    const file = plain[index];
    if (file === undefined) continue;
    for (const condition of openConditions(file)) yield fileOf(one, condition);
  }
}

/** The same module and class, with the same guesses, of files that an edit has changed. */
export function readAgain(file: DjangoFile, files: readonly SettingsFile[]): DjangoFile {
  const main = fileNamed(files, file.main.name) ?? file.main;
  const [flipped = null] = file.assumed;
  const reading = readPython(files, main, {
    environment: environmentOf(files),
    library: LIBRARY,
    isLogged,
    decide: deciding(flipped),
    before: file.files,
  });
  return { ...file, ...viewOf(files, main, reading, file.className) };
}

function openConditions({ log, reasons }: DjangoFile): readonly string[] {
  const names = new Set(log.map(({ name }) => name).filter((name) => OWN.test(name)));
  const all = [...names].flatMap((name) =>
    reasons(name).flatMap((one) => (one.kind === 'condition' ? [one.text] : [])),
  );
  return [...new Set(all)].slice(0, MOST_CONDITIONS);
}

const OWN = /^(?:CORS_|MIDDLEWARE$|ALLOWED_HOSTS$)/;

/** The newest responses to pages. */
const askedIn = ({ answers }: SeenServer): SeenServer['answers'] =>
  answers.filter((one) => requestOrigin(one) !== null).slice(-MOST_ANSWERS);

/** How many responses these settings would give as they came, less those that they would not. */
function matches(
  answer: NonNullable<ReturnType<typeof applicationOf>>,
  seenServer: SeenServer,
): number {
  return askedIn(seenServer).reduce((sum, one) => {
    const own = answer({ method: one.method, url: one.url, headers: one.requestHeaders });
    const isSame =
      get(own.headers, 'access-control-allow-origin') ===
      get(one.headers, 'access-control-allow-origin');
    return sum + (isSame ? 1 : -1);
  }, 0);
}

/** The settings modules that no other one imports; the one that the environment names comes first. */
function mainsOf(
  files: readonly SettingsFile[],
  read: (main: SettingsFile) => PythonReading,
  environment: Environment,
): readonly SettingsFile[] {
  const modules = files.filter(({ name, text }) => name.endsWith('.py') && SETTINGS.test(text));
  const wanted = named(environment, 'DJANGO_SETTINGS_MODULE') ?? setByCode(files);
  const path = wanted === null ? null : `${wanted.replaceAll('.', '/')}.py`;
  const chosen = modules.filter(
    ({ name }) =>
      path !== null && (name === path || path.endsWith(`/${name}`) || name.endsWith(`/${path}`)),
  );
  if (chosen.length > 0) return chosen;
  const loaded = new Set(
    modules.flatMap((main) => [...read(main).modules.keys()].filter((name) => name !== main.name)),
  );
  const tops = modules.filter(({ name }) => !loaded.has(name));
  return tops.length > 0 ? tops : modules;
}

/** `os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings')` in `manage.py` or `wsgi.py`. */
function setByCode(files: readonly SettingsFile[]): string | null {
  for (const { name, text } of files) {
    if (!/(?:manage|wsgi|asgi)\.py$/.test(name)) continue;
    const found = /["']DJANGO_SETTINGS_MODULE["']\s{0,9}[,\]]\s{0,9}=?\s{0,9}["']([\w.]+)["']/.exec(
      text,
    );
    if (found?.[1] !== undefined) return found[1];
  }
  return null;
}

/** The classes of django-configurations that may be loaded; `[null]` for a plain module. */
function classesOf(
  { module }: PythonReading,
  environment: Environment,
): readonly (string | null)[] {
  const classes = [...module.scope.names.values()].filter(
    (value): value is Unit => value.kind === 'namespace' && isConfiguration(value),
  );
  if (classes.length === 0) return [null];
  const wanted = named(environment, 'DJANGO_CONFIGURATION');
  if (classes.some(({ name }) => name === wanted)) return [wanted];
  const bases = new Set(classes.flatMap((one) => one.bases));
  const tops = classes.filter((one) => !bases.has(one));
  return (tops.length > 0 ? tops : classes).map(({ name }) => name);
}

const isConfiguration = remember(({ bases }: Unit): boolean =>
  bases.some((base) => {
    if (base.kind === 'namespace') return isConfiguration(base);
    return base.kind === 'name' && /(?:^|\.)Configuration$/.test(base.path);
  }),
);

function viewOf(
  files: readonly SettingsFile[],
  main: SettingsFile,
  { module, modules, log, missing }: PythonReading,
  className: string | null,
): Omit<DjangoFile, 'assumed' | 'otherMains' | 'otherClasses'> {
  const found = className === null ? module : module.scope.names.get(className);
  const unit = found?.kind === 'namespace' ? found : module;
  const scopes = new Set<Scope>(
    className === null ? [...modules.values()].map(({ scope }) => scope) : scopesOf(unit),
  );
  const own = log.filter(({ scope }) => scopes.has(scope));
  const raw = (name: string): Value | null => attributeOf(unit, name);
  return {
    files,
    main,
    className,
    value: (name) => {
      const value = raw(name);
      return value?.kind === 'unset' ? null : value;
    },
    reasons: (name) => {
      const value = raw(name);
      if (value !== null) return allReasons(value);
      return module.scope.missing.map((one): Reason => ({ kind: 'module', module: one }));
    },
    log: own,
    misspelt: misspeltIn(own.map(({ name }) => name)),
    missing,
    starMissing: module.scope.missing,
  };
}

const scopesOf = ({ scope, bases }: Unit): readonly Scope[] => [
  scope,
  ...bases.flatMap((base) => (base.kind === 'namespace' ? scopesOf(base) : [])),
];
