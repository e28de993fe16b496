import { differsBySlash, redirect } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, prose } from '../../model/prose.ts';
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
    const change = to.pathname.endsWith('/') ? 'a slash is missing' : 'there is one slash too many';
    const django = looksLikeDjango(context.server) || passedSecurityMiddleware(found.headers);
    // If only the refused redirect is known, the advice elsewhere says everything.
    if (!django && found.isRefused) return null;
    return {
      confidence: 0.97,
      text: prose`Request ${shown(to.href)} in the page’s own code${found.onPreflight ? ': no CORS setting replaces that' : ''}.
        The server redirects ${shown(from.pathname)} to ${shown(to.pathname)}: ${change} at the end of the
        address${django ? prose`, and Django corrects that (${code('APPEND_SLASH')})` : []}.`,
      docs: django
        ? 'https://docs.djangoproject.com/en/stable/ref/settings/#append-slash'
        : 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
    };
  },
};
