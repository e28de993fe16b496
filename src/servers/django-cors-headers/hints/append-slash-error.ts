import { headerIncludes, refusal } from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { lastHop } from '../../../model/exchange.ts';
import { code } from '../../../model/prose.ts';
import { shown } from '../../../model/shown.ts';
import { pathOf } from '../../../model/url.ts';
import { passedFrameMiddleware, passedSecurityMiddleware } from '../marks.ts';

/**
 * Django with DEBUG on answers 500 to a POST, PUT or PATCH whose address lacks the slash, because a
 * redirect would lose its data.
 *
 * Source: django/middleware/common.py, `get_full_path_with_slash`.
 */
export const appendSlashError: HintRule = {
  id: 'append-slash-error',
  detect: (context) => {
    const hop = lastHop(context.exchange);
    const answer = refusal(context) ?? hop.response;
    if (answer?.status !== 500 || !/^(POST|PUT|PATCH)$/.test(hop.method)) return null;
    const path = pathOf(hop.url);
    if (path.endsWith('/') || !headerIncludes(answer.headers, 'content-type', 'text/html')) {
      return null;
    }
    // Made by CommonMiddleware: SecurityMiddleware marked it, XFrameOptionsMiddleware did not.
    if (!passedSecurityMiddleware(answer.headers) || passedFrameMiddleware(answer.headers)) {
      return null;
    }
    return {
      confidence: 0.8,
      text: [
        'Django answered ',
        code('500'),
        ' before any view ran, as it does (',
        code('APPEND_SLASH'),
        ' with ',
        code('DEBUG'),
        ') when a ',
        shown(hop.method),
        ' lacks the slash at the end. Ask for ',
        shown(`${path}/`),
        ' in the page’s own code; no CORS setting replaces that.',
      ],
      docs: 'https://docs.djangoproject.com/en/stable/ref/settings/#append-slash',
    };
  },
};
