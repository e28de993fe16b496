import { code, type Prose, prose } from '../model/prose.ts';
import type { FindingOf } from '../policy/finding.ts';
import { defineCause } from './cause.ts';
import { thePage, theResponse } from './phrases.ts';

export const missingAllowOrigin = defineCause({
  id: 'missing-allow-origin',
  title: 'The server does not allow this page',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin',
  explain: (finding) => {
    const { origin, status } = finding.evidence;
    return prose`${thePage(origin)}, but ${theResponse(finding)} (status ${code(String(status))}) has
      no ${code('Access-Control-Allow-Origin')} header.`;
  },
  why,
});

function why({ phase, evidence: { status } }: FindingOf<'missing-allow-origin'>): Prose {
  if (phase === 'preflight') return whyPreflight(status);
  if (status >= 400) {
    return prose`Fix the error first (status ${code(String(status))}). Many servers create error
      responses outside the code that adds the CORS headers.`;
  }
  if (status >= 300 && status !== 304) {
    return prose`The browser checks the redirect’s own response before it follows it. Perhaps the
      page uses an address that has moved.`;
  }
  return prose`A page may read a response from another origin only if this header has the page’s
    origin. For a request without credentials, ${code('*')} works too.`;
}

function whyPreflight(status: number): Prose {
  if (status === 401 || status === 403) {
    return prose`The browser sends the preflight request without cookies and without
      ${code('Authorization')}. A server that requires a login refuses it like this, and so does one
      that refuses the page’s origin.`;
  }
  if (status === 404 || status === 405) {
    return prose`Nothing on the server answers OPTIONS at this address. Its CORS support is missing,
      or does not cover this URL.`;
  }
  if (status >= 400) {
    return prose`Fix the error first (status ${code(String(status))}). The server failed before its
      CORS code could answer.`;
  }
  return prose`The server has no CORS support at this address, or does not allow the page’s origin.
    Some servers also leave this header out when they refuse only the method or a request header.`;
}
