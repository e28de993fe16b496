import { prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const localNetworkAccessInsecure = defineCause({
  id: 'local-network-access-insecure',
  title: 'Only https pages may reach the local network',
  spec: 'https://wicg.github.io/local-network-access/#secure-context-restriction',
  mdn: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Local_network_access',
  explain: ({ evidence: { url } }) =>
    prose`The page was not loaded over https, so it may not reach ${shown(url)}, an address on this
      device or in the local network.`,
  why: () =>
    prose`The user decides whether a page may reach the local network. The browser asks only for
      pages that nobody could have changed on the way.`,
});
