import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SettingsFile } from '../../../src/settings/file.ts';
import type { SettingsCase } from '../django/settings-cases.ts';

/** The servers whose own files have cases, besides Django. */
export const OWN_FILE_STACKS: readonly OwnFileStack[] = [
  'fastapi',
  'express-cors',
  'nestjs',
  'flask-cors',
  'nginx',
];

type OwnFileStack = 'fastapi' | 'express-cors' | 'nestjs' | 'flask-cors' | 'nginx';

/**
 * A program or configuration as somebody wrote it, a request that it refuses, and what should be
 * found.
 */
export type OwnFileCase = Omit<SettingsCase, 'module' | 'configuration'> & {
  readonly stack: OwnFileStack;
  /** The file that the server runs: the first one. */
  readonly main: string;
  /** What the application behind nginx answers; without it: 405 to OPTIONS, and no CORS headers. */
  readonly behind?: Behind;
};

/** An application behind nginx. */
export type Behind = {
  /** `$origin` stands for the origin that asks, and no header for none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** To OPTIONS. */
  readonly options?: number;
  /** To everything else. */
  readonly status?: number;
};

const folderOf = (stack: string): string =>
  fileURLToPath(new URL(`../../../src/servers/${stack}/testing/settings/`, import.meta.url));

/** All cases of a server, by name. */
export function ownFileCases(stack: OwnFileCase['stack']): readonly OwnFileCase[] {
  const folder = folderOf(stack);
  return readdirSync(folder)
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(folder, name, 'case.json'), 'utf8');
      const written: Omit<OwnFileCase, 'name' | 'files' | 'stack' | 'main'> & {
        readonly files: readonly string[];
      } = JSON.parse(text);
      const files = written.files.map(
        (file): SettingsFile => ({
          name: file,
          text: textOf(join(folder, name, file)),
        }),
      );
      const main = written.files[0] ?? '';
      return { ...written, name, stack, main, files };
    });
}

/** Programs of JavaScript are kept as `.txt`, so that nobody checks them as part of this repository. */
function textOf(path: string): string {
  return readFileSync(existsSync(path) ? path : `${path}.txt`, 'utf8');
}

/** Where a case is kept. */
export const ownCaseFile = ({ stack, name }: OwnFileCase): string =>
  join(folderOf(stack), name, 'case.json');

/** All cases of all these servers. */
export const allOwnFileCases = (): readonly OwnFileCase[] =>
  OWN_FILE_STACKS.filter((stack) => statSync(folderOf(stack), { throwIfNoEntry: false })).flatMap(
    ownFileCases,
  );
