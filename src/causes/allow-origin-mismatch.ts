import { type OriginDifference, originDifference } from '../model/origin-difference.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { unreachable } from '../model/unreachable.ts';
import { defineCause } from './cause.ts';
import { thePage, theResponse } from './phrases.ts';

export const allowOriginMismatch = defineCause({
  id: 'allow-origin-mismatch',
  title: 'The server allows another origin',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain: (finding) => {
    const { origin, received } = finding.evidence;
    return prose`${thePage(origin)}, but ${theResponse(finding)} allows only ${shown(received)}.`;
  },
  why: ({ hop, evidence: { origin, received } }) =>
    origin === 'null' ? whyNull(hop) : describe(originDifference(received, origin), origin),
});

const whyNull = (hop: number): Prose =>
  hop > 0
    ? prose`A redirect led from one foreign server to another. After that, the browser sends
      ${code('Origin: null')}.`
    : prose`A sandboxed frame, a ${code('data:')} address or a page opened as a file has no origin of
      its own. It sends ${code('Origin: null')}.`;

function describe(difference: OriginDifference | null, origin: string): Prose {
  switch (difference?.kind) {
    case undefined:
    case 'other':
      return prose`The browser compares the two texts character by character, and they differ.`;
    case 'null':
      return prose`${code('null')} is the origin of sandboxed frames and local files. It does not mean
        “any page”: the server must name the page’s own origin.`;
    case 'list':
      return prose`The header takes one origin. The server must send back the one that the request
        has in its ${code('Origin')} header.`;
    case 'invisible-character':
      return prose`Type the server’s value again: it contains an invisible character, usually pasted
        into the settings.`;
    case 'pattern':
      return prose`${code('*')} works only when it stands alone. To allow a pattern, let the server
        compare it and send back the one origin that matches.`;
    case 'no-scheme':
      return prose`Add the scheme to the server’s value: an origin starts with ${code('http://')} or
        ${code('https://')}.`;
    case 'trailing-slash':
      return prose`Remove the slash at the end of the server’s value: an origin ends after the host or
        the port.`;
    case 'path':
      return prose`Remove the path from the server’s value: an origin ends after the host or the
        port.`;
    case 'userinfo':
      return prose`Remove the user name from the server’s value: an origin has none.`;
    case 'case':
      return prose`Write the server’s value in lower case, as the browser does:
        ${shown(origin)}.`;
    case 'default-port':
      return prose`Remove the port ${code(difference.port)} from the server’s value: it is the default
        of this scheme, and the browser leaves the default out.`;
    case 'parts':
      return describeParts(difference);
    default:
      return unreachable(difference);
  }
}

function describeParts({ parts, loopbackNames }: OriginDifference & { kind: 'parts' }): Prose {
  if (loopbackNames) {
    const names = prose`Both names mean this computer, but for the browser ${code('localhost')} and
      ${code('127.0.0.1')} are different origins.`;
    return parts.length > 1
      ? prose`${names} The ports or schemes differ too.`
      : prose`${names} Open the page under the name that the server allows, or let the server allow
        this one.`;
  }
  const names = parts.map((part) => (part === 'scheme' ? 'scheme (http or https)' : part));
  const differ = names.length > 1 ? 'differ' : 'differs';
  return prose`The ${names.join(' and the ')} ${differ}. An origin is the scheme, the host and the port
    together.`;
}
