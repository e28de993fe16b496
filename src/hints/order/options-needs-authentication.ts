import { answersThatAllowed, preflightRefusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { isPresigned } from '../../evidence/presigned.ts';
import { parseUrl } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { CORSHEADERS_SETUP, isRestFramework } from '../../servers/django-cors-headers/marks.ts';
import { isExplained } from '../../servers/instead.ts';

/** The server requires a login for the preflight, which never carries one. */
export const optionsNeedsAuthentication: HintRule = {
  id: 'options-needs-authentication',
  detect: (context) => {
    const refused = preflightRefusal(context);
    if (refused === null || (refused.status !== 401 && refused.status !== 403)) return null;
    // A bucket, for example, runs no code that could be in the wrong order.
    if (isExplained(context)) return null;
    // A bucket refuses like this without CORS rules.
    const url = parseUrl(refused.hop.url);
    if (url !== null && isPresigned(url)) return null;
    const drf = isRestFramework(refused.headers);
    // If the server allows this origin elsewhere, it refuses the method or a header, not the login.
    if (refused.status === 403 && !drf && answersThatAllowed(context).length > 0) return null;
    return {
      confidence: refused.status === 401 || drf ? 0.93 : 0.5,
      text: text(refused.status, drf),
      docs: drf
        ? CORSHEADERS_SETUP
        : 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#preflighted_requests',
    };
  },
};

function text(status: number, drf: boolean): Prose {
  const seen = say`The server answered the preflight request with ${code(String(status))}, and the
    browser never sends cookies or ${code('Authorization')} with it.`.fr`Le serveur a répondu
    ${code(String(status))} à la requête préliminaire, et le navigateur n’y joint jamais de cookies
    ni d’${code('Authorization')}.`;
  if (drf) {
    return say`Put ${code('corsheaders.middleware.CorsMiddleware')} at the top of
      ${code('MIDDLEWARE')}: it answers the preflight request before any view runs. ${seen} The response
      looks like Django REST framework, which checks permissions for OPTIONS too.`.fr`Placez
      ${code('corsheaders.middleware.CorsMiddleware')} en haut de ${code('MIDDLEWARE')} : il répond
      à la requête préliminaire avant l’exécution de toute vue. ${seen} La réponse ressemble à celle
      de Django REST framework, qui vérifie les permissions pour OPTIONS aussi.`;
  }
  return status === 403
    ? say`Let the CORS code run before authentication, and check that it allows what the page requests.
        ${seen} Either something asks for a login, or the CORS code refuses the origin, the method or a
        header like this.`.fr`Faites passer le code CORS avant l’authentification, et vérifiez qu’il
        autorise ce que la page demande. ${seen} Soit une couche demande une connexion, soit le code
        CORS refuse ainsi l’origine, la méthode ou un en-tête.`
    : say`Let the CORS code run before authentication, or exempt OPTIONS from it, also in a gateway or
        proxy. ${seen} Something in front of the CORS code asks for a login.`.fr`Faites passer le
        code CORS avant l’authentification, ou dispensez-en OPTIONS, y compris dans une passerelle
        ou un proxy. ${seen} Une couche placée devant le code CORS demande une connexion.`;
}
