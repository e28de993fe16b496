/** A value that may be unknown. If so, it says why: in words, or by an id. */
export type Known<T, Why extends string = string> =
  | { readonly known: true; readonly value: T; readonly from: 'observed' | 'inferred' }
  | { readonly known: false; readonly why: Why };

/** A value read straight from what was seen. */
export const observed = <T>(value: T): Known<T, never> => ({
  known: true,
  value,
  from: 'observed',
});

/** A value derived from what was seen. */
export const inferred = <T>(value: T): Known<T, never> => ({
  known: true,
  value,
  from: 'inferred',
});

/** No value, and the reason. */
export const unknown = <Why extends string>(why: Why): Known<never, Why> => ({
  known: false,
  why,
});
