import type { RowGroup } from './arrange.ts';
import type { ListItem } from './list-items.ts';

/** How far Page Up and Page Down go. */
const PAGE = 12;

/** The keys of all rows, from top to bottom. */
export function keysOf(groups: readonly RowGroup[]): readonly string[] {
  return groups.flatMap(({ endpoints }) => endpoints.map(({ key }) => key));
}

/** Where a keyboard key leads from the row at `at`. Undefined for other keys. */
export function targetOf(pressed: string, at: number, rows: number): number | undefined {
  return {
    ArrowDown: Math.min(at + 1, rows - 1),
    ArrowUp: Math.max(at - 1, 0),
    PageDown: Math.min(at + PAGE, rows - 1),
    PageUp: Math.max(at - PAGE, 0),
    Home: 0,
    End: rows - 1,
  }[pressed];
}

/** The keys of all rows from one line to the other, the other's last. */
export function between(items: readonly ListItem[], one: number, other: number): readonly string[] {
  const lines = items.slice(Math.max(0, Math.min(one, other)), Math.max(one, other) + 1);
  // What is open lists its rows itself.
  const keys = lines.flatMap((line) => (line.open === true ? [] : line.keys));
  return [...new Set(one <= other ? keys : keys.toReversed())];
}

/** Adds rows to the selection, or removes them if all of them are in it. */
export function toggled(
  picked: ReadonlySet<string>,
  selected: string | null,
  keys: readonly string[],
): readonly string[] {
  const before = picked.size > 0 ? [...picked] : selected === null ? [] : [selected];
  const rest = before.filter((one) => !keys.includes(one));
  const isIn = before.length - rest.length === keys.length && rest.length > 0;
  return isIn ? rest : [...rest, ...keys];
}

/** All keys, with this one at the end. */
export const withLast = (keys: readonly string[], last: string | null): readonly string[] =>
  last === null ? keys : [...keys.filter((key) => key !== last), last];
