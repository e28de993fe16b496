import { code, type Prose } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { thePageWithCredentials, theResponse } from './phrases.ts';

export const credentialsNotAllowed = defineCause({
  id: 'credentials-not-allowed',
  title: phrase`The server does not allow credentials`.fr`Le serveur n’autorise pas les informations
    d’identification`,
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  // The page's own spelling, with its second capital I.
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMIssingAllowCredentials',
  explain: (finding) => {
    const { origin, received, unseen } = finding.evidence;
    if (unseen) {
      return say`${thePageWithCredentials(origin)}, but the server’s response does not have
        ${code('Access-Control-Allow-Credentials: true')}.`.fr`${thePageWithCredentials(origin)},
        mais la réponse du serveur n’a pas ${code('Access-Control-Allow-Credentials: true')}.`;
    }
    return say`${thePageWithCredentials(origin)}, but ${theResponse(finding)} ${what(received)}`
      .fr`${thePageWithCredentials(origin)}, mais ${theResponse(finding)} ${what(received)}`;
  },
  why: ({ evidence: { received } }) => why(received),
});

const HEADER = code('Access-Control-Allow-Credentials');

const what = (received: string | null): Prose =>
  received === null
    ? say`has no ${HEADER} header.`.fr`n’a pas d’en-tête ${HEADER}.`
    : say`has ${HEADER}: ${shown(received)}. Only ${code('true')} counts.`.fr`a ${HEADER} :
      ${shown(received)}. Seul ${code('true')} compte.`;

function why(received: string | null): Prose {
  if (received === null) {
    return say`The page’s code has ${code("credentials: 'include'")} or
      ${code('withCredentials')}. The server must allow that separately from the origin.`.fr`Le code
      de la page contient ${code("credentials: 'include'")} ou ${code('withCredentials')}. Le
      serveur doit l’autoriser séparément de l’origine.`;
  }
  if (received.toLowerCase() === 'true') {
    return say`Write the value in lower case: the browser compares it letter by letter.`.fr`Écrivez
      la valeur en minuscules : le navigateur la compare lettre par lettre.`;
  }
  if (/^true\s*,\s*true$/i.test(received)) {
    return say`Two layers add the header, usually the application and a proxy in front of it. Let
      only one of them add it.`.fr`Deux couches ajoutent l’en-tête, d’habitude l’application et un
      proxy placé devant elle. Ne laissez qu’une seule d’entre elles l’ajouter.`;
  }
  return say`The header has only one value. Any other value means the same as no header.`
    .fr`L’en-tête n’a qu’une seule valeur possible. Toute autre valeur équivaut à l’absence
    d’en-tête.`;
}
