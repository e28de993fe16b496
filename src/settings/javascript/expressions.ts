import type { SyntaxNode } from '@lezer/common';
import { lazy } from '../../model/lazy.ts';
import { type Call, logCall } from '../call.ts';
import {
  type Argument,
  allReasons,
  depending,
  type ListLiteral,
  type ListValue,
  type Reason,
  reasons,
  type StringValue,
  scopeIn,
  type Value,
} from '../value.ts';
import { decodedBody } from './literal.ts';
import {
  booleanAt,
  deeper,
  type Frame,
  find,
  isNative,
  mayGoOn,
  type Run,
  spanOf,
  stringAt,
  textOf,
  undefinedAt,
  unreadable,
  wordsOf,
} from './run.ts';
import { childrenOf, groupsOf, isValue } from './tree.ts';
import { equal, scalar, truthOf } from './truth.ts';
import { readVariable } from './variables.ts';

/** What an expression is, as far as it can be told without running it. Never throws. */
export function evaluate(run: Run, node: SyntaxNode, frame: Frame): Value {
  if (!mayGoOn(run)) return unreadable(frame, node);
  return deeper(run, EXPRESSIONS[node.name] ?? otherExpression, node, frame);
}

type Expression = (run: Run, node: SyntaxNode, frame: Frame) => Value;

const otherExpression: Expression = (_, node, frame) => unreadable(frame, node);

/** What stands for its only part: `(x)`, `await x`, `x!`, `<T>x`. */
const inner: Expression = (run, node, frame) => {
  const value = childrenOf(node).find(isValue);
  return value === undefined ? unreadable(frame, node) : run.evaluate(value, frame);
};

const functionOf: Expression = (_, node, frame) => ({
  kind: 'function',
  code: { node, file: frame.file, scope: frame.scope },
  at: spanOf(frame, node),
  because: [],
});

const EXPRESSIONS: Readonly<Record<string, Expression>> = {
  String: (_, node, frame) => {
    const text = decodedBody(frame.source.slice(node.from + 1, node.to - 1));
    const at = spanOf(frame, node);
    return {
      kind: 'string',
      text,
      at,
      because: [],
      pieces: [{ text, at, because: [] }],
      read: null,
    };
  },
  TemplateString: templateString,
  Number: (_, node, frame) => {
    const value = Number(textOf(frame, node).replaceAll('_', ''));
    if (Number.isNaN(value)) return unreadable(frame, node);
    return { kind: 'number', value, at: spanOf(frame, node), because: [] };
  },
  BooleanLiteral: (_, node, frame) =>
    booleanAt(spanOf(frame, node), textOf(frame, node) === 'true'),
  null: (_, node, frame) => undefinedAt(spanOf(frame, node)),
  this: (_, node, frame) => find(frame.scope, 'this')?.[0] ?? unreadable(frame, node),
  RegExp: patternOf,
  VariableName: lookUp,
  ParenthesizedExpression: inner,
  AwaitExpression: inner,
  PostfixExpression: inner,
  PrefixCast: inner,
  InstantiationExpression: inner,
  SequenceExpression: (run, node, frame) => {
    const values = childrenOf(node)
      .filter(isValue)
      .map((one) => run.evaluate(one, frame));
    return values.at(-1) ?? unreadable(frame, node);
  },
  ArrayExpression: arrayOf,
  ObjectExpression: objectOf,
  ArrowFunction: functionOf,
  FunctionExpression: functionOf,
  ClassExpression: (run, node, frame) => classOf(run, node, frame),
  BinaryExpression: binary,
  UnaryExpression: unary,
  ConditionalExpression: conditional,
  MemberExpression: member,
  CallExpression: call,
  NewExpression: call,
  AssignmentExpression: assignment,
};

/** Longer ones come from code that doubles a list again and again. */
const MOST_ITEMS = 20_000;
const LONGEST_TEXT = 100_000;

function templateString(run: Run, node: SyntaxNode, frame: Frame): Value {
  let [text, done] = ['', node.from + 1];
  let because: readonly Reason[] = [];
  const at = spanOf(frame, node);
  const parts = childrenOf(node).filter(({ name }) => name === 'Interpolation');
  for (const part of parts) {
    const value = childrenOf(part).find(isValue);
    const made = value === undefined ? null : run.evaluate(value, frame);
    const plain = made === null ? undefined : scalar(made);
    because = reasons(because, made?.because ?? []);
    if (plain === undefined || plain === null) {
      return { kind: 'unknown', at, because: orCode(because, frame, node) };
    }
    text += decodedBody(frame.source.slice(done, part.from)) + String(plain);
    done = part.to;
  }
  text += decodedBody(frame.source.slice(done, node.to - 1));
  if (text.length > LONGEST_TEXT) return unreadable(frame, node);
  const pieces = parts.length === 0 ? [{ text, at, because: [] }] : [];
  return { kind: 'string', text, at, because, pieces, read: null };
}

const orCode = (because: readonly Reason[], frame: Frame, node: SyntaxNode): readonly Reason[] =>
  because.length > 0 ? because : [{ kind: 'code', text: wordsOf(frame, node) }];

function patternOf(_: Run, node: SyntaxNode, frame: Frame): Value {
  const [, source, flags] = /^\/([\s\S]*)\/([a-z]*)$/.exec(textOf(frame, node)) ?? [];
  if (source === undefined || flags === undefined) return unreadable(frame, node);
  return { kind: 'pattern', source, flags, at: spanOf(frame, node), because: [] };
}

/** A name's value. One that nothing defines stands for itself: `process`, `String`. */
function lookUp(_: Run, node: SyntaxNode, frame: Frame): Value {
  const name = textOf(frame, node);
  const at = spanOf(frame, node);
  if (name === 'undefined') return undefinedAt(at);
  const found = find(frame.scope, name)?.[0];
  if (found === undefined) return { kind: 'name', path: name, at, because: [] };
  return found.kind === 'unset' ? { kind: 'unknown', at, because: found.because } : found;
}

function arrayOf(run: Run, node: SyntaxNode, frame: Frame): Value {
  const children = childrenOf(node);
  // Without its end, the list has swallowed what follows it.
  if (children.some(({ type }) => type.isError)) return unreadable(frame, node);
  const at = spanOf(frame, node);
  const groups = groupsOf(children.slice(1, -1));
  const parts = groups.map(
    (
      group,
    ): Partial<Pick<ListValue, 'because' | 'literals' | 'split' | 'read'>> & {
      items: readonly Value[];
    } => {
      const value = group.find(isValue);
      if (value === undefined) return { items: [] };
      const item = run.evaluate(value, frame);
      if (group[0]?.name !== 'Spread') return { items: [item] };
      return item.kind === 'list' ? item : { items: [{ ...item, kind: 'unknown' }] };
    },
  );
  const elements = groups.map((group) =>
    spanOf(frame, { from: group[0]?.from ?? node.from, to: group.at(-1)?.to ?? node.to }),
  );
  const own: ListLiteral = { at, open: '[', elements };
  return limited(run, frame, {
    kind: 'list',
    form: 'list',
    items: parts.flatMap(({ items }) => items),
    at,
    because: reasons(...parts.map(({ because = [] }) => because)),
    literals: [...parts.flatMap(({ literals = [] }) => literals), own],
    split: parts.find(({ split }) => split != null)?.split ?? null,
    read: parts.find(({ read }) => read != null)?.read ?? null,
  });
}

/** A list that code has made very long is not followed further. */
export function limited(run: Run, frame: Frame, list: ListValue): Value {
  if (mayGoOn(run, list.items.length) && list.items.length <= MOST_ITEMS) return list;
  return unreadable(frame, list.at);
}

function objectOf(run: Run, node: SyntaxNode, frame: Frame): Value {
  const children = childrenOf(node);
  if (children.some(({ type }) => type.isError)) return unreadable(frame, node);
  const at = spanOf(frame, node);
  const properties: Argument[] = [];
  let because: readonly Reason[] = [];
  for (const property of children.filter(({ name }) => name === 'Property')) {
    const parts = childrenOf(property);
    const [first] = parts;
    if (first === undefined) continue;
    if (first.name === 'Spread') {
      const value = parts.find(isValue);
      const made = value === undefined ? null : run.evaluate(value, frame);
      if (made?.kind === 'dict') properties.push(...(made.written?.properties ?? []));
      because = reasons(because, made?.because ?? []);
      continue;
    }
    properties.push(propertyOf(run, property, parts, frame));
  }
  return grown(run, frame, dictOf(properties, at, because), properties.length);
}

/** A value that code has made very long is not followed further. */
const grown = (run: Run, frame: Frame, value: Value, length: number): Value =>
  mayGoOn(run, length) ? value : unreadable(frame, value.at);

/** An object with these properties; the last one of a name counts. */
export function dictOf(
  properties: readonly Argument[],
  at: Value['at'],
  because: readonly Reason[],
): Value {
  // Most objects are only passed on.
  const entries = lazy(() =>
    [...new Map(properties.map((one) => [one.name ?? '', one])).values()].map(
      ({ name, at: own, value }) => [stringAt(own, name ?? ''), value] as const,
    ),
  );
  return {
    kind: 'dict',
    get entries() {
      return entries();
    },
    written: { at, properties },
    at,
    because,
  };
}

/** The object with one more property, which may be one of thousands that come one by one. */
export function withProperty(
  run: Run,
  before: Value & { readonly kind: 'dict' },
  property: Argument,
  at: Value['at'],
  frame: Frame,
): Value {
  const properties = before.written?.properties ?? [];
  if (!mayGoOn(run, properties.length)) return unreadable(frame, at);
  const others = properties.filter(({ name }) => name !== property.name);
  return dictOf([...others, property], at, before.because);
}

function propertyOf(
  run: Run,
  property: SyntaxNode,
  parts: readonly SyntaxNode[],
  frame: Frame,
): Argument {
  const key = parts.find(({ name }) => /^(?:PropertyDefinition|String|Number)$/.test(name));
  const text = key === undefined ? null : textOf(frame, key).replace(/^["']|["']$/g, '');
  const at = spanOf(frame, property);
  const colon = parts.findIndex(({ name }) => name === ':');
  const value = colon < 0 ? undefined : parts.slice(colon + 1).find(isValue);
  if (value !== undefined) {
    return { name: text, at, valueAt: spanOf(frame, value), value: run.evaluate(value, frame) };
  }
  // A method, or the name of a variable alone.
  const isMethod = parts.some(({ name }) => name === 'ParamList');
  const made =
    isMethod || key === undefined
      ? functionOf(run, property, frame)
      : (find(frame.scope, text ?? '')?.[0] ?? unreadable(frame, property));
  return { name: text, at, valueAt: at, value: made };
}

/** A class, with its methods and static properties. */
export function classOf(run: Run, node: SyntaxNode, frame: Frame): Value {
  const scope = scopeIn(frame.scope);
  const body = node.getChild('ClassBody');
  const at = spanOf(frame, node);
  for (const part of body === null ? [] : childrenOf(body)) {
    const name = part.getChild('PropertyDefinition') ?? part.getChild('PrivatePropertyDefinition');
    if (name === null) continue;
    if (part.name === 'MethodDeclaration') {
      scope.names.set(textOf(frame, name), functionOf(run, part, frame));
      continue;
    }
    const equals = childrenOf(part).findIndex((one) => one.name === 'Equals');
    const value =
      equals < 0
        ? undefined
        : childrenOf(part)
            .slice(equals + 1)
            .find(isValue);
    if (value !== undefined) scope.names.set(textOf(frame, name), run.evaluate(value, frame));
  }
  return { kind: 'namespace', name: `class ${node.from}`, scope, bases: [], at, because: [] };
}

function conditional(run: Run, node: SyntaxNode, frame: Frame): Value {
  const [condition, then, otherwise] = childrenOf(node).filter(isValue);
  if (then === undefined || condition === undefined || otherwise === undefined) {
    return unreadable(frame, node);
  }
  const [holds, because] = decided(run, condition, frame);
  return depending(run.evaluate(holds ? then : otherwise, frame), because);
}

/** Whether a condition holds, and what that depends on. */
export function decided(
  run: Run,
  condition: SyntaxNode,
  frame: Frame,
): readonly [holds: boolean, because: readonly Reason[]] {
  const node =
    condition.name === 'ParenthesizedExpression'
      ? (childrenOf(condition).find(isValue) ?? condition)
      : condition;
  const value = run.evaluate(node, frame);
  const truth = truthOf(value);
  if (truth !== null && value.because.length === 0) return [truth, []];
  // Whether a variable is set is a question about the variable alone.
  const isVariable =
    value.because.length > 0 &&
    value.because.every(({ kind }) => kind === 'variable') &&
    (node.name === 'MemberExpression' || node.name === 'VariableName');
  if (isVariable && truth !== null) return [truth, value.because];
  const text = wordsOf(frame, node);
  return [run.decide(text, truth), reasons([{ kind: 'condition', text }], value.because)];
}

function unary(run: Run, node: SyntaxNode, frame: Frame): Value {
  const operator = node.firstChild === null ? '' : textOf(frame, node.firstChild);
  const part = childrenOf(node).slice(1).find(isValue);
  if (part === undefined) return unreadable(frame, node);
  const value = run.evaluate(part, frame);
  const at = spanOf(frame, node);
  if (operator === '!') {
    const truth = truthOf(value);
    return truth === null
      ? { kind: 'unknown', at, because: orCode(value.because, frame, node) }
      : booleanAt(at, !truth, value.because);
  }
  if (operator === 'typeof') return typeOf(value, at) ?? unreadable(frame, node);
  if (operator === '-' && value.kind === 'number') return { ...value, value: -value.value, at };
  if (operator === '+' && value.kind === 'string') {
    return { kind: 'number', value: Number(value.text), at, because: value.because };
  }
  return operator === 'void' ? undefinedAt(at) : unreadable(frame, node);
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  none: 'undefined',
  function: 'function',
  list: 'object',
  dict: 'object',
};

const typeOf = (value: Value, at: Value['at']): Value | null => {
  const name = TYPES[value.kind];
  return name === undefined ? null : stringAt(at, name, value.because);
};

function binary(run: Run, node: SyntaxNode, frame: Frame): Value {
  const children = childrenOf(node);
  const [left] = children;
  const sign = children[1];
  if (left === undefined || sign === undefined) return unreadable(frame, node);
  const operator = textOf(frame, sign);
  if (operator === 'as' || operator === 'satisfies') return run.evaluate(left, frame);
  const right = children.slice(2).find(isValue);
  if (right === undefined) return unreadable(frame, node);
  const one = run.evaluate(left, frame);
  const at = spanOf(frame, node);
  if (operator === '&&' || operator === '||' || operator === '??') {
    return either(run, one, right, frame, operator, at);
  }
  const other = run.evaluate(right, frame);
  const because = reasons(one.because, other.because);
  if (operator === '+') {
    const made = sum(one, other, at);
    if (made !== null && made.text.length <= LONGEST_TEXT && mayGoOn(run, made.text.length / 20))
      return depending(made, because);
  }
  const truth = compared(one, other, operator);
  if (truth === null) return { kind: 'unknown', at, because: orCode(because, frame, node) };
  return booleanAt(at, truth, because);
}

function sum(one: Value, other: Value, at: Value['at']): StringValue | null {
  const [a, b] = [scalar(one), scalar(other)];
  if (one.kind !== 'string' && other.kind !== 'string') return null;
  if (a === undefined || b === undefined || a === null || b === null) return null;
  return { kind: 'string', text: `${a}${b}`, at, because: [], pieces: [], read: null };
}

function either(
  run: Run,
  one: Value,
  right: SyntaxNode,
  frame: Frame,
  operator: '&&' | '||' | '??',
  at: Value['at'],
): Value {
  const truth = operator === '??' ? isPresent(one) : truthOf(one);
  if (truth === null) {
    const other = run.evaluate(right, frame);
    if (run.native !== null) {
      const because = reasons(one.because, other.because);
      return { kind: 'unknown', at, because: orCode(because, frame, right) };
    }
    // What is unknown may stand for itself; the other is its default.
    return {
      kind: 'unknown',
      at: one.at,
      because: orCode(reasons(one.because, other.because), frame, right),
    };
  }
  if (truth === (operator !== '&&')) return one;
  const value = depending(run.evaluate(right, frame), one.because);
  const variable = one.because.find((reason) => reason.kind === 'variable');
  if (operator === '&&' || variable === undefined || one.kind !== 'none') return value;
  const read = { variable: variable.variable, at, fallback: value, given: null };
  return value.kind === 'string' || value.kind === 'list' ? { ...value, read } : value;
}

const isPresent = (value: Value): boolean | null =>
  value.kind === 'none' ? false : value.kind === 'unknown' ? null : true;

function compared(one: Value, other: Value, operator: string): boolean | null {
  switch (operator) {
    case '==':
    case '===':
      return equal(one, other);
    case '!=':
    case '!==': {
      const same = equal(one, other);
      return same === null ? null : !same;
    }
    case '>':
    case '>=':
    case '<':
    case '<=': {
      if (one.kind !== 'number' || other.kind !== 'number') return null;
      const [a, b] = [one.value, other.value];
      return operator === '>'
        ? a > b
        : operator === '>='
          ? a >= b
          : operator === '<'
            ? a < b
            : a <= b;
    }
    default:
      return null;
  }
}

/** `value.name`, `value?.name` and `value[key]`. */
function member(run: Run, node: SyntaxNode, frame: Frame): Value {
  const children = childrenOf(node);
  const [object] = children;
  if (object === undefined) return unreadable(frame, node);
  const value = run.evaluate(object, frame);
  const at = spanOf(frame, node);
  const property = children.find(({ name }) => /^(?:Private)?PropertyName$/.test(name));
  if (property !== undefined) return attribute(run, value, textOf(frame, property), at, frame);
  const key = children.slice(1).find(isValue);
  if (key === undefined) return unreadable(frame, node);
  const index = run.evaluate(key, frame);
  if (index.kind === 'string') {
    return depending(attribute(run, value, index.text, at, frame), index.because);
  }
  if (value.kind === 'list' && index.kind === 'number') {
    return value.items.at(index.value) ?? undefinedAt(at);
  }
  const because = reasons(value.because, index.because);
  return { kind: 'unknown', at, because: orCode(because, frame, node) };
}

/** What a value has under a name. */
export function attribute(
  run: Run,
  value: Value,
  name: string,
  at: Value['at'],
  frame: Frame,
): Value {
  if (value.kind === 'name') {
    const path = `${value.path}.${name}`;
    if (isNative(path)) return run.native?.get(path, at) ?? { ...value, path, at };
    if (/^(?:process|Bun|import\.meta)\.env\.\w+$/.test(path))
      return readVariable(run, name, at, null);
    return { ...value, path: path.replace(/\.default$/, ''), at };
  }
  if (value.kind === 'object')
    return { kind: 'name', path: `${value.path}().${name}`, at, because: value.because };
  if (value.kind === 'namespace')
    return (
      value.scope.names.get(name) ??
      (value.name.startsWith('class')
        ? unreadable(frame, at)
        : (defaultOf(run, value, name, at, frame) ?? unreadable(frame, at)))
    );
  if (value.kind === 'dict') {
    const found = value.entries.find(([key]) => key.kind === 'string' && key.text === name)?.[1];
    return found === undefined ? undefinedAt(at, value.because) : depending(found, value.because);
  }
  if (name === 'length' && value.kind === 'list')
    return { kind: 'number', value: value.items.length, at, because: allReasons(value) };
  if (name === 'length' && value.kind === 'string')
    return { kind: 'number', value: value.text.length, at, because: value.because };
  if (value.kind === 'none') return undefinedAt(at, value.because);
  return unreadable(frame, at);
}

/** `require('./x').name`, where the module exports one object. */
function defaultOf(
  run: Run,
  { scope }: Value & { readonly kind: 'namespace' },
  name: string,
  at: Value['at'],
  frame: Frame,
): Value | null {
  const own = scope.names.get('default');
  return own === undefined || name === 'default' ? null : attribute(run, own, name, at, frame);
}

function call(run: Run, node: SyntaxNode, frame: Frame): Value {
  const children = childrenOf(node).filter(({ name }) => name !== 'new');
  const callee = children.find(isValue);
  const list = node.getChild('ArgList');
  if (callee === undefined) return unreadable(frame, node);
  const target =
    callee.name === 'InstantiationExpression'
      ? (childrenOf(callee).find(isValue) ?? callee)
      : callee;
  const given = list === null ? [] : writtenArguments(run, list, frame);
  const values = given.map(({ value }) => value);
  const at = spanOf(frame, node);
  if (node.name === 'NewExpression')
    return run.make(run.evaluate(target, frame), values, frame, at);
  const name = lastName(target, frame);
  const isMethod = target.name === 'MemberExpression';
  const object = isMethod ? target.firstChild : null;
  const receiver = object === null ? null : run.evaluate(object, frame);
  const own = receiver === null ? run.evaluate(target, frame) : null;
  const read =
    object !== null && isConfigRead(frame.source.slice(object.from, object.to), name)
      ? configured(run, receiver, values, frame, at)
      : null;
  const made =
    read ??
    (receiver === null
      ? run.call(own ?? unreadable(frame, target), values, frame, at)
      : callMethod(run, receiver, name, values, frame, at));
  if (receiver !== null && object !== null) changeList(run, object, receiver, name, made, frame);
  if (!run.isCall(name) || list === null || run.native !== null) return made;
  const isChain = receiver?.kind === 'object' && made.kind === 'object';
  const path = receiver === null ? own && pathOf(own) : methodPath(receiver, name);
  const one: Call = {
    path: path ?? `?.${name}`,
    name,
    receiver,
    at,
    brackets: spanOf(frame, list),
    statement: spanOf(frame, statementAround(node)),
    given,
    ran: frame.ran,
    condition: frame.condition,
    because: frame.conditions,
    value: made,
  };
  logCall(run.calls, one);
  return isChain ? receiver : made;
}

/** Whether it is `configService.get` of NestJS, or its like. */
const isConfigRead = (object: string, method: string): boolean =>
  /^get(?:OrThrow)?$/.test(method) &&
  object.length < LONGEST_OBJECT &&
  /(?:^|\.)\w*config\w*$|\(\s*\w*Config\w*\s*\)$/i.test(object);

const LONGEST_OBJECT = 200;

/** A name of the program’s own configuration, or an environment variable. */
function configured(
  run: Run,
  receiver: Value | null,
  [name, fallback]: readonly Value[],
  frame: Frame,
  at: Value['at'],
): Value | null {
  if (name?.kind !== 'string' || receiver?.kind === 'dict') return null;
  const [first = '', ...rest] = name.text.split('.');
  const own = rest.length === 0 ? null : loaded(run, first, frame, at);
  if (own === null) return readVariable(run, name.text, at, fallback ?? null);
  const found = rest.reduce((value, key) => attribute(run, value, key, at, frame), own);
  return found.kind === 'none' ? (fallback ?? found) : found;
}

/**
 * What a module gives to `ConfigModule.forRoot({ load: […] })` under this name.
 * @see https://docs.nestjs.com/techniques/configuration
 */
function loaded(run: Run, name: string, frame: Frame, at: Value['at']): Value | null {
  for (const { scope } of run.modules.values()) {
    const given = scope.names.get('default');
    const [space, factory] = given?.kind === 'object' ? given.values : [];
    if (space?.kind === 'string' && space.text === name && factory?.kind === 'function')
      return run.call(factory, [], frame, at);
    if (given?.kind !== 'function' || !/config/i.test(given.at.file)) continue;
    const whole = run.call(given, [], frame, at);
    const part = whole.kind === 'dict' ? attribute(run, whole, name, at, frame) : null;
    if (part !== null && part.kind !== 'none') return part;
  }
  return null;
}

const pathOf = (value: Value): string | null =>
  value.kind === 'name' ? value.path : value.kind === 'object' ? `${value.path}()` : null;

const methodPath = (receiver: Value, name: string): string | null => {
  const path = pathOf(receiver);
  return path === null ? null : `${path}.${name}`;
};

/** `f` of `f(…)` and of `a.b.f(…)`. */
function lastName(callee: SyntaxNode, frame: Frame): string {
  const name =
    callee.name === 'MemberExpression'
      ? (callee.getChild('PropertyName') ?? callee.getChild('PrivatePropertyName'))
      : callee.name === 'VariableName'
        ? callee
        : null;
  return name === null ? '' : textOf(frame, name);
}

function statementAround(node: SyntaxNode): SyntaxNode {
  let one = node;
  while (one.parent !== null && !/^(?:Block|Script)$/.test(one.parent.name)) one = one.parent;
  return one;
}

function writtenArguments(run: Run, list: SyntaxNode, frame: Frame): readonly Argument[] {
  return groupsOf(childrenOf(list).slice(1, -1)).flatMap((group): readonly Argument[] => {
    const value = group.find(isValue);
    if (value === undefined) return [];
    const made = run.evaluate(value, frame);
    if (group[0]?.name === 'Spread') {
      if (made.kind !== 'list') return [];
      return made.items.map((item) => ({ name: null, at: item.at, valueAt: item.at, value: item }));
    }
    const at = spanOf(frame, value);
    return [{ name: null, at, valueAt: at, value: made }];
  });
}

function callMethod(
  run: Run,
  receiver: Value,
  name: string,
  values: readonly Value[],
  frame: Frame,
  at: Value['at'],
): Value {
  if (receiver.kind === 'namespace' || receiver.kind === 'dict') {
    const own = attribute(run, receiver, name, at, frame);
    if (own.kind !== 'function') return run.call(own, values, frame, at);
    const scope = scopeIn(own.code.scope);
    scope.names.set('this', receiver);
    return run.call({ ...own, code: { ...own.code, scope } }, values, frame, at);
  }
  const path = methodPath(receiver, name);
  if (path !== null)
    return run.call(
      { kind: 'name', path, at: receiver.at, because: receiver.because },
      values,
      frame,
      at,
    );
  const bound: Value = {
    kind: 'name',
    path: `#${receiver.kind}.${name}`,
    at: receiver.at,
    because: receiver.because,
  };
  return run.call(bound, [receiver, ...values], frame, at);
}

/** `list.push(…)` and its like change what the name means. */
function changeList(
  run: Run,
  object: SyntaxNode,
  receiver: Value,
  method: string,
  made: Value,
  frame: Frame,
): void {
  if (receiver.kind !== 'list' || !/^(?:push|unshift|add)$/.test(method)) return;
  if (made.kind !== 'list') return;
  setTarget(run, object, depending(limited(run, frame, made), frame.conditions), frame);
}

function assignment(run: Run, node: SyntaxNode, frame: Frame): Value {
  const children = childrenOf(node);
  const [target] = children;
  const sign = children[1];
  const right = children.slice(2).find(isValue);
  if (target === undefined || sign === undefined || right === undefined)
    return unreadable(frame, node);
  const operator = textOf(frame, sign);
  const own = run.evaluate(right, frame);
  const before = operator === '=' ? null : run.evaluate(target, frame);
  const value =
    before === null
      ? own
      : operator === '+='
        ? (sum(before, own, spanOf(frame, node)) ?? unreadable(frame, node))
        : truthOf(before) === true
          ? before
          : own;
  setTarget(run, target, depending(value, frame.conditions), frame, spanOf(frame, right));
  return value;
}

/** Gives a name, a property or an element its value. */
export function setTarget(
  run: Run,
  target: SyntaxNode,
  value: Value,
  frame: Frame,
  valueAt: Value['at'] = value.at,
): void {
  if (target.name === 'VariableName' || target.name === 'VariableDefinition') {
    const name = textOf(frame, target);
    if (run.aside !== null) {
      run.aside.add(name);
      return;
    }
    const scope = find(frame.scope, name)?.[1] ?? frame.scope;
    scope.names.set(name, value);
    return;
  }
  if (target.name !== 'MemberExpression' || run.aside !== null) return;
  const [object] = childrenOf(target);
  const name = target.getChild('PropertyName') ?? target.getChild('PrivatePropertyName');
  if (object === undefined || name === null) return;
  const whole = run.evaluate(object, frame);
  const key = textOf(frame, name);
  if (whole.kind === 'namespace') whole.scope.names.set(key, value);
  else if (whole.kind === 'name' && run.native !== null)
    run.native.call(`${whole.path}.${key}=`, [value], value.at);
  else if (whole.kind === 'dict' && whole.written !== null) {
    const property: Argument = {
      name: key,
      at: spanOf(frame, target.parent ?? target),
      valueAt,
      value,
    };
    // The literal stays what an edit adds to.
    setTarget(run, object, withProperty(run, whole, property, whole.at, frame), frame);
  }
}
