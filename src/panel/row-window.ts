import type { Endpoint } from '../diagnosis/endpoints.ts';
import type { RowGroup } from './arrange.ts';

/** Heights in CSS pixels; list.css has the same. */
const HEAD_HEIGHT = 24;
const TALL_HEAD_HEIGHT = 42;
const ROW_HEIGHT = 23;
const TALL_ROW_HEIGHT = 43;
/** Drawn beyond both edges, so that a quick scroll shows no gap. */
const OVERSCAN = 400;

/** What needs attention tells its cause on a second line. */
export const isTall = ({ state }: Endpoint): boolean => state !== 'allowed' && state !== 'pending';

const headOf = ({ tall }: RowGroup): number => (tall ? TALL_HEAD_HEIGHT : HEAD_HEIGHT);

const heightOf = (endpoint: Endpoint): number => (isTall(endpoint) ? TALL_ROW_HEIGHT : ROW_HEIGHT);

/** Where a group stands in the list, and each of its rows in it. */
export type GroupLayout = {
  readonly group: RowGroup;
  readonly top: number;
  readonly height: number;
  /** How many rows stand above the group. */
  readonly index: number;
  /** The distance of each row from the group's top. */
  readonly tops: Float64Array;
};

/** Where everything stands. Heights are known, so that nothing need be drawn to be measured. */
export type ListLayout = {
  readonly groups: readonly GroupLayout[];
  readonly height: number;
  readonly rows: number;
};

export function layOut(groups: readonly RowGroup[]): ListLayout {
  let [height, rows] = [0, 0];
  const laidOut = groups.map((group): GroupLayout => {
    const tops = new Float64Array(group.endpoints.length);
    let own = headOf(group);
    for (const [place, endpoint] of group.endpoints.entries()) {
      tops[place] = own;
      own += heightOf(endpoint);
    }
    const layout = { group, top: height, height: own, index: rows, tops };
    height += own;
    rows += group.endpoints.length;
    return layout;
  });
  return { groups: laidOut, height, rows };
}

/** A part of the list, in pixels from its top. */
export type Range = { readonly top: number; readonly bottom: number };

/** Rows of one group that are to be drawn, by their places in it. */
export type GroupWindow = { readonly layout: GroupLayout; readonly places: readonly number[] };

/** What reaches into the range, a little more included, and the row that has to be there always. */
export function drawnIn(
  { groups }: ListLayout,
  range: Range,
  pinned: RowPlace | null,
): readonly GroupWindow[] {
  const [top, bottom] = [range.top - OVERSCAN, range.bottom + OVERSCAN];
  const drawn: GroupWindow[] = [];
  for (const layout of groups) {
    const from = Math.max(0, countBelow(layout.tops, top - layout.top) - 1);
    const to = countBelow(layout.tops, bottom - layout.top);
    const isInRange = layout.top < bottom && layout.top + layout.height > top;
    const places = isInRange ? Array.from({ length: to - from }, (_, i) => from + i) : [];
    const extra = pinned?.layout === layout && !places.includes(pinned.place);
    const all = extra ? [...places, pinned.place].toSorted((a, b) => a - b) : places;
    if (all.length > 0) drawn.push({ layout, places: all });
  }
  return drawn;
}

/** How many of the ascending numbers are below the limit. */
function countBelow(numbers: Float64Array, limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A row's group and its place in it. */
export type RowPlace = { readonly layout: GroupLayout; readonly place: number };

/** Where the row with this key is; null where there is none. */
export function placeOf({ groups }: ListLayout, key: string): RowPlace | null {
  for (const layout of groups) {
    const place = layout.group.endpoints.findIndex((endpoint) => endpoint.key === key);
    if (place >= 0) return { layout, place };
  }
  return null;
}

/** The part of the list that must be in sight for a row to be: what the group's head leaves free. */
export function viewOf(row: RowPlace): Range {
  const { top, bottom } = rangeOf(row);
  return { top: top - headOf(row.layout.group), bottom };
}

/** A row's part of the list. */
export function rangeOf({ layout, place }: RowPlace): Range {
  const endpoint = layout.group.endpoints[place];
  const top = layout.top + (layout.tops[place] ?? 0);
  return { top, bottom: top + (endpoint === undefined ? 0 : heightOf(endpoint)) };
}

/** The row at this distance from the list's top, or the next one below it. */
export function rowAt({ groups }: ListLayout, distance: number): Endpoint | null {
  for (const { group, top, height, tops } of groups) {
    if (top + height <= distance) continue;
    const place = countBelow(tops, distance - top - ROW_HEIGHT + 1);
    const endpoint = group.endpoints[Math.min(place, group.endpoints.length - 1)];
    if (endpoint !== undefined) return endpoint;
  }
  return null;
}
