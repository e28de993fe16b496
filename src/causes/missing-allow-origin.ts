import { code, type Prose } from '../model/prose.ts';
import type { FindingOf } from '../policy/finding.ts';
import { defineCause } from './cause.ts';
import { theAnswer, thePage } from './phrases.ts';

export const missingAllowOrigin = defineCause({
  id: 'missing-allow-origin',
  title: 'The server names no allowed origin',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain: (finding) => [
    ...thePage(finding.evidence.origin),
    `, but ${theAnswer(finding)} (status `,
    code(String(finding.evidence.status)),
    ') has no ',
    code('Access-Control-Allow-Origin'),
    ' header.',
  ],
  why,
});

function why(finding: FindingOf<'missing-allow-origin'>): Prose {
  const { status } = finding.evidence;
  if (finding.phase === 'preflight') return whyPreflight(status);
  if (status >= 400) {
    return [
      'Error answers are often made outside the code that adds CORS headers, so the error itself (status ',
      code(String(status)),
      ') is the first thing to mend.',
    ];
  }
  if (status >= 300 && status !== 304) {
    return [
      'The browser checks the redirect’s own answer too, before it follows it: the page may be asking for an address that has moved.',
    ];
  }
  return [
    'A page may read the answer of another origin only when that answer names the page’s origin in this header (or, for requests without credentials, ',
    code('*'),
    ').',
  ];
}

function whyPreflight(status: number): Prose {
  if (status === 401 || status === 403) {
    return [
      'The browser sends this OPTIONS request without cookies and without ',
      code('Authorization'),
      ', so a server that asks for a login, or refuses the page’s origin with an error, answers it like this.',
    ];
  }
  if (status === 404 || status === 405) {
    return [
      'Nothing on the server answers OPTIONS at this address: its CORS support is missing, or does not reach this URL.',
    ];
  }
  if (status >= 400) {
    return [
      'The server failed before its CORS code could answer, so the error itself (status ',
      code(String(status)),
      ') is the first thing to mend.',
    ];
  }
  return [
    'The server has no CORS support at this address or does not allow the page’s origin; some servers also leave this header out when only the method or a request header is refused.',
  ];
}
