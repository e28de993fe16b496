import { preflightRefusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, prose } from '../../model/prose.ts';
import {
  CORSHEADERS_SETUP,
  isRestFramework,
  isStarAlone,
  looksLikeDjango,
} from '../../servers/django-cors-headers/marks.ts';

/** A few lines that add `Access-Control-Allow-Origin: *` to every answer and ignore preflights. */
export const handWrittenMiddleware: HintRule = {
  id: 'hand-written-middleware',
  detect: (context) => {
    const refused = preflightRefusal(context);
    if (refused === null || !isStarAlone(refused.headers)) return null;
    const framework = isRestFramework(refused.headers);
    const django = framework || looksLikeDjango(context.server);
    const better = django
      ? prose`django-cors-headers, with ${code('CorsMiddleware')} at the top of ${code('MIDDLEWARE')}`
      : 'the CORS support of the server’s own framework';
    return {
      confidence: framework ? 0.92 : 0.75,
      text: prose`Replace hand-written CORS code with ${better}: it answers preflight requests too. The
        response to the preflight request says ${code('Access-Control-Allow-Origin: *')}. Only this
        header is present, which is typical of hand-written code.`,
      docs: django
        ? CORSHEADERS_SETUP
        : 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#preflighted_requests',
    };
  },
};
