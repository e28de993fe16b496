import type { SerializedOrigin } from '../model/origin.ts';
import { isLoopbackHost } from '../model/origin.ts';
import { code } from '../model/prose.ts';
import { say } from '../model/say.ts';
import { shown, shownList } from '../model/shown.ts';
import { allowedOrigins, allowsCredentials, hostOf } from './allowed.ts';
import type { RiskRule } from './risk.ts';

/** The server seems to echo any origin back, even with cookies. */
export const anyOriginWithCredentials: RiskRule = {
  id: 'any-origin-with-credentials',
  kind: 'risk',
  detect: ({ server, answers }) => {
    const origins = unrelated(allowedOrigins(answers.filter(allowsCredentials)));
    if (origins.length < 2) return null;
    return {
      seen: say`${shown(server)} allowed ${shownList(origins)}, which belong to different sites, with
        ${code('Access-Control-Allow-Credentials: true')}. Perhaps it echoes any origin back. Then any site can
        read what a logged-in visitor sees.`.fr`${shown(server)} a autorisé ${shownList(origins)},
        qui appartiennent à des sites différents, avec
        ${code('Access-Control-Allow-Credentials: true')}. Ce serveur renvoie peut-être n’importe
        quelle origine. Alors, tout site peut lire ce que voit une personne connectée.`,
      proof: say`Send one of these requests from the command line with the header
        ${code('Origin: https://unknown.example')}. If the response allows that origin, every site is allowed:
        list the origins that you know instead.`.fr`Envoyez une de ces requêtes en ligne de commande
        avec l’en-tête ${code('Origin: https://unknown.example')}. Si la réponse autorise cette
        origine, tous les sites sont autorisés : listez plutôt les origines que vous connaissez.`,
      docs: 'https://portswigger.net/web-security/cors',
    };
  },
};

/**
 * One origin of each site. Without the list of public suffixes, hosts with the same last two labels
 * count as one site. All names of this machine count as one, too.
 */
function unrelated(origins: readonly SerializedOrigin[]): readonly SerializedOrigin[] {
  const bySite = new Map(origins.toReversed().map((origin) => [siteOf(hostOf(origin)), origin]));
  return [...bySite.values()].toReversed();
}

function siteOf(host: string): string {
  if (isLoopbackHost(host)) return 'localhost';
  return /^[\d.]+$|^\[/.test(host) ? host : host.split('.').slice(-2).join('.');
}
