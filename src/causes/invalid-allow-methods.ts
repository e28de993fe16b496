import { code, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { theResponse, whyNoList } from './phrases.ts';

export const invalidAllowMethods = defineCause({
  id: 'invalid-allow-methods',
  title: 'The list of allowed methods is malformed',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSInvalidAllowMethod',
  explain: (finding) =>
    prose`In ${theResponse(finding)}, ${code('Access-Control-Allow-Methods')} is
      ${shown(finding.evidence.received)}. The browser cannot read that as a list of methods.`,
  why: ({ evidence: { received } }) => whyNoList(received, 'GET, PUT'),
});
