import { headerIncludes, type Refusal, refusal, variesByOrigin } from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { get, getAll, has } from '../../model/header-list.ts';
import { type ObservedAnswer, requestOrigin } from '../../model/observation.ts';
import { code, type Prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

/** A cache gave an answer that had been made for a request without, or with another, origin. */
export const cachedWithoutVary: HintRule = {
  id: 'cached-without-vary',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.finding.phase === 'preflight') return null;
    if (!/^(missing-allow-origin|allow-origin-mismatch)$/.test(refused.finding.cause)) return null;
    if (variesByOrigin(refused.headers)) return null;
    const found = cacheSign(refused) ?? earlierAnswer(context, refused);
    if (found === null) return null;
    return {
      confidence: found.confidence,
      text: [
        ...found.seen,
        ', and nothing in it says that it depends on the origin. Send ',
        code('Vary: Origin'),
        ' with every answer of this address (a content delivery network must also keep one copy per origin), then empty the cache.',
      ],
      docs: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
    };
  },
};

type Sign = { readonly confidence: number; readonly seen: Prose };

/** What says that the answer itself came from a cache. */
function cacheSign({ hop, headers }: Refusal): Sign | null {
  if (hop.response?.fromCache === true) {
    return { confidence: 0.85, seen: ['The browser took this answer from its own cache'] };
  }
  const hit = ['x-cache', 'cf-cache-status', 'x-cache-status', 'cache-status'].find((name) =>
    headerIncludes(headers, name, 'hit'),
  );
  const sign = hit ?? (Number(get(headers, 'age')) > 0 ? 'age' : undefined);
  if (sign === undefined) return null;
  return {
    confidence: 0.75,
    seen: [
      'A cache on the way gave this answer (',
      shown(`${sign}: ${getAll(headers, sign)[0] ?? ''}`),
      ')',
    ],
  };
}

/** Two answers with one `Date` this far apart are one answer, given twice. */
const FRESH = 2_000;

/** An answer of the same URL from before, made for somebody else, that the browser may reuse. */
function earlierAnswer({ server, evaluation }: HintContext, refused: Refusal): Sign | null {
  const earlier = server.answers.find(
    (answer) =>
      answer.kind === 'actual' &&
      answer.method === 'GET' &&
      answer.url === refused.hop.url &&
      answer.at + FRESH <= refused.at &&
      requestOrigin(answer) !== evaluation.origin &&
      isStorable(answer) &&
      has(refused.headers, 'date') &&
      get(answer.headers, 'date') === get(refused.headers, 'date'),
  );
  if (earlier === undefined) return null;
  return {
    confidence: 0.8,
    seen: [
      'The same answer was loaded before ',
      ...(requestOrigin(earlier) === null
        ? ['without an ', code('Origin'), ' header (an image or a script, for instance)']
        : ['for ', shown(requestOrigin(earlier) ?? '')]),
      ' and looks reused',
    ],
  };
}

function isStorable({ headers }: ObservedAnswer): boolean {
  return !headerIncludes(headers, 'cache-control', 'no-store');
}
