import { type Refusal, refusal } from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { answersByKey } from '../../../model/seen-server.ts';
import { shown } from '../../../model/shown.ts';
import { pathOf } from '../../../model/url.ts';
import {
  answersWithCors,
  CORSHEADERS_SETTINGS,
  CORSHEADERS_SETUP,
  corsMiddlewareRan,
  isRestFramework,
  isUntouched,
  passedFrameMiddleware,
  passedSecurityMiddleware,
} from '../marks.ts';

/**
 * A Django response that passed Django's own middleware but not CorsMiddleware, which would have
 * added `Vary: origin`.
 */
export const middlewareDidNotRun: HintRule = {
  id: 'middleware-did-not-run',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || !isUntouchedDjango(refused)) return null;
    const path = pathOf(refused.hop.url);
    // It is installed and covers this path, so something else made this response.
    if (answersByPath(context.server, path).some(corsMiddlewareRan)) return null;
    const [elsewhere] = answersWithCors(context.server);
    const advice =
      elsewhere === undefined
        ? say`Install django-cors-headers, and put
            ${code("'corsheaders.middleware.CorsMiddleware'")} at the top of ${code('MIDDLEWARE')}. If you
            set ${code('CORS_URLS_REGEX')}, check that it matches this path.`.fr`Installez
            django-cors-headers, et mettez ${code("'corsheaders.middleware.CorsMiddleware'")} tout
            en haut de ${code('MIDDLEWARE')}. Si vous définissez ${code('CORS_URLS_REGEX')},
            vérifiez qu’il correspond à ce chemin.`
        : say`Let ${code('CORS_URLS_REGEX')} match ${shown(path)} too, as it matches
            ${shown(pathOf(elsewhere.url))}.`.fr`Faites aussi correspondre
            ${code('CORS_URLS_REGEX')} à ${shown(path)}, comme il correspond à
            ${shown(pathOf(elsewhere.url))}.`;
    return {
      confidence: 0.87,
      text: say`${advice} This response comes from Django but has no ${code('Vary: origin')}, so the
        middleware of django-cors-headers did not see it.`.fr`${advice} Cette réponse vient de
        Django mais n’a pas ${code('Vary: origin')}, donc le middleware de django-cors-headers ne
        l’a pas vue.`,
      docs: elsewhere === undefined ? CORSHEADERS_SETUP : CORSHEADERS_SETTINGS,
    };
  },
};

const answersByPath = answersByKey(({ url }) => pathOf(url));

function isUntouchedDjango({ headers }: Refusal): boolean {
  const django = passedSecurityMiddleware(headers) || isRestFramework(headers);
  return django && passedFrameMiddleware(headers) && isUntouched(headers);
}
