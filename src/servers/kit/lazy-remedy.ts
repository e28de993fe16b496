import { lazy } from '../../model/lazy.ts';
import type { Remedy } from './stack.ts';

type Later = 'notes' | 'cautions' | 'client' | 'test';

/** A fix whose notes, page code and test are made when they are read: often only its snippets are. */
export function lazyRemedy(
  parts: Omit<Remedy, Later> & { readonly [Part in Later]: () => Remedy[Part] },
): Remedy {
  const notes = lazy(parts.notes);
  const cautions = lazy(parts.cautions);
  const client = lazy(parts.client);
  const test = lazy(parts.test);
  return {
    ...parts,
    get notes() {
      return notes();
    },
    get cautions() {
      return cautions();
    },
    get client() {
      return client();
    },
    get test() {
      return test();
    },
  };
}
