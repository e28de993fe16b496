/**
 * Names of headers, written as most of their neighbours in a list: `X-Tenant-Id` beside
 * `Content-Type`, `x-tenant-id` beside `accept`. Without neighbours they stay as they are.
 */
export function likeNeighbours(
  names: readonly string[],
  neighbours: readonly string[],
): readonly string[] {
  const words = neighbours.map((one) => one.trim()).filter((one) => /^[a-z]/i.test(one));
  const titled = words.filter((one) => /^[A-Z]/.test(one)).length;
  return titled * 2 > words.length ? names.map(inTitleCase) : names;
}

const inTitleCase = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
