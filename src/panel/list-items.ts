import type { Endpoint } from '../endpoints/endpoints.ts';
import { type Fold, isFold, type RowGroup } from './arrange.ts';

/** Heights in CSS pixels; row.css has the same. */
const HEAD_HEIGHT = 24;
const HEAD_LINE_HEIGHT = 18;
const ROW_HEIGHT = 23;
const TALL_ROW_HEIGHT = 43;

/** A line of the list: the head of a group, a fold below it, or a row. */
export type ListItem = {
  readonly key: string;
  readonly group: RowGroup;
  /** The places of the group's first and last line among all lines. */
  readonly span: { readonly first: number; readonly last: number };
  /** The fold that this line is, or that its row belongs to. */
  readonly fold: Fold | null;
  /** Null for a head and a fold. */
  readonly endpoint: Endpoint | null;
  /** The keys of its rows. */
  readonly keys: readonly string[];
  /** Whether what is below it is listed. Null for a row. */
  readonly open: boolean | null;
  /** How deep it is in the tree. Starts at 1. */
  readonly level: number;
  /** Its place among the lines beside it, starting at one, and how many these are. */
  readonly number: number;
  readonly of: number;
  /** The line above it in the tree; null at the top. */
  readonly parent: string | null;
  readonly height: number;
};

/**
 * The lines that are listed from top to bottom. `toggled`: those that are not as they are at first.
 * `hasCauses`: whether rows in trouble have a second line. `width`: of the list, in CSS pixels.
 */
export function listItems(
  groups: readonly RowGroup[],
  toggled: ReadonlySet<string> = new Set(),
  hasCauses = true,
  width = Number.POSITIVE_INFINITY,
): readonly ListItem[] {
  const items: ListItem[] = [];
  const of = groups.filter(({ title }) => title !== '').length;
  let number = 0;
  for (const group of groups) {
    const span = { first: items.length, last: items.length };
    const hasHead = group.title !== '';
    const head = hasHead ? headKey(group) : null;
    // Heads are open at first, folds are not.
    const isOpen = head === null || !toggled.has(head);
    const common = { group, span };
    if (head !== null) {
      number += 1;
      items.push({
        ...common,
        key: head,
        fold: null,
        endpoint: null,
        keys: group.endpoints.map(({ key }) => key),
        open: isOpen,
        level: 1,
        number,
        of,
        parent: null,
        height: headHeight(group, width),
      });
    }
    const parts = isOpen ? group.parts : [];
    const level = hasHead ? 2 : 1;
    const below = { ...common, level, parent: head, hasCauses: hasCauses && !group.saysCause };
    for (const [index, part] of parts.entries()) {
      const place = { ...below, number: index + 1, of: parts.length };
      if (isFold(part)) items.push(...foldItems(part, place, toggled));
      else items.push(rowItem(part, null, place));
    }
    span.last = items.length - 1;
  }
  return items;
}

type Place = Pick<ListItem, 'group' | 'span' | 'number' | 'of' | 'parent' | 'level'>;
type Below = Place & { readonly hasCauses: boolean };

function foldItems(
  fold: Fold,
  { hasCauses, ...place }: Below,
  toggled: ReadonlySet<string>,
): readonly ListItem[] {
  const key = `  ${fold.key}`;
  const open = toggled.has(key);
  const line: ListItem = {
    ...place,
    key,
    fold,
    endpoint: null,
    keys: fold.endpoints.map((one) => one.key),
    open,
    height: isTall(fold.endpoints[0]) && hasCauses ? TALL_ROW_HEIGHT : ROW_HEIGHT,
  };
  if (!open) return [line];
  const of = fold.endpoints.length;
  const below = { ...place, hasCauses: false, level: place.level + 1, of, parent: key };
  return [
    line,
    ...fold.endpoints.map((one, index) => rowItem(one, fold, { ...below, number: index + 1 })),
  ];
}

const rowItem = (
  endpoint: Endpoint,
  fold: Fold | null,
  { hasCauses, ...place }: Below,
): ListItem => ({
  ...place,
  key: endpoint.key,
  fold,
  endpoint,
  keys: [endpoint.key],
  open: null,
  height: isTall(endpoint) && hasCauses ? TALL_ROW_HEIGHT : ROW_HEIGHT,
});

// No endpoint's key begins with a space. A fold's key has two.
const headKey = ({ key }: RowGroup): string => ` ${key}`;

/** The index of the line with this key; -1 if there is none. */
export const indexOf = (items: readonly ListItem[], key: string | null): number =>
  items.findIndex((item) => item.key === key);

/** The index of the line that shows a row: its own, or the closed one that it is in. -1: none. */
export function lineOf(items: readonly ListItem[], row: string | null): number {
  if (row === null) return -1;
  const own = indexOf(items, row);
  return own >= 0
    ? own
    : items.findLastIndex(({ open, keys }) => open === false && keys.includes(row));
}

/** Whether the line shows its cause on a second line. */
export const hasCauseLine = ({ height }: ListItem): boolean => height >= TALL_ROW_HEIGHT;

/** Rows in trouble show their cause on a second line. */
const isTall = ({ state, refused }: Endpoint): boolean =>
  refused || (state !== 'allowed' && state !== 'pending');

/** About what a character of a head takes, and everything beside its name and note, in CSS pixels. */
const NAME_CHARACTER = 7;
const NOTE_CHARACTER = 6.4;
const BESIDE_NAME = 58;

/** Whether the name of a group needs a second line: the end of a cause or a server says most. */
const isLongName = ({ title, note }: RowGroup, width: number): boolean =>
  title.length * NAME_CHARACTER + note.length * NOTE_CHARACTER + BESIDE_NAME > width;

export const headHeight = (group: RowGroup, width = Number.POSITIVE_INFINITY): number =>
  HEAD_HEIGHT + (group.below.length + (isLongName(group, width) ? 1 : 0)) * HEAD_LINE_HEIGHT;

/** The height that must stay free above a visible row: its group's head is sticky. */
export const highestHead = (
  groups: readonly RowGroup[],
  width = Number.POSITIVE_INFINITY,
): number =>
  groups.reduce(
    (most, group) => Math.max(most, group.title === '' ? 0 : headHeight(group, width)),
    0,
  );
