import { code, type Prose } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import { lineOf, type Span } from '../../../settings/file.ts';
import { firstBrokenLine } from '../../../settings/python/read-python.ts';
import { hasPath } from '../../kit/own-file/entries.ts';
import { ownText } from '../../kit/own-file/own-text.ts';
import {
  conditionQuestion,
  conditions,
  missingQuestions,
  variableQuestion,
  variables,
} from '../../kit/own-file/questions.ts';
import type { FaultId, FileReading } from '../../kit/settings-reader.ts';
import { countingName, type Lacks, placeOf } from './check.ts';
import type { DjangoFile } from './django-file.ts';
import { isFalseText, textForFlag } from './faults.ts';
import { ALLOW_ALL, KNOWN, LISTS, REMOVED } from './names.ts';
import { type Found, lastOf } from './origin-faults.ts';
import { isHandWritten } from './project.ts';
import { openReasons } from './readings.ts';

type Note = { readonly id: FaultId | null; readonly at: Span; readonly text: Prose };

/** Lines worth a word that are not the cause. */
export function notesOn(
  file: DjangoFile,
  requirement: AnswerRequirement,
  lacks: Lacks,
  faults: readonly Found[],
): FileReading['notes'] {
  const notes = [
    ...brokenFiles(file),
    ...slashes(file),
    ...oldNames(file),
    ...strangeNames(file, faults),
    ...stringFlags(file),
    ...stringRegexes(file),
    ...handWritten(file),
    ...kept(file, lacks),
    ...fromEnvironment(file, requirement),
  ];
  const isFault = ({ id, at }: Note): boolean =>
    id !== null &&
    faults.some((one) => one.id === id && one.at.from === at.from && one.at.file === at.file);
  return notes
    .filter((one) => !isFault(one))
    .map(({ id, at, text }) => ({ id, file: at.file, line: lineOf(file.files, at), text }));
}

function brokenFiles({ files }: DjangoFile): readonly Note[] {
  return files.flatMap((file): readonly Note[] => {
    if (!file.name.endsWith('.py')) return [];
    const line = firstBrokenLine(file);
    if (line === null) return [];
    const from = file.text.split('\n', line - 1).join('\n').length + (line > 1 ? 1 : 0);
    return [
      {
        id: null,
        at: { file: file.name, from, to: from },
        text: say`Check this line: Python cannot read it. What follows it may be read wrongly here.`
          .fr`Vérifiez cette ligne : Python ne peut pas la lire. La suite est peut-être mal lue
          ici.`,
      },
    ];
  });
}

function slashes(file: DjangoFile): readonly Note[] {
  const name = countingName(file, 'origins');
  const value = name === null ? null : file.value(name);
  if (name === null || value?.kind !== 'list') return [];
  return value.items.flatMap((item): readonly Note[] =>
    item.kind === 'string' && item.pieces.length < 2 && hasPath(item.text)
      ? [
          {
            id: 'trailing-slash',
            at: item.at,
            text: say`Remove everything after the host in ${ownText(item.text)}. It is not the cause: the
              middleware ignores it. But ${code('manage.py runserver')} refuses to start with it
              (${code('corsheaders.E014')}).`.fr`Supprimez tout ce qui suit l’hôte dans
              ${ownText(item.text)}. Ce n’est pas la cause : le middleware l’ignore. Mais
              ${code('manage.py runserver')} refuse de démarrer avec cette valeur
              (${code('corsheaders.E014')}).`,
          },
        ]
      : [],
  );
}

function oldNames(file: DjangoFile): readonly Note[] {
  const pairs = [LISTS.origins, LISTS.regexes, ALLOW_ALL].flatMap(
    ([current, old]): readonly Note[] => {
      const last = lastOf(file, old);
      if (last === undefined || file.value(current) !== null) return [];
      return [
        {
          id: null,
          at: last.at,
          text: say`${code(old)} is the old name of ${code(current)}. It still works.`
            .fr`${code(old)} est l’ancien nom de ${code(current)}. Il fonctionne encore.`,
        },
      ];
    },
  );
  const gone = [...REMOVED].flatMap(([name, release]): readonly Note[] => {
    const last = lastOf(file, name);
    if (last === undefined) return [];
    return [
      {
        id: 'old-name-ignored',
        at: last.at,
        text: say`Remove ${code(name)}: it has no effect since django-cors-headers ${release}.`
          .fr`Supprimez ${code(name)} : il n’a plus d’effet depuis django-cors-headers
          ${release}.`,
      },
    ];
  });
  const middleware = file.value('MIDDLEWARE');
  const post =
    middleware?.kind !== 'list'
      ? []
      : middleware.items.filter(
          (one) => one.kind === 'string' && one.text.endsWith('.CorsPostCsrfMiddleware'),
        );
  return [
    ...pairs,
    ...gone,
    ...post.map(
      ({ at }): Note => ({
        id: 'old-name-ignored',
        at,
        text: say`Remove ${code('CorsPostCsrfMiddleware')}: django-cors-headers has no such class since 4.0.0,
          and Django does not start with it.`.fr`Supprimez ${code('CorsPostCsrfMiddleware')} :
          django-cors-headers n’a plus cette classe depuis 4.0.0, et Django ne démarre pas avec
          elle.`,
      }),
    ),
  ];
}

function strangeNames(file: DjangoFile, faults: readonly Found[]): readonly Note[] {
  const isFault = (at: Span): boolean =>
    faults.some((one) => one.at.from === at.from && one.at.file === at.file);
  return file.log.flatMap(({ name, at, ran }): readonly Note[] => {
    if (!ran || !/^CORS_[A-Z]/.test(name) || KNOWN.includes(name) || REMOVED.has(name)) return [];
    const meant = file.misspelt.get(name);
    if (meant === undefined || isFault(at)) return [];
    return [
      {
        id: 'unknown-setting',
        at,
        text: say`${code(name)} has no effect. Did you mean ${code(meant)}?`.fr`${code(name)} n’a
          aucun effet. Vouliez-vous dire ${code(meant)} ?`,
      },
    ];
  });
}

function stringFlags(file: DjangoFile): readonly Note[] {
  return [...ALLOW_ALL, 'CORS_ALLOW_CREDENTIALS'].flatMap((name): readonly Note[] => {
    const value = file.value(name);
    return value?.kind === 'string' && isFalseText(value.text) ? [textForFlag(value, name)] : [];
  });
}

function stringRegexes(file: DjangoFile): readonly Note[] {
  return LISTS.regexes.flatMap((name): readonly Note[] => {
    const value = file.value(name);
    if (value?.kind !== 'string' || value.text === '') return [];
    return [
      {
        id: 'regex-as-string',
        at: value.at,
        text: say`Put the pattern into a list. As a string it is tried letter by letter, and a character such as
          ${code('^')} matches every origin: every site gets in.`.fr`Mettez le motif dans une liste.
          En tant que chaîne, il est essayé lettre par lettre, et un caractère comme ${code('^')}
          correspond à toutes les origines : tous les sites entrent.`,
      },
    ];
  });
}

/** CORS code of the project's own beside that of the library. */
function handWritten(file: DjangoFile): readonly Note[] {
  const list = file.value('MIDDLEWARE');
  if (list?.kind !== 'list' || placeOf(file) === null) return [];
  return list.items.flatMap((item): readonly Note[] =>
    item.kind === 'string' && isHandWritten(item.text)
      ? [
          {
            id: 'hand-written-middleware',
            at: item.at,
            text: say`Check ${ownText(item.text)}: it may overwrite the headers of django-cors-headers.`
              .fr`Vérifiez ${ownText(item.text)} : il peut écraser les en-têtes de
              django-cors-headers.`,
          },
        ]
      : [],
  );
}

/** After an edit, browsers may still use the old answer. */
function kept(file: DjangoFile, { methods, headers }: Lacks): readonly Note[] {
  const value = file.value('CORS_PREFLIGHT_MAX_AGE');
  if (value?.kind !== 'number' || value.value === 0) return [];
  if (methods.length + headers.length === 0) return [];
  return [
    {
      id: null,
      at: value.at,
      text: say`Browsers may keep the old preflight response for ${String(value.value)} seconds.`
        .fr`Les navigateurs peuvent garder l’ancienne réponse préliminaire pendant
        ${String(value.value)} secondes.`,
    },
  ];
}

function fromEnvironment(file: DjangoFile, { origin }: AnswerRequirement): readonly Note[] {
  const name = countingName(file, 'origins');
  const value = name === null ? null : file.value(name);
  if (name === null || value === null) return [];
  const read =
    value.kind === 'list'
      ? (value.read ?? value.split?.text.read ?? null)
      : value.kind === 'string'
        ? value.read
        : null;
  if (read === null) return [];
  const given: readonly Note[] =
    read.given?.text.includes(origin) === true
      ? [
          {
            id: null,
            at: read.given.at,
            text: say`${ownText(origin)} is among the origins here.`.fr`${ownText(origin)} fait
              partie des origines ici.`,
          },
        ]
      : [];
  return [
    {
      id: null,
      at: read.at,
      text: say`${code(name)} comes from the environment variable ${code(read.variable)}.`
        .fr`${code(name)} vient de la variable d’environnement ${code(read.variable)}.`,
    },
    ...given,
  ];
}

/** What would settle what the files leave open, the most important first. */
export function questionsOn(
  file: DjangoFile,
  { origin }: AnswerRequirement,
  lacks: Lacks,
  faults: readonly Found[],
): readonly Prose[] {
  const list = countingName(file, 'origins');
  const own = list === null ? [] : variables(file.reasons(list));
  const reasons = openReasons(file, [
    'MIDDLEWARE',
    'CORS_URLS_REGEX',
    ...LISTS.origins,
    ...ALLOW_ALL,
    ...(lacks.credentials ? ['CORS_ALLOW_CREDENTIALS'] : []),
    ...(lacks.methods.length > 0 ? LISTS.methods : []),
    ...(lacks.headers.length > 0 ? LISTS.headers : []),
  ]);
  const open = conditions(reasons);
  return [
    ...missingQuestions(file.missing, file.main.name),
    ...open.map((text) => conditionQuestion(text, reasons)),
    // A condition’s own variables are settled with it.
    ...(open.length > 0
      ? []
      : variables(reasons).map((name) =>
          variableQuestion(name, own.includes(name) ? origin : null),
        )),
    ...otherSettings(file, faults),
  ];
}

function otherSettings(file: DjangoFile, faults: readonly Found[]): readonly Prose[] {
  const modules = file.otherMains;
  const classes = file.otherClasses;
  if (classes.length > 0 && file.className !== null) {
    return [
      say`Does ${code('DJANGO_CONFIGURATION')} name ${code(file.className)} where the server runs?
        ${insteadOf(classes)}`
        .fr`${code('DJANGO_CONFIGURATION')} nomme-t-il ${code(file.className)} là où le serveur
        s’exécute ? ${insteadOf(classes)}`,
    ];
  }
  if (modules.length > 0) {
    return [
      say`Does ${code('DJANGO_SETTINGS_MODULE')} name ${ownText(file.main.name)} where the server runs?
        ${insteadOf(modules)}`.fr`${code('DJANGO_SETTINGS_MODULE')} nomme-t-il
        ${ownText(file.main.name)} là où le serveur s’exécute ? ${insteadOf(modules)}`,
    ];
  }
  const isBase = /(?:^|\/)(?:base|common|defaults?)\.py$/i.test(file.main.name);
  if (!isBase && !faults.some(({ id }) => id === 'no-origins-set')) return [];
  return [
    say`Does ${code('DJANGO_SETTINGS_MODULE')} name this module where the server runs? Another one may
      import it and set ${code('CORS_ALLOWED_ORIGINS')}: hand it over too.`
      .fr`${code('DJANGO_SETTINGS_MODULE')} nomme-t-il ce module là où le serveur s’exécute ? Un
      autre module peut l’importer et définir ${code('CORS_ALLOWED_ORIGINS')} : fournissez-le
      aussi.`,
  ];
}

/** What may set up the server instead of what was read. */
function insteadOf([first = '', ...more]: readonly string[]): Prose {
  const one = ownText(first);
  return more.length > 0
    ? say`${one} and others may count instead.`.fr`${one} et d’autres peuvent compter à la place.`
    : say`${one} may count instead.`.fr`${one} peut compter à la place.`;
}
