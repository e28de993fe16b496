import { memoize } from '../model/lazy.ts';
import { observeServer } from '../model/observation.ts';

/** What a server answered; whoever asks about the same list of exchanges shares it. */
export const observed = memoize(observeServer);
