import { code, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { theResponse, whyNoList } from './phrases.ts';

export const invalidAllowHeaders = defineCause({
  id: 'invalid-allow-headers',
  title: 'The list of allowed headers is malformed',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSInvalidAllowHeader',
  explain: (finding) =>
    prose`In ${theResponse(finding)}, ${code('Access-Control-Allow-Headers')} is
      ${shown(finding.evidence.received)}. The browser cannot read that as a list of header names.`,
  why: ({ evidence: { received } }) => whyNoList(received, 'content-type, x-token'),
});
