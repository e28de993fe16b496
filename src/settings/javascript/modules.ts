import type { SyntaxNode } from '@lezer/common';
import { fileNamed, type SettingsFile } from '../file.ts';
import { scopeIn, type Value } from '../value.ts';
import { attribute } from './expressions.ts';
import { type Frame, type Module, type Run, spanOf, textOf } from './run.ts';
import { childrenOf, groupsOf, treeOf } from './tree.ts';

const ENDINGS = [
  '',
  '.js',
  '.ts',
  '.mjs',
  '.mts',
  '.cjs',
  '.cts',
  '.jsx',
  '.tsx',
  '/index.js',
  '/index.ts',
];

/** `import a, { b as c } from 'x'` and `import * as d from 'x'`. */
export function importNames(run: Run, node: SyntaxNode, frame: Frame): void {
  const source = node.getChild('String');
  if (source === null || node.getChild('type') !== null) return;
  const path = frame.source.slice(source.from + 1, source.to - 1);
  const module = run.load(path, frame);
  const at = spanOf(frame, node);
  const isOwn = isOwnPath(path);
  if (module === null && isOwn) run.missing.add(path);
  const importedAs = (name: string | null): Value => {
    if (module !== null) return exportOf(run, module, name, at, frame);
    if (isOwn) return { kind: 'unknown', at, because: [{ kind: 'module', module: path }] };
    return {
      kind: 'name',
      path: name === null || name === 'default' ? path : `${path}.${name}`,
      at,
      because: [],
    };
  };
  const parts = childrenOf(node);
  const star = parts.findIndex(({ name }) => name === 'Star');
  for (const [index, part] of parts.entries()) {
    if (part.name === 'VariableDefinition') {
      const value = star >= 0 && index > star && module !== null ? module : importedAs('default');
      frame.scope.names.set(textOf(frame, part), value);
    }
    if (part.name !== 'ImportGroup') continue;
    for (const group of groupsOf(childrenOf(part).slice(1, -1))) {
      const names = group.filter(({ name }) => /^Variable/.test(name));
      const [first, last] = [names[0], names.at(-1)];
      if (first === undefined || last === undefined) continue;
      frame.scope.names.set(textOf(frame, last), importedAs(textOf(frame, first)));
    }
  }
}

/** What a module gives under a name; null: all of it. */
function exportOf(
  run: Run,
  module: Module,
  name: string | null,
  at: Value['at'],
  frame: Frame,
): Value {
  const common = module.scope.names.get('module.exports');
  if (name === 'default') {
    return module.scope.names.get('default') ?? common ?? module;
  }
  if (name === null) return common ?? module;
  const own = module.scope.names.get(name);
  if (own !== undefined) return own;
  return common === undefined
    ? { kind: 'unknown', at, because: [{ kind: 'code', text: name }] }
    : attribute(run, common, name, at, frame);
}

/** `export { a as b }`, perhaps from another module. */
export function exportFrom(run: Run, node: SyntaxNode, frame: Frame): void {
  const source = node.getChild('String');
  const group = node.getChild('ExportGroup');
  const module =
    source === null ? null : run.load(frame.source.slice(source.from + 1, source.to - 1), frame);
  for (const names of group === null ? [] : groupsOf(childrenOf(group).slice(1, -1))) {
    const words = names
      .filter(({ name }) => name === 'VariableName')
      .map((one) => textOf(frame, one));
    const [from, to] = [words[0], words.at(-1)];
    if (from === undefined || to === undefined) continue;
    const value = module === null ? frame.scope.names.get(from) : module.scope.names.get(from);
    if (value !== undefined) frame.scope.names.set(to, value);
  }
}

/** Whether a path names a file of the project, not a package. */
const isOwnPath = (path: string): boolean => /^(?:\.{1,2}\/|[@~#]\/|src\/)/.test(path);

/** A module of the project that was handed over; null if it was not. */
export function loadPath(run: Run, path: string, frame: Frame): Module | null {
  if (!isOwnPath(path)) return null;
  const file = fileOf(run, path, frame.file);
  return file === null ? null : loadModule(run, file);
}

/** Runs a module once. One that imports itself by a detour gives what it has so far. */
export function loadModule(run: Run, file: SettingsFile): Module {
  const known = run.modules.get(file.name);
  if (known !== undefined) return known;
  const scope = scopeIn(null);
  const at = { file: file.name, from: 0, to: 0 };
  const module: Module = { kind: 'namespace', name: file.name, scope, bases: [], at, because: [] };
  run.modules.set(file.name, module);
  run.execute(treeOf(file, fileNamed(run.before, file.name)).topNode, frameOf(file, scope));
  return module;
}

/** The top of a file. */
export const frameOf = (file: SettingsFile, scope: Module['scope']): Frame => ({
  file: file.name,
  source: file.text,
  scope,
  conditions: [],
  condition: null,
  ran: true,
});

function fileOf(run: Run, path: string, importer: string): SettingsFile | null {
  const others = run.files.filter(({ name }) => name !== importer);
  if (others.length === 0) return null;
  const parts = importer.split('/').slice(0, -1);
  const isRelative = path.startsWith('.');
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  const names = isRelative ? parts : path.split('/').slice(1);
  const bare = names.join('/');
  // TypeScript writes the name of the file that it will make.
  const stems = [bare, bare.replace(/\.[cm]?jsx?$/, '')];
  const wanted = stems.flatMap((stem) => ENDINGS.map((ending) => stem + ending));
  const exact = others.find(({ name }) => wanted.includes(name));
  if (exact !== undefined) return exact;
  const last = wanted.map((name) => name.split('/').at(-1) ?? name);
  const near = others.filter(
    ({ name }) =>
      wanted.some((one) => name.endsWith(`/${one}`)) ||
      (!name.includes('/') && last.includes(name)),
  );
  return near.length === 1 ? (near[0] ?? null) : null;
}
