import type { Endpoint } from '../endpoints/endpoints.ts';
import type { RowGroup } from './arrange.ts';

/** Heights in CSS pixels; row.css has the same. */
const HEAD_HEIGHT = 24;
const HEAD_LINE_HEIGHT = 18;
const ROW_HEIGHT = 23;
const TALL_ROW_HEIGHT = 43;

/** A line of the list: the head of a group, or a row below it. */
export type ListItem = {
  readonly key: string;
  readonly group: RowGroup;
  /** The place of the group's head among all lines. */
  readonly head: number;
  /** Null for the head itself. */
  readonly endpoint: Endpoint | null;
  /** Its place among all rows, starting at one. A head has the place of its first row. */
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

/** The index of the line with this key; -1 if there is none. */
export const indexOf = (items: readonly ListItem[], key: string | null): number =>
  items.findIndex((item) => item.key === key);

/** Rows in trouble show their cause on a second line. */
export const isTall = ({ state, refused }: Endpoint): boolean =>
  refused || (state !== 'allowed' && state !== 'pending');

export const headHeight = ({ below }: RowGroup): number =>
  HEAD_HEIGHT + below.length * HEAD_LINE_HEIGHT;

/** Heights are known, so nothing must be drawn to be measured. */
export function heightOf({ group, endpoint }: ListItem): number {
  if (endpoint === null) return headHeight(group);
  return isTall(endpoint) ? TALL_ROW_HEIGHT : ROW_HEIGHT;
}

/** The height that must stay free above a visible row: its group's head is sticky. */
export const highestHead = (items: readonly ListItem[]): number =>
  items.reduce((most, { group }) => Math.max(most, headHeight(group)), 0);
