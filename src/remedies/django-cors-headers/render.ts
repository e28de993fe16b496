import { code } from '../../model/prose.ts';
import { pythonExtended, pythonList } from '../literals.ts';
import type { Snippet, SnippetLine } from '../stack.ts';
import type { Present } from './infer.ts';
import type { ListChange, Proposal } from './propose.ts';

/** The widest line that Black leaves alone. */
const WIDTH = 88;

/** The proposal as text to paste at the end of settings.py, whatever stands above it. */
export function renderSettings(proposal: Proposal, present: Present): Snippet {
  return {
    file: 'settings.py',
    language: 'python',
    place: [
      'At the end of ',
      code('settings.py'),
      ', below everything else, so that it wins over what is set above it.',
    ],
    lines: [
      ...importLines(proposal),
      ...installLines(proposal, present),
      ...originLines(proposal, present),
      ...flagLines(proposal, present),
      ...listLines('CORS_ALLOW_METHODS', 'default_methods', proposal.methods, present.methods),
      ...listLines('CORS_ALLOW_HEADERS', 'default_headers', proposal.headers, present.headers),
    ],
  };
}

/** The shell line that installs the package; null when it is installed already. */
export function renderInstall(proposal: Proposal, present: Present): Snippet | null {
  if (!proposal.install) return null;
  // 4.6 and later need Django 4.2: pip would upgrade an older Django without asking.
  const requirement =
    present.django === '3.2' ? '"django-cors-headers<4.6"' : 'django-cors-headers';
  return {
    file: 'terminal',
    language: 'shell',
    place: ['In the environment that the server runs in, unless the package is there already.'],
    lines: [added(`python -m pip install ${requirement}`)],
  };
}

const added = (text: string): SnippetLine => ({ text, mark: 'added' });
const changed = (text: string): SnippetLine => ({ text, mark: 'changed' });
const context = (text: string): SnippetLine => ({ text, mark: 'context' });

function importLines({ headers, methods }: Proposal): readonly SnippetLine[] {
  const names = [
    ...(headers?.defaults ? ['default_headers'] : []),
    ...(methods?.defaults ? ['default_methods'] : []),
  ];
  if (names.length === 0) return [];
  return [added(`from corsheaders.defaults import ${names.join(', ')}`), context('')];
}

function installLines(proposal: Proposal, present: Present): readonly SnippetLine[] {
  const mark = present.reach === 'unseen' ? added : changed;
  return [
    ...(proposal.install
      ? [
          // Without the old entry first: Django refuses to start when an app is listed twice.
          added('INSTALLED_APPS = ['),
          added('    *(app for app in INSTALLED_APPS if not app.startswith("corsheaders")),'),
          added('    "corsheaders",'),
          added(']'),
        ]
      : []),
    ...middlewareLines(proposal, present).map(mark),
    ...(proposal.urlsRegex ? [mark('CORS_URLS_REGEX = r"^.*$"')] : []),
  ];
}

function middlewareLines({ middleware }: Proposal, present: Present): readonly string[] {
  if (middleware === null) return [];
  const before = present.bare ? 'globals().get("MIDDLEWARE", [])' : 'MIDDLEWARE';
  const keep =
    middleware === 'only'
      ? '"cors" not in m.lower()'
      : 'm != "corsheaders.middleware.CorsMiddleware"';
  return [
    'MIDDLEWARE = [',
    '    "corsheaders.middleware.CorsMiddleware",',
    `    *(m for m in ${before} if ${keep}),`,
    ']',
  ];
}

function originLines({ origins }: Proposal, present: Present): readonly SnippetLine[] {
  if (origins === null) return [];
  const mark = present.allowed.length > 0 ? changed : added;
  return [
    context(
      '# Add the origins that CORS_ALLOWED_ORIGINS (or CORS_ORIGIN_WHITELIST) lists already.',
    ),
    ...assignment('CORS_ALLOWED_ORIGINS', pythonList(origins)).map(mark),
  ];
}

function flagLines(proposal: Proposal, present: Present): readonly SnippetLine[] {
  const mark = present.allowAll === true ? changed : added;
  return [
    ...(proposal.allowAllOff ? [mark('CORS_ALLOW_ALL_ORIGINS = False')] : []),
    ...(proposal.credentials ? [added('CORS_ALLOW_CREDENTIALS = True')] : []),
  ];
}

function listLines(
  setting: string,
  defaults: string,
  change: ListChange | null,
  present: Present['methods'],
): readonly SnippetLine[] {
  if (change === null) return [];
  const value = change.defaults ? pythonExtended(defaults, change.names) : pythonList(change.names);
  return assignment(setting, value).map(present === null ? added : changed);
}

/** One line where it fits; else one element a line, as Black breaks it. */
function assignment(name: string, value: string): readonly string[] {
  const line = `${name} = ${value}`;
  if (line.length <= WIDTH || !/^[[(]/.test(value)) return [line];
  const [open, close] = value.startsWith('[') ? ['[', ']'] : ['(', ')'];
  // Values are origins and tokens: none holds the separator.
  const elements = value.slice(1, -1).split(', ');
  return [`${name} = ${open}`, ...elements.map((element) => `    ${element},`), close];
}
