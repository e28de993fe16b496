import { differsBySlash, type Redirect, redirect } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { isManifest } from '../../evidence/manifest.ts';
import { isAuthorization, isLoginReturn, isLoginStart, leadsToLogin } from '../../model/login.ts';
import { code, type Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
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
      // What to do says all of it.
      if (isManifest(context.exchange) || isLoginReturn(to.href)) return null;
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
  const isStart = from.origin === to.origin ? isAuthorization(from.href) : isLoginStart(from.href);
  if (isStart && !onPreflight) {
    return say`Open ${shown(from.href)} in the browser’s window instead of requesting it from a script.
      ${shown(from.pathname)} looks like the start of a login, and it redirects to the login page of
      ${shown(to.origin)}. CORS headers do not help there.`.fr`Ouvrez ${shown(from.href)} dans la
      fenêtre du navigateur au lieu de le demander depuis un script. ${shown(from.pathname)}
      ressemble au début d’une connexion, et redirige vers la page de connexion de
      ${shown(to.origin)}. Les en-têtes CORS n’y changent rien.`;
  }
  const foreign =
    from.origin === to.origin
      ? []
      : say` on the other server ${shown(to.origin)}`.fr` sur l’autre serveur ${shown(to.origin)}`;
  const first = onPreflight
    ? phrase`answer OPTIONS before it asks for a login, and `.fr`répondre à OPTIONS avant de
      demander une connexion, et `
    : '';
  const why = onPreflight
    ? phrase` A preflight request never has a login.`.fr` Une requête préliminaire ne porte jamais
      de connexion.`
    : '';
  return say`Let the server ${first}send scripts ${code('401')} instead of a redirect. It redirects to what
    looks like a login page, ${shown(to.pathname)}${foreign}.${why} CORS headers on the login page do not help.`
    .fr`Le serveur doit ${first}envoyer ${code('401')} aux scripts au lieu d’une redirection. Il
    redirige vers ce qui ressemble à une page de connexion, ${shown(to.pathname)}${foreign}.${why}
    Des en-têtes CORS sur la page de connexion n’y changent rien.`;
}

const locale = (from: URL, to: URL): Prose =>
  say`Request ${shown(to.href)}, or keep the API outside the part of the site that has a language prefix.
    The server redirects ${shown(from.pathname)} to ${shown(to.pathname)}, the same address with a language in
    front.`.fr`Appelez ${shown(to.href)}, ou gardez l’API hors de la partie du site qui a un préfixe
    de langue. Le serveur redirige ${shown(from.pathname)} vers ${shown(to.pathname)}, la même
    adresse précédée d’une langue.`;
