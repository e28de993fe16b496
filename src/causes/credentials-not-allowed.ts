import { code, type Prose, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { thePageWithCredentials, theResponse } from './phrases.ts';

export const credentialsNotAllowed = defineCause({
  id: 'credentials-not-allowed',
  title: 'The server does not allow credentials',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  // The page's own spelling, with its second capital I.
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMIssingAllowCredentials',
  explain: (finding) => {
    const { origin, received, unseen } = finding.evidence;
    if (unseen) {
      return prose`${thePageWithCredentials(origin)}, but the server’s response does not have
        ${code('Access-Control-Allow-Credentials: true')}.`;
    }
    return prose`${thePageWithCredentials(origin)}, but ${theResponse(finding)} ${what(received)}`;
  },
  why: ({ evidence: { received } }) => why(received),
});

const HEADER = code('Access-Control-Allow-Credentials');

const what = (received: string | null): Prose =>
  received === null
    ? prose`has no ${HEADER} header.`
    : prose`has ${HEADER}: ${shown(received)}. Only ${code('true')} counts.`;

function why(received: string | null): Prose {
  if (received === null) {
    return prose`The page’s code has ${code("credentials: 'include'")} or
      ${code('withCredentials')}. The server must allow that separately from the origin.`;
  }
  if (received.toLowerCase() === 'true') {
    return prose`Write the value in lower case: the browser compares it letter by letter.`;
  }
  if (/^true\s*,\s*true$/i.test(received)) {
    return prose`Two layers add the header, usually the application and a proxy in front of it. Let
      only one of them add it.`;
  }
  return prose`The header has only one value. Any other value means the same as no header.`;
}
