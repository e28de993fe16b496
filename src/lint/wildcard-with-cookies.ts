import { type HeaderList, has } from '../model/header-list.ts';
import { code, type Prose } from '../model/prose.ts';
import { say } from '../model/say.ts';
import type { SeenAnswer } from '../model/seen-server.ts';
import { cookieName, setCookies } from '../model/set-cookie.ts';
import { shown, shownList } from '../model/shown.ts';
import { allowedOrigin } from './allowed.ts';
import type { RiskRule } from './risk.ts';

/** `*` on an answer for one visitor: it sets cookies, or the request had one. */
export const wildcardWithCookies: RiskRule = {
  id: 'wildcard-with-cookies',
  kind: 'risk',
  detect: ({ answers }) => {
    const open = answers.filter((one) => one.kind === 'actual' && allowedOrigin(one) === '*');
    const setting = open.find(({ headers }) => cookieNames(headers).length > 0);
    const answer = setting ?? open.find(isAuthenticated);
    if (answer === undefined) return null;
    return {
      seen: say`${shown(answer.url)} sent ${code('Access-Control-Allow-Origin: *')}, which lets every site read the
        response, ${personal(answer)}.`.fr`${shown(answer.url)} a envoyé
        ${code('Access-Control-Allow-Origin: *')}, qui laisse tous les sites lire la réponse,
        ${personal(answer)}.`,
      proof: say`Request this address without cookies. If the response holds what only a logged-in visitor or your
        own network should see, allow origins by name instead of ${code('*')}. If it is for everybody, it needs
        no cookie.`.fr`Demandez cette adresse sans cookies. Si la réponse contient ce que seule une
        personne connectée ou votre propre réseau doit voir, autorisez des origines par leur nom au
        lieu de ${code('*')}. Si elle est pour tout le monde, elle n’a besoin d’aucun cookie.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#credentialed_requests_and_wildcards',
    };
  },
};

function isAuthenticated({ requestHeaders }: SeenAnswer): boolean {
  return has(requestHeaders, 'cookie') || has(requestHeaders, 'authorization');
}

function personal(answer: SeenAnswer): Prose {
  const names = cookieNames(answer.headers);
  if (names.length > 1)
    return say`and sets the cookies ${shownList(names)}`
      .fr`et définit les cookies ${shownList(names)}`;
  if (names.length > 0)
    return say`and sets the cookie ${shownList(names)}`
      .fr`et définit le cookie ${shownList(names)}`;
  return has(answer.requestHeaders, 'authorization')
    ? say`although the request had ${code('Authorization')}`.fr`bien que la requête ait eu
      ${code('Authorization')}`
    : say`although the request had cookies`.fr`bien que la requête ait eu des cookies`;
}

const cookieNames = (headers: HeaderList): readonly string[] =>
  setCookies(headers)
    .map(cookieName)
    .filter((name) => name !== '');
