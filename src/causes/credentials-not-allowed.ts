import { code, type Prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { theAnswer, thePage } from './phrases.ts';

export const credentialsNotAllowed = defineCause({
  id: 'credentials-not-allowed',
  title: 'The server does not allow credentials',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  // The page's own spelling, with its second capital I.
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMIssingAllowCredentials',
  explain: (finding) => [
    ...thePage(finding.evidence.origin),
    ` and asks with credentials (cookies or a login), but ${theAnswer(finding)} `,
    ...what(finding.evidence.received),
  ],
  why: ({ evidence: { received } }) => why(received),
});

const HEADER = code('Access-Control-Allow-Credentials');

function what(received: string | null): Prose {
  if (received === null) return ['has no ', HEADER, ' header.'];
  return ['says ', HEADER, ': ', shown(received), ', where only ', code('true'), ' counts.'];
}

function why(received: string | null): Prose {
  if (received === null) {
    return [
      'The page asks for credentials with ',
      code("credentials: 'include'"),
      ' or ',
      code('withCredentials'),
      ', and a server has to agree to that separately from allowing the origin.',
    ];
  }
  if (received.toLowerCase() === 'true') {
    return ['The browser compares the value letter by letter: it has to be written in lower case.'];
  }
  if (/^true\s*,\s*true$/i.test(received)) {
    return [
      'Two layers add the header, usually the application and a proxy in front of it: one of them has to stop.',
    ];
  }
  return [
    'The header is a switch that knows one value; every other value means the same as leaving it out.',
  ];
}
