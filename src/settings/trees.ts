import { type ChangedRange, type Parser, type Tree, TreeFragment } from '@lezer/common';
import type { SettingsFile } from './file.ts';

const trees = new WeakMap<SettingsFile, Tree>();

/**
 * The syntax tree of a file. Code with mistakes gives one too. `before`: the same file before an
 * edit, so that only what changed is parsed again. Never throws.
 */
export function parsedTree(file: SettingsFile, before: SettingsFile | null, parser: Parser): Tree {
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

/** Where the parser had to skip or to invent something for the first time; null if nowhere. */
export function firstMistake(tree: Tree): number | null {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return cursor.from;
  } while (cursor.next());
  return null;
}
