import { askedFor, findingOf, preflightRefusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code } from '../../model/prose.ts';
import { shownList } from '../../model/shown.ts';

const RESPONSE_HEADER = /^access-control-(allow-|expose-|max-age)/i;

/** The page sends the server's answer headers as request headers. */
export const responseHeaderSentAsRequestHeader: HintRule = {
  id: 'response-header-sent-as-request-header',
  detect: (context) => {
    const refused = findingOf(context, 'header-not-allowed')?.evidence.headers ?? [];
    const asked = askedFor(preflightRefusal(context)?.request ?? null).headers;
    const wrong = [...new Set([...refused, ...asked])].filter((name) => RESPONSE_HEADER.test(name));
    if (wrong.length === 0) return null;
    return {
      confidence: 0.97,
      text: [
        'The page sends ',
        ...shownList(wrong),
        ` as ${wrong.length > 1 ? 'request headers' : 'a request header'}, but only the server may say that, in its answer. Remove ${wrong.length > 1 ? 'them' : 'it'} from the page’s own code; allowing ${wrong.length > 1 ? 'them' : 'it'} in `,
        code('Access-Control-Allow-Headers'),
        ' would only hide the mistake.',
      ],
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#the_http_response_headers',
    };
  },
};
