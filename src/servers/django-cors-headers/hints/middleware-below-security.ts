import { redirect, refusal } from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { shown } from '../../../model/shown.ts';
import {
  CORSHEADERS_SETUP,
  corsMiddlewareSeen,
  isUntouched,
  passedSecurityMiddleware,
} from '../marks.ts';

/** Django's SecurityMiddleware redirected to https above CorsMiddleware. */
export const middlewareBelowSecurity: HintRule = {
  id: 'middleware-below-security',
  detect: (context) => {
    const refused = refusal(context);
    const found = redirect(context);
    if (refused === null || found === null || refused.status >= 400) return null;
    if (found.from.protocol !== 'http:' || found.to.protocol !== 'https:') return null;
    if (!passedSecurityMiddleware(refused.headers) || !isUntouched(refused.headers)) return null;
    return {
      confidence: corsMiddlewareSeen(context.server) ? 0.9 : 0.6,
      text: say`Use https in the page, and put
        ${code("'corsheaders.middleware.CorsMiddleware'")} at the top of ${code('MIDDLEWARE')}. Django’s
        ${code('SecurityMiddleware')} redirected to ${shown(found.to.origin)}
        (${code('SECURE_SSL_REDIRECT')}) before any CORS middleware saw the request.`.fr`Utilisez
        https dans la page, et mettez ${code("'corsheaders.middleware.CorsMiddleware'")} tout en
        haut de ${code('MIDDLEWARE')}. Le ${code('SecurityMiddleware')} de Django a redirigé vers
        ${shown(found.to.origin)} (${code('SECURE_SSL_REDIRECT')}) avant qu’un middleware CORS voie
        la requête.`,
      docs: CORSHEADERS_SETUP,
    };
  },
};
