import fc from 'fast-check';
import { type Amount, harmed, passed, type Result } from './attack.ts';

/** Tries a property. A failing input is made as small as possible. */
export function tried<Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  holds: (value: Value) => void,
  { seed, count }: Amount,
): Result {
  const details = fc.check(fc.property(values, holds), { seed, numRuns: count });
  if (!details.failed) return passed(name, count);
  const [value] = details.counterexample ?? [];
  const error = details.errorInstance instanceof Error ? details.errorInstance.message : '';
  return harmed(name, `${fc.stringify(value)}\n${error}`);
}
