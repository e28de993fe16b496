import type { RowGroup } from './arrange.ts';

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

/** All keys from one to the other, the other last. */
export function between(keys: readonly string[], one: string, other: string): readonly string[] {
  const [a, b] = [keys.indexOf(one), keys.indexOf(other)];
  if (a < 0 || b < 0) return [other];
  return a <= b ? keys.slice(a, b + 1) : keys.slice(b, a + 1).toReversed();
}

/** Adds one to the selection, or removes it. */
export function toggled(
  picked: ReadonlySet<string>,
  selected: string | null,
  key: string,
): readonly string[] {
  const before = picked.size > 0 ? [...picked] : selected === null ? [] : [selected];
  const rest = before.filter((one) => one !== key);
  return rest.length === before.length || rest.length === 0 ? [...rest, key] : rest;
}

/** All keys, with this one at the end. */
export const withLast = (keys: readonly string[], last: string | null): readonly string[] =>
  last === null ? keys : [...keys.filter((key) => key !== last), last];
