import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { isCrossSite, isLoopbackHost, parseUrl } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { cookieName, setCookies } from '../../model/set-cookie.ts';
import { shown, shownList } from '../../model/shown.ts';
import { looksLikeDjango } from '../../servers/django-cors-headers/marks.ts';

/** A cookie set across sites that the browser does not keep or send back. */
export const samesiteCookie: HintRule = {
  id: 'samesite-cookie',
  detect: (context) => {
    const { exchange, evaluation } = context;
    const hop = lastHop(exchange);
    const [page, api] = [parseUrl(evaluation.origin), parseUrl(hop.url)];
    if (
      hop.response === null ||
      page === null ||
      api === null ||
      !isCrossSite(page.href, api.href)
    ) {
      return null;
    }
    const { credentials } = evaluation;
    if (credentials.known && credentials.value !== 'include') return null;
    const lost = setCookies(hop.response.headers)
      .filter((cookie) => !isCrossSiteCookie(cookie))
      .map(cookieName)
      .filter((name) => name !== '');
    if (lost.length === 0) return null;
    const names = shownList([...new Set(lost)]);
    const lostCookies =
      lost.length > 1
        ? say`The cookies ${names} will not come back`.fr`Les cookies ${names} ne reviendront pas`
        : say`The cookie ${names} will not come back`.fr`Le cookie ${names} ne reviendra pas`;
    return {
      confidence: credentials.known ? 0.85 : 0.6,
      text: say`${cookieAdvice(context, page, api)} ${lostCookies} with the next request, because ${shown(page.host)} and ${shown(api.host)} belong to different sites.`
        .fr`${cookieAdvice(context, page, api)} ${lostCookies} avec la requête suivante, car
        ${shown(page.host)} et ${shown(api.host)} appartiennent à des sites différents.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value',
    };
  },
};

/** Whether browsers send a cookie from pages of other sites too. */
export function isCrossSiteCookie(cookie: string): boolean {
  return /;\s*samesite=none\s*(;|$)/i.test(cookie) && /;\s*secure\s*(;|$)/i.test(cookie);
}

/** How to set a cookie that a page of another site needs. */
export function cookieAdvice({ server }: HintContext, page: URL, api: URL): Prose {
  if (isLoopbackHost(page.hostname) && isLoopbackHost(api.hostname)) {
    return say`Use the same host name on both sides: ports do not matter for cookies.`.fr`Utilisez
      le même nom d’hôte des deux côtés : les ports ne comptent pas pour les cookies.`;
  }
  const settings = looksLikeDjango(server)
    ? say` In Django, use ${code("SESSION_COOKIE_SAMESITE = 'None'")} and
        ${code('SESSION_COOKIE_SECURE = True')}, and the same for ${code('CSRF_COOKIE_')}.`.fr` Dans
        Django, utilisez ${code("SESSION_COOKIE_SAMESITE = 'None'")} et
        ${code('SESSION_COOKIE_SECURE = True')}, et de même pour ${code('CSRF_COOKIE_')}.`
    : [];
  return say`Set such a cookie with ${code('SameSite=None; Secure')}, or serve page and API from one
    site. Only the second helps users who block third-party cookies.${settings}`.fr`Créez un tel
    cookie avec ${code('SameSite=None; Secure')}, ou servez la page et l’API depuis un même site.
    Seule la seconde solution aide les utilisateurs qui bloquent les cookies tiers.${settings}`;
}
