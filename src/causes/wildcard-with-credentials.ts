import { code } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { thePageWithCredentials, theResponse } from './phrases.ts';

export const wildcardWithCredentials = defineCause({
  id: 'wildcard-with-credentials',
  title: phrase`* does not work with credentials`.fr`* ne va pas avec des informations
    d’identification`,
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSNotSupportingCredentials',
  explain: (finding) => {
    const page = thePageWithCredentials(finding.evidence.origin);
    return say`${page}, but ${theResponse(finding)} allows only ${code('*')}. That does not cover
      credentials.`.fr`${page}, mais ${theResponse(finding)} n’autorise que ${code('*')}. Cela ne
      couvre pas les informations d’identification.`;
  },
  why: ({ evidence: { origin } }) => {
    const without = say`the request without ${code("credentials: 'include'")}. What a user sees when
      logged in must not be open to every site.`.fr`la requête sans
      ${code("credentials: 'include'")}. Ce que voit une personne connectée ne doit pas être ouvert
      à tous les sites.`;
    return origin === 'null'
      ? say`Send ${without}`.fr`Envoyez ${without}`
      : say`Let the server name ${shown(origin)}, or send ${without}`
          .fr`Laissez le serveur nommer ${shown(origin)}, ou envoyez ${without}`;
  },
});
