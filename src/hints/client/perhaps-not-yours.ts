import { hasCorsHeader, refusal, variesByOrigin } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { isLoopbackHost, originOf, parseUrl } from '../../model/origin.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { isExplained, isSetUp } from '../../servers/instead.ts';

/** A page in development asks a server on the internet that knows no CORS: perhaps somebody else’s. */
export const perhapsNotYours: HintRule = {
  id: 'perhaps-not-yours',
  detect: (context) => {
    const refused = refusal(context);
    const { origin } = context.evaluation;
    if (refused === null || refused.finding.cause !== 'missing-allow-origin') return null;
    if (refused.status >= 300 || isExplained(context)) return null;
    if (hasCorsHeader(refused.headers) || variesByOrigin(refused.headers)) return null;
    if (context.server.answers.some(({ headers }) => hasCorsHeader(headers))) return null;
    if (isSetUp(context.server)) return null;
    const host = parseUrl(refused.hop.url)?.hostname ?? '';
    if (!isLoopbackHost(parseUrl(origin)?.hostname ?? '')) return null;
    if (!/\.[a-z]{2,}$/i.test(host) || /\.(?:local|lan|home|internal|test)$/.test(host))
      return null;
    return {
      confidence: 0.35,
      text: say`If ${shown(originOf(refused.hop.url))} belongs to somebody else, ask through your own
        server: let the development server of the page forward the request, such as with Vite’s
        proxy. Say below that you cannot change this server, to see the lines. It sent no CORS header in
        any response.`
        .fr`Si ${shown(originOf(refused.hop.url))} appartient à quelqu’un d’autre, passez par votre propre
        serveur : faites transmettre la requête par le serveur de développement de la page, par exemple
        avec le proxy de Vite. Indiquez plus bas que vous ne pouvez pas modifier ce serveur pour voir
        les lignes. Il n’a envoyé d’en-tête CORS dans aucune réponse.`,
      docs: 'https://vite.dev/config/server-options#server-proxy',
    };
  },
};
