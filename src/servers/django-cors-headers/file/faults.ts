import { code, type Prose, prose } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { codeList, say } from '../../../model/say.ts';
import { shown } from '../../../model/shown.ts';
import { pathOf } from '../../../model/url.ts';
import { lineOf, type Span } from '../../../settings/file.ts';
import { truthOf } from '../../../settings/python/truth.ts';
import { allReasons, type StringValue, type Value } from '../../../settings/value.ts';
import { addNames, type NamesKind } from '../../kit/own-file/add-names.ts';
import { ownText, ownTexts } from '../../kit/own-file/own-text.ts';
import type { FaultId } from '../../kit/settings-reader.ts';
import { allowAllName, answersAbove, countingName, type Lacks, textsOf } from './check.ts';
import type { DjangoFile } from './django-file.ts';
import { classOf, LISTS, MIDDLEWARE_PATH } from './names.ts';
import { type Found, isElsewhere, lastOf, originFaults } from './origin-faults.ts';
import { isHandWritten, middlewareOf } from './project.ts';

/** The lines that make the server refuse, in the order in which the browser meets them. */
export function faultsOf(
  file: DjangoFile,
  requirement: AnswerRequirement,
  lacks: Lacks,
): readonly Found[] {
  const { url } = requirement;
  const all = [
    ...(lacks.middleware === 'missing' ? middlewareMissing(file) : []),
    ...(lacks.middleware === 'order' ? middlewareOrder(file) : []),
    ...(lacks.path ? pathNotCovered(file, url) : []),
    ...(lacks.allowAll ? [] : lacks.origins.flatMap((one) => originFaults(file, one))),
    ...everyOrigin(file, requirement, lacks),
    ...listFaults(file, 'methods', lacks.methods),
    ...listFaults(file, 'headers', lacks.headers),
    ...listFaults(file, 'expose', lacks.expose),
  ];
  const key = ({ id, at }: Found): string => `${id} ${at.file} ${at.from}`;
  return [...new Map(all.map((one) => [key(one), one])).values()];
}

/** A misspelt name is a reason of its own, and comes first. */
function everyOrigin(
  file: DjangoFile,
  { origin, credentials }: AnswerRequirement,
  lacks: Lacks,
): readonly Found[] {
  const off = lacks.credentials ? credentialsOff(file) : [];
  if (!lacks.allowAll) return off;
  const all = allowAll(file, credentials, origin);
  return off.some(({ id }) => id === 'unknown-setting') ? [...off, ...all] : [...all, ...off];
}

function statementOf(file: DjangoFile, name: string): Span {
  return lastOf(file, name)?.at ?? file.value(name)?.at ?? { file: file.main.name, from: 0, to: 0 };
}

function middlewareMissing(file: DjangoFile): readonly Found[] {
  const old = lastOf(file, 'MIDDLEWARE_CLASSES');
  const isIgnored = old !== undefined && file.value('MIDDLEWARE') === null;
  const renamed: readonly Found[] = isIgnored
    ? [
        {
          id: 'old-name-ignored',
          at: old.at,
          text: say`Rename ${code('MIDDLEWARE_CLASSES')} to ${code('MIDDLEWARE')}. Since 2.0, Django ignores
            the old name.`.fr`Renommez ${code('MIDDLEWARE_CLASSES')} en ${code('MIDDLEWARE')}.
            Depuis la version 2.0, Django ignore l’ancien nom.`,
        },
      ]
    : [];
  if (isIgnored && textsOf(old.value).includes(MIDDLEWARE_PATH)) return renamed;
  const own = middlewareOf(file)?.find(isHandWritten);
  const isApp = textsOf(file.value('INSTALLED_APPS')).some((one) => /^corsheaders\b/.test(one));
  const why = isApp
    ? say`The app ${code('corsheaders')} alone adds no headers.`.fr`L’application
        ${code('corsheaders')} seule n’ajoute aucun en-tête.`
    : say`Without it Django adds no CORS headers.`.fr`Sans lui, Django n’ajoute aucun en-tête
        CORS.`;
  const handWritten: readonly Found[] =
    own === undefined
      ? []
      : [
          {
            id: 'hand-written-middleware',
            at: statementOf(file, 'MIDDLEWARE'),
            text: say`Use the middleware of django-cors-headers instead of ${ownText(own)}: this class of your
              own decides about CORS here.`.fr`Utilisez le middleware de django-cors-headers au lieu
              de ${ownText(own)} : ici, c’est cette classe à vous qui décide de CORS.`,
          },
        ];
  return [
    ...renamed,
    ...handWritten,
    {
      id: 'middleware-missing',
      at: statementOf(file, 'MIDDLEWARE'),
      text: say`Put ${code(MIDDLEWARE_PATH)} at the top of ${code('MIDDLEWARE')}. ${why}`.fr`Mettez
        ${code(MIDDLEWARE_PATH)} tout en haut de ${code('MIDDLEWARE')}. ${why}`,
    },
  ];
}

function middlewareOrder(file: DjangoFile): readonly Found[] {
  const list = file.value('MIDDLEWARE');
  const above = answersAbove(file);
  if (list?.kind !== 'list' || above === null) return [];
  const entry = (path: string): Value | undefined =>
    list.items.find((item) => item.kind === 'string' && item.text === path);
  const [own, other] = [entry(MIDDLEWARE_PATH), entry(above)];
  if (own === undefined || other === undefined) return [];
  const what = above.endsWith('CommonMiddleware')
    ? say`Its redirect to the URL with a slash, and its refusal of a host name, have no CORS
        headers.`
        .fr`Sa redirection vers l’URL avec une barre oblique et son refus d’un nom d’hôte n’ont pas
        d’en-têtes CORS.`
    : say`What it answers itself has no CORS headers.`
        .fr`Ce qu’il répond lui-même n’a pas d’en-têtes CORS.`;
  return [
    {
      id: 'middleware-order',
      at: own.at,
      text: say`Move ${code('CorsMiddleware')} to the top. ${code(classOf(above))} (line
        ${String(lineOf(file.files, other.at))}) stands above it. ${what}`.fr`Déplacez
        ${code('CorsMiddleware')} tout en haut. ${code(classOf(above))} (ligne
        ${String(lineOf(file.files, other.at))}) est placé au-dessus. ${what}`,
    },
  ];
}

function pathNotCovered(file: DjangoFile, url: string): readonly Found[] {
  const value = file.value('CORS_URLS_REGEX');
  if (value?.kind !== 'string') return [];
  return [
    {
      id: 'urls-regex',
      at: statementOf(file, 'CORS_URLS_REGEX'),
      text: say`Let ${code('CORS_URLS_REGEX')} match ${shown(pathOf(url))} too. The middleware skips every
        path that ${ownText(value.text)} does not match.`.fr`Faites aussi correspondre
        ${code('CORS_URLS_REGEX')} à ${shown(pathOf(url))}. Le middleware ignore tout chemin qui ne
        correspond pas à ${ownText(value.text)}.`,
    },
  ];
}

function credentialsOff(file: DjangoFile): readonly Found[] {
  const [name] = ['CORS_ALLOW_CREDENTIALS'] as const;
  const misspelt = file.log.findLast(
    (one) => file.misspelt.get(one.name) === name && truthOf(one.value) === true,
  );
  if (misspelt !== undefined && file.value(name) === null) {
    return [
      {
        id: 'unknown-setting',
        at: misspelt.at,
        text: say`Rename ${code(misspelt.name)} to ${code(name)}: django-cors-headers has no setting of the
          first name and ignores it.`.fr`Renommez ${code(misspelt.name)} en ${code(name)} :
          django-cors-headers n’a pas de réglage du premier nom et l’ignore.`,
      },
    ];
  }
  if (isElsewhere(file, name)) return [];
  const earlier = file.log.findLast((one) => one.name === name && truthOf(one.value) === true);
  const counting = lastOf(file, name);
  if (earlier !== undefined) {
    return [
      {
        id: earlier.ran ? 'overridden-later' : 'only-if',
        at: counting?.at ?? earlier.at,
        text: earlier.ran
          ? say`Set ${code(`${name} = True`)} here. This line replaces what line
              ${String(lineOf(file.files, earlier.at))} sets.`.fr`Écrivez ${code(`${name} = True`)}
              ici. Cette ligne remplace ce que la ligne ${String(lineOf(file.files, earlier.at))}
              définit.`
          : say`Set ${code(`${name} = True`)} outside of the condition
              ${ownText(earlier.condition ?? '')} too. Line ${String(lineOf(file.files, earlier.at))} counts
              only under it.`.fr`Écrivez aussi ${code(`${name} = True`)} hors de la condition
              ${ownText(earlier.condition ?? '')}. La ligne
              ${String(lineOf(file.files, earlier.at))} ne compte que sous cette condition.`,
      },
    ];
  }
  const list = countingName(file, 'origins');
  const place = counting?.at ?? statementOf(file, list ?? allowAllName(file) ?? 'MIDDLEWARE');
  return [
    {
      id: 'credentials-off',
      at: place,
      text:
        counting === undefined
          ? say`Set ${code(`${name} = True`)}: the request sends cookies or other credentials, and this
              setting is off by default.`
              .fr`Écrivez ${code(`${name} = True`)} : la requête envoie des cookies ou d’autres
              informations d’identification, et ce réglage est désactivé par défaut.`
          : say`Set ${code(`${name} = True`)}: the request sends cookies or other credentials, and this
              setting is off.`
              .fr`Écrivez ${code(`${name} = True`)} : la requête envoie des cookies ou d’autres
              informations d’identification, et ce réglage est désactivé.`,
    },
  ];
}

function allowAll(file: DjangoFile, credentials: boolean, origin: string): readonly Found[] {
  const name = allowAllName(file);
  if (name === null || !credentials) return [];
  const value = file.value(name);
  return [
    ...(value?.kind === 'string' && isFalseText(value.text) ? [textForFlag(value, name)] : []),
    {
      id: 'allow-all',
      at: statementOf(file, name),
      text: say`List ${shown(origin)} in ${code('CORS_ALLOWED_ORIGINS')} instead of ${code(name)}. A
        response with ${code('*')} is refused to requests with credentials. With
        ${code('CORS_ALLOW_CREDENTIALS')} on, every site could act as the user.`.fr`Listez
        ${shown(origin)} dans ${code('CORS_ALLOWED_ORIGINS')} au lieu d’utiliser ${code(name)}. Une
        réponse avec ${code('*')} est refusée aux requêtes avec informations d’identification. Avec
        ${code('CORS_ALLOW_CREDENTIALS')} activé, n’importe quel site pourrait agir au nom de
        l’utilisateur.`,
    },
  ];
}

/** A text that says no. */
export const isFalseText = (text: string): boolean => /^(?:false|0|no|off)$/i.test(text);

/** Python takes every text but the empty one as true. */
export const textForFlag = (value: StringValue, name: string): Found => ({
  id: 'string-for-flag',
  at: value.at,
  text: say`Write ${code('False')} without quotes. The string ${ownText(value.text)} counts as true, so
    ${code(name)} is on.`.fr`Écrivez ${code('False')} sans guillemets. La chaîne
    ${ownText(value.text)} compte comme vraie, donc ${code(name)} est activé.`,
});

const IDS = {
  methods: 'method-not-listed',
  headers: 'header-not-listed',
  expose: 'expose-not-listed',
} as const satisfies Readonly<Record<NamesKind, FaultId>>;

function listFaults(
  file: DjangoFile,
  list: NamesKind,
  missing: readonly string[],
): readonly Found[] {
  const [name] = LISTS[list];
  if (missing.length === 0 || isElsewhere(file, name)) return [];
  const value = file.value(name);
  if (value?.kind === 'string') {
    return [
      {
        id: 'string-for-list',
        at: value.at,
        text: say`Put the value into a list. ${code(name)} is a string, which the middleware reads letter by
          letter.`.fr`Mettez la valeur dans une liste. ${code(name)} est une chaîne, que le
          middleware lit lettre par lettre.`,
      },
    ];
  }
  return [
    {
      id: IDS[list],
      at: value === null ? nearest(file) : statementOf(file, name),
      text: prose`${addNames(list, missing, name)} ${presentWords(value, name)}`,
    },
  ];
}

/** A setting that is nowhere belongs beside the others. */
const nearest = (file: DjangoFile): Span =>
  statementOf(file, countingName(file, 'origins') ?? allowAllName(file) ?? 'MIDDLEWARE');

const MOST_SHOWN = 8;

function presentWords(value: Value | null, name: string): Prose {
  if (value === null) {
    return name === 'CORS_EXPOSE_HEADERS'
      ? say`It is not set, so pages read no other header.`.fr`Ce réglage n’est pas défini, donc les
          pages ne lisent aucun autre en-tête.`
      : say`It is not set, so only the defaults count.`.fr`Ce réglage n’est pas défini, donc seules
          les valeurs par défaut comptent.`;
  }
  if (value.kind !== 'list') return [];
  const library = value.items.flatMap((item) => (item.kind === 'library' ? [item.name] : []));
  const texts = value.items.flatMap((item) => (item.kind === 'string' ? [item.text] : []));
  if (texts.length > MOST_SHOWN)
    return say`The list has ${String(texts.length)} others.`.fr`La liste en contient
      ${String(texts.length)} autres.`;
  if (library.length > 0) {
    return texts.length === 0
      ? say`The list has only ${codeList(library)}.`.fr`La liste contient seulement
          ${codeList(library)}.`
      : say`The list has ${codeList(library)} and then ${ownTexts(texts)}.`.fr`La liste contient
          ${codeList(library)}, puis ${ownTexts(texts)}.`;
  }
  return texts.length === 0
    ? say`The list is empty.`.fr`La liste est vide.`
    : say`The list has only ${ownTexts(texts)}.`.fr`La liste contient seulement
        ${ownTexts(texts)}.`;
}

/** Whether what makes the fault stands in the files and depends on nothing else. */
export function isCertain(file: DjangoFile): boolean {
  const names = [
    ...Object.values(LISTS).flat(),
    'CORS_ALLOW_ALL_ORIGINS',
    'CORS_ORIGIN_ALLOW_ALL',
    'CORS_ALLOW_CREDENTIALS',
    'CORS_URLS_REGEX',
    'MIDDLEWARE',
  ];
  return names.every((name) => {
    const value = file.value(name);
    return file.reasons(name).length === 0 && (value === null || allReasons(value).length === 0);
  });
}
