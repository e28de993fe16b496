import type { SyntaxNode } from '@lezer/common';
import type { Call } from '../call.ts';
import type { Environment } from '../environment.ts';
import { lineAt, type SettingsFile } from '../file.ts';
import { places } from '../places.ts';
import { firstMistake } from '../trees.ts';
import type { ListValue, Value } from '../value.ts';
import { callValue, makeValue } from './calls.ts';
import { evaluate } from './expressions.ts';
import { frameOf, loadModule, loadPath } from './modules.ts';
import type { Frame, Native, Run } from './run.ts';
import { execute } from './statements.ts';
import { treeOf } from './tree.ts';

/** What a JavaScript or TypeScript program does, as far as the files tell. */
export type JavascriptReading = {
  /** Every call that was asked for, in the order of running. */
  readonly calls: readonly Call[];
  /** Modules of the project that were not handed over. */
  readonly missing: readonly string[];
  /** Calls a function of the program, with what only its server has. */
  readonly invoke: (callee: Value, values: readonly Value[], native: Native) => Invoked;
};

/** What a function gave, and the lists that it searched. */
export type Invoked = { readonly value: Value; readonly searched: readonly ListValue[] };

/** Work beyond the length of the text: calls and loops. */
const SPARE_WORK = 50_000;
/** Work for one call of a function of the program. */
const CALL_WORK = 5_000;

/**
 * Reads modules and what they import, in the mind: nothing runs. `isCall`: the names of functions
 * and methods whose calls matter. `decide` answers open conditions. Never throws; takes linear time.
 */
export function readJavascript(
  files: readonly SettingsFile[],
  mains: readonly SettingsFile[],
  {
    environment,
    isCall = () => false,
    decide = (_, guess) => guess ?? false,
    before = [],
  }: {
    readonly environment: Environment;
    readonly isCall?: (name: string) => boolean;
    readonly decide?: Run['decide'];
    /** The files before an edit. */
    readonly before?: readonly SettingsFile[];
  },
): JavascriptReading {
  const length = files.reduce((sum, { text }) => sum + text.length, 0);
  const run: Run = {
    files,
    before,
    environment,
    decide,
    calls: places(),
    isCall,
    called: new Set(),
    searched: [],
    aside: null,
    native: null,
    budget: { left: length + SPARE_WORK, depth: 0 },
    modules: new Map(),
    missing: new Set(),
    evaluate: (node, frame) => evaluate(run, node, frame),
    call: (callee, values, frame, at) => callValue(run, callee, values, frame, at),
    make: (callee, values, frame, at) => makeValue(run, callee, values, frame, at),
    execute: (body, frame) => execute(run, body, frame),
    load: (path, frame) => loadPath(run, path, frame),
  };
  for (const main of mains) {
    const { scope } = loadModule(run, main);
    callTheRest(run, main, frameOf(main, scope));
  }
  return {
    calls: run.calls.all,
    missing: [...run.missing],
    invoke: (callee, values, native) => invoke(run, callee, values, native),
  };
}

/** Functions and classes that nothing calls, as a factory that another file calls. */
function callTheRest(run: Run, file: SettingsFile, frame: Frame): void {
  for (const value of [...frame.scope.names.values()]) {
    const from = value.kind === 'function' ? value.code.node.from : value.at.from;
    if (run.called.has(from) || value.at.file !== file.name) continue;
    const names = file.text.slice(value.at.from, value.at.to).match(/\w+(?=\()/g) ?? [];
    if (!names.some(run.isCall)) continue;
    if (value.kind === 'function') run.call(value, [], frame, value.at);
    else if (value.kind === 'namespace') run.make(value, [], frame, value.at);
  }
}

function invoke(run: Run, callee: Value, values: readonly Value[], native: Native): Invoked {
  const { left } = run.budget;
  run.budget.left = CALL_WORK;
  run.native = native;
  const from = run.searched.length;
  const frame: Frame = {
    file: callee.at.file,
    source: run.files.find(({ name }) => name === callee.at.file)?.text ?? '',
    scope: { names: new Map(), outer: null, missing: [] },
    conditions: [],
    condition: null,
    ran: true,
  };
  const value = run.call(callee, values, frame, callee.at);
  run.native = null;
  run.budget.left = left;
  return { value, searched: run.searched.splice(from) };
}

/** The first line that JavaScript cannot read; null if there is none. */
export function firstBrokenLine(file: SettingsFile): number | null {
  const mistake = firstMistake(treeOf(file), isDecoratedExport);
  return mistake === null ? null : lineAt(file.text, mistake);
}

/** `@Module({…}) export class A {}`. */
const isDecoratedExport = ({ from, to, prevSibling, parent }: SyntaxNode): boolean =>
  from === to &&
  prevSibling?.name === 'Decorator' &&
  parent?.nextSibling?.name === 'ExportDeclaration';
