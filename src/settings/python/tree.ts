import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';

/** The syntax tree of Python code. Code with mistakes gives one too. Never throws. */
export const parsePython = (text: string): Tree => parser.parse(text);

/** The parts of a node, without comments. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}

/** The child of this kind. */
export const childOf = (node: SyntaxNode, name: string): SyntaxNode | null => node.getChild(name);

/** Where the parser had to skip or to invent something for the first time; null if nowhere. */
export function firstMistake(tree: Tree): number | null {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return cursor.from;
  } while (cursor.next());
  return null;
}

/** Brackets, commas, operators and keywords, which carry no value. */
export const isValue = ({ name, type }: SyntaxNode): boolean =>
  !type.isError &&
  /^[A-Z]/.test(name) &&
  !/^(?:AssignOp|ArithOp|CompareOp|BitOp|UpdateOp|TypeDef)$/.test(name);

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
