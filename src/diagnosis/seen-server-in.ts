import { memoize } from '../model/lazy.ts';
import { seenServerOf } from '../model/seen-server.ts';

/** What a server answered; callers with the same list of exchanges share it. */
export const seenServerIn = memoize(seenServerOf);
