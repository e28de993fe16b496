import { isLoopbackHost, parseUrl } from '../model/origin.ts';
import { code } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const localNetworkAccessDenied = defineCause({
  id: 'local-network-access-denied',
  title: phrase`The browser protects the local network`.fr`Le navigateur protège le réseau local`,
  spec: 'https://wicg.github.io/local-network-access/#permission-prompt',
  mdn: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Local_network_access',
  explain: ({ evidence: { url } }) =>
    say`The page has no permission to reach ${shown(url)}, an address on this device or in the
      local network.`.fr`La page n’a pas l’autorisation d’accéder à ${shown(url)}, une adresse sur
      cet appareil ou dans le réseau local.`,
  why: ({ evidence: { url } }) =>
    say`Only the user can give the permission, ${code(permissionFor(url))}. No response header
      replaces it, not even ${code('Access-Control-Allow-Private-Network')}. A browser without a
      window always denies it.`.fr`Seule la personne qui utilise le navigateur peut donner
      l’autorisation ${code(permissionFor(url))}. Aucun en-tête de réponse ne la remplace, pas même
      ${code('Access-Control-Allow-Private-Network')}. Un navigateur sans fenêtre la refuse
      toujours.`,
});

const permissionFor = (url: string): string =>
  isLoopbackHost(parseUrl(url)?.hostname ?? '') ? 'loopback-network' : 'local-network';
