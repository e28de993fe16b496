import type { HintRule } from '../../../evidence/hint.ts';
import { lastHop } from '../../../model/exchange.ts';
import { parseUrl } from '../../../model/origin.ts';
import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { entraId } from '../index.ts';

/** Entra ID lets the page read its error: often the redirect URI is not that of a single-page app. */
export const notASinglePageApp: HintRule = {
  id: 'not-a-single-page-app',
  detect: ({ exchange, evaluation, server }) => {
    const { response, method, url } = lastHop(exchange);
    if (response?.status !== 400 || evaluation.verdict !== 'allowed' || method !== 'POST') {
      return null;
    }
    const isToken = /\/oauth2\/(?:v2\.0\/)?token$/i.test(parseUrl(url)?.pathname ?? '');
    if (!isToken || entraId.detect(server).confidence < 0.9) return null;
    return {
      confidence: 0.7,
      text: say`Read the error in the response body. If it says ${code('AADSTS9002326')}, open App
        registrations, this app and Authentication. Move the page’s redirect URI from
        ${code('Web')} to the platform ${code('Single-page application')}. CORS let the page read
        this response, so no header helps.`
        .fr`Lisez l’erreur dans le corps de la réponse. Si elle indique ${code('AADSTS9002326')},
        ouvrez App registrations, cette application et Authentication. Déplacez l’URI de redirection
        de la page de ${code('Web')} vers la plateforme ${code('Single-page application')}. CORS a
        laissé la page lire cette réponse, donc aucun en-tête n’y change rien.`,
      docs: 'https://learn.microsoft.com/entra/identity-platform/scenario-spa-app-registration',
    };
  },
};
