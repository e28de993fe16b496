/** A value that may be unknown, and then says why. */
export type Known<T> =
  | { readonly known: true; readonly value: T; readonly from: 'observed' | 'inferred' }
  | { readonly known: false; readonly why: string };

/** A value read straight from what was seen. */
export const observed = <T>(value: T): Known<T> => ({ known: true, value, from: 'observed' });

/** A value that follows from what was seen. */
export const inferred = <T>(value: T): Known<T> => ({ known: true, value, from: 'inferred' });

/** No value; `why` names what would settle it. */
export const unknown = (why: string): Known<never> => ({ known: false, why });
