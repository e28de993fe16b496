import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference, drop, emptyTable, entries, lookup, put, type Table } from './table.ts';

const key = fc.oneof(
  fc.constantFrom('1', '2', '__proto__', 'constructor', ''),
  fc.nat(300).map(String),
);
const change = fc.tuple(fc.boolean(), key, fc.nat(3));
const changes = fc.array(change, { maxLength: 80 });

/** Applies changes to a table and to a Map, which gives the right result. */
function applied(
  list: readonly (readonly [boolean, string, number])[],
  [table, map]: readonly [Table<number>, ReadonlyMap<string, number>],
): readonly [Table<number>, ReadonlyMap<string, number>] {
  let next = table;
  const model = new Map(map);
  for (const [isPut, key, value] of list) {
    next = isPut ? put(next, key, value) : drop(next, key);
    if (isPut) model.set(key, value);
    else model.delete(key);
  }
  return [next, model];
}

test('a table holds what a Map would hold', () => {
  const alike = fc.property(changes, (list) => {
    const [table, map] = applied(list, [emptyTable(), new Map()]);
    expect(new Map(entries(table))).toEqual(map);
    expect(table.size).toBe(map.size);
    for (const [, key] of list) expect(lookup(table, key)).toBe(map.get(key));
  });
  fc.assert(alike, { numRuns: 200 });
});

test('the difference leads from one table to the other, and the first does not change', () => {
  const leads = fc.property(changes, changes, (first, second) => {
    const before = applied(first, [emptyTable(), new Map()]);
    const [after, model] = applied(second, before);
    const { put: added, dropped } = difference(before[0], after);
    const walked = new Map(before[1]);
    for (const [key, value] of added) walked.set(key, value);
    for (const key of dropped) walked.delete(key);
    expect(walked).toEqual(model);
    expect(added.filter(([key, value]) => before[1].get(key) === value)).toEqual([]);
    expect(new Map(entries(before[0]))).toEqual(before[1]);
  });
  fc.assert(leads, { numRuns: 200 });
});

test('a change without effect gives the same table', () => {
  const table = put(emptyTable<number>(), 'a', 1);
  expect(put(table, 'a', 1)).toBe(table);
  expect(drop(table, 'b')).toBe(table);
});
