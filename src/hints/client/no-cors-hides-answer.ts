import type { HintContext, HintRule } from '../../evidence/hint.ts';
import type { Exchange } from '../../model/exchange.ts';
import { lastHop } from '../../model/exchange.ts';
import { get, type HeaderList } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

/** `mode: 'no-cors'` silences the browser and hides the answer: it is no way to read one. */
export const noCorsHidesAnswer: HintRule = {
  id: 'no-cors-hides-answer',
  detect: (context) => {
    const now = isNoCorsFetch(context.exchange);
    if (!now && !triedBefore(context)) return null;
    return {
      confidence: now ? 0.6 : 0.8,
      text: [
        now ? 'The page asks with ' : 'The page has also asked this server with ',
        code("mode: 'no-cors'"),
        ', which ends the error and hides the answer too: the page’s code gets an empty one with status 0, whatever the server sent. Leave the mode out, and let the server allow ',
        shown(context.evaluation.origin),
        '; a server that is not yours is best asked from your own.',
      ],
      docs: 'https://developer.mozilla.org/docs/Web/API/Request/mode#no-cors',
    };
  },
};

function isNoCorsFetch({ declared, resourceType, hops }: Exchange): boolean {
  if (resourceType !== 'xmlhttprequest') return false;
  return declared?.mode === 'no-cors' || isNoCors(hops[0].request?.headers ?? []);
}

/** Images and scripts are asked for without CORS too, with another destination. */
const isNoCors = (headers: HeaderList): boolean =>
  get(headers, 'sec-fetch-mode') === 'no-cors' && get(headers, 'sec-fetch-dest') === 'empty';

/** A beacon asks so by nature: only what is blocked now is about reading. */
function triedBefore({ exchange, evaluation, server }: HintContext): boolean {
  const { url } = lastHop(exchange);
  return (
    evaluation.verdict === 'blocked' &&
    server.answers.some((answer) => answer.url === url && isNoCors(answer.requestHeaders))
  );
}
