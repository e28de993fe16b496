import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { originOf } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { looksLikeDjango } from '../../servers/django-cors-headers/marks.ts';

/**
 * A server that answered before refuses connections now. It stopped, usually because of its
 * settings.
 */
export const serverStopped: HintRule = {
  id: 'server-stopped',
  detect: ({ exchange, evaluation, server }) => {
    if (evaluation.failure !== 'connection-refused' || server.answers.length === 0) return null;
    const checks = looksLikeDjango(server)
      ? say` (Django does not start with an origin that has a path or no scheme,
          ${code('corsheaders.E013')} and ${code('E014')})`.fr` (Django ne démarre pas avec une
          origine qui a un chemin ou pas de schéma, ${code('corsheaders.E013')} et
          ${code('E014')})`
      : [];
    return {
      confidence: 0.85,
      text: say`Start the server again: ${shown(originOf(lastHop(exchange).url))} answered before and accepts
        no connection now. Its terminal shows whether it stopped at an error in its settings${checks}.`
        .fr`Redémarrez le serveur : ${shown(originOf(lastHop(exchange).url))} répondait auparavant
        et n’accepte plus aucune connexion. Son terminal montre s’il s’est arrêté à cause d’une
        erreur dans ses réglages${checks}.`,
      docs: null,
    };
  },
};
