/** A text cut where it differs from another one. `differing` is empty when both are equal. */
export type Cut = {
  readonly before: string;
  readonly differing: string;
  readonly after: string;
};

/**
 * Cuts two texts at their common beginning and end. The part between them differs, and can be
 * marked in both.
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

/**
 * A piece of a value. `differs` marks it. An empty piece that differs shows that something is
 * missing.
 */
export type Part = { readonly text: string; readonly differs: boolean };

/** The needed and the received value in pieces. */
type Marks = { readonly expected: readonly Part[]; readonly received: readonly Part[] };

/** Marked letters help only if two values are similar. Otherwise everything differs. */
const LONGEST_MARKED = 400;
const FEWEST_IN_COMMON = 3;
/** These words belong to the table, not to the header: `http://a.test or *`. */
const OR = /(?= \S+ \*$)/;
const LETTERS = /^access-control-allow-(origin|credentials)$/i;
const TOKEN_LIST = /^access-control-(allow-methods|allow-headers|expose-headers)$/i;

/**
 * A header's needed and received value, with the differing parts marked. In a list of names these
 * are the missing names, else letters. Null when marks would not help.
 */
export function markDifference(
  header: string,
  expected: string,
  received: readonly string[],
): Marks | null {
  if (TOKEN_LIST.test(header)) return markMissing(header, expected, received);
  const [only = '', ...others] = received;
  if (!LETTERS.test(header) || only === '' || others.length > 0) return null;
  const [wanted = '', otherwise = ''] = expected.split(OR);
  const marked = pairDifference(wanted, only);
  if (marked === null) return null;
  const rest = { text: otherwise, differs: false };
  return { ...marked, expected: [...marked.expected, rest] };
}

/** Two values with their differing letters marked. Null when they have little in common. */
export function pairDifference(expected: string, received: string): Marks | null {
  if (Math.max(expected.length, received.length) > LONGEST_MARKED) return null;
  const [a, b] = cutDifference(expected, received);
  const isCase = expected !== received && expected.toLowerCase() === received.toLowerCase();
  if (a.before.length + a.after.length < FEWEST_IN_COMMON && !isCase) return null;
  return { expected: partsOf(a), received: partsOf(b) };
}

function partsOf({ before, differing, after }: Cut): readonly Part[] {
  return [
    { text: before, differs: false },
    { text: differing, differs: true },
    { text: after, differs: false },
  ];
}

function markMissing(header: string, expected: string, received: readonly string[]): Marks | null {
  if (received.length === 0) return null;
  // Methods are case-sensitive. Header names are not.
  const fold = (name: string): string => (/methods$/i.test(header) ? name : name.toLowerCase());
  const names = (list: string): readonly string[] => list.split(',').map((name) => name.trim());
  const present = new Set(received.flatMap(names).map(fold));
  const parts = names(expected).flatMap((name, index): readonly Part[] => [
    ...(index === 0 ? [] : [{ text: ', ', differs: false }]),
    { text: name, differs: !present.has(fold(name)) },
  ]);
  return { expected: parts, received: [{ text: received.join(', '), differs: false }] };
}
