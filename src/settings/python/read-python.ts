import type { Call } from '../call.ts';
import type { Environment } from '../environment.ts';
import type { SettingsFile } from '../file.ts';
import { lineAt } from '../file.ts';
import { places } from '../places.ts';
import { firstMistake } from '../trees.ts';
import type { Value } from '../value.ts';
import { callValue } from './calls.ts';
import { evaluate } from './expressions.ts';
import { loadModule } from './modules.ts';
import type { Assignment, Decide, Frame, LibraryNames, Run } from './run.ts';
import { execute } from './statements.ts';
import { treeOf } from './tree.ts';

/** What a Python module's names mean, as far as the files tell. */
export type PythonReading = {
  readonly module: Value & { readonly kind: 'namespace' };
  /** It and every module that it loads, by file. */
  readonly modules: ReadonlyMap<string, Value & { readonly kind: 'namespace' }>;
  /** Every statement that gave a name a value, in the order of running. */
  readonly log: readonly Assignment[];
  /** Every call that was asked for, in the order of running. */
  readonly calls: readonly Call[];
  /** Modules of the project that were not handed over. */
  readonly missing: readonly string[];
  /** False if the program is too much work to be read to its end. */
  readonly whole: boolean;
};

/** Work beyond the length of the text: calls and loops. */
const SPARE_WORK = 50_000;

/**
 * Reads a module and what it imports, in the mind: nothing runs. `library`: dotted paths of lists
 * that a library gives. `isLogged`: the names whose statements matter. `isCall`: the names of functions and
 * methods whose calls matter. `decide` answers open conditions. Never throws; takes linear time.
 */
export function readPython(
  files: readonly SettingsFile[],
  main: SettingsFile,
  {
    environment,
    library,
    isLogged = () => true,
    isCall = () => false,
    decide = (_, guess) => guess ?? false,
    before = [],
  }: {
    readonly environment: Environment;
    readonly library: LibraryNames;
    readonly isLogged?: (name: string) => boolean;
    readonly isCall?: (name: string) => boolean;
    readonly decide?: Decide;
    /** The files before an edit. */
    readonly before?: readonly SettingsFile[];
  },
): PythonReading {
  const length = files.reduce((sum, { text }) => sum + text.length, 0);
  const run: Run = {
    files,
    before,
    environment,
    library,
    decide,
    log: [],
    isLogged,
    calls: places(),
    isCall,
    called: new Set(),
    aside: [],
    budget: { left: length + SPARE_WORK, depth: 0 },
    modules: new Map(),
    missing: new Set(),
    evaluate: (node, frame) => evaluate(run, node, frame),
    call: (callee, given, frame, at) => callValue(run, callee, given, frame, at),
    execute: (body, frame) => execute(run, body, frame),
  };
  const module = loadModule(run, main, null);
  callTheRest(run);
  return {
    module,
    modules: run.modules,
    log: run.log,
    calls: run.calls.all,
    missing: [...run.missing],
    whole: run.budget.left > 0,
  };
}

/** Functions that nothing calls, as a factory that the server calls: what they do counts too. */
function callTheRest(run: Run): void {
  const modules = [...run.modules.values()];
  for (const { name: file, scope } of modules) {
    const text = run.files.find(({ name }) => name === file)?.text ?? '';
    for (const value of [...scope.names.values()]) {
      if (value.kind !== 'function' || run.called.has(value.code.node.from)) continue;
      const { from, to } = value.code.node;
      const names = text.slice(from, to).match(/\w+(?=\()/g) ?? [];
      if (!names.some(run.isCall) || value.code.file !== file) continue;
      run.call(value, { values: [], named: new Map() }, frameIn(file, text, scope), value.at);
    }
  }
}

const frameIn = (file: string, source: string, scope: Frame['scope']): Frame => ({
  file,
  source,
  scope,
  home: scope,
  conditions: [],
  condition: null,
  branch: null,
  ran: true,
  target: null,
});

/** The first line that Python cannot read; null if there is none. */
export function firstBrokenLine(file: SettingsFile): number | null {
  const mistake = firstMistake(treeOf(file));
  return mistake === null ? null : lineAt(file.text, mistake);
}
