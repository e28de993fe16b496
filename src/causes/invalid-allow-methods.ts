import { code } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { theResponse, whyNoList } from './phrases.ts';

export const invalidAllowMethods = defineCause({
  id: 'invalid-allow-methods',
  title: phrase`The list of allowed methods is malformed`.fr`La liste des méthodes autorisées est
    mal formée`,
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSInvalidAllowMethod',
  explain: (finding) =>
    say`In ${theResponse(finding)}, ${code('Access-Control-Allow-Methods')} is
      ${shown(finding.evidence.received)}. The browser cannot read that as a list of methods.`
      .fr`Dans ${theResponse(finding)}, ${code('Access-Control-Allow-Methods')} vaut
      ${shown(finding.evidence.received)}. Le navigateur ne peut pas lire cela comme une liste de
      méthodes.`,
  why: ({ evidence: { received } }) => whyNoList(received, 'GET, PUT'),
});
