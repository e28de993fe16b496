/**
 * A map from text to values that is never changed in place. `put` and `drop` return a new table,
 * which shares everything except the changed path with the old one. So a captured event costs the
 * same however much is stored, and two states are compared without walking both.
 */
export type Table<V> = {
  readonly size: number;
  readonly nodes: readonly (Node<V> | undefined)[];
};
type Node<V> = readonly (Leaf<V> | undefined)[];
type Leaf<V> = readonly (readonly [key: string, value: V])[];

/** Each change copies two lists of so many. */
const WIDTH = 32;
const EMPTY: Table<never> = { size: 0, nodes: [] };

/** The table without entries. */
export const emptyTable = <V>(): Table<V> => EMPTY;

/** Slots of the two levels, by a 32-bit FNV-1a hash of the key. */
function slots(key: string): readonly [number, number] {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) {
    hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  }
  return [(hash >>> 8) % WIDTH, (hash >>> 20) % WIDTH];
}

/** The value under a key. */
export const lookup = <V>(table: Table<V>, key: string): V | undefined =>
  leafOf(table, key).find(([own]) => own === key)?.[1];

/** The table with the value under the key; the same table when it was there already. */
export function put<V>(table: Table<V>, key: string, value: V): Table<V> {
  const leaf = leafOf(table, key);
  const at = leaf.findIndex(([own]) => own === key);
  if (at < 0) return withLeaf(table, key, [...leaf, [key, value]], 1);
  return leaf[at]?.[1] === value ? table : withLeaf(table, key, leaf.with(at, [key, value]), 0);
}

/** The table without the key; the same table when it was not there. */
export function drop<V>(table: Table<V>, key: string): Table<V> {
  const leaf = leafOf(table, key);
  const rest = leaf.filter(([own]) => own !== key);
  return rest.length === leaf.length ? table : withLeaf(table, key, rest, -1);
}

function leafOf<V>(table: Table<V>, key: string): Leaf<V> {
  const [first, second] = slots(key);
  return table.nodes[first]?.[second] ?? [];
}

function withLeaf<V>(table: Table<V>, key: string, leaf: Leaf<V>, grown: number): Table<V> {
  const [first, second] = slots(key);
  const node = replaced(table.nodes[first] ?? [], second, leaf);
  return { size: table.size + grown, nodes: replaced(table.nodes, first, node) };
}

function replaced<T>(slots: readonly (T | undefined)[], at: number, value: T) {
  const copy =
    slots.length === WIDTH ? slots.slice() : new Array<T | undefined>(WIDTH).fill(undefined);
  copy[at] = value;
  return copy;
}

/** All entries, in no particular order. */
export function entries<V>(table: Table<V>): readonly (readonly [key: string, value: V])[] {
  const all: (readonly [string, V])[] = [];
  for (const node of table.nodes) {
    for (const leaf of node ?? []) if (leaf !== undefined) all.push(...leaf);
  }
  return all;
}

/** What must be put and dropped to get from one table to the other. Walks only the differences. */
export function difference<V>(
  before: Table<V>,
  after: Table<V>,
): { readonly put: readonly (readonly [string, V])[]; readonly dropped: readonly string[] } {
  const put: (readonly [string, V])[] = [];
  const dropped: string[] = [];
  for (const [old, now] of differing(before.nodes, after.nodes)) {
    for (const [oldLeaf = [], newLeaf = []] of differing(old ?? [], now ?? [])) {
      const had = new Map(oldLeaf);
      for (const entry of newLeaf) if (had.get(entry[0]) !== entry[1]) put.push(entry);
      const has = new Map(newLeaf);
      for (const [key] of oldLeaf) if (!has.has(key)) dropped.push(key);
    }
  }
  return { put, dropped };
}

function differing<T>(
  before: readonly (T | undefined)[],
  after: readonly (T | undefined)[],
): (readonly [T | undefined, T | undefined])[] {
  if (before === after) return [];
  const pairs: (readonly [T | undefined, T | undefined])[] = [];
  for (let i = 0; i < WIDTH; i++) {
    if (before[i] !== after[i]) pairs.push([before[i], after[i]]);
  }
  return pairs;
}
