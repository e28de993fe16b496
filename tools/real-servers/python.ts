import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pythonList, pythonString } from '../../src/servers/kit/literals.ts';
import { unpackedFrom } from './debian-suite.ts';
import type { Command } from './server-process.ts';

/** Debian's own: the Python of a version manager on PATH does not see Debian's packages. */
const PYTHON = '/usr/bin/python3';

/** A Python with Debian's packages, and perhaps newer ones of another release before them. */
export type LabPython = {
  /** For a stack's `ready`: null, or why the newer packages are not available. */
  readonly ready: () => Promise<string | null>;
  readonly command: (...args: readonly string[]) => Command;
  /** The installed version of a distribution, by its name on PyPI. */
  readonly version: (name: string) => Promise<string>;
};

export function labPython(newer?: {
  readonly suite: string;
  readonly name: string;
  readonly packages: readonly string[];
}): LabPython {
  let path = '';
  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    PYTHONPATH: path,
    PYTHONDONTWRITEBYTECODE: '1',
  });
  return {
    ready: async () => {
      if (newer === undefined) return null;
      try {
        const folder = await unpackedFrom(newer.suite, newer.name, newer.packages);
        path = join(folder, 'usr/lib/python3/dist-packages');
        return null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    command: (...args) => ({
      program: PYTHON,
      args: ['-W', 'ignore', ...args],
      env: environment(),
    }),
    version: async (name) => {
      const program = `import importlib.metadata as m; print(m.version("${name}"))`;
      const { stdout } = await promisify(execFile)(PYTHON, ['-c', program], { env: environment() });
      return stdout.trim();
    },
  };
}

/** Settings as Python's keyword arguments. */
export function pythonArguments(settings: object): string {
  const value = (one: unknown): string => {
    if (Array.isArray(one)) return pythonList(one);
    if (typeof one === 'boolean') return one ? 'True' : 'False';
    return typeof one === 'string' ? pythonString(one) : String(one);
  };
  return Object.entries(settings)
    .map(([name, one]) => `${name}=${value(one)}`)
    .join(', ');
}
