import { allowedElsewhere } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { type OriginDifference, originDifference } from '../../model/origin-difference.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/** The server allows almost this origin elsewhere: a slash, the scheme or the port is wrong. */
export const originNearMiss: HintRule = {
  id: 'origin-near-miss',
  detect: (context) => {
    const { origin, verdict } = context.evaluation;
    if (verdict !== 'blocked' || origin === 'null') return null;
    const difference = (allowed: string) => nearMiss(originDifference(allowed, origin));
    const near = allowedElsewhere(context, (one) => one !== '' && difference(one) !== null);
    if (near === undefined) return null;
    return {
      confidence: 0.7,
      text: say`Write ${shown(origin)} into the server’s list, exactly like this. The server has
        allowed ${shown(near)}, which differs from the page only in ${difference(near) ?? ''}.`
        .fr`Écrivez ${shown(origin)} dans la liste du serveur, exactement ainsi. Le serveur a
        autorisé ${shown(near)}, qui ne diffère de la page que par ${difference(near) ?? ''}.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin',
    };
  },
};

/** What is wrong in a few words; null if it is simply another origin. */
function nearMiss(difference: OriginDifference | null): string | null {
  switch (difference?.kind) {
    case 'trailing-slash':
      return phrase`the slash at the end`.fr`la barre oblique à la fin`;
    case 'path':
      return phrase`the path after it`.fr`le chemin qui suit`;
    case 'userinfo':
      return phrase`the user name in it`.fr`le nom d’utilisateur qu’elle contient`;
    case 'case':
      return phrase`upper and lower case`.fr`les majuscules et minuscules`;
    case 'default-port':
      return phrase`the default port, which an origin leaves out`.fr`le port par défaut, qu’une
        origine omet`;
    case 'no-scheme':
      return phrase`the missing scheme`.fr`le schéma manquant`;
    case 'invisible-character':
      return phrase`an invisible character`.fr`un caractère invisible`;
    case 'parts':
      return onePart(difference);
    default:
      return null;
  }
}

function onePart({ parts, loopbackNames }: OriginDifference & { kind: 'parts' }): string | null {
  if (loopbackNames || parts.length !== 1 || parts[0] === 'host') return null;
  return parts[0] === 'port' ? phrase`the port`.fr`le port` : phrase`the scheme`.fr`le schéma`;
}
