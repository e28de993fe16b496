/** The guess of the defaults, except for one condition, which is taken the other way. */
export const deciding =
  (flipped: string | null) =>
  (condition: string, guess: boolean | null): boolean =>
    isAbout(condition, flipped) ? !(guess ?? false) : (guess ?? false);

/** `not X` and `!X` are about X too. */
const isAbout = (condition: string, flipped: string | null): boolean =>
  flipped !== null && bare(condition) === bare(flipped);
const bare = (condition: string): string => condition.replace(/^(?:not |!)/, '');
