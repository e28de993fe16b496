import { askedFor, findingOf, preflightRefusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shownList } from '../../model/shown.ts';

const RESPONSE_HEADER = /^access-control-(allow-|expose-|max-age)/i;

const DOCS = 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#the_http_response_headers';

/** The page sends response headers as request headers. */
export const responseHeaderSentAsRequestHeader: HintRule = {
  id: 'response-header-sent-as-request-header',
  detect: (context) => {
    const refused = findingOf(context, 'header-not-allowed')?.evidence.headers ?? [];
    const asked = askedFor(preflightRefusal(context)?.request ?? null).headers;
    const isAllowed = context.evaluation.verdict === 'allowed';
    const sent = isAllowed ? (lastHop(context.exchange).request?.headers ?? []) : [];
    const wrong = [
      ...new Set([...refused, ...asked, ...sent.map(([name]) => name.toLowerCase())]),
    ].filter((name) => RESPONSE_HEADER.test(name));
    if (wrong.length === 0) return null;
    const list = shownList(wrong);
    if (isAllowed) {
      return {
        confidence: 0.9,
        text: say`Let the server send ${list}, and remove it from the page’s own code. The page sends
          it as a request header. That has no effect: it counts only in a response.`
          .fr`Faites envoyer ${list} par le serveur, et retirez cet en-tête du code de la page. La page
          l’envoie comme en-tête de requête. C’est sans effet : il ne compte que dans une réponse.`,
        docs: DOCS,
      };
    }
    const allow = code('Access-Control-Allow-Headers');
    return {
      confidence: 0.97,
      text:
        wrong.length > 1
          ? say`Remove ${list} from the page’s own code. The page sends them as request headers, but
              only a response may have them. Allowing them in ${allow} would only hide the mistake.`
              .fr`Retirez ${list} du code de la page. La page les envoie comme en-têtes de requête,
              mais seule une réponse peut les porter. Les autoriser dans ${allow} ne ferait que
              masquer l’erreur.`
          : say`Remove ${list} from the page’s own code. The page sends it as a request header, but
              only a response may have it. Allowing it in ${allow} would only hide the mistake.`
              .fr`Retirez ${list} du code de la page. La page l’envoie comme en-tête de requête,
              mais seule une réponse peut le porter. L’autoriser dans ${allow} ne ferait que masquer
              l’erreur.`,
      docs: DOCS,
    };
  },
};
