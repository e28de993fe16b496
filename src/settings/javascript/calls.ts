import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../file.ts';
import {
  allReasons,
  type ListValue,
  reasons,
  type StringValue,
  scopeIn,
  type Value,
} from '../value.ts';
import { METHODS } from './methods.ts';
import { bindPattern } from './patterns.ts';
import { type Frame, isNative, mayGoOn, type Run, spanOf, undefinedAt, unreadable } from './run.ts';
import { childrenOf, groupsOf, isValue } from './tree.ts';

/** What a call gives, as far as it can be told without running it. */
export function callValue(
  run: Run,
  callee: Value,
  values: readonly Value[],
  frame: Frame,
  at: Span,
): Value {
  if (!mayGoOn(run)) return unreadable(frame, at);
  if (callee.kind === 'function') return callFunction(run, callee, values, frame, at);
  if (callee.kind !== 'name' && callee.kind !== 'object') {
    return callee.because.length > 0
      ? { kind: 'unknown', at, because: callee.because }
      : unreadable(frame, at);
  }
  const path = callee.kind === 'object' ? `${callee.path}()` : callee.path;
  if (isNative(path)) return run.native?.call(path, values, at) ?? unreadable(frame, at);
  if (path === 'require') return requireModule(run, values[0], frame, at);
  const method = METHODS[path];
  if (method !== undefined) {
    const made = method({ run, frame, at, values });
    const because = reasons(...values.map(allReasons));
    return made ?? (because.length > 0 ? { kind: 'unknown', at, because } : unreadable(frame, at));
  }
  if (path.startsWith('#')) {
    return callee.because.length > 0
      ? { kind: 'unknown', at, because: callee.because }
      : unreadable(frame, at);
  }
  const because = reasons(...values.map((one) => one.because));
  return { kind: 'object', path, values, named: NO_NAMES, at, because };
}

const NO_NAMES: ReadonlyMap<string, Value> = new Map();

function requireModule(run: Run, name: Value | undefined, frame: Frame, at: Span): Value {
  if (name?.kind !== 'string') return unreadable(frame, at);
  const module = run.load(name.text, frame);
  if (module !== null) return module.scope.names.get('module.exports') ?? module;
  if (/^[.@~]\.?\//.test(name.text)) {
    run.missing.add(name.text);
    return { kind: 'unknown', at, because: [{ kind: 'module', module: name.text }] };
  }
  return { kind: 'name', path: name.text, at, because: [] };
}

/** A function of the program itself. */
function callFunction(
  run: Run,
  { code }: Value & { readonly kind: 'function' },
  values: readonly Value[],
  frame: Frame,
  at: Span,
): Value {
  const { node, file, scope } = code;
  run.called.add(node.from);
  const source = run.files.find(({ name }) => name === file)?.text ?? '';
  const own: Frame = { ...frame, file, source, scope: scopeIn(scope) };
  bindParameters(run, node, values, own);
  const body = node.getChild('Block');
  if (body !== null) {
    const ended = run.execute(body, own);
    if (ended === null) return undefinedAt(at);
    return ended.kind === 'return'
      ? ended.value
      : { kind: 'object', path: '@throw', values: [ended.value], named: NO_NAMES, at, because: [] };
  }
  const arrow = childrenOf(node).findIndex(({ name }) => name === 'Arrow');
  const expression = childrenOf(node)
    .slice(arrow + 1)
    .find(isValue);
  return expression === undefined ? unreadable(frame, at) : run.evaluate(expression, own);
}

function bindParameters(run: Run, node: SyntaxNode, values: readonly Value[], frame: Frame): void {
  const list = node.getChild('ParamList');
  const single =
    list === null ? childrenOf(node).find(({ name }) => name === 'VariableDefinition') : undefined;
  const groups =
    list === null
      ? single === undefined
        ? []
        : [[single]]
      : groupsOf(childrenOf(list).filter(({ name }) => !/^[()]$/.test(name)));
  groups.forEach((group, index) => {
    const target = group.find(({ name }) =>
      /^(?:VariableDefinition|ObjectPattern|ArrayPattern)$/.test(name),
    );
    const equals = group.findIndex(({ name }) => name === 'Equals');
    const fallback = equals < 0 ? undefined : group.slice(equals + 1).find(isValue);
    const given = values[index];
    const value =
      (given?.kind === 'none' && fallback !== undefined ? undefined : given) ??
      (fallback === undefined ? undefined : run.evaluate(fallback, frame)) ??
      (values.length === 0 && target !== undefined
        ? unreadable(frame, spanOf(frame, target))
        : undefinedAt(spanOf(frame, node)));
    if (target !== undefined) bindPattern(run, target, value, frame);
  });
}

/** `new X(…)`: an object of a class of the program, or of a library. */
export function makeValue(
  run: Run,
  callee: Value,
  values: readonly Value[],
  frame: Frame,
  at: Span,
): Value {
  if (!mayGoOn(run)) return unreadable(frame, at);
  if (callee.kind === 'namespace') return instanceOf(run, callee, values, frame, at);
  if (callee.kind !== 'name') return unreadable(frame, at);
  const [first] = values;
  if (callee.path === 'Set') {
    return first?.kind === 'list'
      ? { ...first, form: 'set' }
      : first === undefined
        ? emptySet(at)
        : unreadable(frame, at);
  }
  if (callee.path === 'RegExp') return patternFrom(values, at) ?? unreadable(frame, at);
  if (callee.path === 'URL') return urlOf(first, at) ?? unreadable(frame, at);
  return { kind: 'object', path: callee.path, values, named: NO_NAMES, at, because: [] };
}

const emptySet = (at: Span): ListValue => ({
  kind: 'list',
  form: 'set',
  items: [],
  at,
  because: [],
  literals: [],
  split: null,
  read: null,
});

function patternFrom([source, flags]: readonly Value[], at: Span): Value | null {
  if (source?.kind === 'pattern') return source;
  if (source?.kind !== 'string') return null;
  return {
    kind: 'pattern',
    source: source.text,
    flags: flags?.kind === 'string' ? flags.text : '',
    at,
    because: source.because,
  };
}

function urlOf(text: Value | undefined, at: Span): Value | null {
  if (text?.kind !== 'string' || !URL.canParse(text.text)) return null;
  const url = new URL(text.text);
  const part = (value: string): StringValue => ({
    kind: 'string',
    text: value,
    at,
    because: text.because,
    pieces: [],
    read: null,
  });
  const entries = (
    ['host', 'hostname', 'origin', 'protocol', 'port', 'pathname', 'href'] as const
  ).map((name) => [part(name), part(url[name])] as const);
  return { kind: 'dict', entries, written: null, at, because: text.because };
}

function instanceOf(
  run: Run,
  made: Value & { readonly kind: 'namespace' },
  values: readonly Value[],
  frame: Frame,
  at: Span,
): Value {
  run.called.add(made.at.from);
  const scope = scopeIn(made.scope.outer);
  for (const [name, value] of made.scope.names) scope.names.set(name, value);
  const self: Value = { ...made, scope, at };
  const inner = scopeIn(made.scope.outer);
  inner.names.set('this', self);
  const build = scope.names.get('constructor');
  if (build?.kind === 'function') {
    run.call({ ...build, code: { ...build.code, scope: inner } }, values, frame, at);
  }
  return self;
}
