type KeyOf<T> = (one: T) => number;

/** The elements of a sorted array whose key is not below the bound. */
export const from = <T>(sorted: readonly T[], bound: number, keyOf: KeyOf<T>): readonly T[] =>
  sorted.slice(lowerBound(sorted, bound, keyOf));

/** The sorted array with one more element. */
export const inserted = <T>(sorted: readonly T[], one: T, keyOf: KeyOf<T>): readonly T[] =>
  sorted.toSpliced(lowerBound(sorted, keyOf(one), keyOf), 0, one);

/** The sorted array without the element of the same key and name. */
export function without<T>(
  sorted: readonly T[],
  gone: T,
  keyOf: KeyOf<T>,
  nameOf: (one: T) => string,
): readonly T[] {
  for (let at = lowerBound(sorted, keyOf(gone), keyOf); at < sorted.length; at++) {
    const one = sorted[at];
    if (one !== undefined && nameOf(one) === nameOf(gone)) return sorted.toSpliced(at, 1);
  }
  return sorted;
}

function lowerBound<T>(sorted: readonly T[], bound: number, keyOf: KeyOf<T>): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = sorted[middle];
    if (one !== undefined && keyOf(one) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
