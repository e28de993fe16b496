import { isLoopbackHost, parseUrl } from '../model/origin.ts';
import { code, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const localNetworkAccessDenied = defineCause({
  id: 'local-network-access-denied',
  title: 'The browser protects the local network',
  spec: 'https://wicg.github.io/local-network-access/#permission-prompt',
  mdn: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Local_network_access',
  explain: ({ evidence: { url } }) =>
    prose`The page has no permission to reach ${shown(url)}, an address on this device or in the
      local network.`,
  why: ({ evidence: { url } }) =>
    prose`Only the user can give the permission, ${code(permissionFor(url))}. No response header
      replaces it, not even ${code('Access-Control-Allow-Private-Network')}. A browser without a
      window always denies it.`,
});

const permissionFor = (url: string): string =>
  isLoopbackHost(parseUrl(url)?.hostname ?? '') ? 'loopback-network' : 'local-network';
