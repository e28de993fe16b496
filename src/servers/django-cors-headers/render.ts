import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { pythonExtended, pythonList } from '../kit/literals.ts';
import { added, changed, context } from '../kit/snippet-lines.ts';
import type { Snippet, SnippetLine } from '../kit/stack.ts';
import type { Present } from './infer.ts';
import type { ListChange, Proposal } from './propose.ts';

/** The longest line that Black keeps. */
const WIDTH = 88;

/**
 * The proposal as text for the end of settings.py, whatever is above it. Pasting it again is safe.
 * `isRefused`: a page was refused, so its origin changes something, whatever other answers show.
 */
export function renderAtEnd(proposal: Proposal, present: Present, isRefused = false): Snippet {
  return {
    file: 'settings.py',
    language: 'python',
    place: say`At the end of ${code('settings.py')}, or of the module that
      ${code('DJANGO_SETTINGS_MODULE')} names: the last assignment wins.`.fr`À la fin de
      ${code('settings.py')}, ou du module que ${code('DJANGO_SETTINGS_MODULE')} nomme : la dernière
      affectation l’emporte.`,
    lines: [
      ...ABOUT.map(context),
      ...listImports(proposal),
      ...installLines(proposal, present),
      ...originLines(proposal, present, isRefused),
      ...flagLines(proposal, present),
      ...listLines('METHODS', proposal.methods, present.methods),
      ...listLines('HEADERS', proposal.headers, present.headers),
      ...exposeLines(proposal, present),
    ],
  };
}

const ABOUT = [
  '# Turns CORS on, whatever the lines above say: the last assignment wins.',
  '# It is safe to paste this again.',
];

/** The shell line that installs the package; null when it is installed already. */
export function renderInstall(proposal: Proposal, present: Present): Snippet | null {
  if (!proposal.install && !proposal.whiteNoise) return null;
  // 4.6 and later need Django 4.2: pip would upgrade an older Django without asking.
  const library = present.django === '3.2' ? '"django-cors-headers<4.6"' : 'django-cors-headers';
  const packages = [
    ...(proposal.install ? [library] : []),
    ...(proposal.whiteNoise ? ['whitenoise'] : []),
  ];
  return {
    file: 'terminal',
    language: 'shell',
    place: say`Run this in the environment of the server.`.fr`Lancez ceci dans l’environnement du
      serveur.`,
    lines: [added(`python -m pip install ${packages.join(' ')}`)],
  };
}

function listImports({ headers, methods }: Proposal): readonly SnippetLine[] {
  return importLines([
    ...(headers?.defaults ? ['default_headers'] : []),
    ...(methods?.defaults ? ['default_methods'] : []),
  ]);
}

/** The import of the library's own lists; none for none. */
export function importLines(names: readonly string[]): readonly SnippetLine[] {
  if (names.length === 0) return [];
  return [added(`from corsheaders.defaults import ${names.join(', ')}`), context('')];
}

function installLines(proposal: Proposal, present: Present): readonly SnippetLine[] {
  const mark = present.installed ? changed : added;
  return [
    ...appLines(proposal).map(added),
    ...middlewareLines(proposal, present).map(mark),
    ...(proposal.urlsRegex ? [mark('CORS_URLS_REGEX = r"^.*$"')] : []),
  ];
}

/** Without the old entries: Django refuses to start if an app is listed twice. */
function appLines({ install, whiteNoise }: Proposal): readonly string[] {
  if (!install && !whiteNoise) return [];
  const ours = [...(install ? ['"corsheaders"'] : []), ...(whiteNoise ? ['"whitenoise"'] : [])];
  const prefix = ours.length === 1 ? ours.join('') : `(${ours.join(', ')})`;
  return [
    'INSTALLED_APPS = [',
    // Above django.contrib.staticfiles, whose runserver it replaces.
    ...(whiteNoise ? ['    "whitenoise.runserver_nostatic",'] : []),
    `    *(app for app in INSTALLED_APPS if not app.startswith(${prefix})),`,
    ...(install ? ['    "corsheaders",'] : []),
    ']',
  ];
}

function middlewareLines(
  { middleware, whiteNoise }: Proposal,
  present: Present,
): readonly string[] {
  if (middleware === null) return [];
  const before = present.bare ? 'globals().get("MIDDLEWARE", [])' : 'MIDDLEWARE';
  return [
    'MIDDLEWARE = [',
    '    "corsheaders.middleware.CorsMiddleware",',
    ...(whiteNoise ? ['    "whitenoise.middleware.WhiteNoiseMiddleware",'] : []),
    `    *(m for m in ${before} if ${keptMiddleware(middleware, whiteNoise)}),`,
    ']',
  ];
}

function keptMiddleware(middleware: 'first' | 'only', whiteNoise: boolean): string {
  if (middleware === 'only') return '"cors" not in m.lower()';
  return whiteNoise
    ? 'not m.startswith(("corsheaders.", "whitenoise."))'
    : 'm != "corsheaders.middleware.CorsMiddleware"';
}

function originLines(
  { origins }: Proposal,
  present: Present,
  isRefused: boolean,
): readonly SnippetLine[] {
  if (origins === null) return [];
  return [
    context('# Add those that your settings list already, if they are yours'),
    context('# (in CORS_ALLOWED_ORIGINS or CORS_ORIGIN_WHITELIST).'),
    ...settingLines('CORS_ALLOWED_ORIGINS', pythonList(origins)).map(
      originMark(origins, present, isRefused),
    ),
  ];
}

/** The server may list exactly these already. */
function originMark(origins: readonly string[], { allowed }: Present, isRefused: boolean) {
  const isSame = allowed.length === origins.length && allowed.every((one) => origins.includes(one));
  if (isSame && !isRefused) return context;
  return allowed.length > 0 ? changed : added;
}

function flagLines(proposal: Proposal, present: Present): readonly SnippetLine[] {
  const mark = present.allowAll === true ? changed : added;
  return [
    ...(proposal.allowAllOff ? [mark('CORS_ALLOW_ALL_ORIGINS = False')] : []),
    ...(proposal.credentials ? [added('CORS_ALLOW_CREDENTIALS = True')] : []),
  ];
}

/** A list setting of the library that has defaults. */
export type ListName = 'METHODS' | 'HEADERS';

export const defaultsOf = (name: ListName): string => `default_${name.toLowerCase()}`;

/** Its value: the defaults, if it extends them, and the names. */
export const listValue = (name: ListName, { defaults, names }: ListChange): string =>
  defaults ? pythonExtended(defaultsOf(name), names) : pythonList(names);

function listLines(
  name: ListName,
  change: ListChange | null,
  present: Present['methods'],
): readonly SnippetLine[] {
  if (change === null) return [];
  const setting = `CORS_ALLOW_${name}`;
  const lines = settingLines(setting, listValue(name, change));
  const keep = context(`# Add what your settings list in ${setting} already.`);
  return [...(present === null ? [keep] : []), ...lines.map(present === null ? added : changed)];
}

function exposeLines({ expose }: Proposal, present: Present): readonly SnippetLine[] {
  if (expose === null) return [];
  const mark = (present.expose ?? []).length > 0 ? changed : added;
  return settingLines('CORS_EXPOSE_HEADERS', pythonList(expose.names)).map(mark);
}

/** One line if it fits; else one element per line, like Black. */
export function settingLines(name: string, value: string): readonly string[] {
  const line = `${name} = ${value}`;
  if (line.length <= WIDTH || !/^[[(]/.test(value)) return [line];
  const [open, close] = value.startsWith('[') ? ['[', ']'] : ['(', ')'];
  // Values are origins and tokens: none contains the separator.
  const elements = value.slice(1, -1).split(', ');
  return [`${name} = ${open}`, ...elements.map((element) => `    ${element},`), close];
}
