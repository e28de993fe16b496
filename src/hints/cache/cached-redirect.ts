import {
  isGivenAgain,
  type Redirect,
  type Refusal,
  redirect,
  refusal,
} from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { get, has } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
      text: say`Empty the browser’s cache: with the developer tools open, tick “Disable cache” and reload. The
        redirect from ${shown(found.from.href)} (${code(String(found.status))}) ${sign.seen}. The browser kept it and
        does not ask the server any more, so no change to the server shows here.`.fr`Videz le cache
        du navigateur : avec les DevTools ouverts, cochez « Désactiver le cache » et rechargez. La
        redirection depuis ${shown(found.from.href)} (${code(String(found.status))}) ${sign.seen}.
        Le navigateur l’a gardée et n’interroge plus le serveur : aucun changement du serveur ne se
        voit ici.`,
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
  if (hop?.response?.fromCache === true)
    return sign(0.95, say`came from the browser’s cache`.fr`venait du cache du navigateur`);
  const made = Date.parse(date ?? '');
  // An intermediate cache says how long it has kept an answer.
  if (date === null || Number.isNaN(made) || has(found.headers, 'age')) return null;
  const before = everAnsweredAt(server, found.from.href).some(
    (answer) => answer.kind === 'actual' && isGivenAgain(answer, found.headers, at),
  );
  if (before)
    return sign(
      0.9,
      say`is the same as before, made at ${shown(date)}`
        .fr`est la même qu’avant (date : ${shown(date)})`,
    );
  return at - made > OLD
    ? sign(
        0.7,
        say`was made at ${shown(date)}, some time ago`
          .fr`date d’il y a un certain temps (${shown(date)})`,
      )
    : null;
}

const sign = (confidence: number, seen: Prose): Sign => ({ confidence, seen });
