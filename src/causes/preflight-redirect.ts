import { code } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { afterRedirect } from './phrases.ts';

export const preflightRedirect = defineCause({
  id: 'preflight-redirect',
  title: phrase`The server redirects the preflight request`.fr`Le serveur redirige la requête
    préliminaire`,
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSExternalRedirectNotAllowed',
  explain: ({ hop, evidence: { status, location } }) =>
    say`The server redirected the preflight request${afterRedirect(hop)} (status
      ${code(String(status))}) to ${shown(location)}. Browsers never follow a redirect of a preflight
      request.`.fr`Le serveur a redirigé la requête préliminaire${afterRedirect(hop)} (statut
      ${code(String(status))}) vers ${shown(location)}. Les navigateurs ne suivent jamais une
      redirection d’une requête préliminaire.`,
  why: () =>
    say`The usual reasons are a missing slash at the end of the address, http instead of https, or
      a login page.`.fr`Les raisons habituelles sont une barre oblique qui manque à la fin de
      l’adresse, http au lieu de https, ou une page de connexion.`,
});
