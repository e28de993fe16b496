import { allowedElsewhere, refusal } from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { originOf } from '../../model/origin.ts';
import { originDifference } from '../../model/origin-difference.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/** The server allows this machine elsewhere, under its other name. */
export const localhostVsLoopback: HintRule = {
  id: 'localhost-vs-loopback',
  detect: (context) => {
    const { origin, verdict } = context.evaluation;
    if (verdict !== 'blocked') return null;
    const own = ownOrigin(context);
    if (own !== null) return sameServer(origin, own);
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

/** The server that refused, if it has the page's own port under another name of this machine. */
function ownOrigin(context: HintContext): string | null {
  const refused = refusal(context);
  if (refused?.finding.cause !== 'missing-allow-origin') return null;
  const own = originOf(refused.hop.url);
  return isOtherName(own, context.evaluation.origin) ? own : null;
}

const sameServer = (origin: string, own: string): ReturnType<HintRule['detect']> => ({
  confidence: 0.9,
  text: say`Open the page as ${shown(own)}, or request a path without a host, such as
    ${code('/api/…')}. Probably one server answers at ${shown(origin)} and ${shown(own)}, as the port is
    the same. For the browser, these are two origins.`
    .fr`Ouvrez la page sous ${shown(own)}, ou demandez un chemin sans hôte, comme ${code('/api/…')}. Un
    seul serveur répond probablement à ${shown(origin)} et à ${shown(own)}, car le port est le même.
    Pour le navigateur, ce sont deux origines.`,
  docs: 'https://developer.mozilla.org/docs/Glossary/Origin',
});
