import { editsOf, type TextEdit, textWith } from './edit.ts';
import type { SettingsFile } from './file.ts';
import { type SecretLines, secretLines } from './secret-lines.ts';

/** Lines of context around a change, as `diff -u` has. */
const CONTEXT = 3;

/** A unified diff for `git apply` and `patch -p1`. */
export type Diff = {
  readonly text: string;
  /**
   * It is safe to show but does not apply: a secret on a changed line is replaced, or one directly
   * below is left out, and no tool takes a change without context below it.
   */
  readonly hides: boolean;
};

/**
 * The edits as a unified diff. Lines that hold a secret are no context: it ends before them. Null if
 * the edits overlap. Takes linear time.
 */
export function unifiedDiff(
  files: readonly SettingsFile[],
  edits: readonly TextEdit[],
): Diff | null {
  const diffs = files.map((file) => diffOf(file, editsOf(file, edits)));
  if (diffs.includes(null)) return null;
  const known = diffs.filter((one) => one !== null);
  return {
    text: known.map(({ text }) => text).join(''),
    hides: known.some(({ hides }) => hides),
  };
}

/** Whole lines, counted from 0, and what replaces them. */
type Block = { readonly from: number; readonly old: Lines; readonly now: Lines };
/** Each with its line break, which only the last of a file may lack. */
type Lines = readonly string[];

function diffOf(file: SettingsFile, edits: readonly TextEdit[]): Diff | null {
  if (edits.length === 0) return { text: '', hides: false };
  const lines = linesOf(file.text);
  const blocks = blocksOf(file, edits, lines);
  if (blocks === null) return null;
  const sides = {
    lines,
    old: secretLines(file.name, lines),
    now: secretLines(file.name, linesOf(textWith(file.text, edits) ?? '')),
  };
  const hunks = grouped(blocks, sides.old);
  let shift = 0;
  const parts = hunks.map((hunk) => {
    const part = hunkOf(hunk, sides, shift);
    for (const { old, now } of hunk) shift += now.length - old.length;
    return part;
  });
  if (parts.length === 0) return { text: '', hides: false };
  const head = `--- ${nameIn('a', file.name)}\n+++ ${nameIn('b', file.name)}\n`;
  return {
    text: head + parts.map(({ text }) => text).join(''),
    hides: parts.some(({ hides }) => hides),
  };
}

/** Tools read a name in quotes like C, and end one with spaces at a tab. */
function nameIn(side: 'a' | 'b', name: string): string {
  const path = `${side}/${name}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: such a name would break the diff's lines
  if (/["\\\u0000-\u001f\u007f]/.test(path)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the same
    return `"${path.replace(/["\\]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`)}"`;
  }
  return path.includes(' ') ? `${path}\t` : path;
}

const linesOf = (text: string): Lines => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function blocksOf(
  file: SettingsFile,
  edits: readonly TextEdit[],
  lines: Lines,
): readonly Block[] | null {
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.length;
  }
  const indexOf = (position: number): number => {
    let [low, high] = [0, lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? length) <= position) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  };
  const blocks: Block[] = [];
  let at = 0;
  while (at < edits.length) {
    const first = indexOf(edits[at]?.at.from ?? 0);
    let last = first;
    const own: TextEdit[] = [];
    for (let edit = edits[at]; edit !== undefined; edit = edits[at]) {
      if (own.length > 0 && indexOf(edit.at.from) > last) break;
      last = Math.max(last, indexOf(Math.max(edit.at.from, edit.at.to - 1)), indexOf(edit.at.to));
      own.push(edit);
      at += 1;
    }
    const start = starts[first] ?? 0;
    const old = lines.slice(first, last + 1);
    const local = own.map(({ at: { from, to }, text }) => ({
      at: { file: file.name, from: from - start, to: to - start },
      text,
    }));
    const text = textWith(old.join(''), local);
    if (text === null) return null;
    const block = trimmed({ from: first, old, now: linesOf(text) });
    if (block.old.length > 0 || block.now.length > 0) blocks.push(block);
  }
  return joined(blocks);
}

/** Changed lines that follow each other are one change. */
function joined(blocks: readonly Block[]): readonly Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const before = result.at(-1);
    if (before === undefined || before.from + before.old.length !== block.from) result.push(block);
    else {
      const { from, old, now } = before;
      result[result.length - 1] = {
        from,
        old: [...old, ...block.old],
        now: [...now, ...block.now],
      };
    }
  }
  return result;
}

/** Without the lines that are the same before and after. */
function trimmed({ from, old, now }: Block): Block {
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return {
    from: from + head,
    old: old.slice(head, old.length - tail),
    now: now.slice(head, now.length - tail),
  };
}

/** Blocks whose contexts would touch share a hunk, unless a secret stands between them. */
function grouped(blocks: readonly Block[], secretIn: SecretLines): readonly (readonly Block[])[] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const before = groups.at(-1)?.at(-1);
    const end = before === undefined ? 0 : before.from + before.old.length;
    const isNear =
      before !== undefined &&
      block.from - end <= 2 * CONTEXT &&
      !range(end, block.from).some((index) => secretIn(index) !== null);
    if (isNear) groups.at(-1)?.push(block);
    else groups.push([block]);
  }
  return groups;
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(to - from, 0) }, (_, index) => from + index);

type Sides = { readonly lines: Lines; readonly old: SecretLines; readonly now: SecretLines };

function hunkOf(
  blocks: readonly Block[],
  { lines, old: secretIn, now }: Sides,
  shift: number,
): Diff {
  const first = blocks[0]?.from ?? 0;
  const last = blocks.at(-1);
  const end = last === undefined ? first : last.from + last.old.length;
  const { above, below } = contextOf(lines, first, end, secretIn);
  const from = first - above;
  const body: string[] = [];
  // Tools take a hunk without context below for the end of the file.
  let hides = below === 0 && end < lines.length;
  const show = (sign: ' ' | '-' | '+', line: string, secret: string | null): void => {
    hides ||= secret !== null;
    body.push(shownLine(sign, secret ?? line));
  };
  const keep = (start: number, stop: number): void => {
    for (const index of range(start, stop)) show(' ', lines[index] ?? '', secretIn(index));
  };
  let [at, moved] = [from, shift];
  for (const block of blocks) {
    keep(at, block.from);
    for (const [index, line] of block.old.entries()) show('-', line, secretIn(block.from + index));
    for (const [index, line] of block.now.entries())
      show('+', line, now(block.from + moved + index));
    moved += block.now.length - block.old.length;
    at = block.from + block.old.length;
  }
  keep(at, end + below);
  const oldCount = end + below - from;
  const place = (start: number, count: number): string =>
    count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`;
  const head = `@@ -${place(from, oldCount)} +${place(from + shift, oldCount + moved - shift)} @@\n`;
  return { text: head + body.join(''), hides };
}

/**
 * How many lines of context stand above and below: none that holds a secret. Tools take a side with
 * fewer lines for the start or the end of the file, so both have as many, unless it is.
 */
function contextOf(
  lines: Lines,
  first: number,
  end: number,
  secretIn: SecretLines,
): { readonly above: number; readonly below: number } {
  let [above, below] = [0, 0];
  const isPlain = (index: number): boolean => index in lines && secretIn(index) === null;
  while (above < CONTEXT && isPlain(first - above - 1)) above += 1;
  while (below < CONTEXT && isPlain(end + below)) below += 1;
  if (below > 0 && end + below < lines.length) above = Math.min(above, below);
  // One line below shows that the file goes on.
  if (above < first) below = Math.min(below, Math.max(above, 1));
  return { above, below };
}

function shownLine(sign: ' ' | '-' | '+', line: string): string {
  const text = `${sign}${line}`;
  return text.endsWith('\n') ? text : `${text}\n\\ No newline at end of file\n`;
}
