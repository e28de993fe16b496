import { headerIncludes, refusal } from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { lastHop } from '../../../model/exchange.ts';
import { parseUrl } from '../../../model/origin.ts';
import { code } from '../../../model/prose.ts';
import { shown } from '../../../model/shown.ts';
import { passedFrameMiddleware, passedSecurityMiddleware } from '../marks.ts';

/** Django refuses the host name of the request, whether CORS let the page read that or not. */
export const badHost: HintRule = {
  id: 'bad-host',
  detect: (context) => {
    const hop = lastHop(context.exchange);
    const answer = refusal(context) ?? hop.response;
    if (answer?.status !== 400 || !headerIncludes(answer.headers, 'content-type', 'text/html')) {
      return null;
    }
    // Made above the views: SecurityMiddleware marked it, XFrameOptionsMiddleware did not.
    if (!passedSecurityMiddleware(answer.headers) || passedFrameMiddleware(answer.headers)) {
      return null;
    }
    return {
      confidence: 0.8,
      text: [
        'Django answered ',
        code('400'),
        ' before any view ran, as it does for a host name that is not in ',
        code('ALLOWED_HOSTS'),
        '. Add ',
        shown(parseUrl(hop.url)?.hostname ?? hop.url),
        ' there; the server’s log says “Invalid HTTP_HOST header”.',
      ],
      docs: 'https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts',
    };
  },
};
