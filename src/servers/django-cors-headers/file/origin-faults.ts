import type { SerializedOrigin } from '../../../model/origin.ts';
import { code, type Prose } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { lineOf, type Span } from '../../../settings/file.ts';
import type { Assignment } from '../../../settings/python/run.ts';
import { truthOf } from '../../../settings/python/truth.ts';
import type { StringValue, Value } from '../../../settings/value.ts';
import { entryFault, repaired } from '../../kit/own-file/entries.ts';
import { entryWords } from '../../kit/own-file/entry-words.ts';
import { ownText, ownTexts } from '../../kit/own-file/own-text.ts';
import type { FaultId } from '../../kit/settings-reader.ts';
import { reMatch } from '../python.ts';
import { countingName, textsOf } from './check.ts';
import type { DjangoFile } from './django-file.ts';
import { ALLOW_ALL, LISTS } from './names.ts';

/** A fault without what every one has. */
export type Found = { readonly id: FaultId; readonly at: Span; readonly text: Prose };

/** Why the files do not allow an origin; what comes first is the cause. Never empty. */
export function originFaults(file: DjangoFile, origin: SerializedOrigin): readonly Found[] {
  const name = countingName(file, 'origins');
  const value = name === null ? null : file.value(name);
  const own = name === null || value === null ? [] : ownFaults(file, name, value, origin);
  if (own.length > 0) return own;
  if (name === null && isElsewhere(file)) return [];
  const elsewhere = [
    ...oldName(file, name, origin),
    ...oldFlag(file),
    ...misspelt(file, origin),
    ...replaced(file, name, value, origin),
  ];
  if (elsewhere.length > 0) return elsewhere;
  return [name === null || value === null ? noList(file, origin) : notListed(value, name, origin)];
}

/** A module that was not handed over may set the list. */
export const isElsewhere = (file: DjangoFile, name = 'CORS_ALLOWED_ORIGINS'): boolean =>
  file.value(name) === null && file.reasons(name).some(({ kind }) => kind === 'module');

/** What is wrong within the list that counts. */
function ownFaults(
  file: DjangoFile,
  name: string,
  value: Value,
  origin: SerializedOrigin,
): readonly Found[] {
  if (value.kind === 'string') return [stringForList(file, name, value)];
  if (value.kind === 'unknown' || value.kind === 'none')
    return fromEnvironment(value, name, origin);
  if (value.kind !== 'list') return [];
  const strings = value.items.filter((item) => item.kind === 'string');
  const joined = strings.flatMap((item) => missingComma(item, origin));
  if (joined.length > 0) return joined;
  const wrong = strings.flatMap((item) => wrongEntry(item, origin));
  const [first] = wrong;
  if (first?.id !== 'missing-scheme') return wrong.slice(0, 1);
  // Django's own check refuses each of them.
  const others = strings.filter(({ text }) => repaired(text, `${scheme(origin)}:`) !== text);
  const all = others.flatMap((item) => wrongEntry(item, repaired(item.text, `${scheme(origin)}:`)));
  return all.filter(({ id }) => id === 'missing-scheme');
}

function fromEnvironment(value: Value, name: string, origin: string): readonly Found[] {
  const [variable] = value.because.flatMap((one) =>
    one.kind === 'variable' ? [one.variable] : [],
  );
  if (variable === undefined) return [];
  return [
    {
      id: 'from-environment',
      at: value.at,
      text: say`Add ${ownText(origin)} to the environment variable ${code(variable)} where the server
        runs. ${code(name)} comes from there, and these files do not tell its value.`.fr`Ajoutez
        ${ownText(origin)} à la variable d’environnement ${code(variable)}, là où le serveur
        s’exécute. La valeur du réglage ${code(name)} vient de là, et ces fichiers ne l’indiquent
        pas.`,
    },
  ];
}

const scheme = (origin: string): string => origin.slice(0, origin.indexOf(':'));

function stringForList(file: DjangoFile, name: string, value: StringValue): Found {
  const isRead = value.read !== null;
  const inBrackets = file.files.some(
    ({ name: own, text }) => own === value.at.file && text[value.at.from] === '(',
  );
  const text = isRead
    ? say`Split the value: ${code(`.split(",")`)} at its end. An environment variable is one string, and
        the middleware reads ${code(name)} letter by letter.`.fr`Découpez la valeur :
        ${code(`.split(",")`)} à la fin. Une variable d’environnement est une seule chaîne, et le
        middleware lit ${code(name)} lettre par lettre.`
    : inBrackets
      ? say`Put a comma before the closing parenthesis. Parentheses alone make no tuple: ${code(name)}
          is a string, which the middleware reads letter by letter.`.fr`Mettez une virgule avant la
          parenthèse fermante. Des parenthèses seules ne font pas un tuple : ${code(name)} est une
          chaîne, que le middleware lit lettre par lettre.`
      : say`Put the value into a list. ${code(name)} is a string, which the middleware reads letter by
          letter.`.fr`Mettez la valeur dans une liste. ${code(name)} est une chaîne, que le
          middleware lit lettre par lettre.`;
  return { id: 'string-for-list', at: value.read?.at ?? value.at, text };
}

function missingComma({ pieces }: StringValue, origin: SerializedOrigin): readonly Found[] {
  const index = pieces.findIndex(({ text }) => text === origin || text === `${origin}/`);
  if (pieces.length < 2 || index < 0) return [];
  const before = pieces[Math.max(index - 1, 0)];
  if (before === undefined) return [];
  const joined = pieces.map(({ text }) => text).join('');
  return [
    {
      id: 'missing-comma',
      at: before.at,
      text: say`Put a comma after ${ownText(before.text)}. Without it Python joins this string and the
        next one to ${ownText(joined)}.`.fr`Mettez une virgule après ${ownText(before.text)}. Sans
        elle, Python joint cette chaîne et la suivante en ${ownText(joined)}.`,
    },
  ];
}

function wrongEntry(item: StringValue, origin: string): readonly Found[] {
  const fault = entryFault(item.text, origin, reMatch);
  if (fault === null) return [];
  return [{ id: fault.id, at: item.at, text: entryWords(fault, item.text, PATTERNS) }];
}

const PATTERNS = say`which only ${code('CORS_ALLOWED_ORIGIN_REGEXES')} reads`.fr`que seul
  ${code('CORS_ALLOWED_ORIGIN_REGEXES')} lit`;

/** The old name has the origin, and counts no more. */
function oldName(file: DjangoFile, counting: string | null, origin: string): readonly Found[] {
  const [current, old] = LISTS.origins;
  const value = file.value(old);
  if (counting !== current || value === null || !has(value, origin)) return [];
  const at = lastOf(file, old)?.at ?? value.at;
  const list = file.value(current);
  return [
    {
      id: 'old-name-ignored',
      at,
      text: say`Move ${ownText(origin)} to ${code(current)}. ${code(old)} is its old name, which the
        middleware ignores when the new one is set.`.fr`Déplacez ${ownText(origin)} vers
        ${code(current)}. ${code(old)} est son ancien nom, que le middleware ignore quand le nouveau
        est défini.`,
    },
    ...(list === null ? [] : [notListed(list, current, origin)]),
  ];
}

/** The old flag allows every origin, and the new one, which counts, does not. */
function oldFlag(file: DjangoFile): readonly Found[] {
  const [current, old] = ALLOW_ALL;
  const [value, before] = [file.value(current), file.value(old)];
  if (value === null || before === null || truthOf(before) !== true) return [];
  return [
    {
      id: 'old-name-ignored',
      at: lastOf(file, old)?.at ?? before.at,
      text: say`Remove this line and list the origins. ${code(old)} is the old name of ${code(current)},
        and the middleware ignores it when the new one is set.`.fr`Supprimez cette ligne et listez
        les origines. ${code(old)} est l’ancien nom de ${code(current)}, et le middleware l’ignore
        quand le nouveau est défini.`,
    },
  ];
}

function misspelt(file: DjangoFile, origin: string): readonly Found[] {
  return file.log.flatMap(({ name, value, at }): readonly Found[] => {
    const meant = file.misspelt.get(name);
    const isList = meant !== undefined && LISTS.origins.some((one) => one === meant);
    if (!isList || !has(value, origin)) return [];
    return [
      {
        id: 'unknown-setting',
        at,
        text: say`Rename ${code(name)} to ${code(meant)}: django-cors-headers has no setting of the first
          name and ignores it.`.fr`Renommez ${code(name)} en ${code(meant)} : django-cors-headers
          n’a pas de réglage du premier nom et l’ignore.`,
      },
    ];
  });
}

/** Another assignment has the origin: before the one that counts, or in another branch. */
function replaced(
  file: DjangoFile,
  name: string | null,
  value: Value | null,
  origin: string,
): readonly Found[] {
  const names: readonly string[] = LISTS.origins;
  const listing = file.log.filter((one) => names.includes(one.name) && has(one.value, origin));
  const aside = listing.findLast(({ ran }) => !ran);
  const before = listing.findLast(({ ran, name: own }) => ran && own === name);
  const counting = name === null ? undefined : lastOf(file, name);
  if (before !== undefined && counting !== undefined && name !== null) {
    const isSame = before.at.file === counting.at.file;
    const line = String(lineOf(file.files, before.at));
    const where = isSame
      ? say`line ${line}`.fr`la ligne ${line}`
      : say`${code(before.at.file)} (line ${line})`.fr`${code(before.at.file)} (ligne ${line})`;
    return [
      {
        id: 'overridden-later',
        at: counting.at,
        text: say`Add ${ownText(origin)} here too. This assignment replaces the list of ${where}, which has
          it.`.fr`Ajoutez ${ownText(origin)} ici aussi. Cette affectation remplace la liste de
          ${where}, qui contient cette origine.`,
      },
    ];
  }
  if (aside === undefined) return [];
  const condition = aside.condition ?? '';
  const line = String(lineOf(file.files, aside.at));
  return [
    {
      id: 'only-if',
      at: counting?.at ?? aside.at,
      text:
        value === null
          ? say`Allow ${ownText(origin)} outside of the condition too. The list of line ${line} has it,
              but counts only under the condition ${ownText(condition)}.`.fr`Autorisez
              ${ownText(origin)} hors de la condition aussi. La liste de la ligne ${line} la
              contient, mais ne compte que sous la condition ${ownText(condition)}.`
          : say`Add ${ownText(origin)} here too. The list of line ${line} has it, but counts only under
              the condition ${ownText(condition)}.`
              .fr`Ajoutez ${ownText(origin)} ici aussi. La liste de la ligne ${line} la contient,
              mais ne compte que sous la condition ${ownText(condition)}.`,
    },
  ];
}

function notListed(value: Value, name: string, origin: string): Found {
  const entries = textsOf(value).filter((text) => text !== '');
  const read = value.kind === 'list' ? (value.read ?? value.split?.text.read ?? null) : null;
  const has =
    entries.length === 0
      ? say`The list is empty.`.fr`La liste est vide.`
      : entries.length > MOST_SHOWN
        ? say`The list has ${String(entries.length)} other entries.`.fr`La liste contient
            ${String(entries.length)} autres entrées.`
        : say`The list has only ${ownTexts(entries)}.`.fr`La liste contient seulement
            ${ownTexts(entries)}.`;
  const unset = read !== null && read.given === null;
  const place = placeIn(value);
  const note = isLoopbackPair(entries, origin)
    ? say` For the browser, localhost and 127.0.0.1 differ.`.fr` Pour le navigateur, localhost et
        127.0.0.1 sont différents.`
    : [];
  return {
    id: 'origin-not-listed',
    at: place,
    text: unset
      ? say`Add ${ownText(origin)}. While the environment variable ${code(read.variable)} is not set, the
          default counts. ${has}${note}`.fr`Ajoutez ${ownText(origin)}. Tant que la variable
          d’environnement ${code(read.variable)} n’est pas définie, la valeur par défaut compte.
          ${has}${note}`
      : say`Add ${ownText(origin)} to ${code(read?.variable ?? name)}. ${has}${note}`.fr`Ajoutez
          ${ownText(origin)} à ${code(read?.variable ?? name)}. ${has}${note}`,
  };
}

const MOST_SHOWN = 5;

/** The value in the `.env` file, the default, or the list itself. */
function placeIn(value: Value): Span {
  if (value.kind !== 'list') return value.at;
  const read = value.read ?? value.split?.text.read ?? null;
  return read?.given?.at ?? read?.fallback?.at ?? value.at;
}

function isLoopbackPair(entries: readonly string[], origin: string): boolean {
  const other = origin.includes('//localhost')
    ? origin.replace('//localhost', '//127.0.0.1')
    : origin.replace('//127.0.0.1', '//localhost');
  return other !== origin && entries.includes(other);
}

function noList(file: DjangoFile, origin: string): Found {
  const name = countingName(file, 'regexes');
  const patterns = name === null ? null : file.value(name);
  if (name !== null && patterns?.kind === 'list' && patterns.items.length > 0) {
    return {
      id: 'origin-not-listed',
      at: placeIn(patterns),
      text: say`Set ${code('CORS_ALLOWED_ORIGINS')} to a list with ${ownText(origin)}. No pattern of
        ${code(name)} fits this origin.`.fr`Donnez à ${code('CORS_ALLOWED_ORIGINS')} une liste qui
        contient ${ownText(origin)}. Aucun motif de ${code(name)} ne correspond à cette origine.`,
    };
  }
  const anchor =
    file.log.findLast(({ name, ran }) => ran && name.startsWith('CORS_')) ??
    file.log.findLast(({ name, ran }) => ran && name === 'MIDDLEWARE');
  return {
    id: 'no-origins-set',
    at: anchor?.at ?? { file: file.main.name, from: 0, to: 0 },
    text: say`Set ${code('CORS_ALLOWED_ORIGINS')} to a list with ${ownText(origin)}. No setting of these
      files allows any origin.`.fr`Donnez à ${code('CORS_ALLOWED_ORIGINS')} une liste qui contient
      ${ownText(origin)}. Aucun réglage de ces fichiers n’autorise une origine.`,
  };
}

const has = (value: Value, origin: string): boolean =>
  textsOf(value).some((text) => text === origin || text === `${origin}/`);

/** The last statement that gave a setting its value. */
export const lastOf = (file: DjangoFile, name: string): Assignment | undefined =>
  file.log.findLast((one) => one.ran && one.name === name);
