import { hasCorsHeader, headerIncludes, preflightRefusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { get, has } from '../../model/header-list.ts';
import { originOf } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { insteadOf, isExplained } from '../../servers/instead.ts';

/** OPTIONS gets an HTML page with 200: a website or a console answers, not the API. */
export const pageAnsweredOptions: HintRule = {
  id: 'page-answered-options',
  detect: (context) => {
    const refused = preflightRefusal(context);
    if (refused === null || refused.status !== 200 || hasCorsHeader(refused.headers)) return null;
    // Routers that list their methods do so in a text, and are the API.
    if (has(refused.headers, 'allow')) return null;
    const hasBody = Number(get(refused.headers, 'content-length')) > 0;
    if (!hasBody || !headerIncludes(refused.headers, 'content-type', 'text/html')) return null;
    // A known product answers like this itself, unless it has advice about a wrong port.
    if (isExplained(context) && insteadOf(context).length === 0) return null;
    return {
      confidence: 0.75,
      text: say`Check the port and the path: probably not the API answers at ${shown(originOf(refused.hop.url))},
        but a website or a console. The preflight request got an HTML page
        (${code('200')}, ${shown(`Content-Type: ${get(refused.headers, 'content-type') ?? ''}`)}).`
        .fr`Vérifiez le port et le chemin : à ${shown(originOf(refused.hop.url))}, ce n’est
        probablement pas l’API qui répond, mais un site web ou une console. La requête préliminaire
        a reçu une page HTML (${code('200')},
        ${shown(`Content-Type: ${get(refused.headers, 'content-type') ?? ''}`)}).`,
      docs: null,
    };
  },
};
