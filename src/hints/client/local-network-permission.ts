import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { isPotentiallyTrustworthy, originOf, parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { entersLocalNetwork } from '../../policy/local-network-access.ts';

/**
 * A request from a public page into the local network. It waits while the browser asks the user, or
 * ends without an answer and without an error name.
 */
export const localNetworkPermission: HintRule = {
  id: 'local-network-permission',
  detect: ({ exchange, evaluation }) => {
    const { url, response } = lastHop(exchange);
    const isPending = evaluation.verdict === 'pending' && response === null;
    if (!isPending && evaluation.undetermined !== 'local-network') return null;
    if (!entersLocalNetwork(evaluation.origin, url)) return null;
    const page = shown(parseUrl(evaluation.origin)?.host ?? evaluation.origin);
    const advice = isPotentiallyTrustworthy(evaluation.origin)
      ? say`Allow ${page} to reach the local network, in the site settings beside the address bar.`
          .fr`Autorisez ${page} à atteindre le réseau local, dans les paramètres du site à côté de
          la barre d’adresse.`
      : say`Serve ${page} over ${code('https')}: only a secure page may ask the user for permission.`
          .fr`Servez ${page} en ${code('https')} : seule une page sécurisée peut demander
          l’autorisation à l’utilisateur.`;
    return {
      confidence: isPending ? 0.5 : 0.8,
      text: isPending
        ? say`Check whether the browser is showing a permission prompt. ${page} requests
            ${shown(parseUrl(url)?.host ?? url)}, an address on this device or in the local network.`
            .fr`Vérifiez si le navigateur affiche une demande d’autorisation. ${page} appelle
            ${shown(parseUrl(url)?.host ?? url)}, une adresse de cet appareil ou du réseau local.`
        : say`${advice} Chrome (since 142) stops requests from public pages to
            ${shown(originOf(url))} like this: with ${code('net::ERR_FAILED')} and without a response.`
            .fr`${advice} Chrome (depuis la version 142) arrête ainsi les requêtes des pages
            publiques vers ${shown(originOf(url))} : avec ${code('net::ERR_FAILED')} et sans
            réponse.`,
      docs: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Local_network_access',
    };
  },
};
