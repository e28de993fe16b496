import { allowedElsewhere } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { originDifference } from '../../model/origin-difference.ts';
import { say } from '../../model/say.ts';
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
      text: say`Open the page as ${shown(other)}, or add ${shown(origin)} to the server’s list. The
        server has allowed the first, and for the browser the second is another origin.`.fr`Ouvrez
        la page sous ${shown(other)}, ou ajoutez ${shown(origin)} à la liste du serveur. Le serveur
        a autorisé la première et, pour le navigateur, la seconde est une autre origine.`,
      docs: 'https://developer.mozilla.org/docs/Glossary/Origin',
    };
  },
};

/** Only the name differs: same scheme, same port. */
function isOtherName(received: string, origin: string): boolean {
  const difference = originDifference(received, origin);
  return difference?.kind === 'parts' && difference.loopbackNames && difference.parts.length === 1;
}
