import { lazy } from '../../model/lazy.ts';
import type { Remedy } from './stack.ts';

type Later = 'notes' | 'cautions' | 'client' | 'test';

type LazyParts = Omit<Remedy, Later> & { readonly [Part in Later]: () => Remedy[Part] };

/** The fix with other parts. What is made later still is: a spread would make it. */
export function withParts(remedy: Remedy, parts: Partial<LazyParts>): Remedy {
  const { install, snippets, pasteAtEnd, restart, answer, sameOriginUrl } = remedy;
  return lazyRemedy({
    install,
    snippets,
    pasteAtEnd,
    restart,
    answer,
    ...(sameOriginUrl !== undefined && { sameOriginUrl }),
    notes: () => remedy.notes,
    cautions: () => remedy.cautions,
    client: () => remedy.client,
    test: () => remedy.test,
    ...parts,
  });
}

/** A fix whose notes, page code and test are made when they are read: often only its snippets are. */
export function lazyRemedy(parts: LazyParts): Remedy {
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
