/** A text split so that a narrow row can drop its middle and keep both ends. */
export type Ends = { readonly head: string; readonly tail: string };

const TAIL = 22;

/**
 * Splits a path before its last segments: the row may shorten the head, but the tail stays. Short
 * texts stay whole in `head`.
 */
export function splitEnds(path: string): Ends {
  if (path.length <= TAIL + 8) return { head: path, tail: '' };
  const slash = path.indexOf('/', path.length - TAIL);
  const at = slash > 0 && slash < path.length - 1 ? slash : path.length - TAIL;
  return { head: path.slice(0, at), tail: path.slice(at) };
}
