import { askedFor, findingOf, preflightRefusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, prose } from '../../model/prose.ts';
import { shownList } from '../../model/shown.ts';

const RESPONSE_HEADER = /^access-control-(allow-|expose-|max-age)/i;

/** The page sends response headers as request headers. */
export const responseHeaderSentAsRequestHeader: HintRule = {
  id: 'response-header-sent-as-request-header',
  detect: (context) => {
    const refused = findingOf(context, 'header-not-allowed')?.evidence.headers ?? [];
    const asked = askedFor(preflightRefusal(context)?.request ?? null).headers;
    const wrong = [...new Set([...refused, ...asked])].filter((name) => RESPONSE_HEADER.test(name));
    if (wrong.length === 0) return null;
    const them = wrong.length > 1 ? 'them' : 'it';
    return {
      confidence: 0.97,
      text: prose`Remove ${shownList(wrong)} from the page’s own code. The page sends
        ${wrong.length > 1 ? 'them as request headers' : 'it as a request header'}, but only a response may have
        ${them}. Allowing ${them} in ${code('Access-Control-Allow-Headers')} would only hide the mistake.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#the_http_response_headers',
    };
  },
};
