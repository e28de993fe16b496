import { code, type Prose, prose } from '../model/prose.ts';

/** What text of a console leads to, where it says too little for a fix. */

export const WHICH_ADDRESS: Prose = prose`Which address did the page request? Look in the Network
  tab.`;

export const LOOK_AT_HEADERS: Prose = prose`Look at the response headers in the Network tab.`;

export const WHICH_PAGE: Prose = prose`Which page asked? Its origin looks like
  ${code('http://localhost:3000')}.`;

export const whichServer = (server: string): Prose =>
  prose`Which server answers at ${code(server)}?`;

export const noSettingOf = (stack: string): Prose =>
  prose`No setting of ${code(stack)} lets this request pass.`;

export const PAGE_IS_A_FILE: Prose = prose`Open the page from a server, such as
  ${code('http://localhost:3000')}: a page opened as a file has the origin ${code('null')}, and no
  server should allow that. A sandboxed frame has that origin too.`;

export const NO_RESPONSE: Prose = prose`Check that the server runs, and open the address in a tab of
  its own. An untrusted certificate, an ad blocker or a wrong port can cause this too.`;

export const ONE_REASON_ONLY: Prose = prose`The text names one reason only. A HAR shows all of them.`;

export const NO_METHOD_AND_HEADERS: Prose = prose`The text does not name the method and headers of
  the request. A HAR shows them.`;

export const NO_HEADERS: Prose = prose`The text does not name the headers of the request. A HAR shows
  them.`;
