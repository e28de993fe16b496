import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const localNetworkAccessInsecure = defineCause({
  id: 'local-network-access-insecure',
  title: 'Only an https page may reach the local network',
  spec: 'https://wicg.github.io/local-network-access/#secure-context-restriction',
  mdn: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Local_network_access',
  explain: ({ evidence: { url } }) => [
    'The page was not loaded over https, so it may not reach ',
    shown(url),
    ', an address on this device or in the local network.',
  ],
  why: () => [
    'The browser asks the user for this permission only on behalf of a page whose content nobody on the way could have changed: serve the page over https, or from the same device.',
  ],
});
