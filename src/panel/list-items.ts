import type { Endpoint } from '../diagnosis/endpoints.ts';
import type { RowGroup } from './arrange.ts';

/** Heights in CSS pixels; list.css has the same. */
const HEAD_HEIGHT = 24;
const TALL_HEAD_HEIGHT = 42;
const ROW_HEIGHT = 23;
const TALL_ROW_HEIGHT = 43;

/** A line of the list: the head of a group, or a row below it. */
export type ListItem = {
  readonly key: string;
  readonly group: RowGroup;
  /** Where the group's head stands among all lines. */
  readonly head: number;
  /** Null for the head itself. */
  readonly endpoint: Endpoint | null;
  /** Its place among all rows, from one; a head has that of its first row. */
  readonly number: number;
};

/** All lines from top to bottom. */
export function listItems(groups: readonly RowGroup[]): readonly ListItem[] {
  const items: ListItem[] = [];
  let number = 1;
  for (const group of groups) {
    const head = items.length;
    // No endpoint's key begins with a space.
    items.push({ key: ` ${group.key}`, group, head, endpoint: null, number });
    for (const endpoint of group.endpoints) {
      items.push({ key: endpoint.key, group, head, endpoint, number });
      number += 1;
    }
  }
  return items;
}

/** Where the line with this key stands; -1 where there is none. */
export const indexOf = (items: readonly ListItem[], key: string | null): number =>
  items.findIndex((item) => item.key === key);

/** What needs attention tells its cause on a second line. */
export const isTall = ({ state }: Endpoint): boolean => state !== 'allowed' && state !== 'pending';

export const headHeight = (group: RowGroup | undefined): number =>
  group?.tall === true ? TALL_HEAD_HEIGHT : HEAD_HEIGHT;

/** Known, so that nothing need be drawn to be measured. */
export function heightOf(item: ListItem | undefined): number {
  if (!item?.endpoint) return headHeight(item?.group);
  return isTall(item.endpoint) ? TALL_ROW_HEIGHT : ROW_HEIGHT;
}
