import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { isLoopbackHost, parseUrl } from '../../model/origin.ts';
import { prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

/** A request that hangs on its way from a public page into the local network: the user is asked. */
export const localNetworkPermission: HintRule = {
  id: 'local-network-permission',
  detect: ({ exchange, evaluation }) => {
    const hop = lastHop(exchange);
    if (evaluation.verdict !== 'pending' || hop.response !== null) return null;
    const [page, target] = [parseUrl(evaluation.origin), parseUrl(hop.url)];
    if (page === null || target === null) return null;
    if (isLocalHost(page.hostname) || !isLocalHost(target.hostname)) return null;
    return {
      confidence: 0.5,
      text: prose`Check whether the browser is showing a permission prompt. ${shown(page.host)} requests
        ${shown(target.host)}, an address on this device or in the local network.`,
      docs: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Local_network_access',
    };
  },
};

function isLocalHost(host: string): boolean {
  return (
    isLoopbackHost(host) ||
    host.endsWith('.local') ||
    /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host)
  );
}
