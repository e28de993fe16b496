import { type Redirect, redirect, redirectTo } from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { has } from '../../model/header-list.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
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
    return {
      confidence: 0.95,
      text: prose`${
        unanswered
          ? 'Switch this redirect off on a development server: nothing uses https there.'
          : prose`Request ${shown(found.to.href)} in the page’s own code.`
      } ${shown(found.from.origin)} redirects to ${shown(found.to.origin)}${reason(context, found)}.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
    };
  },
};

function isUpgrade({ from, to }: Redirect): boolean {
  return from.protocol === 'http:' && to.protocol === 'https:' && from.hostname === to.hostname;
}

function reason({ server }: HintContext, { headers }: Redirect): Prose {
  // Chromium's own redirect, made before anything is sent, has its reason in this header.
  if (has(headers, 'non-authoritative-reason')) {
    return prose`: the browser itself does this, because the site once required https (HSTS)`;
  }
  if (looksLikeDjango(server) || passedSecurityMiddleware(headers)) {
    return prose`: ${code('SECURE_SSL_REDIRECT')} is on in Django’s settings, or a proxy does this`;
  }
  return prose`: the server, or a proxy in front of it, accepts only https`;
}
