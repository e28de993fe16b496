import { findingOf } from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { get } from '../../model/header-list.ts';
import { type OriginDifference, originDifference } from '../../model/origin-difference.ts';
import { shown } from '../../model/shown.ts';

/** The server allows nearly this origin: a slash, the scheme or the port is wrong. */
export const originNearMiss: HintRule = {
  id: 'origin-near-miss',
  detect: (context) => {
    const { origin, verdict } = context.evaluation;
    if (verdict !== 'blocked' || origin === 'null') return null;
    const received = (
      findingOf(context, 'allow-origin-mismatch') ??
      findingOf(context, 'invalid-allow-origin-value')
    )?.evidence.received;
    const near = received ?? allowedElsewhere(context);
    const what = near === undefined ? null : nearMiss(originDifference(near, origin));
    if (near === undefined || what === null) return null;
    return {
      confidence: received === undefined ? 0.7 : 0.95,
      text: [
        'The server ',
        received === undefined ? 'has allowed ' : 'allows ',
        shown(near),
        `, which differs from the page only in ${what}. Write `,
        shown(origin),
        ' into the server’s list, exactly like this.',
      ],
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin',
    };
  },
};

/** What is wrong in a few words; null when it is simply another origin. */
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

function allowedElsewhere(context: HintContext): string | undefined {
  if (findingOf(context, 'missing-allow-origin') === null) return undefined;
  const { origin } = context.evaluation;
  return context.server.answers
    .map((answer) => get(answer.headers, 'access-control-allow-origin') ?? '')
    .find((value) => value !== '' && nearMiss(originDifference(value, origin)) !== null);
}
