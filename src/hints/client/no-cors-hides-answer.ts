import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { get, type HeaderList } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { answersByKey } from '../../model/seen-server.ts';
import { shown } from '../../model/shown.ts';
import { isUnreadable } from '../../policy/request-mode.ts';

/** `mode: 'no-cors'` silences the browser but hides the answer, so the page cannot read it. */
export const noCorsHidesAnswer: HintRule = {
  id: 'no-cors-hides-answer',
  detect: (context) => {
    const now = isUnreadable(context.exchange, context.evaluation.mode);
    if (!now && !triedBefore(context)) return null;
    const use = now
      ? phrase`The page uses it`.fr`La page l’utilise`
      : phrase`The page has used it for this server`.fr`La page l’a utilisé pour ce serveur`;
    return {
      confidence: now ? 0.6 : 0.8,
      text: say`Remove ${code("mode: 'no-cors'")} from the page, and let the server allow
        ${shown(context.evaluation.origin)}. ${use}. It
        hides the error and the response: the page’s code gets an empty one with status 0. If you do not control
        the server, request it from your own backend.`.fr`Retirez ${code("mode: 'no-cors'")} de la
        page, et autorisez ${shown(context.evaluation.origin)} sur le serveur. ${use}. Ce mode
        masque l’erreur et la réponse : le code de la page reçoit une réponse vide, de statut 0. Si
        vous ne contrôlez pas le serveur, interrogez-le depuis votre propre backend.`,
      docs: 'https://developer.mozilla.org/docs/Web/API/Request/mode#no-cors',
    };
  },
};

/** Images and scripts are requested without CORS too, with another destination. */
const isNoCors = (headers: HeaderList): boolean =>
  get(headers, 'sec-fetch-mode') === 'no-cors' && get(headers, 'sec-fetch-dest') === 'empty';

/** A beacon always uses no-cors. Only a blocked request shows that the page wants to read. */
function triedBefore({ exchange, evaluation, server }: HintContext): boolean {
  const { url } = lastHop(exchange);
  return evaluation.verdict === 'blocked' && askedWithoutCors(server, url).length > 0;
}

/** Looked up for every row of a server. */
const askedWithoutCors = answersByKey((one) => (isNoCors(one.requestHeaders) ? one.url : null));
