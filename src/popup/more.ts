import { counted, phrase } from '../model/say.ts';

/** How many items of a list are not shown: `and 4 more`. */
export const more = (count: number): string =>
  phrase`and ${counted(count, 'more', 'more')}`.fr`et ${counted(count, 'autre')}`;

/** The same, for a list that the full view shows to its end. */
export const moreInFullView = (count: number): string =>
  phrase`${more(count)} in the full view`.fr`${more(count)} dans la vue complète`;
