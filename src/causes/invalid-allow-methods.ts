import { code } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { theAnswer, whyNoList } from './phrases.ts';

export const invalidAllowMethods = defineCause({
  id: 'invalid-allow-methods',
  title: 'The list of allowed methods is malformed',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSInvalidAllowMethod',
  explain: (finding) => [
    `In ${theAnswer(finding)}, the `,
    code('Access-Control-Allow-Methods'),
    ' header is ',
    shown(finding.evidence.received),
    ', which the browser cannot read as a list of methods.',
  ],
  why: ({ evidence: { received } }) => whyNoList(received, 'GET, PUT'),
});
