import { code, type Prose } from '../model/prose.ts';
import { figure, phrase, say } from '../model/say.ts';
import { shownList } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { thePage, theResponse } from './phrases.ts';

export const multipleAllowOriginValues = defineCause({
  id: 'multiple-allow-origin-values',
  title: phrase`The server names several origins at once`.fr`Le serveur nomme plusieurs origines à
    la fois`,
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMultipleAllowOriginNotAllowed',
  explain: (finding) => {
    const { origin, received, unseen } = finding.evidence;
    if (unseen) {
      return say`${thePage(origin)}, but the server’s response has more than one value of
        ${code('Access-Control-Allow-Origin')}. Only one origin is allowed there.`
        .fr`${thePage(origin)}, mais la réponse du serveur a plus d’une valeur dans
        ${code('Access-Control-Allow-Origin')}. Une seule origine y est permise.`;
    }
    return say`${thePage(origin)}, but ${theResponse(finding)} has ${quantity(received)}. Only one
      origin is allowed there.`.fr`${thePage(origin)}, mais ${theResponse(finding)} a
      ${quantity(received)}. Une seule origine y est permise.`;
  },
  why: ({ evidence: { received } }) =>
    received.length > 1
      ? say`Let only one layer add the header. Usually the application and a proxy or gateway in
        front of it both do, and the browser refuses even two equal values.`.fr`Ne laissez qu’une
        seule couche ajouter l’en-tête. D’habitude, l’application et un proxy ou une passerelle
        devant elle l’ajoutent tous deux, et le navigateur refuse même deux valeurs égales.`
      : say`The header takes one origin, never a list. A server that allows several origins must
        send back the one that equals the request’s ${code('Origin')} header.${inFirefox(received)}`
          .fr`L’en-tête contient une seule origine, jamais une liste. Un serveur qui autorise
          plusieurs origines doit renvoyer celle qui est égale à l’en-tête ${code('Origin')} de la
          requête.${inFirefox(received)}`,
});

const inFirefox = ([first]: readonly string[]): string =>
  first?.includes(', ')
    ? phrase` If you use Firefox, two layers may add one each: it shows two lines as one.`
        .fr` Dans Firefox, deux couches en ajoutent peut-être une chacune : il montre deux lignes
        comme une seule.`
    : '';

function quantity(received: readonly string[]): Prose {
  const header = code('Access-Control-Allow-Origin');
  return received.length > 1
    ? say`${figure(received.length)} lines of ${header}: ${shownList(received)}`
        .fr`${figure(received.length)} lignes ${header} : ${shownList(received)}`
    : say`${header}: ${shownList(received)}`.fr`${header} : ${shownList(received)}`;
}
