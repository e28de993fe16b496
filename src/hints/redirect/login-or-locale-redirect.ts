import { differsBySlash, type Redirect, redirect } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { isManifest } from '../../evidence/manifest.ts';
import { isLoginStart, leadsToLogin } from '../../model/login.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

const LOCALE = /^\/[a-z]{2,3}(-[a-z]{2,4})?(?=\/)/i;

/** The server redirects visitors without a login or a language to another page. */
export const loginOrLocaleRedirect: HintRule = {
  id: 'login-or-locale-redirect',
  detect: (context) => {
    const found = redirect(context);
    if (found === null || differsBySlash(found.from, found.to)) return null;
    const { from, to } = found;
    const docs = 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections';
    if (leadsToLogin(from, to)) {
      if (isManifest(context.exchange)) return null;
      return { confidence: 0.9, text: login(found), docs };
    }
    if (from.host === to.host && isLocalized(from.pathname, to.pathname)) {
      return { confidence: 0.9, text: locale(from, to), docs };
    }
    return null;
  },
};

function isLocalized(from: string, to: string): boolean {
  return LOCALE.test(to) && to.replace(LOCALE, '') === from;
}

function login({ from, to, onPreflight }: Redirect): Prose {
  if (from.origin !== to.origin && isLoginStart(from.href) && !onPreflight) {
    return prose`Open ${shown(from.href)} in the browser’s window instead of requesting it from a script.
      ${shown(from.pathname)} looks like the start of a login, and it redirects to the login page of
      ${shown(to.origin)}. CORS headers do not help there.`;
  }
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
