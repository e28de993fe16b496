import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { phrase } from '../model/say.ts';
import type { Options } from './options.ts';
import { problemOf } from './read-input.ts';

/** One input to read, or why there is none. */
export type InputName = { readonly name: string } & (
  | { readonly file: string }
  | { readonly problem: string }
);

/** Its name for programs. */
export const STANDARD_INPUT = 'standard input';

/** A name for people. */
export const nameShown = (name: string): string =>
  name === STANDARD_INPUT ? phrase`standard input`.fr`entrée standard` : name;

const HAR = /\.har(\.gz)?$/i;

/**
 * The inputs that the options name, one after the other: files, what is in folders, and the lines of
 * a list as they come. Paths are relative to `folder`. Never rejects.
 */
export async function* inputsOf(
  { inputs, filesFrom }: Pick<Options, 'inputs' | 'filesFrom'>,
  folder: string,
): AsyncGenerator<InputName> {
  for (const path of inputs) yield* inputsAt(path, folder);
  if (filesFrom === null) return;
  try {
    const input = filesFrom === '-' ? process.stdin : createReadStream(resolve(folder, filesFrom));
    for await (const line of linesOf(input)) {
      const path = line.replace(/\r$/, '');
      if (path !== '') yield* inputsAt(path, folder);
    }
  } catch (error) {
    yield { name: filesFrom, problem: problemOf(error) };
  }
}

/** A stream that fails must fail here: readline hides it. */
async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  let failure: unknown = null;
  input.once('error', (error: unknown) => {
    failure = error;
    lines.close();
  });
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  yield* lines;
  if (failure !== null) throw failure;
}

async function* inputsAt(path: string, folder: string): AsyncGenerator<InputName> {
  if (path === '-') {
    yield { name: STANDARD_INPUT, file: '-' };
    return;
  }
  if (!(await isFolder(resolve(folder, path)))) {
    yield { name: path, file: path };
    return;
  }
  let count = 0;
  for await (const input of inputsIn(path, folder)) {
    count += 1;
    yield input;
  }
  if (count === 0)
    yield {
      name: path,
      problem: phrase`there is no .har or .har.gz file in this folder`.fr`il n’y a pas de fichier
        .har ou .har.gz dans ce dossier`,
    };
}

/** All below that folder, in the order of their names. Links to folders are not followed. */
async function* inputsIn(path: string, folder: string): AsyncGenerator<InputName> {
  const entries = await readdir(resolve(folder, path), { withFileTypes: true }).catch(
    (error: unknown) => ({ problem: problemOf(error) }),
  );
  if ('problem' in entries) {
    yield { name: path, ...entries };
    return;
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) yield* inputsIn(inner, folder);
    else if (HAR.test(entry.name)) yield { name: inner, file: inner };
  }
}

/** Whether there is a folder at that path. Never rejects. */
export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (one) => one.isDirectory(),
    () => false,
  );
