import { counted, figure, phrase } from '../model/say.ts';

/** Files and folders that are looked at. */
export const MOST_LOOKED_AT = 5_000;
/** Files that are opened. */
export const MOST_OPENED = 300;
/** In bytes, of all files that are opened. */
export const MOST_TEXT = 20_000_000;
/** Folders inside one another. */
export const DEEPEST = 20;
/** No project has more settings files. */
export const MOST_PICKED = 20;

/** Why nothing of a folder is read. */
export const NOTHING_IN_FOLDER = phrase`no file in this folder sets up a server`
  .fr`aucun fichier de ce dossier ne configure un serveur`;

/** What of a folder was not read. */
export type LeftOut = {
  /** Files and folders behind the last one that was looked at. */
  readonly rest: boolean;
  readonly deep: boolean;
  readonly large: readonly string[];
  readonly unreadable: readonly string[];
  /** Settings files behind the last one that was taken. */
  readonly more: number;
};

/** What was left out in one line; null: nothing was. */
export function leftOutLine({ rest, deep, large, unreadable, more }: LeftOut): string | null {
  const parts = [
    ...(rest
      ? [
          phrase`what comes after the first ${figure(MOST_LOOKED_AT)} entries, ${figure(MOST_OPENED)}
            programs or ${MOST_TEXT / 1_000_000} MB`
            .fr`ce qui suit les ${figure(MOST_LOOKED_AT)} premières entrées, les
            ${figure(MOST_OPENED)} premiers programmes ou les
            ${MOST_TEXT / 1_000_000} premiers Mo`,
        ]
      : []),
    ...(deep
      ? [
          phrase`folders that are more than ${DEEPEST} deep`
            .fr`les dossiers à plus de ${DEEPEST} niveaux`,
        ]
      : []),
    ...(more > 0
      ? [
          phrase`${counted(more, 'file')} after the first ${MOST_PICKED} that set up a server`
            .fr`${counted(more, 'fichier')} après les ${MOST_PICKED} premiers qui configurent un
            serveur`,
        ]
      : []),
    ...(large.length > 0
      ? [
          phrase`${someOf(large)} (too large for a settings file)`
            .fr`${someOf(large)} (trop grand pour un fichier de configuration)`,
        ]
      : []),
    ...(unreadable.length > 0
      ? [phrase`${someOf(unreadable)} (cannot be read)`.fr`${someOf(unreadable)} (illisible)`]
      : []),
  ];
  if (parts.length === 0) return null;
  const list = parts.join('; ');
  return phrase`hand over what you miss as single files, because these were left out: ${list}`
    .fr`donnez un par un les fichiers qui manquent, car ceci a été omis : ${list}`;
}

/** The first one, and how many more. */
const someOf = ([first = '', ...more]: readonly string[]): string =>
  more.length === 0
    ? first
    : phrase`${first} and ${counted(more.length, 'more', 'more')}`
        .fr`${first} et ${counted(more.length, 'autre')}`;
