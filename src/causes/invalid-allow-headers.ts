import { code } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { theAnswer, whyNoList } from './phrases.ts';

export const invalidAllowHeaders = defineCause({
  id: 'invalid-allow-headers',
  title: 'The list of allowed headers is malformed',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSInvalidAllowHeader',
  explain: (finding) => [
    `In ${theAnswer(finding)}, the `,
    code('Access-Control-Allow-Headers'),
    ' header is ',
    shown(finding.evidence.received),
    ', which the browser cannot read as a list of header names.',
  ],
  why: ({ evidence: { received } }) => whyNoList(received, 'content-type, x-token'),
});
