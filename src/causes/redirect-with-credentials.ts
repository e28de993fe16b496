import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const redirectWithCredentials = defineCause({
  id: 'redirect-with-credentials',
  title: phrase`The redirect contains a user name or password`.fr`La redirection contient un
    identifiant ou un mot de passe`,
  spec: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain: ({ evidence: { location } }) =>
    say`The server redirected the request to ${shown(location)}, an address with a user name or
      password in it. The browser does not follow such a redirect across origins.`.fr`Le serveur a
      redirigé la requête vers ${shown(location)}, une adresse qui contient un nom d’utilisateur ou
      un mot de passe. Le navigateur ne suit pas une telle redirection vers une autre origine.`,
  why: () => say`Otherwise a redirect could give the page a login that it must not have.`.fr`Sinon,
    une redirection pourrait donner à la page un accès qu’elle ne doit pas avoir.`,
});
