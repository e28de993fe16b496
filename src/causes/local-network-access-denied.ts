import { code } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const localNetworkAccessDenied = defineCause({
  id: 'local-network-access-denied',
  title: 'The browser protects the local network',
  spec: 'https://wicg.github.io/local-network-access/#permission-prompt',
  mdn: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Local_network_access',
  explain: ({ evidence: { url } }) => [
    'The page has no permission to reach ',
    shown(url),
    ', an address on this device or in the local network.',
  ],
  why: () => [
    'The user grants this permission in the browser’s prompt or in the site’s settings; no answer of the server can, nor does ',
    code('Access-Control-Allow-Private-Network'),
    ' count any more.',
  ],
});
