/** Browsers number requests upwards, in decimal: that decides within a millisecond. */
export const compareIds = (a: string, b: string): number =>
  a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
