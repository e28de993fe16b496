import { memoize } from '../model/lazy.ts';
import { seenServerOf } from '../model/seen-server.ts';

/** What a server answered; whoever asks about the same list of exchanges shares it. */
export const seenServerIn = memoize(seenServerOf);
