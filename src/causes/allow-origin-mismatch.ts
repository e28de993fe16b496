import {
  type OriginDifference,
  type OriginPart,
  originDifference,
} from '../model/origin-difference.ts';
import { code, type Prose } from '../model/prose.ts';
import { conjunction, phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { unreachable } from '../model/unreachable.ts';
import { defineCause } from './cause.ts';
import { thePage, theResponse } from './phrases.ts';

export const allowOriginMismatch = defineCause({
  id: 'allow-origin-mismatch',
  title: phrase`The server allows another origin`.fr`Le serveur autorise une autre origine`,
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain: (finding) => {
    const { origin, received } = finding.evidence;
    return say`${thePage(origin)}, but ${theResponse(finding)} allows only ${shown(received)}.`
      .fr`${thePage(origin)}, mais ${theResponse(finding)} n’autorise que ${shown(received)}.`;
  },
  why: ({ hop, evidence: { origin, received } }) =>
    origin === 'null' ? whyNull(hop) : describe(originDifference(received, origin), origin),
});

const whyNull = (hop: number): Prose =>
  hop > 0
    ? say`A redirect led from one foreign server to another. After that, the browser sends
      ${code('Origin: null')}.`.fr`Une redirection a mené d’un serveur étranger à un autre. Ensuite,
      le navigateur envoie ${code('Origin: null')}.`
    : say`A sandboxed frame, a ${code('data:')} address or a page opened as a file has no origin of
      its own. It sends ${code('Origin: null')}.`.fr`Un cadre isolé (sandbox), une adresse
      ${code('data:')} ou une page ouverte comme fichier n’a pas d’origine propre. La page envoie
      ${code('Origin: null')}.`;

function describe(difference: OriginDifference | null, origin: string): Prose {
  switch (difference?.kind) {
    case undefined:
    case 'other':
      return say`The browser compares the two texts character by character, and they differ.`.fr`Le
        navigateur compare les deux textes caractère par caractère, et ils diffèrent.`;
    case 'null':
      return say`${code('null')} is the origin of sandboxed frames and local files. It does not mean
        “any page”: the server must name the page’s own origin.`.fr`${code('null')} est l’origine
        des cadres isolés (sandbox) et des fichiers locaux. Cela ne veut pas dire « n’importe quelle
        page » : le serveur doit nommer l’origine de la page.`;
    case 'list':
      return say`The header takes one origin. The server must send back the one that the request
        has in its ${code('Origin')} header.`.fr`L’en-tête contient une seule origine. Le serveur
        doit renvoyer celle que la requête a dans son en-tête ${code('Origin')}.`;
    case 'invisible-character':
      return say`Type the server’s value again: it contains an invisible character, usually pasted
        into the settings.`.fr`Retapez la valeur du serveur : elle contient un caractère invisible,
        d’habitude collé dans les réglages.`;
    case 'pattern':
      return say`${code('*')} works only when it stands alone. To allow a pattern, let the server
        compare it and send back the one origin that matches.`.fr`${code('*')} ne fonctionne que
        seul. Pour autoriser un motif, laissez le serveur le comparer et renvoyer la seule origine
        qui correspond.`;
    case 'no-scheme':
      return say`Add the scheme to the server’s value: an origin starts with ${code('http://')} or
        ${code('https://')}.`.fr`Ajoutez le schéma à la valeur du serveur : une origine commence par
        ${code('http://')} ou ${code('https://')}.`;
    case 'trailing-slash':
      return say`Remove the slash at the end of the server’s value: an origin ends after the host or
        the port.`.fr`Retirez la barre oblique à la fin de la valeur du serveur : une origine se
        termine après l’hôte ou le port.`;
    case 'path':
      return say`Remove the path from the server’s value: an origin ends after the host or the
        port.`.fr`Retirez le chemin de la valeur du serveur : une origine se termine après l’hôte ou
        le port.`;
    case 'userinfo':
      return say`Remove the user name from the server’s value: an origin has none.`.fr`Retirez le
        nom d’utilisateur de la valeur du serveur : une origine n’en a pas.`;
    case 'case':
      return say`Write the server’s value in lower case, as the browser does:
        ${shown(origin)}.`.fr`Écrivez la valeur du serveur en minuscules, comme le navigateur :
        ${shown(origin)}.`;
    case 'default-port':
      return say`Remove the port ${code(difference.port)} from the server’s value: it is the default
        of this scheme, and the browser leaves the default out.`.fr`Retirez le port
        ${code(difference.port)} de la valeur du serveur : c’est le port par défaut de ce schéma, et
        le navigateur l’omet.`;
    case 'parts':
      return describeParts(difference);
    default:
      return unreachable(difference);
  }
}

function describeParts({ parts, loopbackNames }: OriginDifference & { kind: 'parts' }): Prose {
  if (loopbackNames) {
    const names = say`Both names mean this computer, but for the browser ${code('localhost')} and
      ${code('127.0.0.1')} are different origins.`.fr`Les deux noms désignent cet ordinateur, mais
      pour le navigateur, ${code('localhost')} et ${code('127.0.0.1')} sont des origines
      différentes.`;
    return parts.length > 1
      ? say`${names} The ports or schemes differ too.`.fr`${names} Les ports ou les schémas
        diffèrent aussi.`
      : say`${names} Open the page under the name that the server allows, or let the server allow
        this one.`.fr`${names} Ouvrez la page sous le nom que le serveur autorise, ou laissez le
        serveur autoriser celui-ci.`;
  }
  const names = parts.map((part) => PARTS[part]).join(` ${conjunction('and')} `);
  const differing = `${names.charAt(0).toUpperCase()}${names.slice(1)}`;
  const all = say`An origin is the scheme, the host and the port together.`
    .fr`Une origine est l’ensemble du schéma, de l’hôte et du port.`;
  return parts.length > 1
    ? say`${differing} differ. ${all}`.fr`${differing} diffèrent. ${all}`
    : say`${differing} differs. ${all}`.fr`${differing} diffère. ${all}`;
}

const PARTS: { readonly [Part in OriginPart]: string } = {
  scheme: phrase`the scheme (http or https)`.fr`le schéma (http ou https)`,
  host: phrase`the host`.fr`l’hôte`,
  port: phrase`the port`.fr`le port`,
};
