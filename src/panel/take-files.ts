import { phrase } from '../model/say.ts';
import { MOST_PICKED } from '../settings/left-out.ts';
import { MOST_TEXT, NO_FILES, type OwnFiles, TOGETHER, TOO_LARGE, withFiles } from './own-files.ts';

/** What is needed of a browser's file. */
export type HandedFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/**
 * The text of files that the user handed over beside those that are there. One that is too large or
 * cannot be read gets one line. Never rejects.
 */
export async function takeFiles(
  handed: readonly HandedFile[],
  { files }: OwnFiles = NO_FILES,
): Promise<OwnFiles> {
  let room = MOST_TEXT - files.reduce((sum, { text }) => sum + text.length, 0);
  let taken = NO_FILES;
  for (const [index, file] of handed.slice(0, MOST_PICKED + 1).entries()) {
    const { name } = file;
    const text = index < MOST_PICKED ? await textOf(file, room) : TOO_MANY;
    if ('problem' in text) taken = withFiles(taken, { files: [], unread: [{ name, ...text }] });
    else {
      room -= file.size;
      taken = withFiles(taken, { files: [{ name, ...text }], unread: [] });
    }
  }
  return taken;
}

type Text = { readonly text: string } | { readonly problem: string };

const TOO_MANY = {
  problem: phrase`it is one too many: hand over at most ${MOST_PICKED} files at once`
    .fr`il est en trop : donnez au plus ${MOST_PICKED} fichiers à la fois`,
};

async function textOf(file: HandedFile, room: number): Promise<Text> {
  if (file.size > MOST_TEXT) return { problem: TOO_LARGE };
  if (file.size > room) return { problem: TOGETHER };
  try {
    return { text: decoded(await file.arrayBuffer()) };
  } catch {
    return {
      problem: phrase`it cannot be read: if it is a folder, hand over the files in it`
        .fr`il est illisible : si c’est un dossier, donnez les fichiers qu’il contient`,
    };
  }
}

/** As UTF-8, else as Latin-1. A byte order mark stays, so that the whole file can be copied. */
export function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
