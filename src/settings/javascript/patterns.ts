import type { SyntaxNode } from '@lezer/common';
import { depending, type Value } from '../value.ts';
import { attribute, setTarget } from './expressions.ts';
import { type Frame, type Run, spanOf, textOf, undefinedAt } from './run.ts';
import { childrenOf, groupsOf, isValue } from './tree.ts';

/** Gives the names of a declaration their values: `x`, `{ a, b: c = 1 }`, `[a, b]`. */
export function bindPattern(run: Run, target: SyntaxNode, value: Value, frame: Frame): void {
  if (target.name === 'VariableDefinition') {
    if (run.aside !== null) setTarget(run, target, value, frame);
    else frame.scope.names.set(textOf(frame, target), depending(value, frame.conditions));
    return;
  }
  const parts = childrenOf(target);
  if (target.name === 'ObjectPattern') {
    for (const part of parts.filter(({ name }) => name === 'PatternProperty')) {
      bindProperty(run, part, value, frame);
    }
    return;
  }
  groupsOf(parts.slice(1, -1)).forEach((group, index) => {
    const [first] = group;
    if (first === undefined) return;
    const item = value.kind === 'list' ? value.items[index] : undefined;
    bindPattern(run, first, item ?? undefinedAt(spanOf(frame, first), value.because), frame);
  });
}

function bindProperty(run: Run, part: SyntaxNode, value: Value, frame: Frame): void {
  const parts = childrenOf(part);
  const key = parts.find(({ name }) => /^(?:PropertyName|VariableDefinition|String)$/.test(name));
  if (key === undefined) return;
  const target =
    parts.findLast(({ name }) =>
      /^(?:VariableDefinition|ObjectPattern|ArrayPattern)$/.test(name),
    ) ?? key;
  const name = textOf(frame, key).replace(/^["']|["']$/g, '');
  const equals = parts.findIndex((one) => one.name === 'Equals');
  const fallback = equals < 0 ? undefined : parts.slice(equals + 1).find(isValue);
  const found = attribute(run, value, name, spanOf(frame, key), frame);
  const made =
    found.kind === 'none' && fallback !== undefined
      ? depending(run.evaluate(fallback, frame), found.because)
      : found;
  bindPattern(run, target, made, frame);
}
