import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { has } from '../../model/header-list.ts';
import { isCrossSite, parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { answersOfKind } from '../../model/seen-server.ts';
import { cookieName, setCookies } from '../../model/set-cookie.ts';
import { shownList } from '../../model/shown.ts';
import { cookieAdvice, isCrossSiteCookie } from './samesite-cookie.ts';

const settingCookies = answersOfKind(
  ({ kind, headers }) => kind === 'actual' && has(headers, 'set-cookie'),
);

/** The server asks for a login, because the cookie of an earlier response did not come back. */
export const cookieNotSent: HintRule = {
  id: 'cookie-not-sent',
  detect: (context) => {
    const { exchange, evaluation } = context;
    const { url, request, response } = lastHop(exchange);
    if (evaluation.verdict !== 'allowed' || request === null) return null;
    if (response?.status !== 401 && response?.status !== 403) return null;
    // A token is another login.
    if (has(request.headers, 'cookie') || has(request.headers, 'authorization')) return null;
    const cookies = settingCookies(context.server).flatMap(({ headers }) => setCookies(headers));
    const names = [...new Set(cookies.map(cookieName).filter((name) => name !== ''))];
    const [page, api] = [parseUrl(evaluation.origin), parseUrl(url)];
    if (names.length === 0 || page === null || api === null) return null;
    const why = say`This request came without ${shownList(names)}, which an earlier response set.`
      .fr`Cette requête est partie sans ${shownList(names)}, qu’une réponse précédente avait créé.`;
    if (isCrossSite(page.href, api.href) && !cookies.some(isCrossSiteCookie)) {
      const advice = cookieAdvice(context, page, api);
      return { confidence: 0.7, text: say`${advice} ${why}`.fr`${advice} ${why}`, docs: SAMESITE };
    }
    const { credentials } = evaluation;
    if (credentials.known && credentials.value === 'include') return null;
    return {
      confidence: 0.6,
      text: say`Send both requests with ${code("credentials: 'include'")} (Axios:
        ${code('withCredentials: true')}), also the one that logs in. Without it, the browser drops cookies of
        another origin. ${why}`
        .fr`Envoyez les deux requêtes avec ${code("credentials: 'include'")} (Axios :
        ${code('withCredentials: true')}), y compris celle de la connexion. Sans cela, le navigateur écarte
        les cookies d’une autre origine. ${why}`,
      docs: 'https://developer.mozilla.org/docs/Web/API/Fetch_API/Using_Fetch#including_credentials',
    };
  },
};

const SAMESITE =
  'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value';
