import type { Value } from '../value.ts';

/** Whether Python takes the value as true; null if that is unknown. */
export function truthOf(value: Value): boolean | null {
  switch (value.kind) {
    case 'boolean':
      return value.value;
    case 'number':
      return value.value !== 0;
    case 'none':
      return false;
    case 'string':
      return value.text !== '';
    case 'list':
      return value.form === 'generator' || value.items.length > 0;
    case 'dict':
      return value.entries.length > 0;
    case 'unknown':
    case 'unset':
    case 'name':
    case 'library':
      return null;
    default:
      return true;
  }
}

/** Whether two values are equal in Python; null if that is unknown. */
export function equal(one: Value, other: Value): boolean | null {
  const [a, b] = [scalar(one), scalar(other)];
  if (a === undefined || b === undefined) return null;
  // True equals 1.
  const numbered = (value: string | number | boolean | null) =>
    typeof value === 'boolean' ? Number(value) : value;
  return numbered(a) === numbered(b);
}

/** A text, number, truth value or None; undefined for anything else. */
export function scalar(value: Value): string | number | boolean | null | undefined {
  if (value.kind === 'string') return value.text;
  if (value.kind === 'number' || value.kind === 'boolean') return value.value;
  return value.kind === 'none' ? null : undefined;
}
