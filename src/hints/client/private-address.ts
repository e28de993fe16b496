import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { originOf, parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { entersLocalNetwork } from '../../policy/local-network-access.ts';

const NO_ANSWER: ReadonlySet<string> = new Set(['timeout', 'unreachable', 'connection-refused']);

/** A page that the internet can open requests an address that only one local network has. */
export const privateAddress: HintRule = {
  id: 'private-address',
  detect: ({ exchange, evaluation }) => {
    if (evaluation.failure === null || !NO_ANSWER.has(evaluation.failure)) return null;
    const { url } = lastHop(exchange);
    if (!entersLocalNetwork(evaluation.origin, url)) return null;
    const host = parseUrl(url)?.hostname ?? '';
    // A name without a dot is no name on the internet.
    if (parseUrl(evaluation.origin)?.hostname.includes('.') !== true) return null;
    return {
      confidence: 0.7,
      text: say`Give the page an address of this server that every visitor reaches, in the setting from
        which it takes ${shown(originOf(url))}. Visitors’ browsers send this request, and
        ${code(host)} is an address that only one local network has, or the visitor’s own computer.`
        .fr`Donnez à la page une adresse de ce serveur que tous les visiteurs peuvent joindre, dans le
        réglage d’où elle tire ${shown(originOf(url))}. Ce sont les navigateurs des
        visiteurs qui envoient cette requête, et ${code(host)} est une adresse propre à un seul réseau
        local, ou l’ordinateur du visiteur.`,
      docs: 'https://developer.mozilla.org/docs/Web/API/Fetch_API/Using_Fetch',
    };
  },
};
