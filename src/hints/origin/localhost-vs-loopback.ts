import { allowedElsewhere } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { originDifference } from '../../model/origin-difference.ts';
import { prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

/** The server allows this machine elsewhere, under its other name. */
export const localhostVsLoopback: HintRule = {
  id: 'localhost-vs-loopback',
  detect: (context) => {
    const { origin, verdict } = context.evaluation;
    if (verdict !== 'blocked') return null;
    const other = allowedElsewhere(context, (allowed) => isOtherName(allowed, origin));
    if (other === undefined) return null;
    return {
      confidence: 0.85,
      text: prose`Open the page as ${shown(other)}, or add ${shown(origin)} to the server’s list. The
        server has allowed the first, and for the browser the second is another origin.`,
      docs: 'https://developer.mozilla.org/docs/Glossary/Origin',
    };
  },
};

/** Only the name differs: same scheme, same port. */
function isOtherName(received: string, origin: string): boolean {
  const difference = originDifference(received, origin);
  return difference?.kind === 'parts' && difference.loopbackNames && difference.parts.length === 1;
}
