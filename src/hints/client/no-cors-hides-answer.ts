import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { get, type HeaderList } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import { answersByKey } from '../../model/seen-server.ts';
import { shown } from '../../model/shown.ts';
import { isUnreadable } from '../../policy/request-mode.ts';

/** `mode: 'no-cors'` silences the browser but hides the answer, so the page cannot read it. */
export const noCorsHidesAnswer: HintRule = {
  id: 'no-cors-hides-answer',
  detect: (context) => {
    const now = isUnreadable(context.exchange, context.evaluation.mode);
    if (!now && !triedBefore(context)) return null;
    return {
      confidence: now ? 0.6 : 0.8,
      text: prose`Remove ${code("mode: 'no-cors'")} from the page, and let the server allow
        ${shown(context.evaluation.origin)}. ${now ? 'The page uses it' : 'The page has used it for this server'}. It
        hides the error and the response: the page’s code gets an empty one with status 0. If you do not control
        the server, request it from your own backend.`,
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
