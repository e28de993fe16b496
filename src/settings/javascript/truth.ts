import type { Value } from '../value.ts';

/** Whether JavaScript takes the value as true; null if that is unknown. */
export function truthOf(value: Value): boolean | null {
  switch (value.kind) {
    case 'boolean':
      return value.value;
    case 'number':
      return value.value !== 0 && !Number.isNaN(value.value);
    case 'none':
      return false;
    case 'string':
      return value.text !== '';
    case 'unknown':
    case 'unset':
    case 'library':
      return null;
    case 'name':
      return value.path.startsWith('@') ? true : null;
    default:
      return true;
  }
}

/** Whether two values are equal; null if that is unknown. */
export function equal(one: Value, other: Value): boolean | null {
  const [a, b] = [scalar(one), scalar(other)];
  if (a === undefined || b === undefined) return null;
  return a === b;
}

/** A text, number, truth value or nothing; undefined for anything else. */
export function scalar(value: Value): string | number | boolean | null | undefined {
  if (value.kind === 'string') return value.text;
  if (value.kind === 'number' || value.kind === 'boolean') return value.value;
  return value.kind === 'none' ? null : undefined;
}
