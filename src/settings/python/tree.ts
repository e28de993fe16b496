import { type ChangedRange, type SyntaxNode, type Tree, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';
import type { SettingsFile } from '../file.ts';

const trees = new WeakMap<SettingsFile, Tree>();

/**
 * The syntax tree of a Python file. Code with mistakes gives one too. `before`: the same file
 * before an edit, so that only what changed is parsed again. Never throws.
 */
export function treeOf(file: SettingsFile, before: SettingsFile | null = null): Tree {
  const known = trees.get(file);
  if (known !== undefined) return known;
  const old = before === null ? undefined : trees.get(before);
  const fragments =
    old === undefined || before === null
      ? []
      : TreeFragment.applyChanges(TreeFragment.addTree(old), [changeOf(before.text, file.text)]);
  // A byte order mark is no code; positions stay as they are.
  const tree = parser.parse(file.text.replace(/^\ufeff/, '\n'), fragments);
  trees.set(file, tree);
  return tree;
}

/** The part that differs. */
function changeOf(one: string, other: string): ChangedRange {
  const most = Math.min(one.length, other.length);
  let head = 0;
  while (head < most && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < most - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) {
    tail += 1;
  }
  return { fromA: head, toA: one.length - tail, fromB: head, toB: other.length - tail };
}

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
