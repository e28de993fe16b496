const LOGIN_PATH =
  /(^|[/._-])(log-?in|sign-?in|sso|saml2?|oauth2?|authorize|accounts?|auth|session\/new)([/._-]|$)/i;
const LOGIN_HOST = /^(login|signin|sso|auth|accounts?|id|idp|identity)\./i;
const LOGIN_QUERY = /[?&](next|return_?to|returnurl|redirect_ur[il]|continue|rd)=/i;

/** Whether a redirect leads to a login page, judged by the addresses only. */
export function leadsToLogin(from: URL, to: URL): boolean {
  if (from.origin !== to.origin) return isLogin(to) || isReturn(to);
  // Below `/auth/`, every address contains the word: only what the target adds counts.
  const before = new Set(from.pathname.split('/'));
  const added = to.pathname.split('/').filter((part) => !before.has(part));
  return (
    LOGIN_PATH.test(added.join('/')) ||
    (LOGIN_QUERY.test(to.search) && !LOGIN_QUERY.test(from.search))
  );
}

/** Whether an address looks like a login page. */
export const isLogin = (url: URL): boolean =>
  LOGIN_PATH.test(url.pathname) || LOGIN_HOST.test(url.hostname) || LOGIN_QUERY.test(url.search);

/** Where a login at another site sends the visitor back to, with a code for the application. */
const isReturn = ({ search }: URL): boolean =>
  /[?&]code=/.test(search) && /[?&](?:state|iss)=/.test(search);

/** The same for an address as text: `/callback?code=…&state=…`. */
export const isLoginReturn = (url: string): boolean => URL.canParse(url) && isReturn(new URL(url));

/** The same for two addresses as text. False if one cannot be parsed. */
export const isLoginRedirect = (from: string, to: string): boolean =>
  URL.canParse(from) && URL.canParse(to) && leadsToLogin(new URL(from), new URL(to));

const START_PATH =
  /(^|[/._-])(log-?in|sign-?in|sso|saml2?|oauth2?|authorize|provider|auth\/(google|github|gitlab|facebook|apple|microsoft|azure|twitter|discord|okta|oidc))([/._-]|$)/i;

/** Whether an address starts a login at another site: `/oauth/start`, `/auth/google`. */
export const isLoginStart = (url: string): boolean =>
  URL.canParse(url) && (START_PATH.test(new URL(url).pathname) || isAuthorization(url));

/**
 * Whether an address is where a server asks its user for a permission: the authorization endpoint
 * of OAuth, by its path or by what it is asked.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1
 */
export function isAuthorization(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { pathname, search } = new URL(url);
  const asks = /[?&](?:client_id|oauth_token|request_uri)=/.test(search);
  return asks && (/\/(?:authorize|auth)\/?$/.test(pathname) || /[?&]response_type=/.test(search));
}
