import { listElements } from '../model/header-list.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import { shownList } from '../model/shown.ts';
import type { FindingOf } from '../policy/finding.ts';
import { defineCause } from './cause.ts';
import { allowsOnly, theResponse } from './phrases.ts';

export const headerNotAllowed = defineCause({
  id: 'header-not-allowed',
  title: 'The server does not allow a request header',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowHeaderFromPreflight',
  explain: (finding) => {
    const { headers, received, unseen } = finding.evidence;
    if (unseen) {
      return prose`The page wants to send the request header ${shownList(headers)}, but
        ${theResponse(finding)} does not list it in ${code('Access-Control-Allow-Headers')}.`;
    }
    const what = headers.length > 1 ? 'headers' : 'header';
    return prose`The page wants to send the request ${what} ${shownList(headers)}, but
      ${theResponse(finding)} ${allowsOnly('Access-Control-Allow-Headers', received)}`;
  },
  why,
});

function why({ evidence: { headers, received } }: FindingOf<'header-not-allowed'>): Prose {
  if (!listElements(received ?? '').includes('*')) {
    return prose`The server must list every header that the page adds, such as
      ${code('authorization')} or ${code('content-type: application/json')}. Until then the browser
      does not send it to another origin.${orLeaveOut(headers)}`;
  }
  return headers.includes('authorization')
    ? prose`List the names in the server’s settings. ${code('*')} never covers
      ${code('authorization')}, and covers no header at all when the request has credentials.`
    : prose`List the names in the server’s settings. When a request has credentials, ${code('*')} is
      just a header of that name, not “every header”.`;
}

/** What requests hardly need to carry; the other two often do. */
function orLeaveOut(headers: readonly string[]): Prose {
  const own = headers.filter((name) => name !== 'authorization' && name !== 'content-type');
  return own.length === 0
    ? []
    : prose` Or do not send ${shownList(own)}, if the page works without ${own.length > 1 ? 'them' : 'it'}.`;
}
