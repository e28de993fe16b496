import { code } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { theResponse, whyNoList } from './phrases.ts';

export const invalidAllowHeaders = defineCause({
  id: 'invalid-allow-headers',
  title: phrase`The list of allowed headers is malformed`.fr`La liste des en-têtes autorisés est mal
    formée`,
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSInvalidAllowHeader',
  explain: (finding) =>
    say`In ${theResponse(finding)}, ${code('Access-Control-Allow-Headers')} is
      ${shown(finding.evidence.received)}. The browser cannot read that as a list of header names.`
      .fr`Dans ${theResponse(finding)}, ${code('Access-Control-Allow-Headers')} vaut
      ${shown(finding.evidence.received)}. Le navigateur ne peut pas lire cela comme une liste de
      noms d’en-têtes.`,
  why: ({ evidence: { received } }) => whyNoList(received, 'content-type, x-token'),
});
