import type { ReactNode } from 'react';

/** One option of a select. */
export type Choices<Value extends string = string> = readonly (readonly [
  value: Value,
  label: string,
])[];

/** The options of a select, in order. */
export function Options({ of: choices }: { readonly of: Choices }): ReactNode {
  return choices.map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
