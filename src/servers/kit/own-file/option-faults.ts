import { code, type Prose, prose } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import { shownList } from '../../../model/shown.ts';
import type { Span } from '../../../settings/file.ts';
import type { ListValue, StringValue, Value } from '../../../settings/value.ts';
import type { FaultId } from '../settings-reader.ts';
import { addNames, type NamesKind } from './add-names.ts';
import { type EntryFault, entryFault, hasPath } from './entries.ts';
import { entryWords } from './entry-words.ts';
import type { Dialect, Found, Lacks, OptionsFile } from './options-file.ts';
import { ownText, ownTexts } from './own-text.ts';

/** A fault, and the option that it is about: it is as certain as that. */
export type OptionFault = Found & { readonly option: string | null };

/** What the options lack, the first cause first, as the browser meets them. */
export function optionFaults(
  file: OptionsFile,
  { origin, origins }: AnswerRequirement,
  lacks: Lacks,
  dialect: Dialect,
): readonly OptionFault[] {
  const { names } = dialect;
  const about = (option: string, found: readonly Found[]): readonly OptionFault[] =>
    found.map((one) => ({ ...one, option }));
  return [
    ...about(
      names.origins,
      lacks.allowAll
        ? allowAll(file, origins, dialect)
        : lacks.origins.flatMap((one) => originFaults(file, one, dialect)),
    ),
    ...about(names.credentials, lacks.credentials ? credentialsOff(file, dialect) : []),
    ...(['methods', 'headers', 'expose'] as const).flatMap((kind) =>
      about(names[kind], listFaults(file, kind, lacks[kind], dialect)),
    ),
  ].filter(({ id, at }, index, all) => {
    const same = all.findIndex(
      (one) => one.id === id && one.at.file === at.file && one.at.from === at.from,
    );
    return same === index && (lacks.allowAll || id !== 'allow-all' || origin !== '');
  });
}

const callOf = ({ call, main }: OptionsFile): Span =>
  call?.at ?? { file: main.name, from: 0, to: 0 };

/** The option where it stands, else the call. */
const placeOf = (file: OptionsFile, name: string): Span =>
  file.call?.options.get(name)?.at ?? callOf(file);

function allowAll(
  file: OptionsFile,
  origins: readonly string[],
  { names, library }: Dialect,
): readonly Found[] {
  const isSet = file.call?.options.has(names.origins) === true;
  const now = isSet
    ? say`This lets every origin in.`.fr`Ce réglage laisse entrer toutes les origines.`
    : say`Without it, ${library} lets every origin in.`
        .fr`Sans cette liste, ${library} laisse entrer toutes les origines.`;
  return [
    {
      id: 'allow-all',
      at: placeOf(file, names.origins),
      text: say`List ${shownList(origins)} in ${code(names.origins)}. ${now} A response with ${code('*')} is
        refused to requests with credentials, and an echo lets every site act as the
        user.`.fr`Listez ${shownList(origins)} dans ${code(names.origins)}. ${now} Une réponse avec
        ${code('*')} est refusée aux requêtes avec informations d’identification. Et si le serveur
        renvoie l’origine reçue, n’importe quel site peut agir au nom de l’utilisateur.`,
    },
  ];
}

function originFaults(file: OptionsFile, origin: string, dialect: Dialect): readonly Found[] {
  const { names, library, pattern } = dialect;
  const value = file.origins;
  if (value === null && pattern !== undefined && file.call?.options.has(pattern) === true) {
    return [
      {
        id: 'origin-not-listed',
        at: placeOf(file, pattern),
        text: say`List ${ownText(origin)} in ${code(names.origins)}: the whole origin has to match
          ${code(pattern)}, and it does not.`
          .fr`Listez ${ownText(origin)} dans ${code(names.origins)} : l’origine entière doit
          correspondre à ${code(pattern)}, et ce n’est pas le cas.`,
      },
    ];
  }
  if (value === null) {
    const isFunction = file.call?.options.get(names.origins)?.value.kind === 'function';
    return [
      {
        id: isFunction ? 'origin-not-listed' : 'no-origins-set',
        at: placeOf(file, names.origins),
        text: isFunction
          ? say`Let this function allow ${ownText(origin)}: it refuses this origin.`.fr`Faites que
              cette fonction autorise ${ownText(origin)} : elle refuse cette origine.`
          : say`Set ${code(names.origins)} to a list with ${ownText(origin)}. Without it, ${library} allows
              no origin.`
              .fr`Donnez à ${code(names.origins)} une liste qui contient ${ownText(origin)}. Sans
              elle, ${library} n’autorise aucune origine.`,
      },
    ];
  }
  const strings = stringsIn(value);
  for (const one of strings) {
    const joined = missingComma(one, origin);
    if (joined !== null) return [joined];
  }
  for (const one of strings) {
    const fault = slash(one.text, origin) ?? entryFault(one.text, origin, dialect.matches);
    if (fault === null) continue;
    return [{ id: fault.id, at: one.at, text: entryWords(fault, one.text, dialect.patterns) }];
  }
  const variable = value.because.flatMap((one) => (one.kind === 'variable' ? [one] : []))[0];
  const isOpen = value.kind === 'unknown' || value.kind === 'none';
  if (isOpen && variable !== undefined) {
    const option = code(names.origins);
    const why =
      value.kind === 'none'
        ? say`${option} comes from there. It is not set in these files.`.fr`La valeur du réglage
            ${option} vient de là. Ces fichiers ne définissent pas cette variable.`
        : say`${option} comes from there, and these files do not tell its value.`.fr`La valeur du
            réglage ${option} vient de là, et ces fichiers ne l’indiquent pas.`;
    return [
      {
        id: 'from-environment',
        at: value.at,
        text: say`Add ${ownText(origin)} to the environment variable ${code(variable.variable)} where the
          server runs. ${why}`.fr`Ajoutez ${ownText(origin)} à la variable d’environnement
          ${code(variable.variable)}, là où le serveur s’exécute. ${why}`,
      },
    ];
  }
  return [notListed(value, file.call?.byHand ?? names.origins, origin)];
}

const stringsIn = (value: Value): readonly StringValue[] =>
  value.kind === 'string'
    ? [value]
    : value.kind === 'list'
      ? value.items.filter((item) => item.kind === 'string')
      : [];

/** These libraries compare the whole text, so a slash or a path never matches. */
const slash = (entry: string, origin: string): EntryFault | null =>
  hasPath(entry) && entry.trim().replace(/^([a-z]+:\/\/[^/?#]+).*$/i, '$1') === origin
    ? { id: 'trailing-slash', right: origin }
    : null;

function missingComma({ pieces }: StringValue, origin: string): Found | null {
  const index = pieces.findIndex(({ text }) => text === origin || text === `${origin}/`);
  const before = pieces[Math.max(index - 1, 0)];
  if (pieces.length < 2 || index < 0 || before === undefined) return null;
  const joined = pieces.map(({ text }) => text).join('');
  return {
    id: 'missing-comma',
    at: before.at,
    text: say`Put a comma after ${ownText(before.text)}. Without it this string and the next one are joined
      to ${ownText(joined)}.`
      .fr`Mettez une virgule après ${ownText(before.text)}. Sans elle, cette chaîne et la suivante
      forment ensemble ${ownText(joined)}.`,
  };
}

const MOST_SHOWN = 5;

function notListed(value: Value, name: string, origin: string): Found {
  const entries = stringsIn(value).flatMap(({ text }) => (text === '' ? [] : [text]));
  const read = value.kind === 'list' ? (value.read ?? value.split?.text.read ?? null) : null;
  const has =
    value.kind === 'string'
      ? say`It is ${ownText(value.text)}.`.fr`Sa valeur est ${ownText(value.text)}.`
      : entries.length === 0
        ? say`No origin is listed here.`.fr`Aucune origine n’est listée ici.`
        : entries.length > MOST_SHOWN
          ? say`The list has ${String(entries.length)} other entries.`.fr`La liste contient
              ${String(entries.length)} autres entrées.`
          : say`The list has only ${ownTexts(entries)}.`.fr`La liste contient seulement
              ${ownTexts(entries)}.`;
  const text =
    read !== null && read.given === null
      ? say`Add ${ownText(origin)}. While the environment variable ${code(read.variable)} is not set, the
          default counts. ${has}`
          .fr`Ajoutez ${ownText(origin)}. Tant que la variable d’environnement
          ${code(read.variable)} n’est pas définie, la valeur par défaut compte. ${has}`
      : say`Add ${ownText(origin)} to ${code(read?.variable ?? name)}. ${has}${loopback(entries, origin)}`
          .fr`Ajoutez ${ownText(origin)} à ${code(read?.variable ?? name)}.
          ${has}${loopback(entries, origin)}`;
  return { id: 'origin-not-listed', at: placeIn(value, origin), text };
}

/** The value in the `.env` file, the default, or the entry that is nearest. */
function placeIn(value: Value, origin: string): Span {
  if (value.kind !== 'list') return value.at;
  const read = value.read ?? value.split?.text.read ?? null;
  return read?.given?.at ?? read?.fallback?.at ?? literalAt(value, origin) ?? value.at;
}

const literalAt = ({ literals }: ListValue, _: string): Span | null =>
  literals.findLast(({ elements }) => elements.length > 0)?.at ?? null;

function loopback(entries: readonly string[], origin: string): Prose {
  const other = origin.includes('//localhost')
    ? origin.replace('//localhost', '//127.0.0.1')
    : origin.replace('//127.0.0.1', '//localhost');
  return other !== origin && entries.includes(other)
    ? say` For the browser, localhost and 127.0.0.1 differ.`.fr` Pour le navigateur, localhost et
        127.0.0.1 sont différents.`
    : [];
}

function credentialsOff(file: OptionsFile, { names, isOn }: Dialect): readonly Found[] {
  const name = names.credentials;
  const isSet = file.call?.options.has(name) === true;
  return [
    {
      id: 'credentials-off',
      at: placeOf(file, name),
      text: isSet
        ? say`Set ${code(name)} to ${code(isOn)}: the request sends cookies or other credentials, and
            this option is off.`
            .fr`Donnez à ${code(name)} la valeur ${code(isOn)} : la requête envoie des cookies ou
            d’autres informations d’identification, et cette option est désactivée.`
        : say`Set ${code(name)} to ${code(isOn)}: the request sends cookies or other credentials, and
            this option is off by default.`
            .fr`Donnez à ${code(name)} la valeur ${code(isOn)} : la requête envoie des cookies ou
            d’autres informations d’identification, et cette option est désactivée par défaut.`,
    },
  ];
}

const LIST_FAULTS = {
  methods: 'method-not-listed',
  headers: 'header-not-listed',
  expose: 'expose-not-listed',
} as const satisfies Readonly<Record<NamesKind, FaultId>>;

function listFaults(
  file: OptionsFile,
  kind: NamesKind,
  missing: readonly string[],
  { names, defaults }: Dialect,
): readonly Found[] {
  if (missing.length === 0) return [];
  const name = names[kind];
  const value = file.call?.options.get(name)?.value;
  return [
    {
      id: LIST_FAULTS[kind],
      at: placeOf(file, name),
      text: prose`${addNames(kind, missing, name)} ${presentWords(value, defaults[kind])}`,
    },
  ];
}

function presentWords(value: Value | undefined, fallback: unknown): Prose {
  if (value === undefined) {
    const names = Array.isArray(fallback) ? fallback.filter((one) => typeof one === 'string') : [];
    if (names.length === 0) {
      return say`It is not set, so nothing more is allowed.`
        .fr`Cette option n’est pas définie : rien de plus n’est autorisé.`;
    }
    return names.length > 1
      ? say`It is not set, so only ${ownTexts(names)} are allowed.`.fr`Cette option n’est pas
          définie : seuls ${ownTexts(names)} sont autorisés.`
      : say`It is not set, so only ${ownTexts(names)} is allowed.`.fr`Cette option n’est pas
          définie : seul ${ownTexts(names)} est autorisé.`;
  }
  const texts = stringsIn(value).map(({ text }) => text);
  if (texts.length === 0) return say`Nothing is listed there.`.fr`Rien n’y est listé.`;
  if (texts.length > MOST_SHOWN + 3) {
    return say`It has ${String(texts.length)} others.`
      .fr`Cette liste a ${String(texts.length)} autres entrées.`;
  }
  return say`It has only ${ownTexts(texts)}.`
    .fr`Cette liste contient seulement ${ownTexts(texts)}.`;
}
