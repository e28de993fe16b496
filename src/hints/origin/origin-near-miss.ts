import { allowedElsewhere } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { type OriginDifference, originDifference } from '../../model/origin-difference.ts';
import { prose } from '../../model/prose.ts';
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
      text: prose`Write ${shown(origin)} into the server’s list, exactly like this. The server has
        allowed ${shown(near)}, which differs from the page only in ${difference(near) ?? ''}.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin',
    };
  },
};

/** What is wrong in a few words; null if it is simply another origin. */
function nearMiss(difference: OriginDifference | null): string | null {
  switch (difference?.kind) {
    case 'trailing-slash':
      return 'the slash at the end';
    case 'path':
      return 'the path after it';
    case 'userinfo':
      return 'the user name in it';
    case 'case':
      return 'upper and lower case';
    case 'default-port':
      return 'the default port, which an origin leaves out';
    case 'no-scheme':
      return 'the missing scheme';
    case 'invisible-character':
      return 'an invisible character';
    case 'parts':
      return onePart(difference);
    default:
      return null;
  }
}

function onePart({ parts, loopbackNames }: OriginDifference & { kind: 'parts' }): string | null {
  if (loopbackNames || parts.length !== 1 || parts[0] === 'host') return null;
  return parts[0] === 'port' ? 'the port' : 'the scheme';
}
