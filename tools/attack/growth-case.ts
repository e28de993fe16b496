/** One step of the panel or the command line, with one kind of hostile input. */
export type GrowthCase = {
  readonly name: string;
  /** Whether it is one text, which may take a time of its own; else a list of things to report. */
  readonly isText: boolean;
  /** Makes an input of about this many characters, and returns the work on it. */
  readonly prepare: (size: number) => () => unknown;
};

/** The unit as often as it fits. */
export const repeated = (unit: string, size: number): string =>
  unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

/** The unit as a name of a case shows it: without control characters. */
export const named = (unit: string): string =>
  JSON.stringify(unit).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
