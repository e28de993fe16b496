import { type Redirect, redirect, redirectTo } from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { isByHsts, isLocalHsts } from '../../evidence/remembered-https.ts';
import { code, type Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import {
  looksLikeDjango,
  passedSecurityMiddleware,
} from '../../servers/django-cors-headers/marks.ts';

/** The server redirects http to https on the same host. */
export const httpsRedirect: HintRule = {
  id: 'https-redirect',
  detect: (context) => {
    const { exchange, evaluation } = context;
    const unanswered = evaluation.failure === 'tls';
    const found = unanswered ? redirectTo(exchange, exchange.hops.length - 1) : redirect(context);
    if (found === null || !isUpgrade(found)) return null;
    const advice = isLocalHsts(found.from.href, found.headers)
      ? say`Do not let a development server send ${code('Strict-Transport-Security')}.`
          .fr`Aucun serveur de développement ne doit envoyer ${code('Strict-Transport-Security')}.`
      : unanswered
        ? phrase`Switch this redirect off on a development server: nothing uses https there.`
            .fr`Désactivez cette redirection sur un serveur de développement : rien n’y utilise
          https.`
        : say`Request ${shown(found.to.href)} in the page’s own code.`.fr`Appelez
        ${shown(found.to.href)} dans le code de la page.`;
    return {
      confidence: 0.95,
      text: say`${advice} ${shown(found.from.origin)} redirects to ${shown(found.to.origin)}${reason(context, found)}.`
        .fr`${advice} ${shown(found.from.origin)} redirige vers
        ${shown(found.to.origin)}${reason(context, found)}.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
    };
  },
};

function isUpgrade({ from, to }: Redirect): boolean {
  return from.protocol === 'http:' && to.protocol === 'https:' && from.hostname === to.hostname;
}

function reason({ server }: HintContext, { headers }: Redirect): Prose {
  if (isByHsts(headers)) {
    return say`: the browser itself does this, because the site once required https (HSTS)`.fr` : le
      navigateur le fait lui-même, car le site a exigé https par le passé (HSTS)`;
  }
  if (looksLikeDjango(server) || passedSecurityMiddleware(headers)) {
    return say`: ${code('SECURE_SSL_REDIRECT')} is on in Django’s settings, or a proxy does this`
      .fr` : ${code('SECURE_SSL_REDIRECT')} est activé dans les réglages de Django, ou un proxy le
      fait`;
  }
  return say`: the server, or a proxy in front of it, accepts only https`.fr` : le serveur, ou un
    proxy placé devant lui, n’accepte que https`;
}
