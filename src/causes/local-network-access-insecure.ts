import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const localNetworkAccessInsecure = defineCause({
  id: 'local-network-access-insecure',
  title: phrase`Only https pages may reach the local network`.fr`Seules les pages https peuvent
    accéder au réseau local`,
  spec: 'https://wicg.github.io/local-network-access/#secure-context-restriction',
  mdn: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Local_network_access',
  explain: ({ evidence: { url } }) =>
    say`The page was not loaded over https, so it may not reach ${shown(url)}, an address on this
      device or in the local network.`.fr`La page n’a pas été chargée en https. Elle ne peut donc
      pas accéder à ${shown(url)}, une adresse sur cet appareil ou dans le réseau local.`,
  why: () =>
    say`The user decides whether a page may reach the local network. The browser asks only for
      pages that nobody could have changed on the way.`.fr`La personne qui utilise le navigateur
      décide si une page peut accéder au réseau local. Le navigateur ne pose la question que pour
      les pages que personne n’a pu changer en chemin.`,
});
