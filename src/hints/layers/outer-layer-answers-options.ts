import { preflightRefusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { outerAnswersOptions } from '../../evidence/layers.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { isExplained } from '../../servers/instead.ts';

/** A proxy or gateway answers OPTIONS itself, so the application's CORS settings have no effect. */
export const outerLayerAnswersOptions: HintRule = {
  id: 'outer-layer-answers-options',
  detect: (context) => {
    const plate = outerAnswersOptions(context.server);
    if (plate === null || preflightRefusal(context) === null || isExplained(context)) return null;
    return {
      confidence: 0.8,
      text: say`Set CORS in the proxy or gateway, or let it pass ${code('OPTIONS')} on. Probably it
        answers the preflight request itself: that response lacks
        ${shown(`${plate.name}: ${plate.value}`)}, which the other responses of this server have. Settings
        of the application behind it have no effect.`.fr`Réglez CORS dans le proxy ou la passerelle,
        ou laissez-y passer ${code('OPTIONS')}. Cette couche répond probablement elle-même à la
        requête préliminaire : il manque à cette réponse ${shown(`${plate.name}: ${plate.value}`)},
        que portent les autres réponses de ce serveur. Les réglages de l’application placée derrière
        n’ont aucun effet.`,
      docs: 'https://developer.mozilla.org/docs/Glossary/Preflight_request',
    };
  },
};
