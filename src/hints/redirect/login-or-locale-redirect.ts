import { differsBySlash, redirect } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

const LOGIN_PATH =
  /(^|[/._-])(log-?in|sign-?in|sso|saml2?|oauth2?|authorize|accounts?|auth|session\/new)([/._-]|$)/i;
const LOGIN_HOST = /^(login|signin|sso|auth|accounts?|id|idp|identity)\./i;
const LOGIN_QUERY = /[?&](next|return_?to|returnurl|redirect_ur[il]|continue|rd)=/i;
const LOCALE = /^\/[a-z]{2,3}(-[a-z]{2,4})?(?=\/)/i;

/** The server sends whoever is not logged in, or has no language yet, to another page. */
export const loginOrLocaleRedirect: HintRule = {
  id: 'login-or-locale-redirect',
  detect: (context) => {
    const found = redirect(context);
    if (found === null || differsBySlash(found.from, found.to)) return null;
    const { from, to } = found;
    const docs = 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections';
    if (isLogin(to) && !isLogin(from)) {
      return { confidence: 0.9, text: login(from, to, found.onPreflight), docs };
    }
    if (from.host === to.host && isLocalized(from.pathname, to.pathname)) {
      return { confidence: 0.9, text: locale(from, to), docs };
    }
    return null;
  },
};

function isLogin(url: URL): boolean {
  return (
    LOGIN_PATH.test(url.pathname) || LOGIN_HOST.test(url.hostname) || LOGIN_QUERY.test(url.search)
  );
}

function isLocalized(from: string, to: string): boolean {
  return LOCALE.test(to) && to.replace(LOCALE, '') === from;
}

function login(from: URL, to: URL, onPreflight: boolean): Prose {
  const foreign = from.origin === to.origin ? [] : prose` on the other server ${shown(to.origin)}`;
  const first = onPreflight ? 'answer OPTIONS before it asks for a login, and ' : '';
  const why = onPreflight ? ' A preflight request never has a login.' : '';
  return prose`Let the server ${first}send scripts ${code('401')} instead of a redirect. It redirects to what
    looks like a login page, ${shown(to.pathname)}${foreign}.${why} CORS headers on the login page do not help.`;
}

const locale = (from: URL, to: URL): Prose =>
  prose`Request ${shown(to.href)}, or keep the API outside the part of the site that has a language prefix.
    The server redirects ${shown(from.pathname)} to ${shown(to.pathname)}, the same address with a language in
    front.`;
