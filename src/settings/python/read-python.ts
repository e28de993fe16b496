import type { Environment } from '../environment.ts';
import type { SettingsFile } from '../file.ts';
import { lineAt } from '../file.ts';
import type { Value } from '../value.ts';
import { callValue } from './calls.ts';
import { evaluate } from './expressions.ts';
import { loadModule } from './modules.ts';
import type { Assignment, Decide, LibraryNames, Run } from './run.ts';
import { execute } from './statements.ts';
import { firstMistake, parsePython } from './tree.ts';

/** What a Python module's names mean, as far as the files tell. */
export type PythonReading = {
  readonly module: Value & { readonly kind: 'namespace' };
  /** Every statement that gave a name a value, in the order of running. */
  readonly log: readonly Assignment[];
  /** Modules of the project that were not handed over. */
  readonly missing: readonly string[];
  /** False if the program is too much work to be read to its end. */
  readonly whole: boolean;
};

/** Work beyond the length of the text: calls and loops. */
const SPARE_WORK = 200_000;

/**
 * Reads a module and what it imports, in the mind: nothing runs. `library`: dotted paths of lists
 * that a library gives. `decide` answers open conditions. Never throws; takes linear time.
 */
export function readPython(
  files: readonly SettingsFile[],
  main: SettingsFile,
  {
    environment,
    library,
    decide = (_, guess) => guess ?? false,
  }: {
    readonly environment: Environment;
    readonly library: LibraryNames;
    readonly decide?: Decide;
  },
): PythonReading {
  const length = files.reduce((sum, { text }) => sum + text.length, 0);
  const run: Run = {
    files,
    environment,
    library,
    decide,
    log: [],
    budget: { left: length + SPARE_WORK },
    modules: new Map(),
    missing: new Set(),
    evaluate: (node, frame) => evaluate(run, node, frame),
    call: (callee, given, frame, at) => callValue(run, callee, given, frame, at),
    execute: (body, frame) => execute(run, body, frame),
  };
  const module = loadModule(run, main, null);
  return { module, log: run.log, missing: [...run.missing], whole: run.budget.left > 0 };
}

/** The first line that Python cannot read; null if there is none. */
export function firstBrokenLine({ text }: SettingsFile): number | null {
  const mistake = firstMistake(parsePython(text));
  return mistake === null ? null : lineAt(text, mistake);
}
