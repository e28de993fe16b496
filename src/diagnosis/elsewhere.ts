import { elsewhereProse } from '../causes/elsewhere.ts';
import type { Prose } from '../model/prose.ts';
import type { Elsewhere } from '../model/requirement.ts';
import { ownPlaceProse } from '../servers/instead.ts';

/** What to do outside of the server's CORS settings, in a few sentences. */
export const proseOf = (item: Elsewhere): Prose =>
  item.kind === 'own-place' ? ownPlaceProse(item) : elsewhereProse(item);
