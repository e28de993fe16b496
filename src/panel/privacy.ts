/** What Crosscheck sees and keeps. */
export const PRIVACY =
  'Crosscheck sees the requests that this page sends to other servers, and their headers. Everything stays in this browser. Passwords, cookies and tokens are not kept.';
