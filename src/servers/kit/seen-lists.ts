import { extractTokens, has } from '../../model/header-list.ts';
import { memoize, remember } from '../../model/lazy.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { NO_DEFAULTS, type PresentOptions } from './cors-options.ts';

/**
 * The present options of a server that lists only the requested method and headers: everything in
 * its answers together, and the library's defaults. Null if nothing was seen, as in `present`.
 */
export function withSeenLists(
  present: PresentOptions,
  answers: readonly SeenAnswer[],
  defaults: {
    readonly methods: readonly string[];
    readonly headers: readonly string[];
  } = NO_DEFAULTS,
): PresentOptions {
  const lowerCase = named(answers, 'access-control-allow-headers').map((name) =>
    name.toLowerCase(),
  );
  return {
    ...present,
    methods: present.methods && [
      ...new Set([
        ...defaults.methods,
        ...named(answers, 'access-control-allow-methods'),
        ...sent(answers),
      ]),
    ],
    headers: present.headers && [...new Set([...defaults.headers, ...lowerCase])],
  };
}

/** Read once for all fixes of one server. */
const named = memoize((answers: readonly SeenAnswer[], header: string): readonly string[] => [
  ...new Set(
    answers.flatMap(({ headers }) => {
      const tokens = extractTokens(headers, header);
      return tokens === null || tokens === 'failure' ? [] : tokens;
    }),
  ),
]);

const sent = remember((answers: readonly SeenAnswer[]): readonly string[] => [
  ...new Set(
    answers
      .filter((one) => one.kind === 'actual' && has(one.headers, 'access-control-allow-origin'))
      .map(({ method }) => method),
  ),
]);
