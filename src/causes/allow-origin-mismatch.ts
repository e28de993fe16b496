import { type OriginDifference, originDifference } from '../model/origin-difference.ts';
import { code, type Prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { unreachable } from '../model/unreachable.ts';
import { defineCause } from './cause.ts';
import { afterRedirect, thePage } from './phrases.ts';

export const allowOriginMismatch = defineCause({
  id: 'allow-origin-mismatch',
  title: 'The server allows another origin',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain: ({ phase, hop, evidence: { origin, received } }) => [
    ...thePage(origin),
    phase === 'preflight'
      ? ` but, in its answer to the OPTIONS preflight${afterRedirect(hop)}, the server allows `
      : ` but${afterRedirect(hop)} the server allows `,
    shown(received),
    '.',
  ],
  why: ({ hop, evidence: { origin, received } }) =>
    origin === 'null' ? whyNull(hop) : describe(originDifference(received, origin)),
});

function whyNull(hop: number): Prose {
  if (hop > 0) {
    return [
      'Once a request has been redirected from one foreign origin to another, the browser no longer tells the server who asked and sends ',
      code('Origin: null'),
      ': call the final address directly.',
    ];
  }
  return [
    'A sandboxed frame, a ',
    code('data:'),
    ' address or a page opened as a file has no origin of its own and sends ',
    code('Origin: null'),
    ': open the page from a server instead.',
  ];
}

function describe(difference: OriginDifference | null): Prose {
  switch (difference?.kind) {
    case undefined:
    case 'other':
      return ['The browser compares the two texts character by character, and they are not equal.'];
    case 'null':
      return [
        code('null'),
        ' is the origin of sandboxed frames and local files, not a way to say “any page”: the server has to name the page’s own origin.',
      ];
    case 'list':
      return [
        'The header takes one origin: the server has to pick the one that the request names in its ',
        code('Origin'),
        ' header.',
      ];
    case 'invisible-character':
      return [
        'The two look alike, but the server’s value contains an invisible character, usually pasted into its settings.',
      ];
    case 'pattern':
      return [
        code('*'),
        ' counts only when it stands alone: a pattern can be matched by the server, which then answers with the one origin that asked.',
      ];
    case 'no-scheme':
      return [
        'The server’s value lacks the scheme: an origin starts with ',
        code('http://'),
        ' or ',
        code('https://'),
        '.',
      ];
    case 'trailing-slash':
      return [
        'The slash at the end makes the difference: an origin ends after the host or the port, and the browser compares character by character.',
      ];
    case 'path':
      return [
        'The path makes the difference: an origin ends after the host or the port, so the server’s value must end there too.',
      ];
    case 'userinfo':
      return ['The user name in front of the host makes the difference: an origin has none.'];
    case 'case':
      return [
        'Upper and lower case make the difference: the browser always writes an origin in lower case and compares character by character.',
      ];
    case 'default-port':
      return [
        'The port ',
        code(difference.port),
        ' makes the difference: it is the default of this scheme, and the browser leaves the default out.',
      ];
    case 'parts':
      return describeParts(difference);
    default:
      return unreachable(difference);
  }
}

function describeParts({ parts, loopbackNames }: OriginDifference & { kind: 'parts' }): Prose {
  if (loopbackNames) {
    return [
      'Both names mean this machine, but for the browser ',
      code('localhost'),
      ' and ',
      code('127.0.0.1'),
      ' are different origins',
      parts.length > 1
        ? ', and the ports or schemes differ too.'
        : ': open the page under the name that the server allows, or let the server allow this one.',
    ];
  }
  const names = parts.map((part) => (part === 'scheme' ? 'scheme (http or https)' : part));
  return [
    `The ${names.join(' and the ')} ${names.length > 1 ? 'differ' : 'differs'}, and an origin is all three together: scheme, host and port.`,
  ];
}
