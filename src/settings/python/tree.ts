import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';

/** The syntax tree of Python code. Code with mistakes gives one too. Never throws. */
export const parsePython = (text: string): Tree =>
  // A byte order mark is no code; positions stay as they are.
  parser.parse(text.replace(/^\ufeff/, '\n'));

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

/** The last of the imports with which a module begins; null if it begins otherwise. */
export function lastImport(text: string): { readonly from: number; readonly to: number } | null {
  let last: SyntaxNode | null = null;
  for (const node of childrenOf(parsePython(text).topNode)) {
    if (node.name === 'ImportStatement') last = node;
    // A module may begin with its docstring.
    else if (last !== null || node.name !== 'ExpressionStatement') break;
  }
  return last === null ? null : { from: last.from, to: last.to };
}
