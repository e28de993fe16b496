import { headerIncludes, refusal } from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { lastHop } from '../../../model/exchange.ts';
import { parseUrl } from '../../../model/origin.ts';
import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { shown } from '../../../model/shown.ts';
import { madeAboveViews } from '../marks.ts';

/** Django refuses the host name of the request. The page may or may not be able to read that. */
export const badHost: HintRule = {
  id: 'bad-host',
  detect: (context) => {
    const hop = lastHop(context.exchange);
    const answer = refusal(context) ?? hop.response;
    if (answer?.status !== 400 || !headerIncludes(answer.headers, 'content-type', 'text/html')) {
      return null;
    }
    if (!madeAboveViews(answer.headers)) return null;
    return {
      confidence: 0.8,
      text: say`Add ${shown(parseUrl(hop.url)?.hostname ?? hop.url)} to
        ${code('ALLOWED_HOSTS')}. Django answered ${code('400')} before any view ran, probably because
        this host name is missing there. The server’s log then says “Invalid HTTP_HOST header”.`
        .fr`Ajoutez ${shown(parseUrl(hop.url)?.hostname ?? hop.url)} à ${code('ALLOWED_HOSTS')}.
        Django a répondu ${code('400')} avant d’exécuter une vue, probablement parce que ce nom
        d’hôte y manque. Le journal du serveur contient alors
        ${code('Invalid HTTP_HOST header')}.`,
      docs: 'https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts',
    };
  },
};
