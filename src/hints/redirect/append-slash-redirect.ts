import { differsBySlash, redirect } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code } from '../../model/prose.ts';
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
    const change = to.pathname.endsWith('/') ? 'a slash is missing' : 'there is a slash too many';
    const django = looksLikeDjango(context.server) || passedSecurityMiddleware(found.headers);
    return {
      confidence: 0.97,
      text: [
        'The server redirects ',
        shown(from.pathname),
        ' to ',
        shown(to.pathname),
        `: ${change} at the end of the address`,
        ...(django ? [', which Django corrects by itself (', code('APPEND_SLASH'), ')'] : []),
        '. Ask for ',
        shown(to.href),
        found.onPreflight
          ? ' in the page’s own code; no CORS setting replaces that.'
          : ' in the page’s own code.',
      ],
      docs: django
        ? 'https://docs.djangoproject.com/en/stable/ref/settings/#append-slash'
        : 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
    };
  },
};
