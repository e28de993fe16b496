import { refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { originOf } from '../../model/origin.ts';
import { shown } from '../../model/shown.ts';

/** Not the server that the page asked refuses, but one that a redirect led to. */
export const redirectTargetRefuses: HintRule = {
  id: 'redirect-target-refuses',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.finding.hop === 0) return null;
    const asked = originOf(context.exchange.hops[0].url);
    const refusing = originOf(refused.hop.url);
    if (asked === refusing) return null;
    return {
      confidence: 0.95,
      text: [
        'The page asked ',
        shown(asked),
        ', which redirected it to ',
        shown(refusing),
        ', and that server refuses. CORS settings of ',
        shown(asked),
        ' do not change that: either ',
        shown(refusing),
        ' allows the request, or the first server must not redirect scripts there.',
      ],
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
    };
  },
};
