import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { containsAll, without } from '../kit/lists.ts';
import { pythonList, pythonString } from '../kit/literals.ts';
import { added, around, removed } from '../kit/snippet-lines.ts';
import type { Snippet, SnippetLine } from '../kit/stack.ts';
import { DEFAULT_METHODS } from './cors-middleware.ts';
import type { Present, ReadList } from './infer.ts';
import { defaultHeaders, grantsMore, type ListChange, type Proposal } from './propose.ts';
import { defaultsOf, importLines, type ListName, listValue, settingLines } from './render.ts';

const MIDDLEWARE = '    "corsheaders.middleware.CorsMiddleware",';
/** Entries that no answer shows. */
const OTHERS = around('    # …');

/**
 * The proposal as edits of the lines in settings.py, one for each place: from top to bottom, but
 * what only moves comes after what is missing.
 */
export function renderInPlace(proposal: Proposal, present: Present): readonly Snippet[] {
  const lists = changedLists(proposal, present);
  const entry = middleware(proposal, present);
  return [
    ...apps(proposal),
    ...(proposal.install ? entry : []),
    ...listedOrigins(proposal, present),
    ...lists.filter(({ how }) => how === 'add').map(addition),
    ...newSettings(proposal, present, lists),
    ...lists.filter(({ how }) => how === 'replace').map(replacement),
    ...(proposal.install ? [] : entry),
    ...urlsRegex(proposal, present),
  ];
}

const edit = (place: Snippet['place'], lines: readonly SnippetLine[]): Snippet => ({
  file: 'settings.py',
  language: 'python',
  place,
  lines,
});

function apps({ install, whiteNoise }: Proposal): readonly Snippet[] {
  if (!install && !whiteNoise) return [];
  return [
    edit(
      say`In ${code('INSTALLED_APPS')}, unless it is there already.`.fr`Dans
        ${code('INSTALLED_APPS')}, sauf s’il y est déjà.`,
      [
        around('INSTALLED_APPS = ['),
        // Above django.contrib.staticfiles, whose runserver it replaces.
        ...(whiteNoise ? [added('    "whitenoise.runserver_nostatic",')] : []),
        ...(install ? [added('    "corsheaders",')] : []),
      ],
    ),
  ];
}

function middleware(proposal: Proposal, present: Present): readonly Snippet[] {
  const { middleware: change, install, whiteNoise } = proposal;
  if (change === null && !whiteNoise) return [];
  const isOwn = present.handWritten || present.overwritten;
  return [
    edit(middlewarePlace(proposal), [
      around('MIDDLEWARE = ['),
      change === null ? around(MIDDLEWARE) : added(MIDDLEWARE),
      ...(whiteNoise ? [added('    "whitenoise.middleware.WhiteNoiseMiddleware",')] : []),
      ...(change === null || install ? [] : [OTHERS, removed(MIDDLEWARE)]),
      ...(isOwn ? [OTHERS, removed('    # … your own class that adds CORS headers')] : []),
    ]),
  ];
}

function middlewarePlace({ middleware: change, install }: Proposal): Snippet['place'] {
  if (change === null)
    return say`In ${code('MIDDLEWARE')}, below CorsMiddleware.`.fr`Dans ${code('MIDDLEWARE')}, sous
      CorsMiddleware.`;
  return install
    ? say`At the top of ${code('MIDDLEWARE')}. If it is there already, move it.`.fr`Tout en haut de
        ${code('MIDDLEWARE')}. S’il y est déjà, déplacez-le.`
    : say`Move it to the top of ${code('MIDDLEWARE')}.`.fr`Déplacez-le tout en haut de
        ${code('MIDDLEWARE')}.`;
}

/** Whether the origins go into a list of the settings: one that allows a page, or may. */
const addsOrigins = ({ allowAllOff }: Proposal, { installed }: Present): boolean =>
  installed && !allowAllOff;

function listedOrigins(proposal: Proposal, present: Present): readonly Snippet[] {
  const { origins } = proposal;
  if (origins === null || !addsOrigins(proposal, present)) return [];
  const gone = grantsMore(proposal) ? without(present.allowed, origins) : [];
  const fresh = without(origins, present.allowed);
  // Nothing changes in a list that already allows the page, once it is in effect.
  const written = fresh.length > 0 || gone.length > 0 ? fresh : origins;
  return [
    edit(listPlace(written), [
      around('CORS_ALLOWED_ORIGINS = ['),
      OTHERS,
      ...gone.map((one) => removed(element(one))),
      ...written.map((one) => added(element(one))),
    ]),
  ];
}

const listPlace = (written: readonly string[]): Snippet['place'] =>
  written.length === 0
    ? say`In this list, or in ${code('CORS_ORIGIN_WHITELIST')}.`.fr`Dans cette liste, ou dans
        ${code('CORS_ORIGIN_WHITELIST')}.`
    : say`In this list, or in ${code('CORS_ORIGIN_WHITELIST')}. If you have neither, write
        ${code(`CORS_ALLOWED_ORIGINS = ${pythonList(written)}`)}.`.fr`Dans cette liste, ou dans
        ${code('CORS_ORIGIN_WHITELIST')}. Si vous n’avez ni l’une ni l’autre, écrivez
        ${code(`CORS_ALLOWED_ORIGINS = ${pythonList(written)}`)}.`;

const element = (value: string): string => `    ${pythonString(value)},`;

/** A list setting, and how it changes: a line of its own, or in the line that is there. */
type ChangedList = {
  readonly how: 'new' | 'add' | 'replace';
  readonly setting: string;
  /** Its whole value; null: the default is enough. */
  readonly value: string | null;
  /** What its value is imported from the library for. */
  readonly imports: readonly string[];
  readonly fresh: readonly string[];
};

function changedLists(proposal: Proposal, present: Present): readonly ChangedList[] {
  const expose = present.expose === null ? null : { names: present.expose, wasString: false };
  return [
    ...changedList('METHODS', proposal.methods, present.methods, DEFAULT_METHODS),
    ...changedList('HEADERS', proposal.headers, present.headers, defaultHeaders(present)),
    ...(proposal.expose === null
      ? []
      : [
          {
            setting: 'CORS_EXPOSE_HEADERS',
            how: howToChange(expose, []),
            value: pythonList(proposal.expose.names),
            imports: [],
            fresh: without(proposal.expose.names, present.expose ?? []),
          },
        ]),
  ];
}

function changedList(
  name: ListName,
  change: ListChange | null,
  seen: ReadList | null,
  defaults: readonly string[],
): readonly ChangedList[] {
  if (change === null) return [];
  const isDefault = change.defaults && change.names.length === 0;
  return [
    {
      setting: `CORS_ALLOW_${name}`,
      how: howToChange(seen, defaults),
      value: isDefault ? null : listValue(name, change),
      imports: change.defaults && !isDefault ? [defaultsOf(name)] : [],
      fresh: without(change.names, seen?.names ?? []),
    },
  ];
}

/** A list with just the defaults is no setting. A string or a star has no place for a name. */
function howToChange(seen: ReadList | null, defaults: readonly string[]): ChangedList['how'] {
  if (seen === null || isSame(seen.names, defaults)) return 'new';
  return seen.wasString || seen.names.includes('*') ? 'replace' : 'add';
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  containsAll(some, others) && containsAll(others, some);

const addition = ({ setting, fresh }: ChangedList): Snippet =>
  edit(say`In ${code(setting)}.`.fr`Dans ${code(setting)}.`, [
    around(`${setting} = [`),
    OTHERS,
    ...fresh.map((one) => added(element(one))),
  ]);

function replacement({ setting, value, imports }: ChangedList): Snippet {
  const old = removed(`${setting} = …`);
  if (value === null)
    return edit(
      say`Delete ${code(setting)}: the default is enough.`.fr`Supprimez ${code(setting)} : la valeur
        par défaut suffit.`,
      [old],
    );
  return edit(say`In place of the present value.`.fr`À la place de la valeur actuelle.`, [
    ...importLines(imports),
    old,
    ...settingLines(setting, value).map(added),
  ]);
}

/** Lines that stand for themselves. */
function newSettings(
  proposal: Proposal,
  present: Present,
  lists: readonly ChangedList[],
): readonly Snippet[] {
  const { origins, allowAllOff, credentials } = proposal;
  const fresh = lists.filter(({ how }) => how === 'new');
  const lines = [
    ...importLines(fresh.flatMap(({ imports }) => imports)),
    ...(allowAllOff ? [removed('CORS_ALLOW_ALL_ORIGINS = True')] : []),
    ...(origins === null || addsOrigins(proposal, present)
      ? []
      : settingLines('CORS_ALLOWED_ORIGINS', pythonList(origins)).map(added)),
    ...(credentials ? [added('CORS_ALLOW_CREDENTIALS = True')] : []),
    ...fresh.flatMap(({ setting, value }) =>
      value === null ? [] : settingLines(setting, value).map(added),
    ),
  ];
  return lines.length === 0 ? [] : [edit(newPlace(proposal), lines)];
}

function newPlace({ allowAllOff, install }: Proposal): Snippet['place'] {
  if (allowAllOff) {
    return say`In place of ${code('CORS_ALLOW_ALL_ORIGINS')}, or of its old name
      ${code('CORS_ORIGIN_ALLOW_ALL')}.`.fr`À la place de ${code('CORS_ALLOW_ALL_ORIGINS')}, ou de
      son ancien nom ${code('CORS_ORIGIN_ALLOW_ALL')}.`;
  }
  return install
    ? say`On lines of their own. If you have such a list already, add to it.`.fr`Sur des lignes à
        part. Si vous avez déjà une telle liste, complétez-la.`
    : say`On lines of their own.`.fr`Sur des lignes à part.`;
}

function urlsRegex({ urlsRegex: isRestricted }: Proposal, { reach }: Present): readonly Snippet[] {
  if (!isRestricted) return [];
  const place =
    reach === 'skipped'
      ? say`Delete this line: by default, every path matches.`.fr`Supprimez cette ligne : par
          défaut, tous les chemins correspondent.`
      : say`Delete this line, if there is one: by default, every path matches.`.fr`Supprimez cette
          ligne, s’il y en a une : par défaut, tous les chemins correspondent.`;
  return [edit(place, [removed('CORS_URLS_REGEX = …')])];
}
