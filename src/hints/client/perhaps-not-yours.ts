import { hasCorsHeader, refusal, variesByOrigin } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { isCrossSite, isLoopbackHost, originOf, parseUrl } from '../../model/origin.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { isExplained, isSetUp } from '../../servers/instead.ts';

/** A page asks a server of another site that knows no CORS: perhaps somebody else’s. */
export const perhapsNotYours: HintRule = {
  id: 'perhaps-not-yours',
  detect: (context) => {
    const refused = refusal(context);
    const { origin } = context.evaluation;
    if (refused === null || refused.finding.cause !== 'missing-allow-origin') return null;
    // Where a redirect leads is the business of the server that redirects.
    if (refused.finding.hop > 0) return null;
    if (!isPlain(refused.status) || isExplained(context)) return null;
    if (hasCorsHeader(refused.headers) || variesByOrigin(refused.headers)) return null;
    if (context.server.answers.some(({ headers }) => hasCorsHeader(headers))) return null;
    if (isSetUp(context.server)) return null;
    const host = parseUrl(refused.hop.url)?.hostname ?? '';
    if (!/\.[a-z]{2,}$/i.test(host) || /\.(?:local|lan|home|internal|test)$/.test(host))
      return null;
    // An app has ways of its own around CORS.
    if (!/^https?:/.test(origin)) return null;
    const page = parseUrl(origin)?.hostname ?? '';
    const isInDevelopment = isLoopbackHost(page);
    if (!isInDevelopment && !isCrossSite(`https://${page}`, `https://${host}`)) return null;
    const server = shown(originOf(refused.hop.url));
    return {
      // A deployed page's own server is often at another site too.
      confidence: isInDevelopment ? 0.35 : 0.2,
      text: isInDevelopment
        ? say`If ${server} belongs to somebody else, ask through your own server: let the development
            server of the page forward the request, such as with Vite’s proxy. Say below that you
            cannot change this server, to see the lines. It sent no CORS header in any response.`
            .fr`Si ${server} appartient à quelqu’un d’autre, passez par votre propre serveur : faites
            transmettre la requête par le serveur de développement de la page, par exemple avec le
            proxy de Vite. Indiquez plus bas que vous ne pouvez pas modifier ce serveur pour voir les
            lignes. Il n’a envoyé d’en-tête CORS dans aucune réponse.`
        : say`If ${server} belongs to somebody else, let your own server request it, and let the page
            ask your server. It sent no CORS header in any response, and nothing in the page changes
            that.`
            .fr`Si ${server} appartient à quelqu’un d’autre, faites faire la requête par votre propre
            serveur, et adressez la page à celui-ci. Il n’a envoyé d’en-tête CORS dans aucune réponse,
            et rien dans la page n’y change quoi que ce soit.`,
      docs: isInDevelopment
        ? 'https://vite.dev/config/server-options#server-proxy'
        : 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
    };
  },
};

/** A success, or what a server says to OPTIONS that knows only its other methods. */
const isPlain = (status: number): boolean => status < 300 || status === 405 || status === 501;
