import { originDifference } from '../model/origin-difference.ts';
import { code, type Prose } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { thePage, theResponse } from './phrases.ts';

export const invalidAllowOriginValue = defineCause({
  id: 'invalid-allow-origin-value',
  title: phrase`The allowed origin is not an origin`.fr`L’origine autorisée n’est pas une origine`,
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain: (finding) => {
    const { origin, received } = finding.evidence;
    return say`${thePage(origin)}, but in ${theResponse(finding)}
      ${code('Access-Control-Allow-Origin')} is ${shown(received)}, which is not an origin.`
      .fr`${thePage(origin)}, mais dans ${theResponse(finding)},
      ${code('Access-Control-Allow-Origin')} vaut ${shown(received)}, ce qui n’est pas une
      origine.`;
  },
  why: ({ evidence: { received, origin } }) => why(received.trim(), origin),
});

function why(received: string, origin: string): Prose {
  if (originDifference(received, origin)?.kind === 'invisible-character') {
    return say`Type the value again: it contains an invisible character, usually pasted into the
      server’s settings.`.fr`Retapez la valeur : elle contient un caractère invisible, d’habitude
      collé dans les réglages du serveur.`;
  }
  if (received === '') {
    return say`Set the allowed origin in the server’s settings: an empty header usually means that
      a setting was never filled in.`.fr`Indiquez l’origine autorisée dans les réglages du serveur :
      un en-tête vide signifie d’habitude qu’un réglage n’a jamais été rempli.`;
  }
  if (/^['"]/.test(received)) {
    return say`Remove the quotation marks from the value: the server sends them too. They belong
      to the configuration file only.`.fr`Retirez les guillemets de la valeur : le serveur les
      envoie aussi. Leur place est seulement dans le fichier de configuration.`;
  }
  if (/[${}]|%\(|^(undefined|none|nil)$/i.test(received)) {
    return say`The value looks like a variable that the server did not fill in.`.fr`La valeur
      ressemble à une variable que le serveur n’a pas remplacée.`;
  }
  if (/^(true|false|yes|no|on|off|1|0)$/i.test(received)) {
    return say`The header takes an origin, not a switch. ${code('true')} belongs to
      ${code('Access-Control-Allow-Credentials')}.`.fr`L’en-tête contient une origine, et non un oui
      ou un non. ${code('true')} a sa place dans ${code('Access-Control-Allow-Credentials')}.`;
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(received)) {
    return say`Add the scheme: an origin starts with ${code('http://')} or ${code('https://')}, as
      in ${shown(origin)}.`.fr`Ajoutez le schéma : une origine commence par ${code('http://')} ou
      ${code('https://')}, comme dans ${shown(origin)}.`;
  }
  return say`An origin is a scheme, a host and, if it is not the default one, a port, as in
    ${shown(origin)}.`.fr`Une origine est un schéma, un hôte et, si ce n’est pas celui par défaut,
    un port, comme dans ${shown(origin)}.`;
}
