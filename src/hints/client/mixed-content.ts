import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { isPotentiallyTrustworthy, originOf, parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/** A secure page requests `http`, itself or by a redirect. The browser sends nothing then. */
export const mixedContent: HintRule = {
  id: 'mixed-content',
  detect: ({ exchange, evaluation }) => {
    const { url, response } = lastHop(exchange);
    if (evaluation.undetermined !== 'vetoed' || response !== null) return null;
    if (!evaluation.origin.startsWith('https:') || parseUrl(url)?.protocol !== 'http:') return null;
    if (isPotentiallyTrustworthy(originOf(url))) return null;
    const before = exchange.hops.at(-2);
    const secure = url.replace(/^http:/, 'https:');
    return {
      confidence: 0.85,
      text: before?.url.startsWith('https:')
        ? say`Request ${shown(secure)} in the page, and let the server redirect to ${code('https')}. It
            redirects ${shown(before.url)} to ${shown(url)}, and browsers block ${code('http')} in a
            secure page. Behind a proxy that ends TLS, the application must trust
            ${code('X-Forwarded-Proto')} (uvicorn: ${code('--forwarded-allow-ips')}).`.fr`Appelez
            ${shown(secure)} dans la page, et faites rediriger le serveur vers ${code('https')}. Il
            redirige ${shown(before.url)} vers ${shown(url)}, et les navigateurs bloquent
            ${code('http')} dans une page sécurisée. Derrière un proxy qui termine TLS,
            l’application doit faire confiance à ${code('X-Forwarded-Proto')} (uvicorn :
            ${code('--forwarded-allow-ips')}).`
        : say`Request ${shown(secure)} in the page. Browsers block ${code('http')} in a secure page,
            whatever the server answers.`.fr`Appelez ${shown(secure)} dans la page. Les navigateurs
            bloquent ${code('http')} dans une page sécurisée, quoi que réponde le serveur.`,
      docs: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Mixed_content',
    };
  },
};
