import {
  type ChangedRange,
  type NodeType,
  type Parser,
  type PartialParse,
  type SyntaxNode,
  type Tree,
  TreeFragment,
} from '@lezer/common';
import type { SettingsFile } from './file.ts';

const trees = new WeakMap<SettingsFile, Tree>();

/**
 * The syntax tree of a file. Code with mistakes gives one too; with very many, it ends before the
 * text does. `before`: the same file before an edit, so that only what changed is parsed again.
 * Never throws.
 */
export function parsedTree(file: SettingsFile, before: SettingsFile | null, parser: Parser): Tree {
  const known = trees.get(file);
  if (known !== undefined) return known;
  const old = before === null ? undefined : trees.get(before);
  // A tree that was cut short would be cut at another place now.
  const fragments =
    old === undefined || before === null || old.length < before.text.length
      ? []
      : TreeFragment.applyChanges(TreeFragment.addTree(old), [changeOf(before.text, file.text)]);
  const tree = parsed(parser, withoutIdleLines(file.text), fragments);
  trees.set(file, tree);
  return tree;
}

/**
 * The text without what is no code: a byte order mark, and all but one of many blank lines, each of
 * which would be a token. Positions stay as they are.
 */
const withoutIdleLines = (text: string): string =>
  text
    .replace(/^\ufeff/, '\n')
    .replace(/\n[ \t\r\n]{50,}\n/g, (lines) => `\n${' '.repeat(lines.length - 2)}\n`);

/** More mistakes are no code that somebody wrote: what follows would be guessed. */
const MOST_GUESSES = 1_000;
/** Code that people write has at most half as many places for each character. */
const MOST_READINGS = 0.4;
const SPARE_READINGS = 3_000;
/** The deepest code of hundreds of packages takes a twentieth of this. */
const DEEPEST_READING = 5_000;
/** A deep reading is as much work to copy as that many shallow ones. */
const DEPTH_OF_ONE = 1_000;

/**
 * The parser reads code in one go, except where it guesses what wrong code means, and where it
 * follows several readings at once. It may do so only as often as the length of the text allows.
 */
function parsed(parser: Parser, text: string, fragments: readonly TreeFragment[]): Tree {
  const parse = parser.startParse(text, fragments);
  let [guesses, readings] = [MOST_GUESSES, SPARE_READINGS + text.length * MOST_READINGS];
  const guessing = hasReadings(parse);
  for (;;) {
    const tree = parse.advance();
    if (tree !== null) return tree;
    if (!guessing || parse.stoppedAt !== null) continue;
    if (parse.recovering > 0) guesses -= 1;
    const { stacks } = parse;
    const isDeep = (stacks[0]?.stack.length ?? 0) > DEEPEST_READING;
    if (stacks.length > 1) {
      const depth = stacks.reduce((sum, { stack }) => sum + stack.length, 0);
      readings -= stacks.length - 1 + depth / DEPTH_OF_ONE;
    }
    if (guesses < 0 || readings < 0 || isDeep) parse.stopAt(parse.parsedPos);
  }
}

/** How Lezer's parser guesses, and which readings it follows. */
type LrParse = PartialParse & {
  readonly recovering: number;
  readonly stacks: readonly { readonly stack: readonly number[] }[];
};

const hasReadings = (parse: PartialParse): parse is LrParse =>
  'recovering' in parse && 'stacks' in parse;

/** The part that differs. */
function changeOf(one: string, other: string): ChangedRange {
  const most = Math.min(one.length, other.length);
  let head = 0;
  while (head < most && one.charCodeAt(head) === other.charCodeAt(head)) head += 1;
  let tail = 0;
  const [last, lastOther] = [one.length - 1, other.length - 1];
  while (tail < most - head && one.charCodeAt(last - tail) === other.charCodeAt(lastOther - tail)) {
    tail += 1;
  }
  return { fromA: head, toA: one.length - tail, fromB: head, toB: other.length - tail };
}

/** Caches what is told by the kind of a node, for each kind of one language. */
export function byKind<Told>(tell: (type: NodeType) => Told): (type: NodeType) => Told {
  const told: Told[] = [];
  return (type) => {
    told[type.id] ??= tell(type);
    return told[type.id] as Told;
  };
}

const mistakes = new WeakMap<Tree, number | null>();

/**
 * Where the parser had to skip or to invent something for the first time; null if nowhere.
 * `isRight`: what the language allows and the parser does not know.
 */
export function firstMistake(
  tree: Tree,
  isRight: (mistake: SyntaxNode) => boolean = () => false,
): number | null {
  const known = mistakes.get(tree);
  if (known !== undefined) return known;
  const found = mistakeIn(tree, isRight);
  mistakes.set(tree, found);
  return found;
}

function mistakeIn(tree: Tree, isRight: (mistake: SyntaxNode) => boolean): number | null {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError && !isRight(cursor.node)) return cursor.from;
  } while (cursor.next());
  return null;
}
