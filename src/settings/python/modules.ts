import type { SyntaxNode } from '@lezer/common';
import { fileNamed, type SettingsFile } from '../file.ts';
import { depending, type Scope, scopeIn, type Value } from '../value.ts';
import { attributeOf } from './namespace.ts';
import { type Frame, type Run, spanOf } from './run.ts';
import { childrenOf, splitAt, treeOf } from './tree.ts';

/** Modules of Python and of libraries: they set no settings. */
const LIBRARIES =
  /^(?:os|sys|pathlib|environ|environs|decouple|dotenv|configurations|corsheaders|django|django_\w+|datetime|json|re|typing|logging|socket|ast|distutils|split_settings|dj_database_url|celery|rest_framework\w*|__future__)(?:\.|$)/;

/** `import a.b as c` and `from a.b import c as d, *`. */
export function importNames(run: Run, node: SyntaxNode, frame: Frame): void {
  const children = childrenOf(node);
  const words = children.map(({ from, to }) => frame.source.slice(from, to));
  const importAt = words.indexOf('import');
  if (importAt < 0) return;
  const parts = splitAt(children.slice(importAt + 1), ',').map((group) =>
    group
      .map(({ from, to }) => frame.source.slice(from, to))
      .filter((word) => !/^[()]$/.test(word)),
  );
  if (words[0] === 'import') {
    for (const part of parts) importModule(run, part, frame, node);
    return;
  }
  const path = words.slice(1, importAt).join('');
  const module = moduleOf(run, path, frame);
  for (const [name, , alias] of parts) {
    if (name === undefined) continue;
    if (name === '*') importAll(run, module, path, frame);
    else frame.scope.names.set(alias ?? name, imported(run, module, path, name, frame, node));
  }
}

function importModule(run: Run, part: readonly string[], frame: Frame, node: SyntaxNode): void {
  const asAt = part.indexOf('as');
  const path = (asAt < 0 ? part : part.slice(0, asAt)).join('');
  const alias = asAt < 0 ? undefined : part[asAt + 1];
  const [first = path] = path.split('.');
  const at = spanOf(frame, node);
  const module = alias === undefined && path.includes('.') ? null : moduleOf(run, path, frame);
  frame.scope.names.set(
    alias ?? first,
    module ?? { kind: 'name', path: alias === undefined ? first : path, at, because: [] },
  );
}

type Module = Value & { readonly kind: 'namespace' };

function importAll(run: Run, module: Module | null, path: string, frame: Frame): void {
  if (module === null) {
    if (LIBRARIES.test(path)) return;
    // A module that may be missing where the server runs replaces nothing for certain.
    if (frame.condition !== 'try') frame.scope.missing.push(path);
    run.missing.add(path);
    return;
  }
  frame.scope.missing.push(...module.scope.missing);
  for (const [name, value] of module.scope.names) {
    if (!name.startsWith('_')) frame.scope.names.set(name, value);
  }
}

function imported(
  run: Run,
  module: Module | null,
  path: string,
  name: string,
  frame: Frame,
  node: SyntaxNode,
): Value {
  const at = spanOf(frame, node);
  if (module !== null) {
    return (
      attributeOf(module, name) ??
      moduleOf(run, `${path}${path.endsWith('.') ? '' : '.'}${name}`, frame) ?? {
        kind: 'unknown',
        at,
        because: [{ kind: 'code', text: `${path}.${name}` }],
      }
    );
  }
  const dotted = `${path}${path.endsWith('.') ? '' : '.'}${name}`;
  if (run.library.has(dotted)) return libraryList(dotted, at);
  const inner = moduleOf(run, dotted, frame);
  if (inner !== null) return inner;
  if (path.startsWith('.')) {
    run.missing.add(path);
    return { kind: 'unknown', at, because: [{ kind: 'module', module: path }] };
  }
  return { kind: 'name', path: dotted, at, because: [] };
}

function libraryList(dotted: string, at: Value['at']): Value {
  const name = dotted.split('.').at(-1) ?? dotted;
  return {
    kind: 'list',
    form: 'tuple',
    items: [{ kind: 'library', name, at, because: [] }],
    at,
    because: [],
    literals: [],
    split: null,
    read: null,
  };
}

/** A module among the handed-over files; null if it is not there. */
function moduleOf(run: Run, path: string, frame: Frame): Module | null {
  if (LIBRARIES.test(path)) return null;
  const file = fileOf(run, path, frame.file);
  return file === null ? null : loadModule(run, file, frame);
}

type Text = Value & { readonly kind: 'string' };

/** `'config.Local'`: a class in a module, or a module. */
export function objectAt(run: Run, { text, at, because }: Text, frame: Frame): Value {
  const [, path = '', name = ''] = /^(.+)\.(\w+)$/.exec(text) ?? [];
  const outer = path === '' ? null : moduleOf(run, path, frame);
  const found = (outer && attributeOf(outer, name)) ?? moduleOf(run, text, frame);
  if (found !== null) return depending(found, because);
  if (outer === null) run.missing.add(path === '' ? text : path);
  return { kind: 'unknown', at, because: [{ kind: 'module', module: text }] };
}

/** `'settings.py'`: a file of Python, whatever it is called. Often none has to be there. */
export function fileAt(run: Run, { text, at, because }: Text, frame: Frame): Value {
  const file = bestMatch(run, [text], frame.file);
  return file === null
    ? { kind: 'unknown', at, because: [{ kind: 'module', module: text }] }
    : depending(loadModule(run, file, frame), because);
}

/** Runs a module once. One that imports itself by a detour gives what it has so far. */
export function loadModule(run: Run, file: SettingsFile, frame: Frame | null): Module {
  const known = run.modules.get(file.name);
  if (known !== undefined) return known;
  const scope = scopeIn(null);
  const at = { file: file.name, from: 0, to: 0 };
  const module: Module = { kind: 'namespace', name: file.name, scope, bases: [], at, because: [] };
  run.modules.set(file.name, module);
  run.execute(treeIn(run, file), moduleFrame(file, scope, frame));
  return module;
}

const treeIn = ({ before }: Run, file: SettingsFile): SyntaxNode =>
  treeOf(file, fileNamed(before, file.name)).topNode;

const moduleFrame = (file: SettingsFile, scope: Scope, outer: Frame | null): Frame => ({
  file: file.name,
  source: file.text,
  scope,
  home: scope,
  conditions: outer?.conditions ?? [],
  condition: outer?.condition ?? null,
  branch: null,
  ran: outer?.ran ?? true,
  target: null,
});

/** `include('base.py', optional('local.py'))` of django-split-settings: files in the same scope. */
export function includeFiles(run: Run, values: readonly Value[], frame: Frame): void {
  for (const value of values) {
    const isOptional = value.kind === 'object';
    const name = isOptional ? value.values[0] : value;
    if (name?.kind !== 'string') continue;
    const file = bestMatch(run, [name.text.replace(/^\.\//, '')], frame.file);
    if (file !== null) {
      const inner = { ...frame, file: file.name, source: file.text };
      run.execute(treeIn(run, file), inner);
    } else {
      run.missing.add(name.text);
      if (!isOptional) frame.scope.missing.push(name.text);
    }
  }
}

/** `.base`, `..common.base` or `config.settings.base` as a file. */
function fileOf(run: Run, path: string, importer: string): SettingsFile | null {
  const dots = /^\.*/.exec(path)?.[0].length ?? 0;
  const own = path.slice(dots).replaceAll('.', '/');
  if (dots === 0)
    return own === '' ? null : bestMatch(run, [`${own}.py`, `${own}/__init__.py`], importer);
  const folders = importer.split('/').slice(0, -dots);
  const start = folders.length === 0 ? '' : `${folders.join('/')}/`;
  const wanted =
    own === '' ? [`${start}__init__.py`] : [`${start}${own}.py`, `${start}${own}/__init__.py`];
  const exact = run.files.find(({ name }) => wanted.includes(name));
  return exact ?? (own === '' ? null : bestMatch(run, [`${own}.py`], importer));
}

/** The file whose path ends like this; files dropped without their folders still match by name. */
function bestMatch(run: Run, wanted: readonly string[], importer: string): SettingsFile | null {
  const others = run.files.filter(({ name }) => name !== importer);
  if (others.length === 0) return null;
  for (const path of wanted) {
    const parts = path.split('/');
    for (let from = 0; from < parts.length; from += 1) {
      const end = parts.slice(from).join('/');
      if (end === '__init__.py') continue;
      const found = others.filter(({ name }) => name === end || name.endsWith(`/${end}`));
      if (found.length === 1) return found[0] ?? null;
    }
  }
  return null;
}
