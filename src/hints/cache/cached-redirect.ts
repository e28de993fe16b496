import {
  isGivenAgain,
  type Redirect,
  type Refusal,
  redirect,
  refusal,
} from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { get, has } from '../../model/header-list.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { everAnsweredAt } from '../../model/seen-server.ts';
import { shown } from '../../model/shown.ts';

/** A permanent redirect in the browser's cache: the browser no longer asks the server. */
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
      text: prose`Empty the browser’s cache: with the developer tools open, tick “Disable cache” and reload. The
        redirect from ${shown(found.from.href)} (${code(String(found.status))}) ${sign.seen}. The browser kept it and
        does not ask the server any more, so no change to the server shows here.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Status/301',
    };
  },
};

type Sign = { readonly confidence: number; readonly seen: Prose };

/** Longer than clocks of one network differ, and longer than an answer takes. */
const OLD = 120_000;

function signOfAge({ exchange, server }: HintContext, refused: Refusal, found: Redirect) {
  const hop = exchange.hops.find(({ url }) => url === found.from.href);
  const at = hop?.response?.at ?? refused.at;
  const date = get(found.headers, 'date');
  if (hop?.response?.fromCache === true) return sign(0.95, prose`came from the browser’s cache`);
  const made = Date.parse(date ?? '');
  // An intermediate cache says how long it has kept an answer.
  if (date === null || Number.isNaN(made) || has(found.headers, 'age')) return null;
  const before = everAnsweredAt(server, found.from.href).some(
    (answer) => answer.kind === 'actual' && isGivenAgain(answer, found.headers, at),
  );
  if (before) return sign(0.9, prose`is the same as before, made at ${shown(date)}`);
  return at - made > OLD ? sign(0.7, prose`was made at ${shown(date)}, some time ago`) : null;
}

const sign = (confidence: number, seen: Prose): Sign => ({ confidence, seen });
