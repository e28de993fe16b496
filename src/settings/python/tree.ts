import type { NodeType, SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { SettingsFile } from '../file.ts';
import { byKind, parsedTree } from '../trees.ts';

/** The syntax tree of a Python file. `before`: the same file before an edit. Never throws. */
export const treeOf = (file: SettingsFile, before: SettingsFile | null = null): Tree =>
  parsedTree(file, before, parser);

const COMMENT = parser.nodeSet.types.find(({ name }) => name === 'Comment')?.id;

/** The parts of a node, without comments. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.type.id !== COMMENT) children.push(child);
  }
  return children;
}

/** The first child of this kind. The node's own search collects all of them. */
export function childOf(node: SyntaxNode, name: string): SyntaxNode | null {
  let child = node.firstChild;
  while (child !== null && child.name !== name) child = child.nextSibling;
  return child;
}

/** Brackets, commas, operators and keywords, which carry no value. */
export const isValue = ({ type }: SyntaxNode): boolean => isExpression(type);

const isExpression = byKind(
  ({ name, isError }: NodeType): boolean =>
    !isError &&
    /^[A-Z]/.test(name) &&
    !/^(?:AssignOp|ArithOp|CompareOp|BitOp|UpdateOp|TypeDef)$/.test(name),
);

/** The groups of children between separators of this kind. */
export function splitAt(
  children: readonly SyntaxNode[],
  separator: string,
): readonly (readonly SyntaxNode[])[] {
  const groups: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === separator) groups.push([]);
    else groups.at(-1)?.push(child);
  }
  return groups;
}

/** The last of the imports with which a module begins; null if it begins otherwise. */
export function lastImport(
  file: SettingsFile,
): { readonly from: number; readonly to: number } | null {
  let last: SyntaxNode | null = null;
  for (const node of childrenOf(treeOf(file).topNode)) {
    if (node.name === 'ImportStatement') last = node;
    // A module may begin with its docstring.
    else if (last !== null || node.name !== 'ExpressionStatement') break;
  }
  return last === null ? null : { from: last.from, to: last.to };
}
