import { headerIncludes, refusal } from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { lastHop } from '../../../model/exchange.ts';
import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { shown } from '../../../model/shown.ts';
import { pathOf } from '../../../model/url.ts';
import { madeAboveViews } from '../marks.ts';

/**
 * Django with DEBUG on answers 500 to a POST, PUT or PATCH if the slash is missing, because a
 * redirect would lose its data (django/middleware/common.py, `get_full_path_with_slash`).
 */
export const appendSlashError: HintRule = {
  id: 'append-slash-error',
  detect: (context) => {
    const hop = lastHop(context.exchange);
    const answer = refusal(context) ?? hop.response;
    if (answer?.status !== 500 || !/^(POST|PUT|PATCH)$/.test(hop.method)) return null;
    const path = pathOf(hop.url);
    if (path.endsWith('/') || !headerIncludes(answer.headers, 'content-type', 'text/html')) {
      return null;
    }
    if (!madeAboveViews(answer.headers)) return null;
    return {
      confidence: 0.8,
      text: say`Request ${shown(`${path}/`)} in the page’s own code. Django answered ${code('500')}
        before any view ran, probably because the URL of this ${shown(hop.method)} does not end in a
        slash (${code('APPEND_SLASH')} with ${code('DEBUG')}). No CORS setting replaces that.`
        .fr`Demandez ${shown(`${path}/`)} dans le code de la page. Django a répondu ${code('500')}
        avant d’exécuter une vue, probablement parce que l’URL de cette requête ${shown(hop.method)}
        ne se termine pas par une barre oblique (${code('APPEND_SLASH')} avec ${code('DEBUG')}).
        Aucun réglage CORS ne remplace cela.`,
      docs: 'https://docs.djangoproject.com/en/stable/ref/settings/#append-slash',
    };
  },
};
