import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { diagnose } from '../diagnosis/diagnose.ts';
import { type Folder, type FolderEntry, readFolder } from '../diagnosis/own-folder.ts';
import { type OwnSettings, readOwnSettings } from '../diagnosis/own-settings.ts';
import { seenServerIn } from '../diagnosis/seen-server-in.ts';
import { groupEndpoints } from '../endpoints/endpoints.ts';
import { chosenFirst } from '../export/report.ts';
import type { HarReading } from '../har/parse-har.ts';
import { type Prose, plainText } from '../model/prose.ts';
import { phrase } from '../model/say.ts';
import { spellOut } from '../model/shown.ts';
import { withChanged } from '../settings/edit.ts';
import type { SettingsFile } from '../settings/file.ts';
import type { Unread } from '../settings/hand-over.ts';
import { NOTHING_IN_FOLDER } from '../settings/left-out.ts';
import { named } from './output.ts';
import { problemOf } from './read-input.ts';
import { printable, styled, type Terminal, wrapped } from './terminal.ts';

type Encoding = 'utf8' | 'latin1';

/** The developer's own settings files, and how each is written back. */
export type OwnFiles = {
  readonly files: readonly SettingsFile[];
  readonly encodings: ReadonlyMap<string, Encoding>;
  /** The names of those that were picked from a folder. */
  readonly picked: readonly string[];
  /** The folders that were not read whole, each with what was left out in one line. */
  readonly leftOut: readonly Unread[];
};

/**
 * Reads settings files. Their names are their paths from `folder`, as a diff needs them. Never
 * rejects.
 */
export async function readSettingsFiles(
  paths: readonly string[],
  folder: string,
): Promise<OwnFiles | { readonly problem: string }> {
  const files: SettingsFile[] = [];
  const encodings = new Map<string, Encoding>();
  const picked: string[] = [];
  const leftOut: Unread[] = [];
  const read = async (path: string): Promise<SettingsFile> => {
    const bytes = await readFile(path);
    const name = relative(folder, path).replaceAll(sep, '/');
    const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
    encodings.set(name, encoding);
    return { name, text: bytes.toString(encoding) };
  };
  for (const path of paths) {
    const whole = resolve(folder, path);
    try {
      if (!(await stat(whole)).isDirectory()) {
        files.push(await read(whole));
        continue;
      }
      const found = await readFolder(folderAt(whole, read));
      if (found.leftOut !== null) leftOut.push({ name: path, problem: found.leftOut });
      if (found.files.length === 0)
        return {
          problem: named(path, [NOTHING_IN_FOLDER, found.leftOut ?? []].flat().join('; ')),
        };
      files.push(...found.files);
      picked.push(...found.files.map(({ name }) => name));
    } catch (error) {
      return { problem: named(path, problemOf(error)) };
    }
  }
  return { files, encodings, picked, leftOut };
}

/** A folder on the disk. Links are not followed. */
function folderAt(folder: string, read: (path: string) => Promise<SettingsFile>): Folder {
  const entries = async (): Promise<readonly FolderEntry[]> => {
    const found = await readdir(folder, { withFileTypes: true });
    return found.flatMap((entry): FolderEntry[] => {
      const { name } = entry;
      const path = join(folder, name);
      if (entry.isDirectory()) return [{ kind: 'folder', name, ...folderAt(path, read) }];
      if (!entry.isFile()) return [];
      const open = async () => ({ size: (await stat(path)).size, read: () => read(path) });
      return [{ kind: 'file', name, open }];
    });
  };
  return { entries };
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Writes the changed files over those that were read; one line if one cannot be written. */
export async function writeSettingsFiles(
  changed: readonly SettingsFile[],
  { encodings }: OwnFiles,
  folder: string,
): Promise<{ readonly problem: string } | null> {
  for (const { name, text } of changed) {
    try {
      await writeFile(resolve(folder, name), text, encodings.get(name) ?? 'utf8');
    } catch {
      return { problem: named(name, phrase`it cannot be written`.fr`il ne peut pas être écrit`) };
    }
  }
  return null;
}

type Options = {
  readonly stack: string | null;
  readonly terminal: Terminal;
  /** Whether the edits are written to the files afterwards. */
  readonly writes: boolean;
  /** Nobody reads the output in a terminal, so a diff keeps its bytes. */
  readonly exact: boolean;
};

/** What is said about the developer's own files, and the files with every proved edit. */
export type OwnReport = {
  readonly text: string;
  readonly changed: readonly SettingsFile[];
};

/**
 * Reads the files for each blocked request in turn; the edit for one request stands when the next
 * one is judged, so that two edits never contradict each other.
 */
export function reportOnSettings(
  { exchanges, browser }: HarReading,
  { files: handed, picked, leftOut }: OwnFiles,
  options: Options,
): OwnReport {
  let files = handed;
  const start =
    picked.length === 0 ? [] : [pickedLine(picked, options), ...leftOut.map(leftOutLine(options))];
  const parts = [...start];
  const context = { browser, exchanges };
  const groups = groupEndpoints(exchanges, (exchange) => diagnose(exchange, context));
  for (const { state, shown, method, server, path } of groups.flatMap((group) => group.endpoints)) {
    const { answer } = shown.requirement;
    if (state !== 'blocked' || answer === null) continue;
    const [remedy] = chosenFirst(shown, { stackChoice: () => options.stack });
    const seen = seenServerIn(exchanges, answer.server);
    const own = readOwnSettings(files, answer, seen, remedy?.stack.id ?? null);
    const title = printable(`${method} ${server}${path}`);
    const heading = phrase`Your settings, for ${title}`.fr`Vos réglages, pour ${title}`;
    parts.push(`\n${styled(heading, 'bold', options.terminal)}\n${partOf(own, options)}`);
    if (own.stack !== null && own.edit !== null) files = withChanged(files, own.edit.files);
  }
  if (parts.length === start.length)
    parts.push(
      `\n${phrase`Nothing in the settings has to change: no request is blocked.`.fr`Rien n’a à
        changer dans les réglages : aucune requête n’est bloquée.`}\n`,
    );
  const changed = files.filter((file, at) => file.text !== handed[at]?.text);
  const end = options.writes ? writtenLine(changed) : '';
  return { text: parts.join('') + end, changed };
}

function pickedLine(names: readonly string[], { terminal }: Options): string {
  const list = names.map(printable).join(', ');
  const line = phrase`Read from the folder: ${list}`.fr`Lus dans le dossier : ${list}`;
  return `\n${wrapped(line, terminal, '').join('\n')}\n`;
}

const leftOutLine =
  ({ terminal }: Options) =>
  ({ name, problem }: Unread): string =>
    `${wrapped(printable(named(name, problem)), terminal, '    ', '  ! ').join('\n')}\n`;

function writtenLine(changed: readonly SettingsFile[]): string {
  const list = changed.map(({ name }) => printable(name)).join(', ');
  const line =
    changed.length === 0
      ? phrase`Nothing was written.`.fr`Rien n’a été écrit.`
      : phrase`Written: ${list}`.fr`Écrits : ${list}`;
  return `\n${line}\n`;
}

function partOf(own: ReturnType<typeof readOwnSettings>, options: Options): string {
  const { terminal } = options;
  const unread = own.unread.flatMap(({ name, problem }) =>
    wrapped(named(name, problem), terminal, '    ', '  ! '),
  );
  if (own.stack === null) return `${unread.join('\n')}\n`;
  const lines = [
    ...unread,
    ...own.faults.flatMap(({ file, line, text, certain }) =>
      item('✗', named(`${file}:${line}`, faultText(text, certain)), options),
    ),
    ...(own.notRun === null ? [] : item('!', plainText(own.notRun), options)),
    ...own.notes.flatMap(({ file, line, text }) =>
      item('·', named(`${file}:${line}`, plainText(text)), options),
    ),
    ...own.questions.flatMap((text: Prose) => item('?', plainText(text), options)),
    ...nothingFound(own, options),
  ];
  return `${lines.join('\n')}\n${editText(own, options)}`;
}

function faultText(text: Prose, certain: boolean): string {
  const said = plainText(text);
  return certain ? said : phrase`Probably: ${said}`.fr`Probablement : ${said}`;
}

const item = (mark: string, text: string, { terminal }: Options): readonly string[] =>
  wrapped(text, terminal, '    ', `  ${mark} `);

function nothingFound(own: OwnSettings, options: Options): readonly string[] {
  if (own.faults.length > 0 || own.notRun !== null) return [];
  return item(
    '·',
    phrase`These files say nothing that would block this request.`.fr`Rien dans ces fichiers ne
      bloquerait cette requête.`,
    options,
  );
}

/** Without bars or indentation, so that `git apply` and `patch` can read the whole output. */
function editText({ edit, faults }: OwnSettings, { terminal, exact }: Options): string {
  if (edit === null) {
    if (faults.length === 0) return '';
    return `  ${phrase`No edit of these files is proved to help.`.fr`Aucune modification de ces
      fichiers n’est prouvée utile.`}\n`;
  }
  const { diff, text } = edit;
  const hidden = diff.hides
    ? `${wrapped(
        phrase`This diff does not apply: a secret in or directly below its lines is left out. Use
          --write instead.`
          .fr`Ce diff ne peut pas être appliqué : un secret dans ses lignes ou juste
          en dessous est omis. Utilisez plutôt --write.`,
        terminal,
        '  ',
      ).join('\n')}\n`
    : '';
  const shownDiff = exact ? diff.text : diff.text.split('\n').map(inTerminal).join('\n');
  const proof = wrapped(plainText(text), terminal, '  ').map((line) =>
    styled(line, 'green', terminal),
  );
  return `\n${shownDiff}\n${hidden}${proof.join('\n')}\n`;
}

const inTerminal = (line: string): string =>
  spellOut(line, (char) =>
    /[\t\r]/.test(char) ? char : `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`,
  );
