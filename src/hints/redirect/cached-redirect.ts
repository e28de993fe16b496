import { type Redirect, type Refusal, redirect, refusal } from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { get, has } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

/** A permanent redirect that the browser has kept, so that it does not ask the server any more. */
export const cachedRedirect: HintRule = {
  id: 'cached-redirect',
  detect: (context) => {
    const refused = refusal(context);
    const found = redirect(context);
    if (refused === null || found === null || refused.finding.phase === 'preflight') return null;
    if (found.status !== 301 && found.status !== 308) return null;
    const sign = signOfAge(context, refused, found);
    if (sign === null) return null;
    return {
      confidence: sign.confidence,
      text: [
        'The redirect from ',
        shown(found.from.href),
        ' (',
        code(String(found.status)),
        ') ',
        ...sign.seen,
        ': the browser has kept it and does not ask the server any more, so mending the server changes nothing here. Empty the browser’s cache (with the developer tools open, hold the reload button: “Empty cache and hard reload”; or tick “Disable cache”), then try again.',
      ],
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Status/301',
    };
  },
};

type Sign = { readonly confidence: number; readonly seen: Prose };

/** Longer than two clocks of one network differ, and than an answer is on its way. */
const OLD = 120_000;
/** Two answers with one `Date` this far apart are one answer, given twice. */
const FRESH = 2_000;

function signOfAge({ exchange, server }: HintContext, refused: Refusal, found: Redirect) {
  const leg = exchange.hops.find(({ url }) => url === found.from.href);
  const at = leg?.response?.at ?? refused.at;
  const date = get(found.headers, 'date');
  if (leg?.response?.fromCache === true) return sign(0.95, ['came from the browser’s cache']);
  const made = Date.parse(date ?? '');
  // A cache on the way says how long it has kept an answer.
  if (date === null || Number.isNaN(made) || has(found.headers, 'age')) return null;
  const before = server.answers.some(
    (answer) =>
      answer.kind === 'actual' &&
      answer.url === found.from.href &&
      answer.at + FRESH <= at &&
      get(answer.headers, 'date') === date,
  );
  if (before) return sign(0.9, ['is the same as before, made at ', shown(date)]);
  return at - made > OLD ? sign(0.7, ['was made at ', shown(date), ', some time ago']) : null;
}

const sign = (confidence: number, seen: Prose): Sign => ({ confidence, seen });
