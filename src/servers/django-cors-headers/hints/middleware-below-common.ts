import { differsBySlash, type Refusal, redirect, refusal } from '../../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../../evidence/hint.ts';
import { code, type Prose } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { shown } from '../../../model/shown.ts';
import {
  CORSHEADERS_SETUP,
  corsMiddlewareSeen,
  isUntouched,
  madeAboveViews,
  passedSecurityMiddleware,
} from '../marks.ts';

/**
 * Django's CommonMiddleware made this answer (the slash redirect or the refusal of a host name)
 * above CorsMiddleware, so CorsMiddleware could not add its headers.
 */
export const middlewareBelowCommon: HintRule = {
  id: 'middleware-below-common',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || !isUntouched(refused.headers)) return null;
    if (!passedSecurityMiddleware(refused.headers)) return null;
    const what = madeByCommon(context, refused);
    if (what === null) return null;
    const seen = corsMiddlewareSeen(context.server);
    const middleware = code("'corsheaders.middleware.CorsMiddleware'");
    return {
      confidence: seen ? 0.9 : 0.5,
      text: seen
        ? say`Move ${middleware} to the top of ${code('MIDDLEWARE')}. Django’s
            ${code('CommonMiddleware')} made ${what} before the CORS middleware could add its
            headers.`.fr`Déplacez ${middleware} tout en haut de ${code('MIDDLEWARE')}. Le
            ${code('CommonMiddleware')} de Django a produit ${what} avant que le middleware CORS
            puisse ajouter ses en-têtes.`
        : say`Put ${middleware} at the top of ${code('MIDDLEWARE')}. Django’s
            ${code('CommonMiddleware')} made ${what}, and no CORS middleware stands above it.`
            .fr`Mettez ${middleware} tout en haut de ${code('MIDDLEWARE')}. Le
            ${code('CommonMiddleware')} de Django a produit ${what}, et aucun middleware CORS n’est
            placé au-dessus.`,
      docs: CORSHEADERS_SETUP,
    };
  },
};

function madeByCommon(context: HintContext, refused: Refusal): Prose | null {
  const found = redirect(context);
  if (refused.status < 400) {
    if (found === null || !differsBySlash(found.from, found.to)) return null;
    return say`the redirect to ${shown(found.to.pathname)}`.fr`la redirection vers
      ${shown(found.to.pathname)}`;
  }
  // Above the views, a 400 refuses a bad host.
  if (refused.status !== 400 || !madeAboveViews(refused.headers)) return null;
  return say`the response ${code('400')} (a host name that is not allowed)`.fr`la réponse
    ${code('400')} (un nom d’hôte non autorisé)`;
}
