/** Browsers number requests upwards, in decimal. That decides within a millisecond. */
export const compareIds = (a: string, b: string): number =>
  a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
