import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, type Zippable, zipSync } from 'fflate';

/** Files by their paths, which have slashes on every system. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Zip files carry local times: a date without a time zone is the same everywhere. */
const TIME = new Date(2000, 0, 1);

/** A zip of these files: the same bytes for the same files, whenever, wherever and in whatever order. */
export function zipOf(files: Files): Uint8Array {
  const sorted: Zippable = {};
  for (const path of [...files.keys()].toSorted()) {
    sorted[path] = [files.get(path) ?? new Uint8Array(), { mtime: TIME }];
  }
  return zipSync(sorted, { level: 9 });
}

/** The files in a zip. @throws {Error} If it is none. */
export const filesIn = (zip: Uint8Array): Files => new Map(Object.entries(unzipSync(zip)));

/** All files below a folder, with paths that begin there. */
export const filesBelow = (folder: string): Files =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry): [string, Uint8Array] => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)];
      }),
  );

/** Each path that only one side has, or whose bytes differ; empty if all files are the same. */
export function differences(one: Files, other: Files): readonly string[] {
  const paths = [...new Set([...one.keys(), ...other.keys()])].toSorted();
  return paths.filter((path) => {
    const [first, second] = [one.get(path), other.get(path)];
    return first === undefined || second === undefined || Buffer.compare(first, second) !== 0;
  });
}
