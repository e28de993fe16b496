import { differsBySlash, redirect } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import {
  looksLikeDjango,
  passedSecurityMiddleware,
} from '../../servers/django-cors-headers/marks.ts';

/** The server redirects to the same address with (or without) a slash at the end. */
export const appendSlashRedirect: HintRule = {
  id: 'append-slash-redirect',
  detect: (context) => {
    const found = redirect(context);
    if (found === null || !differsBySlash(found.from, found.to)) return null;
    const { from, to } = found;
    const change = to.pathname.endsWith('/')
      ? phrase`a slash is missing`.fr`il manque une barre oblique`
      : phrase`there is one slash too many`.fr`il y a une barre oblique de trop`;
    const django = looksLikeDjango(context.server) || passedSecurityMiddleware(found.headers);
    // If only the refused redirect is known, the advice elsewhere says everything.
    if (!django && found.isRefused) return null;
    const noSetting = found.onPreflight
      ? phrase`: no CORS setting replaces that`.fr` : aucun réglage CORS ne remplace cela`
      : '';
    const corrected = django
      ? say`, and Django corrects that (${code('APPEND_SLASH')})`.fr`, et Django le corrige
        (${code('APPEND_SLASH')})`
      : [];
    return {
      confidence: 0.97,
      text: say`Request ${shown(to.href)} in the page’s own code${noSetting}.
        The server redirects ${shown(from.pathname)} to ${shown(to.pathname)}: ${change} at the end of the
        address${corrected}.`.fr`Appelez ${shown(to.href)} dans le code de la page${noSetting}. Le
        serveur redirige ${shown(from.pathname)} vers ${shown(to.pathname)} : ${change} à la fin de
        l’adresse${corrected}.`,
      docs: django
        ? 'https://docs.djangoproject.com/en/stable/ref/settings/#append-slash'
        : 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
    };
  },
};
