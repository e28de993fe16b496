import fc from 'fast-check';
import type { SettingsFile } from '../file.ts';

/** What a careless hand does to a text: it cuts something out, and types something instead. */
export type Change = {
  readonly at: number;
  readonly cut: number;
  readonly insert: readonly string[];
};

/** A few changes; what is typed is one of these pieces, up to four at once. */
export const changesWith = (pieces: readonly string[]): fc.Arbitrary<readonly Change[]> =>
  fc.array(
    fc.record({
      at: fc.nat(),
      cut: fc.nat({ max: 40 }),
      insert: fc.array(fc.constantFrom(...pieces), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 5 },
  );

/** Files with the same changes in each. */
export const changed = (
  files: readonly SettingsFile[],
  changes: readonly Change[],
): readonly SettingsFile[] =>
  files.map(({ name, text }) => ({
    name,
    text: changes.reduce((now, { at, cut, insert }) => {
      const from = at % (now.length + 1);
      return now.slice(0, from) + insert.join('') + now.slice(from + cut);
    }, text),
  }));
