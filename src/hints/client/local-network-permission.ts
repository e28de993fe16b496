import { findingOf } from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { isLoopbackHost, parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

const DOCS = 'https://developer.mozilla.org/docs/Web/Security/Defenses/Local_network_access';

/** A permission of the browser decides, not a header. */
export const localNetworkPermission: HintRule = {
  id: 'local-network-permission',
  detect: (context) => {
    const denied = findingOf(context, 'local-network-access-denied');
    const insecure = findingOf(context, 'local-network-access-insecure');
    const url = denied?.evidence.url ?? insecure?.evidence.url;
    if (url === undefined) return promptMayWait(context);
    return {
      confidence: 0.95,
      text: [
        'The browser guards ',
        shown(parseUrl(url)?.host ?? url),
        ' with the permission ',
        code(permissionFor(url)),
        insecure === null
          ? '. Grant it to the page in the site settings, beside the address bar, and load the page again (a browser without a window denies it by itself). No header of the server, such as Access-Control-Allow-Private-Network, replaces it.'
          : ', which only a page loaded over https can ask for. Serve the page over https.',
      ],
      docs: DOCS,
    };
  },
};

/** A request that hangs on its way from a public page into the local network. */
function promptMayWait({ exchange, evaluation }: HintContext): ReturnType<HintRule['detect']> {
  const hop = lastHop(exchange);
  if (evaluation.verdict !== 'pending' || hop.response !== null) return null;
  const [page, target] = [parseUrl(evaluation.origin), parseUrl(hop.url)];
  if (page === null || target === null) return null;
  if (isLocalHost(page.hostname) || !isLocalHost(target.hostname)) return null;
  return {
    confidence: 0.5,
    text: [
      shown(page.host),
      ' asks for ',
      shown(target.host),
      ', an address on this device or in the local network. Look whether the browser waits for an answer to its question for permission.',
    ],
    docs: DOCS,
  };
}

function permissionFor(url: string): string {
  return isLoopbackHost(parseUrl(url)?.hostname ?? '') ? 'loopback-network' : 'local-network';
}

function isLocalHost(host: string): boolean {
  return (
    isLoopbackHost(host) ||
    host.endsWith('.local') ||
    /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host)
  );
}
