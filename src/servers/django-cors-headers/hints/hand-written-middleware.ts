import { headerIncludes, preflightRefusal } from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { get, has } from '../../../model/header-list.ts';
import { code } from '../../../model/prose.ts';
import { CORSHEADERS_SETUP, looksLikeDjango } from '../marks.ts';

/** A few lines that add `Access-Control-Allow-Origin: *` to every answer and know no preflight. */
export const handWrittenMiddleware: HintRule = {
  id: 'hand-written-middleware',
  detect: (context) => {
    const refused = preflightRefusal(context);
    if (refused === null) return null;
    const { headers } = refused;
    if (get(headers, 'access-control-allow-origin') !== '*') return null;
    const answersPreflights =
      has(headers, 'access-control-allow-methods') || has(headers, 'access-control-allow-headers');
    if (answersPreflights) return null;
    const framework = has(headers, 'allow') && headerIncludes(headers, 'vary', 'accept');
    const django = framework || looksLikeDjango(context.server);
    return {
      confidence: framework ? 0.92 : 0.75,
      text: [
        'The answer to the OPTIONS preflight says ',
        code('Access-Control-Allow-Origin: *'),
        ' and nothing else, as hand-written code does that adds this one header everywhere. Replace it by ',
        ...(django
          ? [
              'django-cors-headers, with ',
              code('CorsMiddleware'),
              ' at the top of ',
              code('MIDDLEWARE'),
            ]
          : ['the CORS support of the server’s own framework']),
        ': that answers preflights too.',
      ],
      docs: django
        ? CORSHEADERS_SETUP
        : 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#preflighted_requests',
    };
  },
};
