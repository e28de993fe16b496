import { code, type Prose, prose } from '../model/prose.ts';
import type { Undetermined } from '../policy/finding.ts';

const CONSOLE = 'The browser’s console has its own words for it.';
const PAGE_CODE = prose`look for ${code('credentials')} or ${code('withCredentials')} in the page’s own
  code`;

/** Why a verdict is open, and what settles it. Total: a reason without words does not compile. */
export const undetermined: { readonly [Id in Undetermined]: Prose } = {
  'headers-pass': prose`Repeat the request with other extensions switched off: one of them may have
    changed the headers. The browser refused what these headers allow. ${CONSOLE}`,
  vetoed: prose`Repeat the request. The browser refused it before anything came back. Another extension
    may have stopped it, or the recording is incomplete. A saved HAR, for example, leaves out requests
    of workers. ${CONSOLE}`,
  'local-network': prose`To find out, look for a message about the local network in the browser’s console. The
    page requests an address on this device or in the local network, and the browser refused before
    anything came back. No response header changes that.`,
  'no-end': prose`Repeat the request, and check whether the browser is showing a permission prompt. We
    saw no response and no end. The recording may have been interrupted.`,
  incomplete: prose`Repeat the request. The browser did not report every step of it to the extension, so
    we do not know how it ended. ${CONSOLE}`,
  'needs-credentials': prose`To find out, ${PAGE_CODE}, or for an error in the browser’s console. The
    request was blocked if it had credentials; without them it passed. We could not see which.`,
  'needs-credentials-to-follow': prose`To find out, ${PAGE_CODE}, or for a message in the browser’s
    console. The redirect was refused. If the request had credentials, CORS refused it. Otherwise the
    page’s own content security policy did, or the port that the redirect leads to is forbidden.`,
  'needs-credentials-to-leave': prose`To find out, ${PAGE_CODE}, or for an error in the browser’s console.
    The redirect was not followed. If the request had credentials, CORS refused it. Otherwise the page’s
    own code did not want it followed.`,
  'needs-mode': prose`To find out, look for ${code('no-cors')} in the page’s own code, or for an error
    in the browser’s console. The request was blocked unless it had the mode ${code('no-cors')}.`,
  'preflight-only': prose`Repeat the request in the page to see the rest. Crosscheck sent only the
    preflight request, and that passes. It never sends a request that may change data.`,
  'redirect-not-followed': prose`Repeat the request in the page to see the rest. The server’s redirect
    passes. Crosscheck did not follow it to a server that the page’s request never reached.`,
  withheld: prose`Repeat the request in the page. The server refused the check, probably because the
    check carried no login. Crosscheck did not send the page’s cookies or secret headers.`,
};
