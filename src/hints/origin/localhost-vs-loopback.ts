import { findingOf } from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { get } from '../../model/header-list.ts';
import { originDifference } from '../../model/origin-difference.ts';
import { shown } from '../../model/shown.ts';

/** The server allows this machine under its other name. */
export const localhostVsLoopback: HintRule = {
  id: 'localhost-vs-loopback',
  detect: (context) => {
    if (context.evaluation.verdict !== 'blocked') return null;
    const { origin } = context.evaluation;
    const received = findingOf(context, 'allow-origin-mismatch')?.evidence.received;
    const other = received ?? allowedElsewhere(context);
    if (other === undefined || !isOtherName(other, origin)) return null;
    return {
      confidence: received === undefined ? 0.85 : 0.97,
      text: [
        'The server allows ',
        shown(other),
        ' but the page is open under ',
        shown(origin),
        ', which the browser takes for another origin. Open the page as ',
        shown(other),
        ', or add ',
        shown(origin),
        ' to the server’s list.',
      ],
      docs: 'https://developer.mozilla.org/docs/Glossary/Origin',
    };
  },
};

/** Nothing but the name differs: same scheme, same port. */
function isOtherName(received: string, origin: string): boolean {
  const difference = originDifference(received, origin);
  return difference?.kind === 'parts' && difference.loopbackNames && difference.parts.length === 1;
}

function allowedElsewhere(context: HintContext): string | undefined {
  if (findingOf(context, 'missing-allow-origin') === null) return undefined;
  return context.server.answers
    .map((answer) => get(answer.headers, 'access-control-allow-origin') ?? '')
    .find((value) => isOtherName(value, context.evaluation.origin));
}
