import type { Value } from '../../../settings/value.ts';

/** The texts of a list, and whether it may have others that nobody knows. */
export type Texts = { readonly texts: readonly string[]; readonly isOpen: boolean };

/** The texts of a list; null if it is none. */
export function textsOf(value: Value | undefined): Texts | null {
  if (value?.kind !== 'list') return null;
  const strings = value.items.flatMap((item) => (item.kind === 'string' ? [item.text] : []));
  return { texts: strings, isOpen: strings.length < value.items.length };
}
