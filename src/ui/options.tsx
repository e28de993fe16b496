import type { ReactNode } from 'react';

/** What a select offers. */
export type Choices<Value extends string = string> = readonly (readonly [
  value: Value,
  label: string,
])[];

/** The options of a select, in their order. */
export function Options({ of: choices }: { readonly of: Choices }): ReactNode {
  return choices.map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
