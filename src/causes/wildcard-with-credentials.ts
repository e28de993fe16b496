import { code } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { theAnswer, thePage } from './phrases.ts';

export const wildcardWithCredentials = defineCause({
  id: 'wildcard-with-credentials',
  title: '* is not enough for a request with credentials',
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSNotSupportingCredentials',
  explain: (finding) => [
    ...thePage(finding.evidence.origin),
    ` and asks with credentials (cookies or a login), but ${theAnswer(finding)} allows only `,
    code('*'),
    ', which does not cover them.',
  ],
  why: ({ evidence: { origin } }) => [
    'What a user may see when logged in must not be open to every site, so the server has to name ',
    shown(origin),
    ' itself, or the page has to ask without ',
    code("credentials: 'include'"),
    '.',
  ],
});
