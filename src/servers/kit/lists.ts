/** Whether the list contains all names. Linear time: either may come from a server. */
export function containsAll(list: readonly string[], names: readonly string[]): boolean {
  const known = new Set(list);
  return names.every((name) => known.has(name));
}

/** The names that the others lack, in linear time. */
export function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
}
