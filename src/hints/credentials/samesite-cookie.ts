import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { isCrossSite, isLoopbackHost, parseUrl } from '../../model/origin.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
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
    return {
      confidence: credentials.known ? 0.85 : 0.6,
      text: prose`${advice(context, page, api)} The ${lost.length > 1 ? 'cookies' : 'cookie'}
        ${shownList([...new Set(lost)])} will not come back with the next request, because
        ${shown(page.host)} and ${shown(api.host)} belong to different sites.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value',
    };
  },
};

function isCrossSiteCookie(cookie: string): boolean {
  return /;\s*samesite=none\s*(;|$)/i.test(cookie) && /;\s*secure\s*(;|$)/i.test(cookie);
}

function advice({ server }: HintContext, page: URL, api: URL): Prose {
  if (isLoopbackHost(page.hostname) && isLoopbackHost(api.hostname)) {
    return prose`Use the same host name on both sides: ports do not matter for cookies.`;
  }
  const settings = looksLikeDjango(server)
    ? prose` In Django, use ${code("SESSION_COOKIE_SAMESITE = 'None'")} and
        ${code('SESSION_COOKIE_SECURE = True')}, and the same for ${code('CSRF_COOKIE_')}.`
    : [];
  return prose`Set such a cookie with ${code('SameSite=None; Secure')}, or serve page and API from one
    site. Only the second helps users who block third-party cookies.${settings}`;
}
