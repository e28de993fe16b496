/** Stands for a part of a path that names one thing among many: a number, a UUID, a long id. */
const PARAMETER = ':id';

const NUMBER = /^\d+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** `deadbeef` may be a word: shorter ones need a digit. */
const HEX = /^(?:[0-9a-f]{16,}|(?=[a-f]*\d)[0-9a-f]{8,15})$/i;
/** Letters and digits without a separator, as base64url, ULID, nanoid and cuid write them. */
const RANDOM = /^[A-Za-z0-9_-]{16,}={0,2}$/;
/** A longer segment is cheap to compare, and never a name. */
const LONGEST = 2_000;

/**
 * The path with its parameters folded, so that `/users/7/posts` and `/users/8/posts` are the same:
 * `/users/:id/posts`. A file extension stays. Equal to the path if it has none.
 */
export const foldedPath = (path: string): string =>
  path.slice(0, LONGEST).split('/').map(foldedSegment).join('/');

function foldedSegment(segment: string): string {
  const [, name = '', extension = ''] = /^([^.]*)(\.[a-z]{1,5})?$/i.exec(segment) ?? [];
  return isParameter(name) ? PARAMETER + extension : segment;
}

const isParameter = (name: string): boolean =>
  NUMBER.test(name) || UUID.test(name) || DATE.test(name) || HEX.test(name) || isRandom(name);

/** Several digits among letters in one piece. Words joined by hyphens are a title, not an id. */
function isRandom(name: string): boolean {
  if (!RANDOM.test(name)) return false;
  const isMixed = /[a-z]/.test(name) && /[A-Z]/.test(name) && /\d/.test(name);
  return isMixed || (/^[a-z0-9]+$|^[A-Z0-9]+$/.test(name) && (name.match(/\d/g) ?? []).length > 2);
}
