import type { SyntaxNode } from '@lezer/common';
import { depending, type Reason, reasons, scopeIn, type Value } from '../value.ts';
import { classOf, decided, dictOf, setTarget, withProperty } from './expressions.ts';
import { exportFrom, importNames } from './modules.ts';
import { bindPattern } from './patterns.ts';
import {
  type Completion,
  deeper,
  type Frame,
  find,
  mayGoOn,
  type Run,
  spanOf,
  textOf,
  undefinedAt,
  unreadable,
  wordsOf,
} from './run.ts';
import { childrenOf, isValue } from './tree.ts';

/** Runs the statements of a body in the mind. */
export const execute = (run: Run, body: SyntaxNode, frame: Frame): Completion =>
  deeper(run, statementsOf, body, frame);

function statementsOf(run: Run, body: SyntaxNode, frame: Frame): Completion {
  // A function may be used above the place where it stands.
  for (let node = body.firstChild; node !== null; node = node.nextSibling) {
    const own = node.name === 'ExportDeclaration' ? node.getChild('FunctionDeclaration') : node;
    if (own?.name === 'FunctionDeclaration') defineFunction(own, frame);
  }
  for (let node = body.firstChild; node !== null; node = node.nextSibling) {
    if (!mayGoOn(run)) return null;
    const ended = statement(run, node, frame);
    if (ended !== null) return ended;
  }
  return null;
}

const statement = (run: Run, node: SyntaxNode, frame: Frame): Completion =>
  STATEMENTS[node.name]?.(run, node, frame) ?? null;

type Statement = (run: Run, node: SyntaxNode, frame: Frame) => Completion;

const STATEMENTS: Readonly<Record<string, Statement>> = {
  VariableDeclaration: declare,
  ExpressionStatement: expression,
  IfStatement: branches,
  Block: (run, node, frame) => run.execute(node, { ...frame, scope: scopeIn(frame.scope) }),
  ClassDeclaration: defineClass,
  ReturnStatement: (run, node, frame) => {
    const value = childrenOf(node).find(isValue);
    const at = spanOf(frame, node);
    return {
      kind: 'return',
      value:
        value === undefined
          ? undefinedAt(at)
          : depending(run.evaluate(value, frame), frame.conditions),
    };
  },
  ThrowStatement: (run, node, frame) => {
    const value = childrenOf(node).find(isValue);
    return {
      kind: 'throw',
      value: value === undefined ? unreadable(frame, node) : run.evaluate(value, frame),
    };
  },
  ForStatement: loop,
  TryStatement: attempt,
  SwitchStatement: (run, node, frame) => {
    const body = node.getChild('SwitchBody');
    if (body !== null)
      beside(run, body, frame, 'switch', [{ kind: 'condition', text: wordsOf(frame, node) }]);
    return null;
  },
  ImportDeclaration: (run, node, frame) => {
    importNames(run, node, frame);
    return null;
  },
  ExportDeclaration: exported,
};

function declare(run: Run, node: SyntaxNode, frame: Frame): Completion {
  let target: SyntaxNode | null = null;
  let isValueNext = false;
  for (const part of childrenOf(node)) {
    if (/^(?:VariableDefinition|ObjectPattern|ArrayPattern)$/.test(part.name)) {
      target = part;
      isValueNext = false;
      // A branch may give it its value later.
      if (part.name === 'VariableDefinition' && run.aside === null)
        frame.scope.names.set(textOf(frame, part), undefinedAt(spanOf(frame, part)));
    } else if (part.name === 'Equals') isValueNext = true;
    else if (isValueNext && target !== null && isValue(part)) {
      bindPattern(run, target, run.evaluate(part, frame), frame);
      isValueNext = false;
      target = null;
    }
  }
  return null;
}

function expression(run: Run, node: SyntaxNode, frame: Frame): Completion {
  const value = childrenOf(node).find(isValue);
  if (value === undefined) return null;
  if (value.name === 'AssignmentExpression') {
    const [target, , ...rest] = childrenOf(value);
    const name = target === undefined ? '' : textOf(frame, target);
    const right = rest.find(isValue);
    if (name === 'module.exports' && right !== undefined) {
      setExports(run.evaluate(right, frame), frame);
      return null;
    }
    const own = /^(?:module\.)?exports\.(\w+)$/.exec(name)?.[1];
    if (own !== undefined && right !== undefined) {
      addExport(run, own, run.evaluate(right, frame), frame);
      return null;
    }
  }
  run.evaluate(value, frame);
  return null;
}

function setExports(value: Value, frame: Frame): void {
  frame.scope.names.set('module.exports', value);
}

function addExport(run: Run, name: string, value: Value, frame: Frame): void {
  const before = frame.scope.names.get('module.exports');
  const { at } = value;
  const property = { name, at, valueAt: at, value };
  const whole =
    before?.kind === 'dict'
      ? withProperty(run, before, property, at, frame)
      : dictOf([property], at, []);
  frame.scope.names.set('module.exports', whole);
}

function exported(run: Run, node: SyntaxNode, frame: Frame): Completion {
  const parts = childrenOf(node);
  const declaration = parts.find(({ name }) => /(?:Declaration)$/.test(name));
  const isDefault = parts.some(({ name }) => name === 'default');
  if (declaration !== undefined) {
    statement(run, declaration, frame);
    const name = declaration.getChild('VariableDefinition');
    const value = name === null ? undefined : frame.scope.names.get(textOf(frame, name));
    if (isDefault && value !== undefined) frame.scope.names.set('default', value);
    return null;
  }
  const value = parts.find(isValue);
  if (isDefault && value !== undefined)
    frame.scope.names.set('default', run.evaluate(value, frame));
  else exportFrom(run, node, frame);
  return null;
}

/** `if` and `else`: the branch that runs, and the other beside it. */
function branches(run: Run, node: SyntaxNode, frame: Frame): Completion {
  const parts = childrenOf(node);
  const condition = parts.find(({ name }) => name === 'ParenthesizedExpression');
  const elseAt = parts.findIndex(({ name }) => name === 'else');
  const then = parts[condition === undefined ? -1 : parts.indexOf(condition) + 1];
  const otherwise = elseAt < 0 ? undefined : parts[elseAt + 1];
  if (condition === undefined || then === undefined) return null;
  const [holds, because] = decided(run, condition, frame);
  const words = wordsOf(frame, { from: condition.from + 1, to: condition.to - 1 });
  const [taken, other] = holds ? [then, otherwise] : [otherwise, then];
  const takenWords = holds ? words : `not ${words}`;
  if (other !== undefined) beside(run, other, frame, holds ? `not ${words}` : words, because);
  if (taken === undefined) return null;
  const inner: Frame = {
    ...frame,
    conditions: reasons(frame.conditions, because),
    condition: because.length === 0 ? frame.condition : takenWords,
  };
  return statement(run, taken, inner);
}

/**
 * Reads a branch that does not run: its calls are remembered, and what it might have changed depends
 * on its condition.
 */
function beside(
  run: Run,
  body: SyntaxNode,
  frame: Frame,
  condition: string,
  because: readonly Reason[],
): void {
  // A server's own function is asked about one request alone.
  if (run.native !== null || because.length === 0) return;
  const outer = run.aside;
  const own = new Set<string>();
  run.aside = own;
  const scope = scopeIn(frame.scope);
  const inner: Frame = { ...frame, scope, ran: false, condition };
  if (/^(?:Block|SwitchBody)$/.test(body.name)) run.execute(body, inner);
  else statement(run, body, inner);
  run.aside = outer;
  for (const name of own) {
    const found = find(frame.scope, name);
    if (found === null) continue;
    const [value, home] = found;
    home.names.set(name, depending(value, because));
    outer?.add(name);
  }
}

/** The handlers run only after an error. */
function attempt(run: Run, node: SyntaxNode, frame: Frame): Completion {
  const body = node.getChild('Block');
  return body === null ? null : statement(run, body, frame);
}

/** More rounds are not worth reading. */
const MOST_ROUNDS = 200;

/** A loop over a list that is known. */
function loop(run: Run, node: SyntaxNode, frame: Frame): Completion {
  const spec = node.getChild('ForOfSpec');
  const body = childrenOf(node).at(-1);
  if (spec === null || body === undefined) return null;
  const target = spec.getChild('VariableDefinition');
  const source = childrenOf(spec).findLast(isValue);
  const list = source === undefined ? null : run.evaluate(source, frame);
  if (target === null || list?.kind !== 'list' || list.items.length > MOST_ROUNDS) return null;
  for (const item of list.items) {
    const scope = scopeIn(frame.scope);
    scope.names.set(textOf(frame, target), item);
    const ended = statement(run, body, { ...frame, scope });
    if (ended !== null) return ended;
  }
  return null;
}

function defineFunction(node: SyntaxNode, frame: Frame): void {
  const name = node.getChild('VariableDefinition');
  if (name === null) return;
  frame.scope.names.set(textOf(frame, name), {
    kind: 'function',
    code: { node, file: frame.file, scope: frame.scope },
    at: spanOf(frame, node),
    because: [],
  });
}

function defineClass(run: Run, node: SyntaxNode, frame: Frame): Completion {
  const name = node.getChild('VariableDefinition');
  const value = classOf(run, node, frame);
  if (name !== null) setTarget(run, name, value, { ...frame, scope: frame.scope });
  return null;
}
