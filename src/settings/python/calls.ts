import type { Span } from '../file.ts';
import { type Reason, reasons, scopeIn, type Value } from '../value.ts';
import { METHODS } from './methods.ts';
import { fileAt, objectAt } from './modules.ts';
import { type Arguments, type Frame, mayGoOn, type Run, spanOf, unreadable } from './run.ts';
import { objectOf } from './settings-objects.ts';
import { childOf, childrenOf, isValue, splitAt } from './tree.ts';
import { configuredValue, READS, readVariable } from './variables.ts';

/** What a call gives, as far as it can be told without running it. */
export function callValue(
  run: Run,
  callee: Value,
  given: Arguments,
  frame: Frame,
  at: Span,
): Value {
  if (!mayGoOn(run)) return unreadable(frame, at);
  if (callee.kind === 'function') return callFunction(run, callee, given, frame, at);
  if (callee.kind === 'namespace') return objectOf(run, frame, callee, at);
  const path = callee.kind === 'object' ? `${callee.path}()` : pathOf(callee, frame);
  if (path === null) return unknownOf(frame, at, callee.because);
  const configured = /^configurations\.values\.(\w+)Value$/.exec(path)?.[1];
  if (configured !== undefined) return configuredValue(run, frame, at, configured, given);
  const known = READS.find(([pattern]) => pattern.test(path));
  if (known !== undefined) {
    const scheme = callee.kind === 'object' ? callee.named : NO_NAMES;
    return readVariable(run, frame, at, { ...known[1], given, scheme }) ?? unknownOf(frame, at, []);
  }
  const [first] = given.values;
  if (first?.kind === 'string') {
    // Flask takes the name of a class or module, or that of a file.
    if (/(?:\.config|\?)\.from_object$/.test(path)) return objectAt(run, first, frame);
    if (/(?:\.config|\?)\.from_pyfile$/.test(path)) return fileAt(run, first, frame);
  }
  const made = METHODS[path]?.({ run, frame, at, given, values: given.values });
  if (made !== undefined && made !== null) return made;
  if (callee.kind === 'name' && /^[\w.]+$/.test(path)) {
    const because = reasons(...given.values.map((one) => one.because));
    return { kind: 'object', path, values: given.values, named: given.named, at, because };
  }
  return unknownOf(frame, at, callee.because);
}

const NO_NAMES: ReadonlyMap<string, Value> = new Map();

function unknownOf(frame: Frame, at: Span, because: readonly Reason[]): Value {
  return because.length === 0 ? unreadable(frame, at) : { kind: 'unknown', at, because };
}

/** A module that was not handed over usually has `env` and `config` from the well-known libraries. */
function pathOf(callee: Value, { source }: Frame): string | null {
  if (callee.kind === 'name') {
    if (!callee.path.startsWith('?.')) return callee.path;
    const object = source.slice(callee.at.from, callee.at.to);
    return object === 'env' ? `environ.Env()${callee.path.slice(1)}` : callee.path;
  }
  if (callee.kind !== 'unknown') return null;
  const text = source.slice(callee.at.from, callee.at.to);
  if (text === 'env') return 'environ.Env()';
  return text === 'config' ? 'decouple.config' : null;
}

/** A function or lambda of the program itself: its first `return` that is reached. */
function callFunction(
  run: Run,
  { code }: Value & { readonly kind: 'function' },
  given: Arguments,
  frame: Frame,
  at: Span,
): Value {
  const { node, file, scope } = code;
  run.called.add(node.from);
  const source = run.files.find(({ name }) => name === file)?.text ?? '';
  const inner: Frame = { ...frame, file, source, scope: scopeIn(scope), target: null };
  const own = { ...inner, home: inner.scope };
  const list = childOf(node, 'ParamList');
  bind(run, list === null ? [] : childrenOf(list), given, own);
  const body = childOf(node, 'Body');
  const value =
    body === null
      ? childrenOf(node)
          .filter(isValue)
          .slice(-1)
          .map((one) => run.evaluate(one, own))[0]
      : run.execute(body, own);
  return value ?? unreadable(frame, at);
}

function bind(
  run: Run,
  parameters: Parameters<typeof splitAt>[0],
  { values, named }: Arguments,
  frame: Frame,
): void {
  const groups = splitAt(
    parameters.filter(({ name }) => name !== '(' && name !== ')'),
    ',',
  ).filter((group) => group.length > 0);
  groups.forEach((group, index) => {
    const [name, ...rest] = group;
    if (name === undefined) return;
    const text = frame.source.slice(name.from, name.to);
    const fallback = rest.filter(isValue).at(-1);
    const value =
      named.get(text) ??
      values[index] ??
      (fallback === undefined ? undefined : run.evaluate(fallback, frame)) ??
      unreadable(frame, spanOf(frame, name));
    frame.scope.names.set(text, value);
  });
}
