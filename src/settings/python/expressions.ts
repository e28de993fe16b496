import type { SyntaxNode } from '@lezer/common';
import { type Call, logCall } from '../call.ts';
import {
  type Argument,
  allReasons,
  depending,
  type ListLiteral,
  type ListValue,
  type Reason,
  reasons,
  type Scope,
  type StringValue,
  scopeIn,
  type Value,
} from '../value.ts';
import { decodedBody, stringToken } from './literal.ts';
import { attributeOf, isSettingsClass } from './namespace.ts';
import {
  type Arguments,
  deeper,
  type Frame,
  mayGoOn,
  type Run,
  spanOf,
  unreadable,
  wordsOf,
} from './run.ts';
import { childOf, childrenOf, isValue, splitAt } from './tree.ts';
import { equal, scalar, truthOf } from './truth.ts';

/** What an expression is, as far as it can be told without running it. Never throws. */
export function evaluate(run: Run, node: SyntaxNode, frame: Frame): Value {
  if (!mayGoOn(run)) return unreadable(frame, node);
  return deeper(run, EXPRESSIONS[node.name] ?? otherExpression, node, frame);
}

type Expression = (run: Run, node: SyntaxNode, frame: Frame) => Value;

const otherExpression: Expression = (_, node, frame) => unreadable(frame, node);

const EXPRESSIONS: Readonly<Record<string, Expression>> = {
  String: (_, node, frame) => stringOf(node, frame),
  ContinuedString: continuedString,
  FormatString: formatString,
  Number: numberOf,
  Boolean: (_, node, frame) => ({
    kind: 'boolean',
    value: frame.source.slice(node.from, node.to) === 'True',
    at: spanOf(frame, node),
    because: [],
  }),
  None: (_, node, frame) => ({ kind: 'none', at: spanOf(frame, node), because: [] }),
  VariableName: (_, node, frame) => lookUp(frame, node),
  ParenthesizedExpression: parenthesized,
  ArrayExpression: (run, node, frame) => listOf(run, node, frame, 'list', '['),
  TupleExpression: (run, node, frame) => listOf(run, node, frame, 'tuple', '('),
  SetExpression: (run, node, frame) => listOf(run, node, frame, 'set', '{'),
  DictionaryExpression: dictOf,
  ArrayComprehensionExpression: (run, node, frame) => comprehension(run, node, frame, 'list'),
  SetComprehensionExpression: (run, node, frame) => comprehension(run, node, frame, 'set'),
  ComprehensionExpression: (run, node, frame) => comprehension(run, node, frame, 'generator'),
  BinaryExpression: binary,
  UnaryExpression: unary,
  ConditionalExpression: conditional,
  MemberExpression: member,
  CallExpression: call,
  LambdaExpression: (_, node, frame) => ({
    kind: 'function',
    code: { node, file: frame.file, scope: frame.scope },
    at: spanOf(frame, node),
    because: [],
  }),
};

/** Longer ones come from code that doubles a list again and again. */
const MOST_ITEMS = 20_000;
const LONGEST_TEXT = 100_000;

function stringOf(node: SyntaxNode, frame: Frame): Value {
  const token = stringToken(frame.source.slice(node.from, node.to));
  if (token === null || token.prefix.includes('b')) return unreadable(frame, node);
  const text = decodedBody(token.body, token.prefix);
  const at = spanOf(frame, node);
  return { kind: 'string', text, at, because: [], pieces: [{ text, at, because: [] }], read: null };
}

function continuedString(run: Run, node: SyntaxNode, frame: Frame): Value {
  const parts = childrenOf(node)
    .filter(isValue)
    .map((one) => run.evaluate(one, frame));
  const strings = parts.filter((one) => one.kind === 'string');
  if (strings.length !== parts.length) return unreadable(frame, node);
  return {
    kind: 'string',
    text: strings.map(({ text }) => text).join(''),
    at: spanOf(frame, node),
    because: reasons(...strings.map(({ because }) => because)),
    pieces: strings.flatMap(({ pieces, text, at, because }) =>
      pieces.length > 0 ? pieces : [{ text, at, because }],
    ),
    read: null,
  };
}

function formatString(run: Run, node: SyntaxNode, frame: Frame): Value {
  const token = stringToken(frame.source.slice(node.from, node.to));
  if (token === null) return unreadable(frame, node);
  const { prefix, quote } = token;
  let [text, done] = ['', node.from + prefix.length + quote.length];
  const end = done + token.body.length;
  let because: readonly Reason[] = [];
  const literal = (to: number): string =>
    decodedBody(frame.source.slice(done, to), prefix).replace(/\{\{|\}\}/g, (pair) =>
      pair.slice(1),
    );
  for (const part of childrenOf(node).filter(({ name }) => name === 'FormatReplacement')) {
    const [inner, ...more] = childrenOf(part).filter(isValue);
    const value = inner === undefined || more.length > 0 ? null : run.evaluate(inner, frame);
    const plain = value === null ? undefined : scalar(value);
    because = reasons(because, value?.because ?? []);
    if (plain === undefined || plain === null || typeof plain === 'boolean') {
      return { kind: 'unknown', at: spanOf(frame, node), because: orCode(because, frame, node) };
    }
    text += literal(part.from) + String(plain);
    done = part.to;
  }
  text += literal(end);
  const at = spanOf(frame, node);
  if (text.length > LONGEST_TEXT) return unreadable(frame, node);
  return { kind: 'string', text, at, because, pieces: [], read: null };
}

const orCode = (because: readonly Reason[], frame: Frame, node: SyntaxNode): readonly Reason[] =>
  because.length > 0 ? because : [{ kind: 'code', text: wordsOf(frame, node) }];

function numberOf(_: Run, node: SyntaxNode, frame: Frame): Value {
  const value = Number(frame.source.slice(node.from, node.to).replaceAll('_', ''));
  if (Number.isNaN(value)) return unreadable(frame, node);
  return { kind: 'number', value, at: spanOf(frame, node), because: [] };
}

/** A name's value. One that no module defines stands for itself: `os`, `list`. */
function lookUp(frame: Frame, node: SyntaxNode): Value {
  const name = frame.source.slice(node.from, node.to);
  const at = spanOf(frame, node);
  const missing: string[] = [];
  for (let scope: Scope | null = frame.scope; scope !== null; scope = scope.outer) {
    const value = scope.names.get(name);
    if (value !== undefined && !isDeclared(value)) {
      return value.kind === 'unset' ? { kind: 'unknown', at, because: value.because } : value;
    }
    missing.push(...scope.missing);
  }
  if (missing.length === 0 || BUILT_IN.test(name))
    return { kind: 'name', path: name, at, because: [] };
  const because = missing.map((module): Reason => ({ kind: 'module', module }));
  return { kind: 'unknown', at, because };
}

/** A name with its type alone has no value yet. */
const isDeclared = (value: Value): boolean => value.kind === 'unset' && value.type !== undefined;

const BUILT_IN = /^(?:os|list|tuple|set|str|bool|int|float|filter|map|sorted|dict|len|any|all)$/;

/** The brackets belong to the value: an edit may need them. */
function parenthesized(run: Run, node: SyntaxNode, frame: Frame): Value {
  const inner = childrenOf(node).find(isValue);
  if (inner === undefined) return unreadable(frame, node);
  return { ...run.evaluate(inner, frame), at: spanOf(frame, node) };
}

function listOf(
  run: Run,
  node: SyntaxNode,
  frame: Frame,
  form: ListValue['form'],
  open: ListLiteral['open'],
): Value {
  const children = childrenOf(node);
  // Without its end, the list has swallowed what follows it.
  if (children.some(({ type }) => type.isError)) return unreadable(frame, node);
  const groups = splitAt(children.slice(1, -1), ',').filter((group) => group.length > 0);
  return listFrom(run, groups, frame, { form, open, at: spanOf(frame, node) });
}

/** `a, b` without brackets. */
export const bareTuple = (
  run: Run,
  children: readonly SyntaxNode[],
  frame: Frame,
  at: { readonly from: number; readonly to: number },
): Value =>
  listFrom(
    run,
    splitAt(children, ',').filter((group) => group.length > 0),
    frame,
    { form: 'tuple', open: '', at: spanOf(frame, at) },
  );

function listFrom(
  run: Run,
  groups: readonly (readonly SyntaxNode[])[],
  frame: Frame,
  { form, open, at }: { form: ListValue['form']; open: ListLiteral['open']; at: ListLiteral['at'] },
): Value {
  const elements = groups.map((group) => ({
    from: group[0]?.from ?? at.from,
    to: group.at(-1)?.to ?? at.to,
  }));
  const parts = groups.map(
    (
      group,
    ): { items: readonly Value[]; because: readonly Reason[]; from: readonly ListLiteral[] } => {
      const value = group.find(isValue);
      if (value === undefined) return { items: [], because: [], from: [] };
      const item = run.evaluate(value, frame);
      if (group[0]?.name !== '*') return { items: [item], because: [], from: [] };
      return item.kind === 'list'
        ? { items: item.items, because: item.because, from: item.literals }
        : { items: [{ ...item, kind: 'unknown' }], because: [], from: [] };
    },
  );
  const own: ListLiteral = { at, open, elements: elements.map((one) => spanOf(frame, one)) };
  return limited(run, frame, {
    kind: 'list',
    form,
    items: parts.flatMap(({ items }) => items),
    at,
    because: reasons(...parts.map(({ because }) => because)),
    literals: [...parts.flatMap(({ from }) => from), own],
    split: null,
    read: null,
  });
}

/** A list that code has made very long is not followed further. */
export function limited(run: Run, frame: Frame, list: ListValue): Value {
  if (mayGoOn(run, list.items.length) && list.items.length <= MOST_ITEMS) return list;
  return unreadable(frame, list.at);
}

function dictOf(run: Run, node: SyntaxNode, frame: Frame): Value {
  const groups = splitAt(childrenOf(node).slice(1, -1), ',');
  const at = spanOf(frame, node);
  const properties: Argument[] = [];
  const entries = groups.flatMap((group): (readonly [Value, Value])[] => {
    const [key, value] = group.filter(isValue);
    if (key === undefined || value === undefined) return [];
    const [name, made] = [run.evaluate(key, frame), run.evaluate(value, frame)];
    properties.push({
      name: name.kind === 'string' ? name.text : null,
      at: spanOf(frame, { from: key.from, to: value.to }),
      valueAt: spanOf(frame, value),
      value: made,
    });
    return [[name, made]];
  });
  return { kind: 'dict', entries, written: { at, properties }, at, because: [] };
}

/** `[element for name in list if condition]`, for one `for`. */
function comprehension(run: Run, node: SyntaxNode, frame: Frame, form: ListValue['form']): Value {
  const children = childrenOf(node).filter(({ name }) => !/^[[\](){}]$/.test(name));
  const parts = splitAt(children, 'for');
  const [[element] = [], clause = []] = parts;
  const inAt = clause.findIndex(({ name }) => name === 'in');
  const target = clause[0];
  const [source, ...conditions] = splitAt(clause.slice(inAt + 1), 'if').map((group) =>
    group.find(isValue),
  );
  if (parts.length !== 2 || element === undefined || source === undefined || inAt !== 1) {
    return unreadable(frame, node);
  }
  if (target?.name !== 'VariableName') return unreadable(frame, node);
  const list = run.evaluate(source, frame);
  if (list.kind !== 'list') {
    return { kind: 'unknown', at: spanOf(frame, node), because: orCode(list.because, frame, node) };
  }
  const name = frame.source.slice(target.from, target.to);
  const items = list.items.flatMap((item): readonly Value[] => {
    if (!mayGoOn(run)) return [];
    const scope = scopeIn(frame.scope);
    scope.names.set(name, item);
    const inner = { ...frame, scope };
    const tests = conditions.map((one) => (one === undefined ? null : run.evaluate(one, inner)));
    if (tests.some((one) => one !== null && truthOf(one) === false)) return [];
    return [run.evaluate(element, inner)];
  });
  return limited(run, frame, { ...list, form, items, at: spanOf(frame, node) });
}

function conditional(run: Run, node: SyntaxNode, frame: Frame): Value {
  const [then, condition, otherwise] = childrenOf(node).filter(isValue);
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
  const value = run.evaluate(condition, frame);
  const truth = truthOf(value);
  if (truth !== null && value.because.length === 0) return [truth, []];
  const text = wordsOf(frame, condition);
  return [run.decide(text, truth), reasons([{ kind: 'condition', text }], value.because)];
}

function unary(run: Run, node: SyntaxNode, frame: Frame): Value {
  const inner = childrenOf(node).find(isValue);
  if (inner === undefined) return unreadable(frame, node);
  const value = run.evaluate(inner, frame);
  const at = spanOf(frame, node);
  const sign = node.firstChild;
  if (sign?.name === 'not') {
    const truth = truthOf(value);
    return truth === null
      ? { kind: 'unknown', at, because: orCode(value.because, frame, node) }
      : { kind: 'boolean', value: !truth, at, because: value.because };
  }
  const isMinus = sign !== null && frame.source.slice(sign.from, sign.to) === '-';
  return value.kind === 'number' && isMinus
    ? { ...value, value: -value.value, at }
    : unreadable(frame, node);
}

function binary(run: Run, node: SyntaxNode, frame: Frame): Value {
  const [left, right] = childrenOf(node).filter(isValue);
  if (left === undefined || right === undefined) return unreadable(frame, node);
  const operator = frame.source
    .slice(left.to, right.from)
    .replace(/#[^\n]*/g, '')
    .trim();
  const one = run.evaluate(left, frame);
  if (operator === 'and' || operator === 'or') return either(run, one, right, frame, operator);
  const other = run.evaluate(right, frame);
  const at = spanOf(frame, node);
  const because = reasons(one.because, other.because);
  const made = operator === '+' ? sum(run, frame, one, other, at) : null;
  if (made !== null) return depending(made, because);
  const truth = compared(run, one, other, operator);
  if (truth === null) return { kind: 'unknown', at, because: orCode(because, frame, node) };
  return { kind: 'boolean', value: truth, at, because };
}

function either(
  run: Run,
  one: Value,
  right: SyntaxNode,
  frame: Frame,
  operator: 'and' | 'or',
): Value {
  const truth = truthOf(one);
  if (truth === null) {
    const because = reasons(one.because, run.evaluate(right, frame).because);
    return { kind: 'unknown', at: one.at, because: orCode(because, frame, right) };
  }
  if (truth === (operator === 'or')) return one;
  return depending(run.evaluate(right, frame), one.because);
}

/** `+` of texts, lists and numbers. */
export function sum(
  run: Run,
  frame: Frame,
  one: Value,
  other: Value,
  at: StringValue['at'],
): Value | null {
  if (one.kind === 'string' && other.kind === 'string') {
    const text = one.text + other.text;
    if (!mayGoOn(run, text.length / 20) || text.length > LONGEST_TEXT) return null;
    return { kind: 'string', text, at, because: [], pieces: [], read: one.read ?? other.read };
  }
  if (one.kind === 'list' && other.kind === 'list') {
    return limited(run, frame, {
      ...one,
      at,
      items: [...one.items, ...other.items],
      because: reasons(one.because, other.because),
      literals: [...one.literals, ...other.literals],
      split: one.split ?? other.split,
      read: one.read ?? other.read,
    });
  }
  // Of a list and something unknown, the known elements still stand.
  if (one.kind === 'list' && other.kind === 'unknown') {
    return limited(run, frame, { ...one, at, items: [...one.items, other] });
  }
  if (one.kind === 'unknown' && other.kind === 'list') {
    return limited(run, frame, { ...other, at, items: [one, ...other.items] });
  }
  return one.kind === 'number' && other.kind === 'number'
    ? { ...one, at, value: one.value + other.value }
    : null;
}

function compared(run: Run, one: Value, other: Value, operator: string): boolean | null {
  switch (operator.replace(/\s+/g, ' ')) {
    case '==':
    case 'is':
      return equal(one, other);
    case '!=':
    case 'is not':
      return not(equal(one, other));
    case 'in':
      return isIn(run, one, other);
    case 'not in':
      return not(isIn(run, one, other));
    default:
      return null;
  }
}

const not = (truth: boolean | null): boolean | null => (truth === null ? null : !truth);

function isIn(run: Run, one: Value, other: Value): boolean | null {
  if (one.kind === 'string' && other.kind === 'string') return other.text.includes(one.text);
  if (other.kind !== 'list' || !mayGoOn(run, other.items.length)) return null;
  const found = other.items.map((item) => equal(one, item));
  if (found.includes(true)) return true;
  return found.includes(null) || allReasons(one).length > 0 ? null : false;
}

/** `value.name` and `value[key]`. */
function member(run: Run, node: SyntaxNode, frame: Frame): Value {
  const children = childrenOf(node);
  const [object] = children;
  if (object === undefined) return unreadable(frame, node);
  const value = run.evaluate(object, frame);
  const property = childOf(node, 'PropertyName');
  const at = spanOf(frame, node);
  if (property !== null) {
    return attribute(value, frame.source.slice(property.from, property.to), at, frame);
  }
  const keys = children.slice(1).filter(isValue);
  const [key] = keys;
  if (key === undefined || keys.length > 1) return unreadable(frame, node);
  const index = run.evaluate(key, frame);
  if (value.kind === 'name') {
    const given: Arguments = { values: [index], named: new Map() };
    return run.call({ ...value, path: `${value.path}[]` }, given, frame, at);
  }
  return element(value, index, at) ?? unreadable(frame, node);
}

function attribute(value: Value, name: string, at: Value['at'], frame: Frame): Value {
  if (value.kind === 'name') return { ...value, path: `${value.path}.${name}`, at };
  if (value.kind === 'object')
    return { ...value, kind: 'name', path: `${value.path}().${name}`, at };
  if (value.kind !== 'namespace') return unreadable(frame, at);
  const found = attributeOf(value, name);
  const known = found === null || isDeclared(found) ? null : found;
  if (known !== null || !isSettingsClass(value)) return known ?? unreadable(frame, at);
  // A field without a default.
  const because: readonly Reason[] = [
    { kind: 'variable', variable: name.toUpperCase(), given: null },
  ];
  return { kind: 'unknown', at, because };
}

/** `value[index]`: of a dictionary, a list or a text. */
export function element(value: Value, index: Value, at: Value['at']): Value | null {
  const because = reasons(value.because, index.because);
  if (value.kind === 'dict') {
    const found = value.entries.find(([key]) => equal(key, index) === true)?.[1];
    if (found !== undefined) return depending(found, because);
    return because.length > 0 ? { kind: 'unknown', at, because } : null;
  }
  if (value.kind !== 'list' || index.kind !== 'number') return null;
  const item = value.items.at(index.value);
  return item === undefined ? null : depending(item, because);
}

function call(run: Run, node: SyntaxNode, frame: Frame): Value {
  const [callee, list] = childrenOf(node);
  if (callee === undefined || list === undefined) return unreadable(frame, node);
  if (run.isCall(lastName(callee, frame))) return loggedCall(run, node, callee, list, frame);
  const given = argumentsOf(run, list, frame);
  const at = spanOf(frame, node);
  const method = callee.name === 'MemberExpression' ? childOf(callee, 'PropertyName') : null;
  const object = method === null ? null : callee.firstChild;
  if (method === null || object === null)
    return run.call(run.evaluate(callee, frame), given, frame, at);
  const value = run.evaluate(object, frame);
  const name = frame.source.slice(method.from, method.to);
  const isPath = value.kind === 'name' || value.kind === 'object' || value.kind === 'namespace';
  if (isPath) return run.call(attribute(value, name, at, frame), given, frame, at);
  const isUnknown = value.kind === 'unknown';
  const bound: Arguments = isUnknown ? given : { ...given, values: [value, ...given.values] };
  const path = isUnknown ? `?.${name}` : `${value.kind}.${name}`;
  return run.call({ kind: 'name', path, at: value.at, because: value.because }, bound, frame, at);
}

/** `f` of `f(…)` and of `a.b.f(…)`. */
export function lastName(callee: SyntaxNode, frame: Frame): string {
  const name = callee.name === 'MemberExpression' ? childOf(callee, 'PropertyName') : callee;
  return name === null || !/Name$/.test(name.name) ? '' : frame.source.slice(name.from, name.to);
}

/** `@a.b(…)`, if the room asked for `b`. It is called with what stands below it: its value is no one's. */
export function decoratorCall(run: Run, decorator: SyntaxNode, frame: Frame): void {
  const parts = childrenOf(decorator);
  const list = childOf(decorator, 'ArgList');
  const names = parts
    .filter(({ name }) => name === 'VariableName' || name === 'PropertyName')
    .map(({ from, to }) => frame.source.slice(from, to));
  const first = parts.find(({ name }) => name === 'VariableName');
  const last = names.at(-1);
  if (first === undefined || last === undefined || !run.isCall(last)) return;
  const start = run.evaluate(first, frame);
  const receiver = names.length > 1 ? start : null;
  const from = first.from;
  const at = spanOf(frame, { from, to: decorator.to });
  const path = start.kind === 'name' ? [start.path, ...names.slice(1)].join('.') : `?.${last}`;
  logCall(run.calls, {
    path,
    name: last,
    receiver,
    at,
    brackets: spanOf(frame, list ?? { from: decorator.to, to: decorator.to }),
    statement: spanOf(frame, decorator.parent ?? decorator),
    given: list === null ? [] : writtenArguments(run, list, frame),
    ran: frame.ran,
    condition: frame.condition,
    because: frame.conditions,
    value: { kind: 'unknown', at, because: [] },
  });
}

/** A call that the room asked for: it goes into the log, with its arguments as written. */
function loggedCall(
  run: Run,
  node: SyntaxNode,
  callee: SyntaxNode,
  list: SyntaxNode,
  frame: Frame,
): Value {
  const given = writtenArguments(run, list, frame);
  const named = given.flatMap(({ name, value }): [string, Value][] =>
    name === null ? [] : [[name, value]],
  );
  const values = given.flatMap(({ name, value }) => (name === null ? [value] : []));
  const object = callee.name === 'MemberExpression' ? callee.firstChild : null;
  const receiver = object === null ? null : run.evaluate(object, frame);
  // A chain of calls is followed once, not once more for each of its parts.
  const target =
    receiver === null
      ? run.evaluate(callee, frame)
      : attribute(receiver, lastName(callee, frame), spanOf(frame, callee), frame);
  const at = spanOf(frame, node);
  const value = run.call(target, { values, named: new Map(named) }, frame, at);
  const name = lastName(callee, frame);
  const call: Call = {
    path: target.kind === 'name' ? target.path : `?.${name}`,
    name,
    receiver,
    at,
    brackets: spanOf(frame, list),
    statement: spanOf(frame, statementAround(node)),
    given,
    ran: frame.ran,
    condition: frame.condition,
    because: reasons(frame.conditions, target.because),
    value,
  };
  logCall(run.calls, call);
  return value;
}

function statementAround(node: SyntaxNode): SyntaxNode {
  let one = node;
  while (one.parent !== null && !/^(?:Body|Script)$/.test(one.parent.name)) one = one.parent;
  return one;
}

function writtenArguments(run: Run, list: SyntaxNode, frame: Frame): readonly Argument[] {
  return splitAt(childrenOf(list).slice(1, -1), ',').flatMap((group): readonly Argument[] => {
    const [first, sign] = group;
    const last = group.filter(isValue).at(-1);
    if (first === undefined || last === undefined) return [];
    const value = run.evaluate(last, frame);
    const valueAt = spanOf(frame, last);
    if (first.name === '**') return value.kind === 'dict' ? (value.written?.properties ?? []) : [];
    const at = spanOf(frame, { from: first.from, to: last.to });
    const name = sign?.name === 'AssignOp' ? frame.source.slice(first.from, first.to) : null;
    return [{ name, at, valueAt, value }];
  });
}

/** The arguments of a call, as written. */
export function argumentsOf(run: Run, list: SyntaxNode, frame: Frame): Arguments {
  const values: Value[] = [];
  const named = new Map<string, Value>();
  for (const group of splitAt(childrenOf(list).slice(1, -1), ',')) {
    const [first, sign] = group;
    const value = group.filter(isValue).at(-1);
    if (first === undefined || value === undefined) continue;
    if (sign?.name === 'AssignOp') {
      named.set(frame.source.slice(first.from, first.to), run.evaluate(value, frame));
    } else if (sign?.name === 'for') {
      // A generator as the only argument has no brackets of its own.
      values.push(comprehension(run, list, frame, 'generator'));
    } else values.push(run.evaluate(value, frame));
  }
  return { values, named };
}
