import { redactText } from '../model/redact.ts';
import { editsOf, type TextEdit, textWith } from './edit.ts';
import type { SettingsFile } from './file.ts';

/** Lines of context around a change, as `diff -u` has. */
const CONTEXT = 3;

/** A unified diff for `git apply` and `patch -p1`. */
export type Diff = {
  readonly text: string;
  /**
   * Secrets in it are replaced, so that it is safe to show, but applies only without them: a secret
   * stands on a changed line or directly below one.
   */
  readonly hides: boolean;
};

/**
 * The edits as a unified diff. Lines that hold a secret are no context: the context ends before
 * them. Null if the edits overlap. Takes linear time.
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
  const hunks = grouped(blocks);
  let shift = 0;
  const parts = hunks.map((hunk) => {
    const part = hunkOf(hunk, lines, shift);
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
  return blocks;
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

/** Blocks whose contexts would touch share a hunk. */
function grouped(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const before = groups.at(-1)?.at(-1);
    const near =
      before !== undefined && block.from - (before.from + before.old.length) <= 2 * CONTEXT;
    if (near) groups.at(-1)?.push(block);
    else groups.push([block]);
  }
  return groups;
}

function hunkOf(blocks: readonly Block[], lines: Lines, shift: number): Diff {
  const first = blocks[0]?.from ?? 0;
  const last = blocks.at(-1);
  const end = last === undefined ? first : last.from + last.old.length;
  const after = lines.slice(end, end + CONTEXT);
  const isOpen = after.findIndex(hasSecret);
  const trailing = isOpen < 0 ? after : after.slice(0, isOpen);
  const before = lines.slice(Math.max(first - CONTEXT, 0), first);
  const clean = before.slice(before.findLastIndex(hasSecret) + 1);
  // A hunk with less context below than above fits only at the end of a file.
  const leading = isOpen < 0 ? clean : clean.slice(clean.length - Math.min(clean.length, isOpen));
  const body: string[] = leading.map((line) => shownLine(' ', line));
  let [at, hides] = [first, isOpen === 0];
  for (const { from, old, now } of blocks) {
    const between = lines.slice(at, from);
    hides ||= [...between, ...old, ...now].some(hasSecret);
    body.push(...between.map((line) => shownLine(' ', line)));
    body.push(
      ...old.map((line) => shownLine('-', line)),
      ...now.map((line) => shownLine('+', line)),
    );
    at = from + old.length;
  }
  body.push(...trailing.map((line) => shownLine(' ', line)));
  const from = first - leading.length;
  const oldCount = end + trailing.length - from;
  const nowCount =
    oldCount + blocks.reduce((sum, { old, now }) => sum + now.length - old.length, 0);
  const range = (start: number, count: number): string =>
    count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`;
  const head = `@@ -${range(from, oldCount)} +${range(from + shift, nowCount)} @@\n`;
  return { text: head + body.join(''), hides };
}

const hasSecret = (line: string): boolean => redactText(line) !== line;

function shownLine(sign: ' ' | '-' | '+', line: string): string {
  const text = `${sign}${redactText(line)}`;
  return text.endsWith('\n') ? text : `${text}\n\\ No newline at end of file\n`;
}
