/** A text cut where it differs from another one; `differing` is empty when it does not. */
export type Cut = {
  readonly before: string;
  readonly differing: string;
  readonly after: string;
};

/**
 * Cuts two texts at their common beginning and end, so that the part between them, which alone
 * differs, can be marked in both.
 */
export function cutDifference(one: string, other: string): readonly [Cut, Cut] {
  const a = [...one];
  const b = [...other];
  const shortest = Math.min(a.length, b.length);
  let start = 0;
  while (start < shortest && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shortest - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [cut(a, start, end), cut(b, start, end)];
}

function cut(characters: readonly string[], start: number, end: number): Cut {
  const stop = characters.length - end;
  return {
    before: characters.slice(0, start).join(''),
    differing: characters.slice(start, stop).join(''),
    after: characters.slice(stop).join(''),
  };
}
