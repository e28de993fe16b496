import type { SyntaxNode } from '@lezer/common';
import {
  depending,
  type ListValue,
  type Reason,
  reasons,
  type Scope,
  scopeIn,
  type Value,
} from '../value.ts';
import {
  argumentsOf,
  bareTuple,
  decided,
  decoratorCall,
  lastName,
  limited,
  sum,
} from './expressions.ts';
import { importNames, includeFiles } from './modules.ts';
import { deeper, type Frame, mayGoOn, type Run, spanOf, unreadable, wordsOf } from './run.ts';
import { childOf, childrenOf, isValue, splitAt } from './tree.ts';

/** Runs the statements of a body in the mind. Gives what a `return` gives, else null. */
export const execute = (run: Run, body: SyntaxNode, frame: Frame): Value | null =>
  deeper(run, statementsOf, body, frame);

function statementsOf(run: Run, body: SyntaxNode, frame: Frame): Value | null {
  for (let node = body.firstChild; node !== null; node = node.nextSibling) {
    if (!mayGoOn(run)) return null;
    const returned = STATEMENTS[node.name]?.(run, node, frame) ?? null;
    if (returned !== null) return returned;
  }
  return null;
}

type Statement = (run: Run, node: SyntaxNode, frame: Frame) => Value | null;

const STATEMENTS: Readonly<Record<string, Statement>> = {
  AssignStatement: assign,
  UpdateStatement: update,
  ExpressionStatement: expression,
  ImportStatement: (run, node, frame) => {
    importNames(run, node, frame);
    return null;
  },
  IfStatement: branches,
  TryStatement: attempt,
  WithStatement: (run, node, frame) => inBody(run, node, frame),
  ForStatement: loop,
  WhileStatement: (run, node, frame) => aside(run, node, frame, 'while'),
  MatchStatement: (run, node, frame) => aside(run, node, frame, 'match'),
  ClassDefinition: defineClass,
  FunctionDefinition: (_, node, frame) => defineFunction(node, frame),
  DecoratedStatement: decorated,
  DeleteStatement: remove,
  StatementGroup: (run, node, frame) => execute(run, node, frame),
  ReturnStatement: (run, node, frame) => {
    const value = childrenOf(node).find(isValue);
    if (value === undefined) return { kind: 'none', at: spanOf(frame, node), because: [] };
    return depending(run.evaluate(value, frame), frame.conditions);
  },
};

function assign(run: Run, node: SyntaxNode, frame: Frame): null {
  const groups = splitAt(
    childrenOf(node).filter(({ name }) => name !== 'TypeDef'),
    'AssignOp',
  );
  if (groups.length === 1) return declare(node, frame);
  const parts = groups.at(-1) ?? [];
  const [first] = parts;
  const targets = groups.slice(0, -1);
  if (first === undefined || targets.length === 0) return null;
  // An unclosed bracket swallows the next statement, which then looks like a second target.
  const isBroken =
    node.lastChild?.type.isError === true ||
    targets.slice(1).some(([name]) => name?.name !== 'VariableName');
  for (const target of targets) {
    const [name, ...others] = target;
    if (name === undefined) continue;
    if (name.name !== 'VariableName' || others.length > 0) {
      if (others.length === 0 && parts.length === 1) configure(run, name, first, node, frame);
      forget(run, target, frame);
      continue;
    }
    const text = frame.source.slice(name.from, name.to);
    const inner = { ...frame, target: text };
    const last = parts.at(-1) ?? first;
    const valueAt = { from: first.from, to: last.to };
    const value = isBroken
      ? unreadable(frame, node)
      : parts.length > 1
        ? bareTuple(run, parts, inner, valueAt)
        : run.evaluate(first, inner);
    record(run, frame, { name: text, value, node, valueAt, how: 'set' });
  }
  return null;
}

/** `name: type`, as the fields of a class without a default. */
function declare(node: SyntaxNode, frame: Frame): null {
  const [name, type] = [childOf(node, 'VariableName'), childOf(node, 'TypeDef')];
  if (name === null || type === null) return null;
  const text = frame.source.slice(name.from, name.to);
  if (frame.scope.names.has(text)) return null;
  const at = spanOf(frame, node);
  const written = frame.source.slice(type.from, type.to);
  frame.scope.names.set(text, { kind: 'unset', type: written, at, because: [] });
  return null;
}

type Recorded = {
  readonly name: string;
  readonly value: Value;
  readonly node: { readonly from: number; readonly to: number };
  readonly valueAt: { readonly from: number; readonly to: number };
  readonly how: 'set' | 'add';
};

/** Gives a name its value, and remembers who did. */
export function record(
  run: Run,
  frame: Frame,
  { name, value, node, valueAt, how }: Recorded,
): void {
  const whole = depending(value, frame.conditions);
  frame.scope.names.set(name, whole);
  if (!frame.ran) run.aside.push(name);
  if (!run.isLogged(name)) return;
  run.log.push({
    name,
    value: whole,
    at: spanOf(frame, node),
    valueAt: spanOf(frame, valueAt),
    how,
    ran: frame.ran,
    condition: frame.condition,
    branch: frame.branch,
    scope: frame.home,
  });
}

/** `app.config['NAME'] = …`, if the room asked for the name. */
function configure(
  run: Run,
  target: SyntaxNode,
  right: SyntaxNode,
  node: SyntaxNode,
  frame: Frame,
): void {
  const key = childOf(target, 'String');
  const object = target.firstChild;
  if (target.name !== 'MemberExpression' || key === null || object === null) return;
  const name = run.evaluate(key, frame);
  if (name.kind !== 'string' || !run.isLogged(name.text)) return;
  if (!/(?:^|\.)config$/.test(frame.source.slice(object.from, object.to))) return;
  run.log.push({
    name: name.text,
    value: depending(run.evaluate(right, frame), frame.conditions),
    at: spanOf(frame, node),
    valueAt: spanOf(frame, right),
    how: 'item',
    ran: frame.ran,
    condition: frame.condition,
    branch: frame.branch,
    scope: frame.home,
  });
}

/** Targets that are no plain names get a value that is not followed. */
function forget(run: Run, targets: readonly SyntaxNode[], frame: Frame): void {
  for (const target of targets) {
    const name = target.name === 'MemberExpression' ? target.firstChild : target;
    if (name?.name !== 'VariableName') continue;
    const text = frame.source.slice(name.from, name.to);
    // A dictionary's or object's own part changes nothing that is read here.
    const before = find(frame.scope, text);
    if (target.name === 'MemberExpression' && before?.kind !== 'list') continue;
    const value = unreadable(frame, target.parent ?? target);
    record(run, frame, { name: text, value, node: target, valueAt: target, how: 'set' });
  }
}

function find(scope: Scope | null, name: string): Value | null {
  for (let one = scope; one !== null; one = one.outer) {
    const value = one.names.get(name);
    if (value !== undefined) return value;
  }
  return null;
}

function update(run: Run, node: SyntaxNode, frame: Frame): null {
  const [target, operator, ...parts] = childrenOf(node);
  const [first] = parts;
  if (target?.name !== 'VariableName' || operator === undefined || first === undefined) return null;
  const name = frame.source.slice(target.from, target.to);
  const isSum = frame.source.slice(operator.from, operator.to) === '+=';
  const last = parts.at(-1) ?? first;
  const valueAt = { from: first.from, to: last.to };
  const added =
    parts.length > 1 ? bareTuple(run, parts, frame, valueAt) : run.evaluate(first, frame);
  const before = run.evaluate(target, frame);
  const at = before.at;
  const made = isSum ? sum(run, frame, before, added, at) : null;
  const because = reasons(before.because, added.because);
  const value = made === null ? unreadable(frame, node) : depending(made, because);
  record(run, frame, { name, value, node, valueAt, how: 'add' });
  return null;
}

/** `NAME.append(…)` and its like; other calls change nothing that is read here. */
function expression(run: Run, node: SyntaxNode, frame: Frame): null {
  const call = childrenOf(node)[0];
  const [callee, list] = call?.name === 'CallExpression' ? childrenOf(call) : [];
  if (call === undefined || callee === undefined || list === undefined) return null;
  if (run.isCall(lastName(callee, frame))) {
    run.evaluate(call, frame);
    return null;
  }
  if (callee.name === 'VariableName') {
    const value = run.evaluate(callee, frame);
    if (value.kind === 'name' && /(?:^|\.)include$/.test(value.path)) {
      includeFiles(run, argumentsOf(run, list, frame).values, frame);
    }
    return null;
  }
  const [object, method] = [callee.firstChild, childOf(callee, 'PropertyName')];
  if (callee.name !== 'MemberExpression' || object?.name !== 'VariableName' || method === null) {
    return null;
  }
  const name = frame.source.slice(object.from, object.to);
  const before = find(frame.scope, name);
  const change = CHANGES[frame.source.slice(method.from, method.to)];
  if (
    change === undefined ||
    before === null ||
    (before.kind !== 'list' && before.kind !== 'unknown')
  ) {
    return null;
  }
  const { values } = argumentsOf(run, list, frame);
  const whole: Value =
    before.kind === 'list'
      ? before
      : {
          ...before,
          kind: 'list',
          form: 'list',
          items: [before],
          literals: [],
          split: null,
          read: null,
        };
  const value = change(whole, values);
  const because = reasons(...values.map((one) => one.because));
  const made = value === null ? unreadable(frame, node) : depending(value, because);
  const checked = made.kind === 'list' ? limited(run, frame, made) : made;
  record(run, frame, { name, value: checked, node, valueAt: list, how: 'add' });
  return null;
}

type Change = (list: ListValue, values: readonly Value[]) => Value | null;

const CHANGES: Readonly<Record<string, Change>> = {
  append: (list, [item]) => (item === undefined ? null : { ...list, items: [...list.items, item] }),
  add: (list, [item]) => (item === undefined ? null : { ...list, items: [...list.items, item] }),
  extend: (list, [more]) =>
    more?.kind === 'list'
      ? {
          ...list,
          items: [...list.items, ...more.items],
          literals: [...list.literals, ...more.literals],
          split: list.split ?? more.split,
          read: list.read ?? more.read,
        }
      : more === undefined
        ? null
        : { ...list, items: [...list.items, { ...more, kind: 'unknown' }] },
  insert: (list, [index, item]) => {
    if (item === undefined || index?.kind !== 'number') return null;
    return { ...list, items: list.items.toSpliced(index.value, 0, item) };
  },
  remove: (list, [item]) => {
    if (item?.kind !== 'string') return null;
    const index = list.items.findIndex((one) => one.kind === 'string' && one.text === item.text);
    return index < 0 ? list : { ...list, items: list.items.toSpliced(index, 1) };
  },
  clear: (list) => ({ ...list, items: [], literals: [] }),
};

/** `if`, `elif`, `else`: the branch that runs, and the others beside it. */
function branches(run: Run, node: SyntaxNode, frame: Frame): Value | null {
  let [taken, because]: [boolean, readonly Reason[]] = [false, []];
  let returned: Value | null = null;
  const conditions: string[] = [];
  for (const { condition, body } of clausesOf(node)) {
    const [holds, own] =
      condition === null || taken ? [!taken, []] : decided(run, condition, frame);
    because = reasons(because, own);
    if (condition !== null) conditions.push(wordsOf(frame, condition));
    const words =
      condition === null ? `not (${conditions.join(' or ')})` : wordsOf(frame, condition);
    if (holds && !taken) {
      taken = true;
      const inner = {
        ...frame,
        conditions: reasons(frame.conditions, because),
        condition: words,
        branch: frame.branch ?? spanOf(frame, node),
      };
      returned = run.execute(body, inner);
    } else beside(run, body, frame, words, because);
  }
  return returned;
}

type Clause = { readonly condition: SyntaxNode | null; readonly body: SyntaxNode };

function clausesOf(node: SyntaxNode): readonly Clause[] {
  const clauses: Clause[] = [];
  let condition: SyntaxNode | null = null;
  for (const child of childrenOf(node)) {
    if (child.name === 'Body') {
      clauses.push({ condition, body: child });
      condition = null;
    } else if (isValue(child)) condition = child;
  }
  return clauses;
}

/**
 * Reads a branch that does not run: what it would set is remembered, and what it might have set
 * depends on its condition.
 */
function beside(
  run: Run,
  body: SyntaxNode,
  frame: Frame,
  condition: string,
  because: readonly Reason[],
): void {
  const from = run.aside.length;
  const scope = scopeIn(frame.scope);
  const branch = frame.branch ?? spanOf(frame, body.parent ?? body);
  run.execute(body, { ...frame, scope, ran: false, condition, branch });
  if (because.length === 0) return;
  for (const name of new Set(run.aside.slice(from))) {
    const before = frame.scope.names.get(name);
    const at = spanOf(frame, body);
    frame.scope.names.set(
      name,
      before === undefined && find(frame.scope, name) === null
        ? { kind: 'unset', at, because }
        : depending(before ?? find(frame.scope, name) ?? unreadable(frame, body), because),
    );
  }
}

/** The handlers run only after an error. */
function attempt(run: Run, node: SyntaxNode, frame: Frame): Value | null {
  const [body, ...others] = childrenOf(node).filter(({ name }) => name === 'Body');
  const returned =
    body === undefined
      ? null
      : run.execute(body, {
          ...frame,
          condition: 'try',
          branch: frame.branch ?? spanOf(frame, node),
        });
  for (const other of others) {
    const keyword = other.prevSibling?.name;
    if (keyword === 'finally' || keyword === 'else') run.execute(other, frame);
    else beside(run, other, frame, 'except', []);
  }
  return returned;
}

function inBody(run: Run, node: SyntaxNode, frame: Frame): Value | null {
  const body = childOf(node, 'Body');
  return body === null ? null : run.execute(body, frame);
}

/** What a loop or `match` sets is not followed. */
function aside(run: Run, node: SyntaxNode, frame: Frame, word: string): null {
  const text = `${word} ${wordsOf(frame, childrenOf(node).find(isValue) ?? node)}`;
  for (const body of childrenOf(node).filter(({ name }) => /Body$/.test(name))) {
    beside(run, body, frame, text, [{ kind: 'condition', text }]);
  }
  return null;
}

/** More rounds are not worth reading. */
const MOST_ROUNDS = 200;

/** A loop over a list that is known. */
function loop(run: Run, node: SyntaxNode, frame: Frame): Value | null {
  const children = childrenOf(node);
  const [, target, , source] = children;
  const body = childOf(node, 'Body');
  const list = source === undefined || !isValue(source) ? null : run.evaluate(source, frame);
  const isPlain = target?.name === 'VariableName' && children[2]?.name === 'in';
  if (!isPlain || body === null || list?.kind !== 'list' || list.items.length > MOST_ROUNDS) {
    return aside(run, node, frame, 'for');
  }
  for (const item of list.items) {
    frame.scope.names.set(frame.source.slice(target.from, target.to), item);
    const returned = run.execute(body, frame);
    if (returned !== null) return returned;
  }
  return null;
}

function defineClass(run: Run, node: SyntaxNode, frame: Frame): null {
  const name = childOf(node, 'VariableName');
  const body = childOf(node, 'Body');
  if (name === null || body === null) return null;
  const list = childOf(node, 'ArgList');
  const bases = list === null ? [] : argumentsOf(run, list, frame).values;
  const scope = scopeIn(frame.scope);
  run.execute(body, {
    ...frame,
    scope,
    home: scope,
    conditions: [],
    condition: null,
    branch: null,
  });
  const text = frame.source.slice(name.from, name.to);
  const at = spanOf(frame, node);
  frame.scope.names.set(text, { kind: 'namespace', name: text, scope, bases, at, because: [] });
  return null;
}

function defineFunction(node: SyntaxNode, frame: Frame): null {
  const name = childOf(node, 'VariableName');
  if (name === null) return null;
  const code = { node, file: frame.file, scope: frame.scope };
  const at = spanOf(frame, node);
  frame.scope.names.set(frame.source.slice(name.from, name.to), {
    kind: 'function',
    code,
    at,
    because: [],
  });
  return null;
}

/** A property of a class is what its function returns. */
function decorated(run: Run, node: SyntaxNode, frame: Frame): null {
  const definition = childrenOf(node).find(({ name }) => /Definition$/.test(name));
  for (const one of node.getChildren('Decorator')) decoratorCall(run, one, frame);
  if (definition === undefined) return null;
  if (definition.name === 'ClassDefinition') return defineClass(run, definition, frame);
  defineFunction(definition, frame);
  const name = childOf(definition, 'VariableName');
  const isProperty = node
    .getChildren('Decorator')
    .some(({ from, to }) =>
      /^@(?:functools\.)?(?:property|cached_property|classproperty)\s*$/.test(
        frame.source.slice(from, to),
      ),
    );
  if (name === null || !isProperty) return null;
  const text = frame.source.slice(name.from, name.to);
  const made = frame.scope.names.get(text);
  if (made === undefined) return null;
  const self: Value = {
    kind: 'namespace',
    name: 'self',
    scope: frame.scope,
    bases: [],
    at: made.at,
    because: [],
  };
  const value: Value = {
    ...run.call(made, { values: [self], named: new Map() }, frame, made.at),
    property: made,
  };
  record(run, frame, { name: text, value, node, valueAt: node, how: 'set' });
  return null;
}

function remove(_: Run, node: SyntaxNode, frame: Frame): null {
  for (const name of childrenOf(node).filter((one) => one.name === 'VariableName')) {
    if (frame.ran) frame.scope.names.delete(frame.source.slice(name.from, name.to));
  }
  return null;
}
