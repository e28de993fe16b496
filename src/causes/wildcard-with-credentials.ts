import { code, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { thePageWithCredentials, theResponse } from './phrases.ts';

export const wildcardWithCredentials = defineCause({
  id: 'wildcard-with-credentials',
  title: '* does not work with credentials',
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSNotSupportingCredentials',
  explain: (finding) => {
    const page = thePageWithCredentials(finding.evidence.origin);
    return prose`${page}, but ${theResponse(finding)} allows only ${code('*')}. That does not cover
      credentials.`;
  },
  why: ({ evidence: { origin } }) => {
    const without = prose`the request without ${code("credentials: 'include'")}. What a user sees when
      logged in must not be open to every site.`;
    return origin === 'null'
      ? prose`Send ${without}`
      : prose`Let the server name ${shown(origin)}, or send ${without}`;
  },
});
