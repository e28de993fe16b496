import { preflightRefusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
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
      ? say`django-cors-headers, with ${code('CorsMiddleware')} at the top of ${code('MIDDLEWARE')}`
          .fr`${code('django-cors-headers')}, avec ${code('CorsMiddleware')} en haut de
          ${code('MIDDLEWARE')}`
      : phrase`the CORS support of the server’s own framework`.fr`la prise en charge de CORS du
        framework du serveur`;
    return {
      confidence: framework ? 0.92 : 0.75,
      text: say`Replace hand-written CORS code with ${better}: it answers preflight requests too. The
        response to the preflight request says ${code('Access-Control-Allow-Origin: *')}. Only this
        header is present, which is typical of hand-written code.`
        .fr`Remplacez le code CORS écrit à la main par ${better} : les requêtes préliminaires
        reçoivent alors aussi une réponse. La réponse à la requête préliminaire dit
        ${code('Access-Control-Allow-Origin: *')}. Seul cet en-tête est présent, ce qui est typique
        d’un code écrit à la main.`,
      docs: django
        ? CORSHEADERS_SETUP
        : 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#preflighted_requests',
    };
  },
};
