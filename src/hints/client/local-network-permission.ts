import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { isPotentiallyTrustworthy, originOf, parseUrl } from '../../model/origin.ts';
import { code, prose } from '../../model/prose.ts';
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
    return {
      confidence: isPending ? 0.5 : 0.8,
      text: isPending
        ? prose`Check whether the browser is showing a permission prompt. ${page} requests
            ${shown(parseUrl(url)?.host ?? url)}, an address on this device or in the local network.`
        : prose`${
            isPotentiallyTrustworthy(evaluation.origin)
              ? prose`Allow ${page} to reach the local network, in the site settings beside the address bar.`
              : prose`Serve ${page} over ${code('https')}: only a secure page may ask the user for permission.`
          } Chrome (since 142) stops requests from public pages to ${shown(originOf(url))} like this: with
            ${code('net::ERR_FAILED')} and without a response.`,
      docs: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Local_network_access',
    };
  },
};
